"""Translation memory: units of translations made before, and what they offer for a new segment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from postl10n.errors import Postl10nError

CONTEXT_SCORE = 1.01
"""Of an exact match whose neighbours are the same too: what translators call a 101 % match."""


class UnitState(StrEnum):
    """What a unit's translation is worth; a look-up counts only approved ones unless asked otherwise."""

    APPROVED = "approved"
    FUZZY = "fuzzy"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryUnit:
    """One source text with its translation; both as in a catalog: normalised, tags as `{1}…{/1}`."""

    source: str
    target: str
    source_locale: str
    locale: str
    state: UnitState = UnitState.APPROVED
    origin: str = ""
    """The file it came from, relative to the project."""
    article: str | None = None
    context: str | None = None
    """The msgctxt."""
    before: str | None = None
    """The id of the segment before it; empty at the edge of its article, None where nobody knows."""
    after: str | None = None
    translator: str = ""
    date: str = ""
    """When it was translated or last changed, as its file says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A text to be looked up."""

    text: str
    source_locale: str
    locale: str
    before: str | None = None
    after: str | None = None
    approved_only: bool = True

    def fits(self, unit: MemoryUnit) -> bool:
        """Whether the unit stood between the same neighbours, one of which at least is a segment."""
        known = self.before is not None and self.after is not None and bool(self.before or self.after)
        return known and (unit.before, unit.after) == (self.before, self.after)


class MatchKind(StrEnum):
    """How a unit fits; the best kind first."""

    CONTEXT = "context"
    """The same text between the same neighbours."""
    EXACT = "exact"
    NORMALISED = "normalised"
    """The same but for figures and months, which were put into the translation."""
    FUZZY = "fuzzy"

    @property
    def rank(self) -> int:
        """0 for the best."""
        return list(MatchKind).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryMatch:
    """What the memory offers for a text."""

    source: str
    target: str
    """The unit's translation; where the kind is `normalised`, with the figures of the text looked up."""
    score: float
    """Normalised Levenshtein similarity of the two sources, 0 to 1; 1.01 where the context fits too."""
    kind: MatchKind
    unit: MemoryUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A unit of a concordance search; spans are code points, `[start, end)`."""

    unit: MemoryUnit
    source_spans: tuple[tuple[int, int], ...]
    target_spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairCount:
    """How many units the memory holds for two locales."""

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
    """What the memory holds; `faults` are of files that it could not read."""

    pairs: tuple[PairCount, ...]
    files: int
    faults: tuple[Postl10nError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft that was put into a catalog."""

    segment: str
    context: str | None
    origin: str
    score: float | None
    target: str
    hash: str
    replaces: str | None = None
    """The hash of the untouched draft whose place it took."""


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
"""The rows of a leverage table; those of figures are fuzzy matches by their score in percent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogLeverage:
    """What pre-translation found for the entries of one catalog that had no translation."""

    locale: str
    article: str
    path: str
    written: bool
    bands: Mapping[str, Amount]
    drafts: tuple[Draft, ...] = ()
    thrown: Mapping[str, int] = field(default_factory=dict)
    """How many answers of engines were thrown away, by reason."""
    unknown: Mapping[str, int] = field(default_factory=dict)
    """Words that engines left as they were, and in how many of the drafts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PretranslateReport:
    """What `pretranslate` did, or would do; `faults` are of catalogs and memories left out."""

    catalogs: tuple[CatalogLeverage, ...]
    faults: tuple[Postl10nError, ...] = field(default=())
    notices: tuple[str, ...] = ()
    """Why engines were not asked, or no longer."""
    cost: Mapping[str, float] = field(default_factory=dict)
    """What engines cost, or would at the most, by currency; empty where none is paid for."""

    def thrown(self) -> dict[str, int]:
        """The answers that were thrown away, by reason, over all catalogs."""
        total: dict[str, int] = {}
        for one in self.catalogs:
            for reason, count in one.thrown.items():
                total[reason] = total.get(reason, 0) + count
        return total

    def unknown(self) -> dict[str, dict[str, int]]:
        """The words that engines left as they were, by locale, with the number of drafts; the most frequent first."""
        total: dict[str, Counter[str]] = {}
        for one in self.catalogs:
            if one.unknown:
                total.setdefault(one.locale, Counter()).update(one.unknown)
        return {
            locale: dict(sorted(words.items(), key=lambda one: (-one[1], one[0])))
            for locale, words in total.items()
        }

    def by_locale(self) -> dict[str, dict[str, Amount]]:
        """The bands of each locale, summed over its catalogs."""
        total: dict[str, dict[str, Amount]] = {}
        for one in self.catalogs:
            bands = total.setdefault(one.locale, {band: Amount() for band in BANDS})
            for band, amount in one.bands.items():
                bands[band] = Amount(
                    segments=bands[band].segments + amount.segments, words=bands[band].words + amount.words
                )
        return total
