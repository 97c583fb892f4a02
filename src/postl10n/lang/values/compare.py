"""Comparing the values of a translation with those of its source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from postl10n.lang.languages.kinds import NAMED_KINDS, ValueKind
from postl10n.lang.text.figures import fold
from postl10n.lang.values.composite import resolved
from postl10n.lang.values.factors import RATIOS, same_ratio
from postl10n.lang.values.faults import fault_of, measure_mismatches
from postl10n.lang.values.mismatch import Mismatch, ValueFault, close
from postl10n.lang.values.named_alike import calendar_mismatches, named_mismatches
from postl10n.lang.values.units import is_customary, is_physical, same_quantity
from postl10n.lang.values.value import Certainty, Change, Value

_COUNTS = frozenset(
    {ValueKind.NUMBER, ValueKind.ORDINAL, ValueKind.PERCENT, ValueKind.FRACTION, ValueKind.MULTIPLE}
)
_DATE_PARTS = frozenset({ValueKind.YEAR, ValueKind.MONTH, ValueKind.DAY, ValueKind.DECADE})
# A year and a half is no year, and is never written without the half.
_ONE_AND_A_HALF = Decimal("1.5")
# Small whole numbers hide in words that no lexicon lists: quinquennial, fortnight, пятилетка.
_HIDDEN_IN_WORDS = frozenset(map(Decimal, (*range(13), 14, 15, 20, 24, 30, 50, 60, 100, 1000)))

# A time of day in a language that writes it with a point.
_CLOCK = re.compile(r"(?P<hour>[01]?\d|2[0-4])\.(?P<minute>[0-5]\d)")
_LARGEST = {ValueKind.DAY: 99, ValueKind.MONTH: 99, ValueKind.QUARTER: 12, ValueKind.DECADE: 2200}
"""A slip of a digit may make a 12 of a day, but no thousands."""
_HALF_DAY = 720
"""In minutes."""
_SPELLED_DIGITS = 2
"""The significant digits of figures that a text may well write in words: 25, 3 million, 1.5 billion."""


def compare(
    source: Sequence[Value],
    target: Sequence[Value],
    *,
    words_known: bool = True,
    source_words_known: bool = True,
) -> list[Mismatch]:
    """Return the mismatches left after matching every value of the source with one of the target.

    A value matches if any of its readings equals one of a value on the other side. Doubtful values can match but are never
    reported as missing; spelled ones are only reported if the other side has an unmatched value. If the number words of
    the target are unknown, no figure is reported that may be written in words.
    """
    if len(source) == len(target) and all(map(_is_as_plain, source, target)):
        return []
    source, target = resolved(source, target, _same_class), resolved(target, source, _same_class)
    matching = _Matching(source, target)
    for accept in (_same_measure, _same_class, _cross_class, _inverted, _reused):
        if matching.open_source or matching.open_target:
            matching.run(accept)
    known = {True: words_known, False: source_words_known}
    faults = [
        one
        for one in matching.left_over()
        if known[one.source is not None] or not _may_be_read_otherwise(one)
    ]
    named = (
        [one for one in source if one.kind in NAMED_KINDS],
        [one for one in target if one.kind in NAMED_KINDS],
    )
    if named[0] and named[1]:
        faults.extend(named_mismatches(*named))
    if any(one.kind is ValueKind.DAY for one in source):
        faults.extend(calendar_mismatches(source, target))
    hourly = any(one.kind is ValueKind.PER and one.unit == "h" for side in named for one in side)
    faults.extend(measure_mismatches(matching.pairs, hourly))
    return faults


class _Matching:
    def __init__(self, source: Sequence[Value], target: Sequence[Value]) -> None:
        self.source = [one for one in source if one.kind not in NAMED_KINDS]
        self.target = [one for one in target if one.kind not in NAMED_KINDS]
        self.open_source = list(self.source)
        self.open_target = list(self.target)
        self.pairs: list[tuple[Value, Value]] = []
        self.repeated: list[Value] = []
        """Target values that match a source value already matched by another one."""

    def run(self, accept: Callable[[Value, Value], bool]) -> None:
        reuse = accept is _reused
        candidates = self.target if reuse else self.open_target
        for one in list(self.open_source):
            other = next((value for value in candidates if accept(one, value)), None)
            if other is not None:
                self.open_source.remove(one)
                if not reuse:
                    self.open_target.remove(other)
                    self.pairs.append((one, other))
        if reuse:
            self.repeated = [
                value
                for value in self.open_target
                if any(_reused(value, one) for one in self.source if not _is_rank_of_idiom(value, one))
            ]
            self.open_target = [value for value in self.open_target if value not in self.repeated]

    def left_over(self) -> Iterator[Mismatch]:
        mine = [one for one in self.open_source if one.certainty > Certainty.DOUBTFUL]
        theirs = [one for one in self.open_target if one.certainty > Certainty.DOUBTFUL]
        for one in list(mine):
            other = _counterpart(one, theirs)
            if other is not None:
                mine.remove(one)
                theirs.remove(other)
                # A quantity that is wrong is not told a second time for its unit.
                self.pairs.append((one, replace(other, unit=one.unit)))
                yield Mismatch(fault=fault_of(one, other), source=one, target=other)
        yield from self._said_twice(mine)
        yield from self._other_ordinals(mine, theirs)
        yield from (
            Mismatch(fault=fault_of(one, None), source=one, target=None) for one in mine if _required(one)
        )
        yield from (
            Mismatch(fault=fault_of(one, None), source=None, target=one)
            for one in theirs
            if _is_added(one, self.source)
        )

    def _said_twice(self, mine: list[Value]) -> Iterator[Mismatch]:
        """Yield mismatches of `29 to 30 November` for `29 November to 30 December`: one value repeated instead of two."""
        for one in list(mine):
            if one.certainty is not Certainty.FIGURE:
                continue
            other = next(
                (value for value in self.repeated if value.kind is one.kind and value.unit == one.unit), None
            )
            if other is not None and other.certainty is Certainty.FIGURE and self._as_many(one):
                mine.remove(one)
                self.repeated.remove(other)
                yield Mismatch(fault=fault_of(one, other), source=one, target=other)

    def _as_many(self, one: Value) -> bool:
        counts = [sum(value.kind is one.kind for value in side) for side in (self.source, self.target)]
        return counts[0] == counts[1]

    def _other_ordinals(self, mine: list[Value], theirs: list[Value]) -> Iterator[Mismatch]:
        """Yield mismatches of `second`, doubtful when alone, if the translation has another ordinal instead."""
        for one in _doubtful_ordinals(self.open_source):
            other = next((value for value in theirs if _ranks(value)), None)
            if other is not None:
                theirs.remove(other)
                yield Mismatch(fault=ValueFault.NUMBER, source=one, target=other)
        for other in _doubtful_ordinals(self.open_target):
            known = next((value for value in mine if value.kind is ValueKind.ORDINAL), None)
            if known is not None:
                mine.remove(known)
                yield Mismatch(fault=ValueFault.NUMBER, source=known, target=other)


def _is_rank_of_idiom(value: Value, one: Value) -> bool:
    """Return True for an ordinal and an idiom's number: the seventh is not repeated by 24/7."""
    return (
        value.kind is ValueKind.ORDINAL
        and one.kind is ValueKind.NUMBER
        and one.certainty is Certainty.DOUBTFUL
    )


