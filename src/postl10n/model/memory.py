"""Translation memory: units from earlier translations, and the matches they give for a new segment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from postl10n.errors import Postl10nError

CONTEXT_SCORE = 1.01
"""The score of an exact match with the same neighbours: a 101 % match in translators' terms."""


class UnitState(StrEnum):
    """The trustworthiness of a unit's translation; a look-up counts only approved units unless asked otherwise."""

    APPROVED = "approved"
    FUZZY = "fuzzy"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryUnit:
    """One source text with its translation, both as in a catalog: normalised, tags as `{1}…{/1}`."""

    source: str
    target: str
    source_locale: str
    locale: str
    state: UnitState = UnitState.APPROVED
    origin: str = ""
    """The file that it was read from, relative to the project."""
    article: str | None = None
    context: str | None = None
    """The msgctxt."""
    before: str | None = None
    """The id of the segment before it; empty at the edge of its article, None if unknown."""
    after: str | None = None
    translator: str = ""
    date: str = ""
    """The date of translation or of the last change, as stated in its file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A text to look up in the memory."""

    text: str
    source_locale: str
    locale: str
    before: str | None = None
    after: str | None = None
    approved_only: bool = True

    def fits(self, unit: MemoryUnit) -> bool:
        """Return True if the unit has the same neighbours, at least one of which is a segment."""
        known = self.before is not None and self.after is not None and bool(self.before or self.after)
        return known and (unit.before, unit.after) == (self.before, self.after)


class MatchKind(StrEnum):
    """The kind of a match; the best kind first."""

    CONTEXT = "context"
    """The same text with the same neighbours."""
    EXACT = "exact"
    NORMALISED = "normalised"
    """The same text except for figures and month names, which were replaced in the translation."""
    FUZZY = "fuzzy"

    @property
    def rank(self) -> int:
        """Rank by quality; 0 for the best."""
        return list(MatchKind).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryMatch:
    """A match from the memory for a text."""

    source: str
    target: str
    """The unit's translation; for `normalised` matches, with the figures of the text looked up."""
    score: float
    """Normalised Levenshtein similarity of the two sources, 0 to 1; 1.01 for a context match."""
    kind: MatchKind
    unit: MemoryUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A unit found by a concordance search; spans are code points, `[start, end)`."""

    unit: MemoryUnit
    source_spans: tuple[tuple[int, int], ...]
    target_spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairCount:
    """The number of units in the memory for a pair of locales."""

    source_locale: str
    locale: str
    approved: int = 0
    fuzzy: int = 0
    machine: int = 0

    @property
    def units(self) -> int:
        return self.approved + self.fuzzy + self.machine


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryStats:
    """The contents of the memory, counted; `faults` concern files that could not be read."""

    pairs: tuple[PairCount, ...]
    files: int
    faults: tuple[Postl10nError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft that was written into a catalog."""

    segment: str
    context: str | None
    origin: str
    score: float | None
    target: str
    hash: str
    replaces: str | None = None
    """The hash of the unedited draft that it replaced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Segments, and words of their sources."""

    segments: int = 0
    words: int = 0

    def plus(self, words: int) -> Amount:
        return Amount(segments=self.segments + 1, words=self.words + words)

    def without(self, other: Amount) -> Amount:
        return Amount(segments=self.segments - other.segments, words=self.words - other.words)


BANDS = ("context", "exact", "normalised", "95-99", "85-94", "75-84", "50-74", "machine", "left")
"""The rows of a leverage table; numeric ones are fuzzy matches by their score in percent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogLeverage:
    """The result of pre-translation for the untranslated entries of one catalog."""

    locale: str
    article: str
    path: str
    written: bool
    bands: Mapping[str, Amount]
    drafts: tuple[Draft, ...] = ()
    discarded: Mapping[str, int] = field(default_factory=dict)
    """The number of discarded engine answers, by reason."""
    unknown: Mapping[str, int] = field(default_factory=dict)
    """Words that engines left untranslated, with the number of drafts that contain them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PretranslateReport:
    """The result of `pretranslate`, or of its dry run; `faults` concern catalogs and memories left out."""

    catalogs: tuple[CatalogLeverage, ...]
    faults: tuple[Postl10nError, ...] = field(default=())
    notices: tuple[str, ...] = ()
    """Reasons why engines were not called, or not called again."""
    cost: Mapping[str, float] = field(default_factory=dict)
    """The cost of engines, or its upper limit in a dry run, by currency; empty if no engine is paid."""

    def discarded(self) -> dict[str, int]:
        """Return the number of discarded answers by reason, over all catalogs."""
        total: Counter[str] = Counter()
        for one in self.catalogs:
            total.update(one.discarded)
        return dict(total)

    def unknown(self) -> dict[str, dict[str, int]]:
        """Return the words left untranslated, by locale, with the number of drafts; the most frequent first."""
        total: dict[str, Counter[str]] = {}
        for one in self.catalogs:
            if one.unknown:
                total.setdefault(one.locale, Counter()).update(one.unknown)
        return {
            locale: dict(sorted(words.items(), key=lambda one: (-one[1], one[0])))
            for locale, words in total.items()
        }

    def by_locale(self) -> dict[str, dict[str, Amount]]:
        """Return the bands of each locale, summed over its catalogs."""
        total: dict[str, dict[str, Amount]] = {}
        for one in self.catalogs:
            bands = total.setdefault(one.locale, {band: Amount() for band in BANDS})
            for band, amount in one.bands.items():
                bands[band] = Amount(
                    segments=bands[band].segments + amount.segments, words=bands[band].words + amount.words
                )
        return total
