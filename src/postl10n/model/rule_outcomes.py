"""The outcomes of a rule's findings in a project, and its precision there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from postl10n.model.findings import Choice


class FindingOutcome(StrEnum):
    CORRECTED = "corrected"
    """A person changed the translation, and accepted it without the finding."""
    WAIVED = "waived"
    ACCEPTED = "accepted"
    """A person accepted the translation with the finding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePrecision:
    """The share of a rule's findings in a locale that were right: those that somebody corrected."""

    locale: str
    rule: str
    corrected: int
    waived: int
    accepted: int
    precision: float
    interval: tuple[float, float]
    """Wilson's, of 95 %."""
    severity: Choice
    """The severity of the rule's findings now."""
    proposed: Choice | None
    """A setting that the figures speak for; None for the present one."""
