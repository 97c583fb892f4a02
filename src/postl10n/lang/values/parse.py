"""Parsing the values of a text."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from postl10n.lang.languages import language, lexicon
from postl10n.lang.languages.factor_words import factor_words
from postl10n.lang.languages.kinds import ValueKind
from postl10n.lang.languages.language import LANGUAGES
from postl10n.lang.text.expression import NEVER
from postl10n.lang.text.figures import fold
from postl10n.lang.text.markup import PlaceholderKind, manual_pages, placeholders
from postl10n.lang.values import cjk_numbers as han
from postl10n.lang.values import dates as calendar
from postl10n.lang.values import named, spelled
from postl10n.lang.values.composite import composites
from postl10n.lang.values.factors import settled
from postl10n.lang.values.measure import Measurer
from postl10n.lang.values.search import PhraseGate, may_match
from postl10n.lang.values.sizes import factor_of
from postl10n.lang.values.spelled import Number
from postl10n.lang.values.spelled_tokens import without_numbers
from postl10n.lang.values.value import Certainty, Change, Value
from postl10n.registry import cached

if TYPE_CHECKING:
    from postl10n.lang.languages.lexicon import Idiom
    from postl10n.lang.text.expression import Expression
    from postl10n.lang.values.dates import Found

# A translation unit is a sentence; nobody compares the figures of longer texts.
LONGEST_TEXT = 20_000
MOST_VALUES = 200
_TAKEN = "\ue000"
_ADDRESS = re.compile(r"(?:https?://|www\.)[!#-;=?-~]+|&#\d{2,6};|[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,200}")
_PHONE = re.compile(
    r"\+\d{1,3}[ \u00a0().-]{0,2}\d[\d \u00a0().-]{4,16}\d(?!\d)"
    r"|(?<![\d.,$€£])\d{3,4}(?:[ -]\d{3,4}){1,3}(?![\d,.]\d|\d)"
    r"|\(\d{2,4}\) ?\d{3,4}[ -]?\d{4}"
)
_APART = 50
"""Characters between two figures that make neither a range nor a composite."""
_MAY_BE_PHONE = re.compile(r"[+(]|\d{3}[ -]\d{3}")
_PHONE_GROUPS = re.compile(r"\d{1,3}(?:[ \u00a0]\d{3})+\Z")
_MAY_BE_YEAR = re.compile(r"(?:1\d|2[0-2])\d\d")
_ANY_DIGIT = re.compile(r"\d")
_DIGIT = re.compile(r"\D+")
_FIGURE_DATE = re.compile(r"\d[./-]\s?\d{1,2}[./-]")
_VULGAR_SIGN = re.compile("[½⅓⅔¼¾⅕⅛⅜⅝⅞]")
_VULGAR = re.compile(
    r"(?:(?<![\d.,])(?P<whole>\d{1,4})[ \u00a0]?)?(?P<sign>[½⅓⅔¼¾⅕⅛⅜⅝⅞])"
    r"|(?<![\d/.,])(?P<before>\d{1,3})[ \u00a0](?P<above>[1-9])/(?P<below>[2-9])(?![\d/])"
)


# A source is checked against its translations in one locale after the other.
@cached(4096)
def parse_values(text: str, locale: str) -> tuple[Value, ...]:
    """Return the values of a text in order of their start; offsets are code points of the text as given.

    >>> [(one.kind.value, str(one.amounts[0])) for one in parse_values("达17.5亿件，增长百分之四", "zh_Hans")]
    [('number', '1750000000.0'), ('percent', '4')]
    """
    if len(text) > LONGEST_TEXT:
        text = text[:LONGEST_TEXT]
    with LANGUAGES.guard(language(locale).code):
        return tuple(_Parser(text, locale).values())


@cached(64)
def _gated(locale: str) -> tuple[PhraseGate, Sequence[Idiom], Mapping[str, int], Sequence[Expression | None]]:
    """Return a gate for the idioms of a locale and, behind them, for the rarer expressions of its lexicon.

    Last is what to search a whole text for: None for what is looked for beside a number.
    """
    factors, words = factor_words(language(locale).code), lexicon(locale)
    idioms = (*(factors.idioms if factors else ()), *words.idioms)
    eras = (expression for expression, _ in (*words.eras, *words.native))
    ratios = (factors.divided, factors.multiplied) if factors else ()
    rarer = (*words.times, words.decades, words.months or NEVER, words.per, *words.dates, *eras, *ratios)
    places = {one.pattern: at for at, one in enumerate(rarer, len(idioms))}
    expressions = (*(one.expression for one in idioms), *rarer)
    without = words.dates if words.months else ()  # No text without a month has a date.
    searched = [None if one in ratios else NEVER if one in without else one for one in expressions]
    return PhraseGate(one.pattern for one in expressions), idioms, places, searched


class _Parser:
    """Extracts the values of one text, those with the longest expressions first; extracted parts are not read again."""

    def __init__(self, text: str, locale: str) -> None:
        self.locale = locale
        self.words = lexicon(locale)
        self.original = text
        self.text = fold(_without_markup(text))
        self.han = language(self.words.language).han_numerals
        if self.han:
            self.text = han.plain_numerals(self.text)
        self.lowered = ""
        digit = _ANY_DIGIT.search(self.text)
        self.first_digit = digit.start() if digit else len(self.text)
        self.open: Collection[int] = ()
        self.places: Mapping[str, int] = {}
        self.found: list[Value] = []

    def values(self) -> list[Value]:
        self.lowered = self.text  # Folding has converted it to lower case.
        gate, idioms, self.places, searched = _gated(self.locale)
        self.open = gate(self.lowered)
        self.found.extend(named.names(self.text, self.original, self.words.language))
        if not (self.found or self.han) and self._is_plain(searched):
            plain = self._figures()
            if plain is not None:
                return plain
        for at in sorted(self.open):
            if at < len(idioms):
                self._idiom(idioms[at])
        self._phones()
        if self.han and any(sign in self.text for sign in "月季월기") and self.words.months is None:
            self._take(calendar.month_ranges(self.text, self.original))
        self._calendar()
        self._per()
        self._measured()
        self._compared()
        self.found.sort(key=lambda one: (one.start, one.end))
        return self.found[:MOST_VALUES]

    def _measured(self) -> None:
        """Add the numbers, each with what stands beside it."""
        read = 0
        vulgar = list(self._vulgar())
        beside = Measurer(self.text, self.original, self.words, self.locale)
        for number in sorted((*vulgar, *self._numbers()), key=lambda one: one.start):
            # The `cento` of `50 por cento` was read with the figure.
            if number.start >= read:
                value = beside.value(number)
                self.found.append(value)
                read = value.end

    def _compared(self) -> None:
        """Read values again in the light of those beside them, and of the words of a change."""
        if len(self.found) > 1:
            self._spread_ranges()
        if self.found:
            self.found = composites(self.found, self.text, self.original, self.words)
            self._settle()
        counted = [one for one in self.found if one.kind in (ValueKind.NUMBER, ValueKind.PERCENT)]
        if len(counted) > 1:
            counted.sort(key=lambda one: one.start)
            self.found.extend(named.ways(self.text, self.original, self.words.language, counted))

    def _is_plain(self, searched: Sequence[Expression | None]) -> bool:
        """Return True if none of the expressions that the gate lets through is in the text: most have none."""
        looked = [searched[at] for at in self.open]
        return None not in looked and not any(one.search(self.text) for one in looked if one is not None)

    def _figures(self) -> list[Value] | None:
        """Return the values of a text in which nothing but figures tells any; None if that isn't certain."""
        words, text, first = self.words, self.text, self.first_digit
        if words.months is None or may_match("/年", text):
            return None
        if not text.isascii() and _VULGAR_SIGN.search(text):
            return None
        if may_match(words.quarter_signs, text) or not without_numbers(text, words, self.locale):
            return None
        if _FIGURE_DATE.search(text, first) or _MAY_BE_PHONE.search(text, max(0, first - 1)):
            return None
        if _MAY_BE_YEAR.search(text, first) and any(calendar.years(text, self.original, words)):
            return None
        found, read = list[Value](), -_APART
        beside = Measurer(text, self.original, words, self.locale)
        for number in spelled.figures(text, self.locale, first):
            value = beside.value(number)
            if value.unit or value.kind is not ValueKind.NUMBER or value.start - read < _APART:
                return None
            found.append(value)
            read = value.end
        return found[:MOST_VALUES]

    def _calendar(self) -> None:
        words = self.words
        self._eras()
        for expression in filter(self._may_hold, words.times):
            self._take(calendar.times(self.text, self.original, expression))
        if self._may_hold(words.decades):
            self._take(calendar.decades(self.text, self.original, words))
        if words.months is None or (self._may_hold(words.months) and words.months.search(self.text)):
            for expression in filter(self._may_hold, words.dates):
                self._take(calendar.dates(self.text, self.original, words, expression))
        if _FIGURE_DATE.search(self.text, self.first_digit):
            for expression in words.figure_dates:
                self._take(calendar.dates(self.text, self.original, words, expression))
        if may_match(words.quarter_signs, self.text):
            self._take(calendar.quarters(self.text, self.original, words))
        if _MAY_BE_YEAR.search(self.text, self.first_digit) or "年" in self.text:
            self._take(calendar.years(self.text, self.original, words))

    def _eras(self) -> None:
        for expression, added in self.words.eras:
            if self._may_hold(expression):
                self._take(calendar.era_years(self.text, self.original, expression, added))

    def _may_hold(self, expression: Expression) -> bool:
        return bool(self.open) and self.places[expression.pattern] in self.open

    def _take(self, found: Iterable[Found]) -> None:
        for start, end, values in list(found)[:MOST_VALUES]:
            if _TAKEN not in self.text[start:end]:
                self.found.extend(values)
                self._blank(start, end)

    def _blank(self, start: int, end: int) -> None:
        self.text = f"{self.text[:start]}{_TAKEN * (end - start)}{self.text[end:]}"

    def _idiom(self, idiom: Idiom) -> None:
        for match in list(idiom.expression.finditer(self.text))[:8]:
            start, end = match.span()
            if start == end or _TAKEN in match[0]:
                continue
            certainty = Certainty.WORD if idiom.certain else Certainty.DOUBTFUL
            values = [
                calendar.value(kind, _amount(amount), self.original, start, end, certainty)
                for kind, amount in idiom.values
            ]
            if idiom.unit:
                values = [replace(one, unit=idiom.unit) for one in values]
            if idiom.settled:
                values = [replace(one, change=Change.SETTLED) for one in values]
            if idiom.either:
                values = [replace(values[0], amounts=tuple(one.amounts[0] for one in values))]
            self.found.extend(values)
            self._blank(start, end)

    def _phones(self) -> None:
        if not _MAY_BE_PHONE.search(self.text, max(0, self.first_digit - 1)):
            return
        for match in list(_PHONE.finditer(self.text))[:20]:
            digits = _DIGIT.sub("", match[0])
            grouped = _PHONE_GROUPS.match(match[0]) or _is_years(match[0])
            if grouped or len(digits) < 7:
                continue
            self.found.append(calendar.value(ValueKind.PHONE, Decimal(digits), self.original, *match.span()))
            self._blank(*match.span())

    def _per(self) -> None:
        if not self._may_hold(self.words.per):
            return
        for match in list(self.words.per.finditer(self.text))[:20]:
            if _TAKEN in match[0] or not match.lastgroup:
                continue
            per = calendar.value(ValueKind.PER, 1, self.original, *match.span(), Certainty.DOUBTFUL)
            self.found.append(replace(per, unit=match.lastgroup[2:]))
            if any(sign.isdigit() for sign in match[0]):
                self._blank(*match.span())

    def _vulgar(self) -> Iterator[Number]:
        """Yield vulgar fractions: 2½, 2 1/2, ¾."""
        if "/" not in self.text and (self.text.isascii() or not _VULGAR_SIGN.search(self.text)):
            return
        for match in list(_VULGAR.finditer(self.text))[:MOST_VALUES]:
            whole, start, end = match["whole"] or match["before"], *match.span()
            part = (
                unicodedata.numeric(match["sign"])
                if match["sign"]
                else int(match["above"]) / int(match["below"])
            )
            share = _amount(Fraction(part).limit_denominator(9))
            kind = ValueKind.NUMBER if whole else ValueKind.FRACTION
            self._blank(start, end)
            yield Number(
                kind=kind,
                amounts=(Decimal(whole or 0) + share,),
                start=start,
                end=end,
                certainty=Certainty.FIGURE,
            )

    def _numbers(self) -> Iterator[Number]:
        if self.han:
            return han.numbers(self.text, self.words, self.locale)
        return spelled.numbers(self.text, self.words, self.locale, self.first_digit)

    def _settle(self) -> None:
        factors = factor_words(language(self.locale).code)
        if factors is not None:
            may_divide = self._may_hold(factors.divided) or self._may_hold(factors.multiplied)
            self.found = settled(self.found, self.lowered, factors, may_divide=may_divide)

    def _spread_ranges(self) -> None:
        """Apply unit and scale at the second end of `7–10万`, `15 to 20 days` to the first too."""
        numbers = [
            (at, one)
            for at, one in enumerate(self.found)
            if one.kind in (ValueKind.NUMBER, ValueKind.PERCENT) and one.amounts
        ]
        numbers.sort(key=lambda pair: pair[1].start)
        for (at, first), (_, second) in itertools.pairwise(numbers):
            gap = self.text[first.end : second.start]
            if len(gap) > 12 or not self.words.range_between.match(gap) or not _one_measure(first, second):
                continue
            factor = factor_of(second, self.text, self.words)
            amounts = first.amounts
            if factor > 1 and first.amounts[0] < factor:
                amounts = (*amounts, *(one * factor for one in amounts))
            money = first.currencies or second.currencies
            self.found[at] = replace(
                first,
                amounts=amounts,
                kind=second.kind,
                unit=second.unit,
                currencies=money,
                certainty=max(first.certainty, min(second.certainty, Certainty.WORD)),
            )


def _without_markup(text: str) -> str:
    """Return the text without placeholders and addresses, whose digits are no values."""
    spans = []
    if "{" in text or "%" in text or "<" in text:
        spans = [
            (one.start, one.end) for one in placeholders(text) if one.kind is not PlaceholderKind.LITERAL
        ]
    if "(" in text:
        spans.extend(manual_pages(text))
    if "@" in text or "://" in text or "www." in text or "&#" in text:
        spans.extend(match.span() for match in _ADDRESS.finditer(text))
    for start, end in spans[:MOST_VALUES]:
        text = f"{text[:start]}{_TAKEN * (end - start)}{text[end:]}"
    return text


def _one_measure(first: Value, second: Value) -> bool:
    if first.unit or (first.kind is ValueKind.PERCENT and second.kind is not ValueKind.PERCENT):
        return False
    return not first.currencies or not second.currencies or first.currencies == second.currencies


def _amount(signs: str | Fraction) -> Decimal:
    fraction = Fraction(signs)
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


def _is_years(signs: str) -> bool:
    return all(
        len(part) == 4 and part[:2] in ("15", "16", "17", "18", "19", "20")
        for part in re.split(r"[ -]", signs)
    )
