"""Rules about what the figures of a text mean: numbers, dates, money and units, compared by value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from postl10n.lang.text.markup import PlaceholderKind, blanked, code
from postl10n.lang.values import Mismatch, compare, has_number_words, parse_values
from postl10n.lang.values.mismatch import ValueFault
from postl10n.model.findings import Finding, Severity
from postl10n.registry import cached
from postl10n.stages.check.rules.base import Rule
from postl10n.stages.check.rules.copying import is_copied

if TYPE_CHECKING:
    from postl10n.lang.values import Value
    from postl10n.stages.check.rules.base import SegmentPair


_DIGIT = re.compile(r"\d")


@cached(8)
def mismatches(pair: SegmentPair) -> tuple[Mismatch, ...]:
    """Four rules ask for the same comparison, one after the other."""
    if is_copied(pair):
        return ()
    source = parse_values(_without_code(pair.source), pair.source_locale)
    if not source and not _DIGIT.search(pair.target):
        return ()  # Where the source has no value, only a figure can have been added.
    target = parse_values(_without_code(pair.target), pair.locale)
    return tuple(compare(source, target, words_known=has_number_words(pair.locale)))


def _without_code(text: str) -> str:
    spans = [(one.start, one.end) for one in code(text) if one.kind is PlaceholderKind.CODE]
    return blanked(text, spans) if spans else text


class _ValueRule(Rule):
    severity = Severity.ERROR
    fault: ClassVar[ValueFault]

    def check(self, pair: SegmentPair) -> Iterable[Finding]:
        return [self._to_finding(one) for one in mismatches(pair) if one.fault is self.fault]

    def _to_finding(self, one: Mismatch) -> Finding:
        if one.target is None:
            return self.finding(
                f"{_shown(one.source)} is missing in the translation", "source", _span(one.source)
            )
        if one.source is None:
            return self.finding(f"{_shown(one.target)} is not in the source", "target", _span(one.target))
        message = f"{_shown(one.target)} instead of {_shown(one.source)}"
        return self.finding(message, "target", _span(one.target))


class NumberRule(_ValueRule):
    name = "number"
    fault = ValueFault.NUMBER
    documentation = (
        "A number, percentage, fraction, ordinal, quarter, half-year, time or phone number has another value in the "
        "translation, in figures or in words, or a range runs the other way; 1.75 billion, 17.5亿 and 1,75 mil milhões "
        "are the same."
    )


class DateRule(_ValueRule):
    name = "date"
    fault = ValueFault.DATE
    documentation = (
        "A day, month, year or decade is not the one of the source, whatever order and words it is written in; a weekday "
        "is another one."
    )


class CurrencyRule(_ValueRule):
    name = "currency"
    fault = ValueFault.CURRENCY
    documentation = "An amount of money is given in another currency than in the source: 元 for US dollars."


class UnitRule(_ValueRule):
    name = "unit"
    fault = ValueFault.UNIT
    documentation = (
        "A quantity is given in another unit with its figure kept, or a rate is per another unit. A quantity that was "
        "converted (2 kg, 2000 g) is right."
    )


def _shown(value: Value | None) -> str:
    return "" if value is None else value.described()


def _span(value: Value | None) -> tuple[int, int] | None:
    return None if value is None else (value.start, value.end)
