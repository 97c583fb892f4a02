"""A value of a text, with every reading its writing allows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from postl10n.lang.languages.kinds import DATE_KINDS, NAMED_KINDS, ValueKind


class Certainty(IntEnum):
    """How sure it is that the text means a value here that a translation must give."""

    DOUBTFUL = 0
    """May stand for a value of the other text, is never missed: `one`, `neuf`, `四` in a name."""
    WORD = 1
    """Spelled out: missed only if the other text has a value of its own to spare."""
    FIGURE = 2
    """Written in digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value; offsets are code points of the text as given, `[start, end)`."""

    kind: ValueKind
    amounts: tuple[Decimal, ...]
    """Every reading, the likeliest first; empty where the digits make no number: `14.085.2`."""
    text: str
    start: int
    end: int
    certainty: Certainty = Certainty.FIGURE
    currencies: frozenset[str] = frozenset()
    """ISO 4217 codes; several where a name is shared (`dollars`), none where it is no money."""
    unit: str = ""
    """A code of `measures.UNITS`, or empty."""

    @property
    def is_date(self) -> bool:
        return self.kind in DATE_KINDS

    def described(self) -> str:
        """The text as written with its value where that is not plain: `17.5亿 (1,750,000,000)`."""
        if (
            not self.amounts
            or self.kind in NAMED_KINDS
            or self.kind in (ValueKind.PHONE, ValueKind.TIME, ValueKind.VAGUE)
        ):
            return self.text
        amount = self.amounts[0]
        if self.is_date:
            # `April 3, 2020 (day 3)` says which part of the date is meant.
            return self.text if self.text.isdigit() else f"{self.text} ({self.kind} {amount:f})"
        plain = f"{amount.normalize():,f}" if amount.adjusted() < 30 else str(amount)
        shown = plain in self.text or plain.replace(",", "") in self.text
        return self.text if shown else f"{self.text} ({plain})"
