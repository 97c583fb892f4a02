"""Values compared only if both texts name them: rates, weekdays, half-years, directions of change, pairs of dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from postl10n.lang.languages.kinds import ValueKind
from postl10n.lang.values.mismatch import Mismatch, ValueFault, close
from postl10n.lang.values.value import Value


def _per_units(source: Iterable[Value], target: Iterable[Value]) -> Iterator[Mismatch]:
    """Yield a mismatch of the unit of a rate, if each side has exactly one: `per hour`, `в день`."""
    mine = [one for one in source if one.kind is ValueKind.PER]
    theirs = [one for one in target if one.kind is ValueKind.PER]
    units = ({one.unit for one in mine}, {one.unit for one in theirs})
    if len(units[0]) == len(units[1]) == 1 and units[0] != units[1]:
        yield Mismatch(fault=ValueFault.UNIT, source=mine[0], target=theirs[0])


def named_mismatches(source: Sequence[Value], target: Sequence[Value]) -> Iterator[Mismatch]:
    """Yield mismatches of the unit of a rate, a weekday, the half of a year, and a reversed direction."""
    yield from _per_units(source, target)
    for kind, fault in ((ValueKind.WEEKDAY, ValueFault.DATE), (ValueKind.HALF_YEAR, ValueFault.NUMBER)):
        mine, theirs = ({one.amounts: one for one in side if one.kind is kind} for side in (source, target))
        if mine and theirs:
            yield from _differing(mine, theirs, fault)
    ways = [[one for one in side if one.kind is ValueKind.WAY] for side in (source, target)]
    for one in ways[0]:
        kept = any(_same_way(one.amounts, other.amounts) for other in ways[1])
        turned = next((other for other in ways[1] if _same_way(one.amounts, other.amounts[::-1])), None)
        if turned is not None and not kept:
            yield Mismatch(fault=ValueFault.NUMBER, source=one, target=turned)


def calendar_mismatches(source: Iterable[Value], target: Iterable[Value]) -> Iterator[Mismatch]:
    """Yield mismatches of two dates whose days were exchanged, or that are in the other order."""
    mine, theirs = _calendar_days(source), _calendar_days(target)
    if len(mine) > 1 and len(theirs) > 1:
        yield from _differing(mine, theirs, ValueFault.DATE)
        yield from _backwards(mine, theirs)


Named = Mapping[tuple[Decimal, ...], Value]


def _differing(mine: Named, theirs: Named, fault: ValueFault) -> Iterator[Mismatch]:
    """Yield a mismatch if each side names one that the other does not."""
    lost = [one for amounts, one in mine.items() if amounts not in theirs]
    added = [one for amounts, one in theirs.items() if amounts not in mine]
    if lost and added:
        yield Mismatch(fault=fault, source=lost[0], target=added[0])


def _calendar_days(values: Iterable[Value]) -> Named:
    """Return day and month of every date that has both, in the order of the text."""
    months: dict[tuple[int, int], list[Decimal]] = {}
    found: list[Value] = []
    for one in values:
        if one.kind is ValueKind.MONTH:
            months.setdefault((one.start, one.end), []).extend(one.amounts)
        elif one.kind is ValueKind.DAY:
            found.append(one)
    return {
        (one.amounts[0], months[one.start, one.end][0]): one
        for one in found
        if len(months.get((one.start, one.end), ())) == 1
    }


_BETWEEN_DATES = 14


def _backwards(mine: Named, theirs: Named) -> Iterator[Mismatch]:
    """Yield a mismatch for `28 February to 15 January` instead of `15 January to 28 February`."""
    if len(mine) == len(theirs) == 2 and list(mine) == list(theirs)[::-1]:
        pairs = [list(side.values()) for side in (mine, theirs)]
        if all(0 <= second.start - first.end <= _BETWEEN_DATES for first, second in pairs):
            yield Mismatch(fault=ValueFault.DATE, source=pairs[0][0], target=pairs[1][0])


def _same_way(one: Sequence[Decimal], other: Sequence[Decimal]) -> bool:
    return not close(*one) and all(close(a, b) for a, b in zip(one, other, strict=True))