def _doubtful_ordinals(values: Iterable[Value]) -> list[Value]:
    """Return the doubtful ordinals, except the first: it is in too many phrases."""
    return [
        one
        for one in values
        if one.kind is ValueKind.ORDINAL and one.certainty is Certainty.DOUBTFUL and one.amounts[0] > 1
    ]


def _ranks(one: Value) -> bool:
    """Return True for an ordinal, or a Han numeral without a unit, 三期."""
    numeral = one.kind is ValueKind.NUMBER and not one.unit and len(one.text) == 1 and one.text > "\u4e00"
    return one.kind is ValueKind.ORDINAL or numeral


def _written(one: Value) -> str:
    """Return the signs of what is no amount, a version, without the full stop that ends the sentence."""
    return fold(one.text).rstrip(".")


def _same_measure(one: Value, other: Value) -> bool:
    """Return True if the values are equal, and of the same currency or unit."""
    if not _same_class(one, other):
        return False
    if one.currencies or other.currencies:
        return bool(one.currencies & other.currencies)
    return one.unit == other.unit and one.kind is other.kind


def _is_as_plain(one: Value, other: Value) -> bool:
    """Return True for two counts that say the same in the same way, as most figures of a translation do."""
    if (
        one.kind is not other.kind
        or one.amounts != other.amounts
        or one.unit != other.unit
        or not one.amounts
    ):
        return False
    plain = not (one.parts or other.parts or one.currencies or other.currencies)
    return plain and one.kind in _COUNTS and one.change is other.change is Change.NONE


