"""A value in a text, with every reading that its form allows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum, StrEnum

from postl10n.lang.languages.kinds import DATE_KINDS, NAMED_KINDS, ValueKind


class Change(StrEnum):
    """The change that a factor tells of."""

    NONE = ""
    SETTLED = "settled"
    """The word holds the change: doubled, halved."""
    LESS = "less"
    """The share was lost: fell *by* a third."""
    MORE = "more"
    TO = "to"
    """The share is left: fell *to* a third."""
    SPEED = "speed"
    """As many times faster or slower, which is as many times less or more time."""


class Certainty(IntEnum):
    """The certainty that the text means a value here, which a translation must contain."""

    DOUBTFUL = 0
    """It may match a value of the other text, but is never reported as missing: `one`, `neuf`, `四` in a name."""
    WORD = 1
    """Spelled out: reported as missing only if the other text has an unmatched value."""
    FIGURE = 2
    """Written in digits."""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Value:
    """One value; offsets are code points of the text as given, `[start, end)`. Not frozen, which is slow to create."""

    kind: ValueKind
    amounts: tuple[Decimal, ...]
    """Every reading, the most likely first; empty if the digits are no number: `14.085.2`."""
    text: str
    start: int
    end: int
    certainty: Certainty = Certainty.FIGURE
    currencies: frozenset[str] = frozenset()
    """ISO 4217 codes; several for a shared name (`dollars`), none if it is no money."""
    unit: str = ""
    """A code of `lang.values.units.UNITS`, or empty."""
    change: Change = Change.NONE
    parts: tuple[Value, ...] = ()
    """The two values that this one is made of: 19 euros and 99 cents."""

    @property
    def is_date(self) -> bool:
        return self.kind in DATE_KINDS

    def described(self) -> str:
        """Return the text as written, with its value if that is not obvious: `17.5亿 (1,750,000,000)`."""
        if (
            not self.amounts
            or self.kind in NAMED_KINDS
            or self.kind in (ValueKind.PHONE, ValueKind.TIME, ValueKind.VAGUE)
        ):
            return self.text
        amount = self.amounts[0]
        if self.is_date:
            # `April 3, 2020 (day 3)` shows which part of the date is meant.
            return self.text if self.text.isdigit() else f"{self.text} ({self.kind} {amount:f})"
        plain = f"{amount.normalize():,f}" if amount.adjusted() < 30 else str(amount)
        shown = plain in self.text or plain.replace(",", "") in self.text
        return self.text if shown else f"{self.text} ({plain})"
