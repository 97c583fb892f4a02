"""Units and currencies: codes, sizes in a base unit, and conversions as translators round them."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from postl10n.lang.languages.cldr_names import codes_named

_TABLE = tomllib.loads((files(__package__) / "units.toml").read_text("utf-8"))
UNITS = MappingProxyType(
    {
        code: (dimension, Decimal(size))
        for dimension, units in _TABLE["dimensions"].items()
        for code, size in zip(units.split()[::2], units.split()[1::2], strict=True)
    }
)
"""Code → (dimension, size in the dimension's base unit)."""
SHARED_UNITS, SHARED_NAMES = (
    MappingProxyType({name: frozenset(codes.split()) for name, codes in _TABLE[key].items()})
    for key in ("shared_units", "shared_names")
)
# Percentage points, which are not percent.
POINTS = "points"
_ROUNDED, _ROUGH, _A_DEGREE = Decimal("0.02"), Decimal("0.05"), Decimal(1)
_CLOSE = Decimal("0.0000001")


@lru_cache(maxsize=64)
def currencies(name: str) -> frozenset[str]:
    """Return the ISO 4217 codes for the name of a pattern's group: a code, or a name that currencies share."""
    if name in SHARED_NAMES:
        return SHARED_NAMES[name]
    shared = (
        frozenset()
        if len(name) == 3 and name != "WON"
        else codes_named(_TABLE["kinds_of_money"].get(name, name))
    )
    return shared or frozenset({name})


def meanings(unit: str) -> frozenset[str]:
    """Return the units that a sign may stand for."""
    return SHARED_UNITS.get(unit) or frozenset({unit})


def is_customary(unit: str) -> bool:
    """Return True for a unit that translators convert to the metric system."""
    return unit in _TABLE["customary"]


def is_physical(unit: str) -> bool:
    """Return True for a unit other than those of time, which hide in words: a fortnight, biannual."""
    return unit in UNITS and UNITS[unit][0] not in ("time", "calendar")


def same_quantity(one: Decimal, unit: str, other: Decimal, other_unit: str) -> bool:
    """Return True if two amounts are one quantity, between systems of measurement as translators round it."""
    return any(
        _converted(one, mine, other, theirs) for mine in meanings(unit) for theirs in meanings(other_unit)
    )


def _converted(one: Decimal, unit: str, other: Decimal, other_unit: str) -> bool:
    mine, theirs = UNITS.get(unit), UNITS.get(other_unit)
    if mine is None or theirs is None or mine[0] != theirs[0]:
        return False
    if unit == other_unit:
        return one == other
    if mine[0] == "temperature":
        celsius, fahrenheit = (one, other) if unit == "celsius" else (other, one)
        return any(abs(way * celsius * 9 / 5 + 32 - fahrenheit) <= _A_DEGREE for way in (1, -1))
    first, second = one * mine[1], other * theirs[1]
    away, most = abs(first - second), max(abs(first), abs(second))
    if (unit in _TABLE["customary"]) is (other_unit in _TABLE["customary"]):
        return away <= _CLOSE * most
    half_steps = (_step(one) * mine[1] / 2, _step(other) * theirs[1] / 2)
    return away <= _ROUNDED * most or (away <= _ROUGH * most and away <= max(half_steps))


def _step(amount: Decimal) -> Decimal:
    """Return the size of the last digit that counts: 10 of 610, 0.1 of 2.5."""
    exponent = amount.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
