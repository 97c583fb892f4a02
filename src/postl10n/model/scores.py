"""How good translations are: the score card of a locale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Rated(StrEnum):
    """Which entries a score rates."""

    APPROVED = "approved"
    DRAFT = "draft"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One figure beside a baseline's, over the segments that both translate."""

    value: float
    baseline: float
    p_value: float | None
    """Of a paired bootstrap test: how likely a difference as large is by chance; None for too few segments to tell."""
    segments: int
    better: bool
    """Whether the difference, significant or not, is to the good."""

    @property
    def significant(self) -> bool:
        return self.p_value is not None and self.p_value < SIGNIFICANCE

    @property
    def regression(self) -> bool:
        return self.significant and not self.better

    @property
    def verdict(self) -> str:
        """What the test says, in words."""
        if self.p_value is None:
            return "too few segments to tell"
        said = f"significantly {'better' if self.better else 'worse'}"
        return f"{said if self.significant else 'no significant difference'} (p = {self.p_value:.3f})"


SIGNIFICANCE = 0.05
"""A difference less likely than this by chance counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricScore:
    """One figure with the signature that makes it repeatable."""

    name: str
    value: float
    """0 to 100; for TER lower is better, and it can exceed 100."""
    signature: str
    interval: tuple[float, float] | None = None
    """95 % of bootstrap resamples lie in it; None for a single segment."""
    comparison: Comparison | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermAccuracy:
    """How many glossary terms of the rated sources have an approved term in their translation."""

    used: int
    """In whatever inflection."""
    expected: int
    exact: int = 0
    """Those of `used` in a spelling that stands in the glossary."""
    repeated: int = 0
    """Uses of concepts that are used more than once."""
    agreeing: int = 0
    """Those of `repeated` that use the term used most for the concept."""

    @property
    def share(self) -> float | None:
        """0 to 1; None where no term was expected."""
        return self.used / self.expected if self.expected else None

    @property
    def exact_share(self) -> float | None:
        return self.exact / self.expected if self.expected else None

    @property
    def consistency(self) -> float | None:
        return self.agreeing / self.repeated if self.repeated else None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermMatch:
    """How the reference's terms stand in the translation; the reference itself has 1 in both."""

    window: float
    """Overlap of the words around each term, 0 to 1."""
    inverse_term: float
    """1-TERm: 1 less the edit rate in which an edit of a term's word counts twice; can be negative."""
    terms: int
    """How many terms of the references were looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """What translators made of the drafts of one origin that they approved."""

    origin: str
    drafts: int
    unchanged: int
    ter: float
    """TER of the drafts against what was approved, 0 for none changed."""
    signature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentScore:
    """One segment with its reference; sentence BLEU is smoothed and of effective order."""

    article: str | None
    id: str
    source: str
    target: str
    reference: str
    bleu: float
    chrf: float
    ter: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Why segments were not rated."""

    fuzzy: int = 0
    """Fuzzy, where approved ones are rated."""
    empty: int = 0
    joined: int = 0
    """Joined to the sentence before: the run has no reference of the same shape."""
    approved: int = 0
    """Approved, where drafts are rated."""

    @property
    def total(self) -> int:
        return self.fuzzy + self.empty + self.joined + self.approved

    def plus(self, other: Skipped) -> Skipped:
        return Skipped(
            fuzzy=self.fuzzy + other.fuzzy,
            empty=self.empty + other.empty,
            joined=self.joined + other.joined,
            approved=self.approved + other.approved,
        )


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
    skipped: Skipped
    metrics: tuple[MetricScore, ...]
    """Empty where there is no reference."""
    terms: TermAccuracy
    reference_hash: str | None
    """8 hex digits over the references compared with; None without a reference."""
    oversized: int = 0
    """Segments with a reference that are too long to be compared: no sentence has thousands of words."""
    compared_terms: TermAccuracy | None = None
    """The same of the segments compared alone; None without a reference."""
    reference_terms: TermAccuracy | None = None
    """That of their references: what a trusted translation reaches, and so the ceiling."""
    term_match: TermMatch | None = None
    effort: tuple[Effort, ...] = ()
    scores: tuple[SegmentScore, ...] = ()
    """Segment by segment, where that was asked for."""
    baseline: str | None = None
    """The name of what the metrics are compared with."""
    notes: tuple[str, ...] = ()
    """What a reader has to know about the figures."""

    def metric(self, name: str) -> MetricScore | None:
        """The metric whose name begins so: `chrF` whatever its orders."""
        return next((one for one in self.metrics if one.name.startswith(name)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A score run that the journal tells of."""

    date: str
    state: str
    metrics: Mapping[str, float]
    """By name."""
    reference_hash: str
