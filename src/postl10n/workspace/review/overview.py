"""The overview: every article of a locale, counted."""

from __future__ import annotations

import datetime
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from postl10n.errors import Postl10nError
from postl10n.files.glossary_yaml.parse import collector_paused
from postl10n.files.json_values import decoded, plain
from postl10n.lang.text.progress import progress, wanted
from postl10n.model.catalog import Entry
from postl10n.model.reports import Counts
from postl10n.model.review import Cell, Overview
from postl10n.project import journal
from postl10n.project.cache import Cache
from postl10n.project.layout import SITE
from postl10n.project.stamps import NO_FILE, Stamp, StampedCache, stamp_of
from postl10n.project.store import ArticleCard, ProjectStore
from postl10n.stages.page.ui_text import shipped_catalogs

_CARD, _COUNT = "card", "count "
_SCORE = "chrF"


class ReviewCounts:
    """Counts of catalogs, from the cache where they were counted before."""

    def __init__(self, store: ProjectStore, cache: Cache) -> None:
        self._store = store
        self._cache = cache
        self._counts: StampedCache[tuple[str, str], Counts | str] = StampedCache(1_000_000)
        self._scores: StampedCache[str, dict[str, float]] = StampedCache(100)
        self._known: dict[str, dict[str, tuple[str, object]]] = {}

    def overview(self, locale: str, marks: Mapping[str, tuple[int, int]], patience: float) -> Overview:
        """`marks` are errors and warnings of the articles of which they are known.

        patience: seconds that may go into catalogs that nobody has counted yet; the rest are shown as uncounted.
        """
        self._store.look_again()
        with collector_paused():
            self._recall(locale)
            return self._overview(locale, marks, time.monotonic() + patience)

    def _overview(self, locale: str, marks: Mapping[str, tuple[int, int]], end: float) -> Overview:
        faults = [str(self._store.glossary_fault)] if self._store.glossary_fault else []
        cells = []
        scores = self._score(locale)
        for article, stamps in self._store.all_stamps(locale):
            own, source = (stamps, NO_FILE) if article == SITE else (stamps[:-1], stamps[-1])
            card = self._card(article, source, end)
            counts = self._count(locale, article, own, end)
            if card is not None and card.fault:
                faults.append(card.fault)
            if isinstance(counts, str):
                faults.append(counts)
            cells.append(_cell(article, card, counts, own[0], marks.get(article), scores.get(article)))
        self._cache.flush()
        return Overview(locale=locale, cells=tuple(_sorted(cells)), faults=tuple(dict.fromkeys(faults)))

    def uncounted(self, locale: str) -> list[str]:
        """The articles that nobody has counted as they are now."""
        self._recall(locale)
        return [
            article
            for article, stamps in self._store.all_stamps(locale)
            if self._count(locale, article, stamps if article == SITE else stamps[:-1], 0.0) is None
        ]

    def adopt(
        self, locale: str, article: str, stamps: object, digest: str, counts: Counts | str, card: ArticleCard
    ) -> None:
        """Keep what another process has counted."""
        self._keep(locale, article, stamps, digest, counts)
        if article != SITE:
            self._keep_card(article, card)

    def stamps(self, locale: str, article: str) -> tuple[Stamp, ...]:
        """Return the stamps of the files on which a catalog's counts depend."""
        return tuple(map(stamp_of, self._paths(locale, article)))

    def _recall(self, locale: str) -> None:
        """Take what earlier sessions counted into memory, once."""
        for kind in (_CARD, _COUNT + locale):
            if kind not in self._known:
                self._known[kind] = self._cache.all(kind)

    def _card(self, article: str, stamp: Stamp, end: float) -> ArticleCard | None:
        """Title and date of an article; None where it would have to be read and the time is over."""
        known = self._store.known_card(article, stamp)
        if known is not None:
            return known
        digest, body = self._known[_CARD].get(article, ("", None))
        card = decoded(ArticleCard, body)
        if card is not None and digest == self._store.hashes.of(self._store.sources[article]):
            self._store.keep_card(article, card, stamp)
            return card
        if time.monotonic() > end:
            return None
        card = self._store.card(article)
        self._keep_card(article, card)
        return card

    def _keep_card(self, article: str, card: ArticleCard) -> None:
        path = self._store.sources.get(article)
        if path is None:
            return
        self._store.keep_card(article, card, stamp_of(path))
        if not card.fault:
            self._cache.put(_CARD, article, self._store.hashes.of(path), plain(card))

    def _paths(self, locale: str, article: str) -> list[Path]:
        return [self._store.layout.catalog(one, article) for one in self._store.project.chain(locale)]

    def _count(self, locale: str, article: str, stamps: object, end: float) -> Counts | str | None:
        """The counts of a catalog, or what is wrong with it; None where it was never counted and the time is over."""
        found = self._counts.known((locale, article), stamps)
        if found is not None:
            return found
        known, body = self._known[_COUNT + locale].get(article, ("", None))
        counts = decoded(Counts, body)
        if counts is not None and known == self._digest_of(locale, article):
            self._counts.put((locale, article), stamps, counts)
            return counts
        return None if time.monotonic() > end else self.count(locale, article)

    def count(self, locale: str, article: str) -> Counts | str:
        """Count a catalog and keep what was found."""
        stamps = self.stamps(locale, article)
        digest, made = self.counted(locale, article)
        self._keep(locale, article, stamps, digest, made)
        return made

    def _keep(self, locale: str, article: str, stamps: object, digest: str, counts: Counts | str) -> None:
        self._counts.put((locale, article), stamps, counts)
        if not isinstance(counts, str) and digest.strip():
            self._cache.put(_COUNT + locale, article, digest, plain(counts))

    def _digest_of(self, locale: str, article: str) -> str:
        return " ".join(map(self._store.hashes.of, self._paths(locale, article)))

    def counted(self, locale: str, article: str) -> tuple[str, Counts | str]:
        """The hash of a catalog's files, and its counts or what is wrong with it."""
        digest = self._digest_of(locale, article)
        try:
            # Read for once, not to be kept: there are thousands of them.
            catalogs = list(map(self._store.files.values, self._paths(locale, article)))
        except Postl10nError as fault:
            return digest, str(fault)
        own, parents = catalogs[0], [one for one in catalogs[1:] if one is not None]
        if article == SITE:
            parents += shipped_catalogs(locale)
        return digest, progress(own.active() if own else self._untranslated(article), parents)

    def _untranslated(self, article: str) -> list[Entry]:
        """The entries of an article that has no catalog yet."""
        with suppress(Postl10nError):
            template = self._store.files.values(self._store.layout.template(article))
            return wanted(template.by_key() if template and article != SITE else (), None)
        return []

    def _score(self, locale: str) -> dict[str, float]:
        """The last recorded chrF of each article."""
        path = self._store.layout.journal(locale)

        def made() -> dict[str, float]:
            found: dict[str, float] = {}
            try:
                for event in journal.read(self._store.layout, locale):
                    article, score = event.get("article"), _score_of(event)
                    if isinstance(article, str) and score is not None:
                        found[article] = score
            except Postl10nError:
                return found
            return found

        return self._scores.get(locale, stamp_of(path), made)


