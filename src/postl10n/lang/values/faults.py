"""The fault that two values differ by: a number, a date, a currency or a unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from postl10n.lang.languages.kinds import ValueKind
from postl10n.lang.values.mismatch import Mismatch, ValueFault
from postl10n.lang.values.units import POINTS, UNITS, currencies, meanings, same_quantity
from postl10n.lang.values.value import Value


def fault_of(one: Value, other: Value | None) -> ValueFault:
    dated = one.is_date or (other is not None and other.is_date)
    if dated:
        return ValueFault.DATE
    return ValueFault.UNIT if other is not None and _converted_to_another(one, other) else ValueFault.NUMBER


def _converted_to_another(one: Value, other: Value) -> bool:
    """Return True for 6 inches and 15 mm: the figure is that of another unit, centimetres."""
    mine, theirs = UNITS.get(one.unit), UNITS.get(other.unit)
    if mine is None or theirs is None or mine[0] != theirs[0] or one.unit == other.unit:
        return False
    others = [unit for unit, (dimension, _) in UNITS.items() if dimension == mine[0] and unit != one.unit]
    return any(
        same_quantity(a, one.unit, b, unit) for a in one.amounts for b in other.amounts for unit in others
    )


def measure_mismatches(pairs: Iterable[tuple[Value, Value]], hourly: bool) -> Iterator[Mismatch]:
    """Yield mismatches of measures; `hourly`: a text has `per hour` apart from its figure, so km may be km/h."""
    for one, other in pairs:
        if one.kind is other.kind is ValueKind.PERCENT and (one.unit == POINTS) is not (other.unit == POINTS):
            yield Mismatch(fault=ValueFault.NUMBER, source=one, target=other)
            continue
        if hourly and {one.unit, other.unit} in ({"km", "kmh"}, {"mi", "mph"}):
            continue
        if _pounds_for_money(one, other) or _pounds_for_money(other, one):
            yield Mismatch(fault=ValueFault.CURRENCY, source=one, target=other)
        if one.currencies and other.currencies and not one.currencies & other.currencies:
            yield Mismatch(fault=ValueFault.CURRENCY, source=one, target=other)
        if (
            one.unit
            and other.unit
            and not meanings(one.unit) & meanings(other.unit)
            and not _same(one, other)
        ):
            yield Mismatch(fault=ValueFault.UNIT, source=one, target=other)


def _pounds_for_money(one: Value, other: Value) -> bool:
    """Return True if pounds, a weight and a currency, are beside another currency and so the latter."""
    return one.unit == "lb" and bool(other.currencies) and not other.currencies & currencies("POUND")


def _same(one: Value, other: Value) -> bool:
    return any(same_quantity(a, one.unit, b, other.unit) for a in one.amounts for b in other.amounts)
