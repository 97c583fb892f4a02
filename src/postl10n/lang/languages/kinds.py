"""Kinds of values that texts name."""

from __future__ import annotations

from enum import StrEnum


class ValueKind(StrEnum):
    NUMBER = "number"
    ORDINAL = "ordinal"
    PERCENT = "percent"
    FRACTION = "fraction"
    MULTIPLE = "multiple"
    """`2.5 times`: an increase by 150 percent may be given so."""
    VAGUE = "vague"
    """`dozens`, `tens of thousands`: an order of magnitude."""
    QUARTER = "quarter"
    TIME = "time"
    """Minutes from midnight."""
    PHONE = "phone"
    PER = "per"
    """The unit of a rate: `per hour` has no figure of its own, its amount is 1."""
    WEEKDAY = "weekday"
    """1 is Monday."""
    HALF_YEAR = "half-year"
    WAY = "way"
    """From one figure to another, in this order: two amounts."""
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    DECADE = "decade"


DATE_KINDS = frozenset({ValueKind.YEAR, ValueKind.MONTH, ValueKind.DAY, ValueKind.DECADE})


NAMED_KINDS = frozenset({ValueKind.PER, ValueKind.WEEKDAY, ValueKind.HALF_YEAR, ValueKind.WAY})
"""Kinds compared only where both texts name them, and never matched with a figure."""