def _score_of(event: Mapping[str, object]) -> float | None:
    metrics = event.get("metrics")
    if event.get("event") != "score" or not isinstance(metrics, Mapping):
        return None
    for one in metrics.values():
        if isinstance(one, Mapping) and str(one.get("name", "")).startswith(_SCORE):
            value = one.get("value")
            return float(value) if isinstance(value, (int, float)) else None
    return None


def _cell(
    article: str,
    card: ArticleCard | None,
    found: Counts | str | None,
    stamp: Stamp,
    marks: tuple[int, int] | None,
    score: float | None,
) -> Cell:
    counts = found if isinstance(found, Counts) else Counts()
    nothing = found is not None and not counts.entries
    errors, warnings = (0, 0) if nothing else marks or (-1, -1)
    return Cell(
        article=article,
        title=card.title if card else "",
        date=card.date if card else "",
        entries=counts.entries,
        approved=counts.approved + counts.inherited,
        fuzzy=counts.fuzzy,
        empty=counts.untranslated,
        words=counts.words,
        words_approved=counts.words_done,
        words_fuzzy=counts.words_fuzzy,
        errors=errors,
        warnings=warnings,
        changed=_moment(stamp),
        score=score,
        counted=found is not None and card is not None,
    )


def _moment(stamp: Stamp) -> str:
    if stamp == NO_FILE:
        return ""
    return datetime.datetime.fromtimestamp(stamp[0] // 1_000_000_000, datetime.UTC).isoformat()


def _sorted(cells: Sequence[Cell]) -> list[Cell]:
    """The newest first, those without a date after them; the strings of pages last."""
    by_date = sorted(cells, key=lambda cell: cell.date, reverse=True)
    return sorted(by_date, key=lambda cell: cell.article == SITE)
