"""Quality figures of translations: the score card of a locale, and the reports that hold one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum

from postl10n.errors import Postl10nError
from postl10n.model.reports import BuildReport, CheckReport, Counts, GateReport, ProjectStats, UpdateReport
from postl10n.model.term_usage import UnlistedRendering


class Rated(StrEnum):
    """The entries that a score rates, by state."""

    APPROVED = "approved"
    DRAFT = "draft"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedTest:
    """A test of the difference of two systems over the same segments."""

    name: str
    p_value: float
    """The probability of a difference this large by chance."""
    settings: str
    """The number of samples or trials and the seed, as in sacrebleu's signatures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A figure compared with a baseline's, over the segments that both translate."""

    name: str
    """The baseline's."""
    value: float
    baseline: float
    p_value: float | None
    """The larger of the tests', adjusted for the number of baselines; None for too few segments."""
    tests: tuple[PairedTest, ...] = ()
    segments: int
    better: bool
    """True if the difference, significant or not, is an improvement."""

    @property
    def significant(self) -> bool:
        return self.p_value is not None and self.p_value < SIGNIFICANCE

    @property
    def regression(self) -> bool:
        return self.significant and not self.better

    @property
    def verdict(self) -> str:
        """The result of the test in words."""
        if self.p_value is None:
            return "too few segments to tell"
        said = f"significantly {'better' if self.better else 'worse'}"
        return f"{said if self.significant else 'no significant difference'} (p = {self.p_value:.3f})"