def _unread(one: Value, other: Value) -> bool:
    """Return True for the same signs that one language reads as a date, and the other not at all: 2.10.24."""
    return not (one.amounts and other.amounts) and _written(one) == _written(other)


def _same_class(one: Value, other: Value) -> bool:
    if not (one.amounts and other.amounts) and _written(one) == _written(other):
        return True
    if one.kind is ValueKind.PHONE and other.kind is ValueKind.PHONE:
        return _same_phone(one, other)
    if one.kind in _COUNTS and other.kind in _COUNTS:
        if one.kind in RATIOS and other.kind in RATIOS and one.amounts and other.amounts:
            same = same_ratio(one, other)
            if same is not None:
                return same
        told_alike = {one.kind, other.kind} != {ValueKind.PERCENT, ValueKind.MULTIPLE}
        return (told_alike and _equal(one, other)) or _converted(one, other)
    return one.kind is other.kind and _equal(one, other)


def _cross_class(one: Value, other: Value) -> bool:
    """Return True for a number where the other language has a date, a time, an order of magnitude, or a phone number."""
    for first, second in ((one, other), (other, one)):
        if first.kind in _COUNTS and second.kind not in _COUNTS and _number_for(first, second):
            return True
    kinds = {one.kind, other.kind}
    return kinds == {ValueKind.YEAR, ValueKind.DECADE} and one.amounts[0] % 100 == other.amounts[0] % 100


def _number_for(number: Value, other: Value) -> bool:
    if other.kind is ValueKind.DECADE and number.amounts[:1] and number.amounts[0] < 100:
        return number.amounts[0] == other.amounts[0] % 100
    if other.kind in _DATE_PARTS or other.kind is ValueKind.QUARTER:
        return _equal(number, other)
    if other.kind is ValueKind.TIME:
        if (clock := _CLOCK.fullmatch(number.text)) is not None:
            return int(clock["hour"]) * 60 + int(clock["minute"]) in other.amounts
        # `from 2 to 4 in the afternoon`: the first hour may be in either half of the day.
        return any(one * 60 + half in other.amounts for one in number.amounts for half in (0, _HALF_DAY))
    if other.kind is ValueKind.PHONE:
        return _same_phone(number, other)
    return other.kind is ValueKind.VAGUE and number.certainty < Certainty.FIGURE and _equal(number, other)


def _inverted(one: Value, other: Value) -> bool:
    """Return True for a number and its inverse: one in five is a fifth."""
    return any(
        first.kind is ValueKind.FRACTION
        and second.kind in (ValueKind.NUMBER, ValueKind.ORDINAL)
        and bool(first.amounts and second.amounts)
        and close(first.amounts[0] * second.amounts[0], Decimal(1))
        for first, second in ((one, other), (other, one))
    )


def _reused(one: Value, other: Value) -> bool:
    """Return True if a value repeats one matched already: a number another number, but no month and no time."""
    alike = one.kind is other.kind or (one.kind in _COUNTS and other.kind in _COUNTS) or _unread(one, other)
    return alike and one.kind is not ValueKind.TIME and _same_class(one, other)


def _equal(one: Value, other: Value) -> bool:
    if not one.amounts or not other.amounts:
        return not one.amounts and not other.amounts and _written(one) == _written(other)
    if one.kind is other.kind is ValueKind.DECADE and min(one.amounts[0], other.amounts[0]) < 100:
        return one.amounts[0] % 100 == other.amounts[0] % 100  # One of them does not state the century.
    same = one.amounts[0] == other.amounts[0]
    return same or any(close(a, b) for a in one.amounts for b in other.amounts)


