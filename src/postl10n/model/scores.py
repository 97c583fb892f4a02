"""How good translations are: the score card of a locale."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Rated(StrEnum):
    """Which entries a score rates."""

    APPROVED = "approved"
    DRAFT = "draft"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricScore:
    """One figure with the signature that makes it repeatable."""

    name: str
    value: float
    """0 to 100; for TER lower is better, and it can exceed 100."""
    signature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermAccuracy:
    """How many glossary terms of the rated sources have an approved term in their translation."""

    used: int
    expected: int

    @property
    def share(self) -> float | None:
        """0 to 1; None where no term was expected."""
        return self.used / self.expected if self.expected else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreCard:
    """What can be said of a locale's translations, for one article or all of them."""

    locale: str
    article: str | None
    rated: Rated
    segments: int
    """Segments whose state was rated and that have a text."""
    compared: int
    """Those of them with a reference; metrics look at these alone."""
    skipped: int
    """Segments in another state, or empty."""
    metrics: tuple[MetricScore, ...]
    """Empty where there is no reference."""
    terms: TermAccuracy
    reference_hash: str | None
    """8 hex digits over the references compared with; None without a reference."""