SIGNIFICANCE = 0.05
"""The level of significance: a difference less likely than this by chance counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricScore:
    """One metric, with the signature that makes it reproducible."""

    name: str
    value: float
    """0 to 100; for TER lower is better, and it can exceed 100."""
    signature: str
    segments: int
    """The number of segments compared; TER leaves out texts that are too long for it."""
    interval: tuple[float, float] | None = None
    """The 95 % bootstrap confidence interval; None for a single segment."""
    comparisons: tuple[Comparison, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TermAccuracy:
    """The number of glossary terms in the rated sources whose translation uses an approved term."""

    used: int
    """Approved terms used, in any inflection, or by words of which no dictionary tells that they are none."""
    expected: int
    """Concepts in segments: each counts once in a segment."""
    exact: int = 0
    """Those of `used` that are in a spelling listed in the glossary."""
    occurring: float = 0
    """The sum over `expected` of how many of a concept's occurrences in the source have one in the translation, 0 to 1."""
    repeated: int = 0
    """Those of `expected` whose concept is in more than one segment."""
    agreeing: int = 0
    """Those of `repeated` that use the concept's most frequent rendering."""

    @property
    def share(self) -> float | None:
        """Used terms divided by expected terms, 0 to 1; None where no term was expected."""
        return self.used / self.expected if self.expected else None

    @property
    def exact_share(self) -> float | None:
        return self.exact / self.expected if self.expected else None

    @property
    def occurrence_rate(self) -> float | None:
        return self.occurring / self.expected if self.expected else None

    @property
    def consistency(self) -> float | None:
        return self.agreeing / self.repeated if self.repeated else None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermShare:
    """The terms of one document, or all uses of one term."""

    name: str
    terms: TermAccuracy
    reference: TermAccuracy | None = None
    """The reference's own, over the same segments."""
    unlisted: tuple[UnlistedRendering, ...] = ()
    """Its renderings in the segments without a term, if it is one term."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessRate:
    """The terminology success rate of the WMT25 shared task, by its definition for one track."""

    unit: str
    """`sentence` (track 1) or `document` (track 2)."""
    terms: int
    """Terms of the dictionaries that are looked for."""
    success: float
    """The sum of their rates, 0 to 1 each."""

    @property
    def rate(self) -> float:
        return self.success / self.terms


@dataclass(frozen=True, slots=True)
class MissedTerm:
    """A concept that a source names and its translation does not, or by a term that the glossary rules out."""

    article: str | None
    id: str
    """The segment's."""
    source: str
    concept: str
    expected: tuple[str, ...]
    """The usable terms, preferred ones first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermMatch:
    """Agreement of the translation's terms with the reference's; the reference itself scores 1 in both figures."""

    window: float
    """Overlap of the words around each term, 0 to 1."""
    inverse_term: float
    """1-TERm: 1 less the edit rate in which edits of term words count twice; can be negative."""
    terms: int
    """The number of reference terms looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """Post-editing effort: how approved translations differ from drafts of one origin."""

    origin: str
    drafts: int
    unchanged: int
    ter: float
    """TER of the drafts against the approved translations; 0 if all are unchanged."""
    signature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentScore:
    """One segment compared with its reference; sentence BLEU is smoothed and uses the effective order."""

    article: str | None
    id: str
    source: str
    target: str
    reference: str
    bleu: float
    chrf: float
    ter: float | None
    """None for texts that are too long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """The number of segments not rated, by reason."""

    fuzzy: int = 0
    """Fuzzy entries, where approved ones are rated."""
    empty: int = 0
    joined: int = 0
    """Merged into the sentence before: the run has no reference of the same shape."""
    approved: int = 0
    """Approved entries, where drafts are rated."""

    @property
    def total(self) -> int:
        return self.fuzzy + self.empty + self.joined + self.approved

    def __add__(self, other: Skipped) -> Skipped:
        return Skipped(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)})


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreCard:
    """The quality figures of a locale's translations, for one article or all of them."""

    locale: str
    article: str | None
    rated: Rated
    segments: int
    """Segments with a text and in a rated state."""
    compared: int
    """Those of `segments` that have a reference; metrics are computed over these alone."""
    skipped: Skipped
    metrics: tuple[MetricScore, ...]
    """Empty if there is no reference."""
    terms: TermAccuracy
    missed_terms: tuple[MissedTerm, ...] = ()
    """The uses that `terms` lacks, in the order of the articles."""
    reference_hash: str | None
    """8 hex digits over the references compared with; None if there is none."""
    oversized: int = 0
    """Segments with a reference that are too long to compare at all."""
    compared_terms: TermAccuracy | None = None
    """Term accuracy over the compared segments alone; None if there is no reference."""
    reference_terms: TermAccuracy | None = None
    """Term accuracy of their references: what a trusted translation reaches, and so the ceiling."""
    term_match: TermMatch | None = None
    by_term: tuple[TermShare, ...] = ()
    by_document: tuple[TermShare, ...] = ()
    """Empty where the segments are of no documents."""
    success_rates: tuple[SuccessRate, ...] = ()
    """Empty if there is no reference, or no term."""
    reference_success_rates: tuple[SuccessRate, ...] = ()
    """The reference's own, and so the ceiling."""
    effort: tuple[Effort, ...] = ()
    scores: tuple[SegmentScore, ...] = ()
    """Scores segment by segment, if asked for."""
    baselines: tuple[str, ...] = ()
    """The names of the baselines that the metrics are compared with."""
    notes: tuple[str, ...] = ()
    """Remarks that a reader needs to understand the figures."""

    def metric(self, name: str) -> MetricScore | None:
        """Return the first metric whose name begins with the given one: `chrF` whatever its orders."""
        return next((one for one in self.metrics if one.name.startswith(name)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A score run as recorded in the journal."""

    date: str
    state: str
    metrics: Mapping[str, float]
    """By name."""
    reference_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreReport:
    """Score cards: for each locale one over all its articles, then one for each article that has a reference."""

    cards: tuple[ScoreCard, ...]
    faults: tuple[Postl10nError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownResults:
    """The results that a command has already; a gate computes what it needs beyond them."""

    checked: CheckReport | None = None
    scored: ScoreReport | None = None
    """Of approved entries."""
    counted: ProjectStats | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """The quality of all translations by locale, in the order of the project."""

    project: str
    source: str
    scores: ScoreReport
    history: Mapping[str, tuple[Recorded, ...]]
    completion: Mapping[str, Counts]
    findings: Mapping[str, Mapping[tuple[str, str], int]]
    """The number of findings by (rule, severity)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """The reports of the whole pipeline."""

    update: UpdateReport
    check: CheckReport
    score: ScoreReport
    stats: ProjectStats
    build: BuildReport
    gates: GateReport = field(default_factory=GateReport)
    faults: tuple[Postl10nError, ...] = field(default=())
    """The faults of all steps, without repeats."""
