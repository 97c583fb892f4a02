"""Progress of the catalogs: counts by state, in segments and in words of the source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from postl10n.errors import Postl10nError


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

    @property
    def entries(self) -> int:
        return self.approved + self.fuzzy + self.untranslated + self.inherited

    @property
    def completion(self) -> float:
        """The share of words that are approved or inherited, 0 to 1; an empty catalog is complete."""
        return self.words_done / self.words if self.words else 1.0

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
    """The counts of every catalog, and the catalogs whose article is gone."""

    catalogs: tuple[CatalogStats, ...]
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
