"""Rules about what the figures of a text mean: numbers, dates, money and units, compared by value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from postl10n.lang.text.markup import PlaceholderKind, blanked, is_program
from postl10n.lang.text.markup import code as code_in
from postl10n.lang.values import Mismatch, compare, has_number_words, parse_values
from postl10n.lang.values.digits import conventions
from postl10n.lang.values.substitute import localised
from postl10n.model.findings import Finding
from postl10n.registry import cached
from postl10n.stages.check.rules.base import Rule
from postl10n.stages.check.rules.copying import is_copied

if TYPE_CHECKING:
    from postl10n.lang.values import Value
    from postl10n.stages.check.rules.base import SegmentPair


_DIGIT = re.compile(r"\d")
_LIST = re.compile(r"\d{1,2}(?:,\d{1,2})+ [^\W\d]{1,3} \d{1,2}(?![\d.,]*\d)")
_SPACED = re.compile(r"(?<![\d.,])(?<!\d )\d{1,3}(?: \d{3})+(?![\d.,]\d| \d)")
_COUNTED = re.compile(r" (?:[a-z]+ )?[a-z]+s\b")
"""Things in the plural behind a figure: `2.043 individual donations`."""
_GROUPS = re.compile(r"\d{1,3}(?:[ .,'’\u00a0\u2009\u202f]?\d{3})+(?!\d)")
_SIGNS_ALIKE = re.compile(r"\d+(?:[./-]\d+){2}|\d+[^\W\d_]+(?: [A-Z]+)?")


@cached(8)
def mismatches(pair: SegmentPair) -> tuple[Mismatch, ...]:
    """Four rules ask for the same comparison, one after the other."""
    if is_copied(pair) or is_program(pair.source):
        return ()
    source = parse_values(_without_code(pair.source), pair.source_locale)
    if not source and not _DIGIT.search(pair.target):
        return ()  # Where the source has no value, only a figure can have been added.
    target = parse_values(_without_code(pair.target), pair.locale)
    known, source_known = has_number_words(pair.locale), has_number_words(pair.source_locale)
    differing = compare(source, target, words_known=known, source_words_known=source_known)
    found = [
        one
        for one in differing
        if not (_is_stranger(one, pair) or _is_of_code(one, pair) or _is_listed(one, pair))
    ]
    if found and _SPACED.search(pair.source) and (joined := _joined(pair.source, pair.target)) != pair.source:
        return mismatches(replace(pair, source=joined, target=_joined(pair.target, pair.source)))
    return tuple(one for one in found if not _stands_as_it_is(one.source, pair.target))


def _is_stranger(one: Mismatch, pair: SegmentPair) -> bool:
    """Return True for thousands that are parted as in another language: no money and no count has three decimals."""
    if one.source is None or one.target is None or one.source.unit:
        return False
    if not one.source.currencies and not _COUNTED.match(pair.source, one.source.end):
        return False
    group = conventions(pair.source_locale).decimal
    figure = re.search(rf"\d{{1,3}}(?:{re.escape(group)}\d{{3}})+(?![\d.,]*\d)", one.source.text)
    return figure is not None and Decimal(figure[0].replace(group, "")) in one.target.amounts


def _is_of_code(one: Mismatch, pair: SegmentPair) -> bool:
    """Return True for a figure that only one text has, and the other has in code: `64` of ``64-bit``."""
    lone, other = (one.source, pair.target) if one.target is None else (one.target, pair.source)
    if lone is None or (one.source is not None and one.target is not None) or not lone.text.isascii():
        return False
    figure = re.search(r"\d[\d.]*", lone.text)
    return figure is not None and any(
        re.search(rf"(?<![\d.]){re.escape(figure[0])}(?![\d.]*\d)", code.name)
        for code in code_in(other)
        if code.kind is PlaceholderKind.CODE
    )


def _is_listed(one: Mismatch, pair: SegmentPair) -> bool:
    """Return True for the numbers of a list without spaces: `1,2 or 3`."""
    sides = ((one.source, pair.source), (one.target, pair.target))
    return any(value is not None and _LIST.match(text, value.start) is not None for value, text in sides)


def _joined(text: str, other: str) -> str:
    """Return the text with no-break spaces in figures whose groups are parted by spaces, where the other has them too."""
    figures = {re.sub(r"\D", "", figure) for figure in _GROUPS.findall(other)}
    return _SPACED.sub(
        lambda match: match[0].replace(" ", "\u00a0") if match[0].replace(" ", "") in figures else match[0],
        text,
    )


def _stands_as_it_is(value: Value | None, text: str) -> bool:
    """Return True for what the translation has in the same signs: 08/16/88, which is no date elsewhere; 8200M G."""
    return value is not None and _SIGNS_ALIKE.fullmatch(value.text) is not None and value.text in text


def _without_code(text: str) -> str:
    if "`" not in text and "<" not in text:
        return text
    return blanked(text, [(one.start, one.end) for one in code_in(text) if one.kind is PlaceholderKind.CODE])


class _ValueRule(Rule):
    # Its name is that of a fault of values.
    def check(self, pair: SegmentPair) -> Iterable[Finding]:
        return [self._to_finding(pair, one) for one in mismatches(pair) if one.fault == self.name]

    def _to_finding(self, pair: SegmentPair, one: Mismatch) -> Finding:
        if one.target is None:
            return self.finding(
                f"{_shown(one.source)} is missing in the translation", "source", _span(one.source)
            )
        if one.source is None:
            return self.finding(f"{_shown(one.target)} is not in the source", "target", _span(one.target))
        message = f"{_shown(one.target)} instead of {_shown(one.source)}"
        figure = _figure(pair, one.source, one.target)
        return self.finding(message, "target", _span(one.target), repair=figure)


class NumberRule(_ValueRule):
    name = "number"


class DateRule(_ValueRule):
    name = "date"


class CurrencyRule(_ValueRule):
    name = "currency"


class UnitRule(_ValueRule):
    name = "unit"


def _figure(pair: SegmentPair, source: Value, target: Value) -> str | None:
    """Return a figure that was copied from the source in the form of the locale, if that makes it right."""
    copied, figure = pair.target[target.start : target.end], pair.source[source.start : source.end]
    written = localised(copied, figure, source_locale=pair.source_locale, locale=pair.locale)
    if written == copied:
        return None
    mended = replace(pair, target=pair.target[: target.start] + written + pair.target[target.end :])
    return written if len(mismatches(mended)) < len(mismatches(pair)) else None


def _shown(value: Value | None) -> str:
    return "" if value is None else value.described()


def _span(value: Value | None) -> tuple[int, int] | None:
    return None if value is None else (value.start, value.end)
