"""Units and currencies: codes, and sizes in a base unit."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType

# Code → (dimension, size in the dimension's base unit). Months are no multiple of days.
UNITS = MappingProxyType(
    {
        code: (dimension, Decimal(size))
        for dimension, units in {
            "mass": {
                "mg": "0.000001",
                "g": "0.001",
                "kg": "1",
                "jin": "0.5",
                "t": "1000",
                "lb": "0.45359237",
                "oz": "0.0283495",
            },
            "length": {
                "mm": "0.001",
                "cm": "0.01",
                "m": "1",
                "km": "1000",
                "mi": "1609.344",
                "ft": "0.3048",
                "inch": "0.0254",
            },
            "area": {
                "m2": "1",
                "km2": "1000000",
                "ha": "10000",
                "acre": "4046.8564",
                "mu": "666.6667",
                "ft2": "0.092903",
            },
            "volume": {"ml": "0.001", "l": "1", "m3": "1000"},
            "time": {"s": "1", "min": "60", "h": "3600", "day": "86400", "week": "604800"},
            "calendar": {"month": "1", "year": "12"},
            "energy": {"kwh": "1", "mwh": "1000"},
            "speed": {"kmh": "1", "mph": "1.609344"},
            "temperature": {"celsius": "1", "fahrenheit": "1"},
        }.items()
        for code, size in units.items()
    }
)
# Kilograms or kilometres, whichever the other text has.
KILO = "kilo"
# Percentage points, which are not percent.
POINTS = "points"
SHARED_NAMES = MappingProxyType(
    {
        "DOLLAR": frozenset({"USD", "HKD", "AUD", "CAD", "NZD", "SGD", "TWD"}),
        "YENYUAN": frozenset({"JPY", "CNY"}),
        "YUAN_HANS": frozenset({"CNY"}),
        "YUAN_HANT": frozenset({"CNY", "HKD", "MOP", "TWD"}),
        "RUBLE": frozenset({"RUB", "BYN"}),
        "FRANC": frozenset({"CHF", "XAF", "XOF"}),
        "PESO": frozenset({"MXN", "ARS", "CLP", "COP", "PHP", "CUP"}),
        "POUND": frozenset({"GBP", "EGP"}),
        "DINAR": frozenset({"DZD", "KWD", "RSD", "TND", "IQD"}),
        "RIAL": frozenset({"SAR", "IRR", "QAR", "OMR", "YER"}),
        "KRONA": frozenset({"SEK", "NOK", "DKK", "CZK", "ISK"}),
        "WON": frozenset({"KRW", "KPW"}),
    }
)


def currencies(name: str) -> frozenset[str]:
    """Return the ISO 4217 codes for the name of a pattern's group."""
    return SHARED_NAMES.get(name) or frozenset({name})
