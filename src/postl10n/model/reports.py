"""Reports: the results of the workspace's commands."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace

from postl10n.errors import Place, Postl10nError
from postl10n.model.findings import STATE_RULES, EntryFinding, Severity


def whole_percent(share: float) -> int:
    """Return a share in percent, rounded down: less than the whole is never 100."""
    return math.floor(share * 100 + 1e-9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Entries by state, and the words of their sources.

    `inherited` are empty entries that an approved entry of the parent locale fills; they count as done.
    """

    approved: int = 0
    fuzzy: int = 0
    untranslated: int = 0
    inherited: int = 0
    words: int = 0
    words_done: int = 0
    words_fuzzy: int = 0

    @property
    def entries(self) -> int:
        return self.approved + self.fuzzy + self.untranslated + self.inherited

    @property
    def completion(self) -> float:
        """The share of words that are approved or inherited, 0 to 1; where nothing is to be translated, the whole."""
        return self.words_done / self.words if self.words else 1.0

    @property
    def percent(self) -> int:
        """The same in whole percent."""
        return whole_percent(self.completion)

    @staticmethod
    def total(counts: Iterable[Counts]) -> Counts:
        each = list(counts)
        return Counts(**{f.name: sum(getattr(c, f.name) for c in each) for f in fields(Counts)})


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogStats:
    """The counts of one catalog."""

    locale: str
    article: str
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectStats:
    """The counts of every article in every locale, and the catalogs whose article is gone."""

    catalogs: tuple[CatalogStats, ...]
    """An article without a catalog is counted as untranslated, but for locales that have no catalog at all yet."""
    site: Mapping[str, Counts] = field(default_factory=dict)
    """The strings of the site's pages, by locale: they are no part of the articles' progress."""
    orphans: tuple[str, ...] = ()
    """Paths of catalogs without an article; the memory still reads them."""
    faults: tuple[Postl10nError, ...] = ()
    """Faults of articles that were left out."""

    def by_locale(self) -> dict[str, Counts]:
        """Return the sums over the articles of each locale, in the order of the catalogs."""
        locales = dict.fromkeys(one.locale for one in self.catalogs)
        return {
            locale: Counts.total(one.counts for one in self.catalogs if one.locale == locale)
            for locale in locales
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeSummary:
    """The number of messages in the template by treatment, and of the entries that left it."""

    kept: int = 0
    """The message was present before, translated or not, and is unchanged."""
    new: int = 0
    """No translation was found."""
    fuzzy: int = 0
    """Made fuzzy by this merge, or taken from a fuzzy entry."""
    carried: int = 0
    """Approved, and carried over an edit of quotes, dots or white space."""
    revived: int = 0
    """Restored unchanged from the obsolete entries."""
    obsoleted: int = 0
    """Entries that left the template; their translations are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogUpdate(MergeSummary):
    """The result of `update` for one catalog."""

    path: str
    locale: str
    article: str
    written: bool
    """True if the file's bytes changed."""
    before: str = ""
    """The earlier state that `lost` is about: `git HEAD`."""
    lost: Mapping[str, int] = field(default_factory=dict)
    """By kind, the translations that the file had lost before this update; told once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resegmented:
    """An article that was segmented or read anew: the number of segments removed, and of those in their place."""

    article: str
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A file that was renamed to a new article id; paths are relative to the project."""

    article: str
    locale: str | None
    """None for the template."""
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateReport:
    """The result of `update`; `faults` concern articles and catalogs left unchanged."""

    templates: tuple[str, ...]
    """Paths of the templates written."""
    catalogs: tuple[CatalogUpdate, ...]
    taken_over: Mapping[str, str] = field(default_factory=dict)
    """Articles that took over the catalogs of a removed one: new id → old id."""
    moved: tuple[Moved, ...] = ()
    """The files that were renamed for them."""
    orphans: tuple[str, ...] = ()
    """Paths of catalogs without an article that contain translations; not looked for when articles were selected."""
    resegmented: tuple[Resegmented, ...] = ()
    """Articles changed by `--resegment` or `--reread`, or that would be."""
    read_otherwise: tuple[str, ...] = ()
    """Articles that today's reader reads in another way than their templates have it; told once."""
    doubts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Close decisions in reading the articles whose templates were written, by article."""
    recurring: str | None = None
    """The path of the list of recurring lines, if written."""
    faults: tuple[Postl10nError, ...] = ()


@dataclass(frozen=True, slots=True)
class RepairedEntry:
    """An entry before and after the safe repairs of its findings, with the rules whose they are."""

    place: Place
    before: tuple[str, ...]
    after: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """The findings of a project's catalogs."""

    findings: tuple[EntryFinding, ...]
    catalogs: int
    """The number of catalogs checked."""
    waived: tuple[EntryFinding, ...] = ()
    """Findings that are waived."""
    known: int = 0
    """The number of further findings that are in the baseline already."""
    not_measured: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By locale, the rules that only give notices there because their precision has not been measured."""
    repaired: tuple[RepairedEntry, ...] = ()
    not_spelled: tuple[str, ...] = ()
    """The locales for which there is no Hunspell dictionary."""
    faults: tuple[Postl10nError, ...] = ()

    def count(self, severity: Severity) -> int:
        return sum(one.finding.severity is severity for one in self.findings)

    def without_notices(self) -> CheckReport:
        findings = tuple(one for one in self.findings if one.finding.severity is not Severity.NOTICE)
        return replace(self, findings=findings)

    def reaches(self, threshold: Severity) -> bool:
        """Return True if a finding decides the exit code; `empty` and `fuzzy` never do."""
        return any(
            one.finding.severity.reaches(threshold)
            for one in self.findings
            if one.finding.rule not in STATE_RULES
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class GateReport:
    """The result of the gates in `postl10n.toml`, one line for each gate to report."""

    misses: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    """Gates that can't be judged: what they measure does not exist, or is too little to decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """The result of `build`; paths are relative to the project."""

    index: str
    as_of: datetime.date
    """The day from which the days of grace were counted."""
    written: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...] = ()
    notices: tuple[EntryFinding, ...] = ()
    """Approved entries that pages can't show, overrides that repeat the inherited text, and missing images."""
    faults: tuple[Postl10nError, ...] = ()

    @property
    def warnings(self) -> tuple[EntryFinding, ...]:
        return tuple(one for one in self.notices if one.finding.severity.reaches(Severity.WARNING))
