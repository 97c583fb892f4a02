"""Units and currencies: codes, sizes in a base unit, and conversions as translators round them."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from postl10n.lang.languages.cldr_names import codes_named

# Code → (dimension, size in the dimension's base unit). Months are no multiple of days.
UNITS = MappingProxyType(
    {
        code: (dimension, Decimal(size))
        for dimension, units in {
            "mass": "mg 0.000001 g 0.001 kg 1 jin 0.5 t 1000 lb 0.45359237 oz 0.0283495",
            "length": "mm 0.001 cm 0.01 m 1 km 1000 mi 1609.344 ft 0.3048 inch 0.0254 yd 0.9144 nmi 1852",
            "area": "m2 1 km2 1000000 ha 10000 acre 4046.8564 mu 666.6667 ft2 0.092903 mi2 2589988",
            "volume": "ml 0.001 l 1 hl 100 m3 1000 ft3 28.3168 gal 3.785412",
            "time": "s 1 min 60 h 3600 day 86400 week 604800",
            "calendar": "month 1 year 12 decade 120 century 1200",
            "energy": "kwh 1 mwh 1000",
            "power": "w 1 kw 1000 mw 1000000",
            "speed": "kmh 1 mph 1.609344",
            "data": "byte 1 kb 1000 mb 1000000 gb 1000000000 tb 1000000000000 pb 1000000000000000",
            "temperature": "celsius 1 fahrenheit 1",
        }.items()
        for code, size in zip(units.split()[::2], units.split()[1::2], strict=True)
    }
)
_CUSTOMARY = frozenset(
    {"lb", "oz", "mi", "ft", "inch", "yd", "nmi", "acre", "ft2", "mi2", "ft3", "gal", "mph", "mu"}
)
# Signs of several units: a kilo is a kilogram or a kilometre, 度 a degree or a kilowatt-hour.
SHARED_UNITS = MappingProxyType(
    {"kilo": frozenset({"kg", "km"}), "degree": frozenset({"celsius", "fahrenheit", "kwh"})}
)
# Percentage points, which are not percent.
POINTS = "points"
SHARED_NAMES = MappingProxyType(
    {
        "YENYUAN": frozenset({"JPY", "CNY"}),
        "YUAN_HANS": frozenset({"CNY"}),
        "YUAN_HANT": frozenset({"CNY", "HKD", "MOP", "TWD"}),
    }
)
_KINDS_OF_MONEY = MappingProxyType(
    {"RUBLE": "ruble", "RIAL": "ri(?:y)?al", "KRONA": "kron[ae]|koruna|króna", "POUND": "pound"}
)
_ROUNDED, _ROUGH, _A_DEGREE = Decimal("0.02"), Decimal("0.05"), Decimal(1)
_CLOSE = Decimal("0.0000001")


@lru_cache(maxsize=64)
def currencies(name: str) -> frozenset[str]:
    """Return the ISO 4217 codes for the name of a pattern's group: a code, or a name that currencies share."""
    if name in SHARED_NAMES:
        return SHARED_NAMES[name]
    shared = frozenset() if len(name) == 3 and name != "WON" else codes_named(_KINDS_OF_MONEY.get(name, name))
    return shared or frozenset({name})


def meanings(unit: str) -> frozenset[str]:
    """Return the units that a sign may stand for."""
    return SHARED_UNITS.get(unit) or frozenset({unit})


def is_customary(unit: str) -> bool:
    """Return True for a unit that translators convert to the metric system."""
    return unit in _CUSTOMARY


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
    if (unit in _CUSTOMARY) is (other_unit in _CUSTOMARY):
        return away <= _CLOSE * most
    half_steps = (_step(one) * mine[1] / 2, _step(other) * theirs[1] / 2)
    return away <= _ROUNDED * most or (away <= _ROUGH * most and away <= max(half_steps))


def _step(amount: Decimal) -> Decimal:
    """Return the size of the last digit that counts: 10 of 610, 0.1 of 2.5."""
    exponent = amount.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