def _converted(one: Value, other: Value) -> bool:
    """Return True if equal after conversion: 150 percent = 1.5 times = 2.5 times as much; 2 kg = 2,000 g; ⅕ = 20
    percent.
    """
    if not one.amounts or not other.amounts:
        return False
    if one.unit and other.unit and one.unit != other.unit:
        return any(same_quantity(a, one.unit, b, other.unit) for a in one.amounts for b in other.amounts)
    for first, second in ((one, other), (other, one)):
        if first.kind is not ValueKind.PERCENT or second.kind is ValueKind.PERCENT:
            continue
        share = first.amounts[0] / 100
        sure = second.certainty > Certainty.DOUBTFUL
        told_as_multiple = second.kind is ValueKind.MULTIPLE or (
            second.kind is ValueKind.NUMBER and share >= 1 and sure
        )
        if told_as_multiple and any(close(share, b) or close(share + 1, b) for b in second.amounts):
            return True
        if second.kind is ValueKind.FRACTION and any(
            abs(share - b) < Decimal("0.005") for b in second.amounts
        ):
            return True
    return False


def _same_phone(one: Value, other: Value) -> bool:
    mine, theirs = (str(value.amounts[0]) if value.amounts else "" for value in (one, other))
    shorter, longer = sorted((mine, theirs), key=len)
    return mine == theirs or (len(shorter) >= 7 and longer.endswith(shorter))


def _counterpart(one: Value, others: Iterable[Value]) -> Value | None:
    """Return the most likely counterpart of the value: of its kind and measure, then the nearest in digits."""
    fitting = [other for other in others if _comparable(one, other)]
    return min(fitting, key=lambda other: _distance(one, other), default=None)


def _comparable(one: Value, other: Value) -> bool:
    dated = (one.is_date, other.is_date)
    if dated == (True, True):
        return one.kind is other.kind
    if any(dated):
        number = other if one.is_date else one
        return (
            number.kind in (ValueKind.NUMBER, ValueKind.ORDINAL)
            and not number.unit
            and number.certainty is Certainty.FIGURE
            and _may_be(number, one if one.is_date else other)
        )
    special = {ValueKind.VAGUE, ValueKind.QUARTER, ValueKind.TIME} & {one.kind, other.kind}
    if ValueKind.VAGUE in special and one.kind is not other.kind:
        return Certainty.FIGURE in (one.certainty, other.certainty)
    if ValueKind.QUARTER in special and one.kind is not other.kind:
        return _may_be(one, other) and _may_be(other, one)
    return True


def _may_be(number: Value, part: Value) -> bool:
    """Return True unless the number is larger than any such part of a date."""
    most = _LARGEST.get(part.kind)
    return most is None or not number.amounts or number.amounts[0] <= most


def _distance(one: Value, other: Value) -> tuple[bool, bool, bool, int]:
    mine, theirs = _digits(one), _digits(other)
    return (
        one.is_date is not other.is_date,
        bool(one.currencies) is not bool(other.currencies) or one.kind is not other.kind,
        one.unit != other.unit,
        0 if mine == theirs else 1 + abs(len(mine) - len(theirs)),
    )


def _digits(one: Value) -> str:
    return f"{one.amounts[0]:f}".replace(".", "").strip("0") if one.amounts else ""


def _required(one: Value) -> bool:
    if (
        one.kind is ValueKind.NUMBER
        and one.certainty is Certainty.WORD
        and one.amounts[:1] == (_ONE_AND_A_HALF,)
    ):
        return True
    if one.certainty is not Certainty.FIGURE or one.kind in (
        ValueKind.MONTH,
        ValueKind.DECADE,
        ValueKind.QUARTER,
        ValueKind.TIME,
    ):
        return False
    if not one.amounts:
        return True
    measured = one.kind is ValueKind.PERCENT or bool(one.currencies) or is_physical(one.unit)
    return measured or one.amounts[0] not in _HIDDEN_IN_WORDS


def _may_be_read_otherwise(one: Mismatch) -> bool:
    """Return True if the other text may have a figure in words that are not known: short ones, converted ones."""
    if one.source is not None and one.target is not None:
        return bool(one.source.unit) is not bool(one.target.unit) and is_customary(
            one.source.unit or one.target.unit
        )
    alone = one.source or one.target
    return alone is not None and alone.kind in _COUNTS and len(_digits(alone)) <= _SPELLED_DIGITS


def _is_added(one: Value, source: Sequence[Value]) -> bool:
    """Return True for a figure that no word of the source can have meant; a year may be told more plainly."""
    if one.kind is ValueKind.DAY:
        return not any(known.is_date or known.kind is ValueKind.WEEKDAY for known in source)
    if one.kind in _COUNTS and one.certainty is Certainty.FIGURE:
        return _required(one) and one.amounts[:1] != (Decimal(0),)
    return not one.amounts
