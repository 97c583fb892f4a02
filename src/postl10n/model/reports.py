"""What the workspace did, for those who asked it to."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from postl10n.errors import Postl10nError
from postl10n.model.findings import STATE_RULES, EntryFinding, Severity
from postl10n.model.scores import Recorded, ScoreCard
from postl10n.model.stats import Counts, ProjectStats


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogUpdate:
    """What `update` did to one catalog; the counts are of messages."""

    path: str
    locale: str
    article: str
    written: bool
    """Whether a byte of the file changed."""
    kept: int = 0
    new: int = 0
    fuzzy: int = 0
    carried: int = 0
    revived: int = 0
    obsoleted: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Resegmented:
    """An article whose boundaries were drawn anew: the segments that went, and those in their places."""

    article: str
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A file that an article took over from its old id; paths are relative to the project."""

    article: str
    locale: str | None
    """None for the template."""
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateReport:
    """What `update` did; `faults` are of articles and catalogs that were left as they are."""

    templates: tuple[str, ...]
    """Paths of the templates that were written."""
    catalogs: tuple[CatalogUpdate, ...]
    taken_over: Mapping[str, str] = field(default_factory=dict)
    """Articles that took over the catalogs of one that is gone: the new id with the old one."""
    moved: tuple[Moved, ...] = ()
    """The files that were renamed for it."""
    orphans: tuple[str, ...] = ()
    """Paths of the catalogs without an article that hold translations; where articles were chosen, none is looked for."""
    resegmented: tuple[Resegmented, ...] = ()
    """What `--resegment` moved."""
    recurring: str | None = None
    """The path of the list of recurring lines, if it was written."""
    faults: tuple[Postl10nError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """The findings of a project's catalogs."""

    findings: tuple[EntryFinding, ...]
    catalogs: int
    """How many were looked at."""
    waived: tuple[EntryFinding, ...] = ()
    """Those that a waiver lets stand."""
    known: int = 0
    """How many more there are that the baseline holds already."""
    not_measured: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By locale, the rules that give notices there because nobody has measured how often they are right."""
    faults: tuple[Postl10nError, ...] = ()

    def count(self, severity: Severity) -> int:
        return sum(one.finding.severity is severity for one in self.findings)

    def without_notices(self) -> CheckReport:
        findings = tuple(one for one in self.findings if one.finding.severity is not Severity.NOTICE)
        return replace(self, findings=findings)

    def reaches(self, threshold: Severity) -> bool:
        """Whether a finding decides the exit code; `empty` and `fuzzy` never do."""
        return any(
            one.finding.severity.reaches(threshold)
            for one in self.findings
            if one.finding.rule not in STATE_RULES
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class GateReport:
    """What came of the gates of `postl10n.toml`, a line for each that has to be told of."""

    misses: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    """Those that can't be judged: what they ask about does not exist, or is too little to tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreReport:
    """Score cards: for each locale its articles together, then each article that has a reference."""

    cards: tuple[ScoreCard, ...]
    faults: tuple[Postl10nError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """Everything by locale, in the order of the project."""

    project: str
    source: str
    scores: ScoreReport
    history: Mapping[str, tuple[Recorded, ...]]
    completion: Mapping[str, Counts]
    findings: Mapping[str, Mapping[tuple[str, str], int]]
    """How many findings of each (rule, severity)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What `build` wrote; paths are relative to the project."""

    index: str
    as_of: datetime.date
    """The day from which days of grace were counted."""
    written: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...] = ()
    notices: tuple[EntryFinding, ...] = ()
    """Approved entries that pages can't show, overrides that say what is inherited anyway, images that are missing."""
    faults: tuple[Postl10nError, ...] = ()

    @property
    def warnings(self) -> tuple[EntryFinding, ...]:
        return tuple(one for one in self.notices if one.finding.severity.reaches(Severity.WARNING))


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """The whole pipeline's reports."""

    update: UpdateReport
    check: CheckReport
    score: ScoreReport
    stats: ProjectStats
    build: BuildReport
    gates: GateReport = GateReport()
    faults: tuple[Postl10nError, ...] = field(default=())
    """Those of all steps, each once."""

    @property
    def misses(self) -> tuple[str, ...]:
        """A line for each gate that was missed."""
        return self.gates.misses
