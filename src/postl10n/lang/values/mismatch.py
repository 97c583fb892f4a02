"""Mismatches of values in a translation, and the tolerance for equal amounts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from postl10n.lang.values.value import Value

_TOLERANCE = Decimal("0.0000001")


class ValueFault(StrEnum):
    NUMBER = "number"
    DATE = "date"
    CURRENCY = "currency"
    UNIT = "unit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """A value of the source and its counterpart; either may be None: missing, or added."""

    fault: ValueFault
    source: Value | None
    target: Value | None


def close(a: Decimal, b: Decimal) -> bool:
    return a == b or abs(a - b) <= _TOLERANCE * max(abs(a), abs(b))
