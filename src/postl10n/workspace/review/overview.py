"""The overview: every article of a locale, counted."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple
from pathlib import Path

from postl10n.errors import Postl10nError
from postl10n.files import journal
from postl10n.files.glossary_yaml import collector_paused
from postl10n.files.layout import SITE
from postl10n.files.occurrences import content_hash
from postl10n.model.catalog import Catalog
from postl10n.model.review import Cell, Overview
from postl10n.model.stats import Counts
from postl10n.stages.catalog.stats import count, inherited_keys
from postl10n.workspace.review.kept import Kept, stamp_of
from postl10n.workspace.review.ledger import Ledger
from postl10n.workspace.review.register import read_once
from postl10n.workspace.review.shelf import Card, Shelf

_CARD, _COUNT = "card", "count "
_SCORE = "chrF"


class Tallies:
    """Counts of catalogs, from the ledger where they were counted before."""

    def __init__(self, shelf: Shelf, ledger: Ledger) -> None:
        self._shelf = shelf
        self._ledger = ledger
        self._counts: Kept[tuple[str, str], Counts | str] = Kept(1_000_000)
        self._digests: Kept[Path, str] = Kept(1_000_000)
        self._scores: Kept[str, dict[str, float]] = Kept(100)
        self._known: dict[str, dict[str, tuple[str, object]]] = {}

    def overview(self, locale: str, marks: Mapping[str, tuple[int, int]]) -> Overview:
        """`marks` are errors and warnings of the articles of which they are known."""
        self._shelf.look_again()
        with collector_paused():
            self._recall(locale)
            return self._overview(locale, marks)

    def _overview(self, locale: str, marks: Mapping[str, tuple[int, int]]) -> Overview:
        faults = [str(self._shelf.glossary_fault)] if self._shelf.glossary_fault else []
        cells = []
        scores = self._score(locale)
        for article in self._shelf.articles:
            counts = self._count(locale, article)
            card = self._card(article)
            if card.fault:
                faults.append(card.fault)
            if isinstance(counts, str):
                faults.append(counts)
                counts = Counts()
            errors, warnings = marks.get(article, (-1, -1)) if counts.entries else (0, 0)
            cells.append(
                Cell(
                    article=article,
                    title=card.title,
                    date=card.date,
                    entries=counts.entries,
                    approved=counts.approved + counts.inherited,
                    fuzzy=counts.fuzzy,
                    empty=counts.untranslated,
                    words=counts.words,
                    words_approved=counts.words_done,
                    errors=errors,
                    warnings=warnings,
                    changed=_changed(self._shelf.layout.catalog(locale, article)),
                    score=scores.get(article),
                )
            )
        self._ledger.flush()
        return Overview(locale=locale, cells=tuple(_sorted(cells)), faults=tuple(dict.fromkeys(faults)))

    def digest(self, path: Path) -> str:
        """The hash of a file's bytes; empty where there is none."""

        def made() -> str:
            try:
                return content_hash(path.read_bytes())
            except OSError:
                return ""

        return self._digests.get(path, stamp_of(path), made)

    def _recall(self, locale: str) -> None:
        """Take what earlier sessions counted into memory, once."""
        if _CARD not in self._known:
            self._known[_CARD] = self._ledger.all(_CARD)
            for article, path in self._shelf.sources.items():
                digest, body = self._known[_CARD].get(article, ("", None))
                if isinstance(body, list) and len(body) == 2 and digest == self.digest(path):
                    self._shelf.keep_card(article, Card(title=str(body[0]), date=str(body[1])))
                else:
                    card = self._shelf.card(article)
                    if not card.fault:
                        self._ledger.put(_CARD, article, self.digest(path), [card.title, card.date])
        if locale not in self._known:
            self._known[locale] = self._ledger.all(_COUNT + locale)

    def _card(self, article: str) -> Card:
        return self._shelf.card(article)

    def _count(self, locale: str, article: str) -> Counts | str:
        """The counts of a catalog, or what is wrong with it."""
        layout = self._shelf.layout
        paths = [layout.catalog(one, article) for one in self._shelf.project.chain(locale)]
        stamps = tuple(map(stamp_of, paths))
        return self._counts.get((locale, article), stamps, lambda: self._counted(locale, article, paths))

    def _counted(self, locale: str, article: str, paths: Sequence[Path]) -> Counts | str:
        digest = " ".join(map(self.digest, paths))
        known, body = self._known[locale].get(article, ("", None))
        if known == digest and isinstance(body, list) and len(body) == len(astuple(Counts())):
            return _counts(body)
        try:
            catalogs = list(self._catalogs(paths))
        except Postl10nError as fault:
            return str(fault)
        if not catalogs or catalogs[0] is None:
            return Counts()
        own, parents = catalogs[0], [one for one in catalogs[1:] if one is not None]
        counts = count(own, inherited_keys(own, parents) if parents else frozenset())
        self._ledger.put(_COUNT + locale, article, digest, list(astuple(counts)))
        return counts

    def _catalogs(self, paths: Sequence[Path]) -> Iterator[Catalog | None]:
        """Catalogs read for once, not to be kept: there are thousands of them."""
        for path in paths:
            yield read_once(self._shelf, path)

    def _score(self, locale: str) -> dict[str, float]:
        """The last recorded chrF of each article."""
        path = self._shelf.layout.journal(locale)

        def made() -> dict[str, float]:
            found: dict[str, float] = {}
            try:
                for event in journal.read(path, shown=self._shelf.layout.shown(path)):
                    article, score = event.get("article"), _score_of(event)
                    if isinstance(article, str) and score is not None:
                        found[article] = score
            except Postl10nError:
                return found
            return found

        return self._scores.get(locale, stamp_of(path), made)


def _counts(body: Sequence[int]) -> Counts:
    approved, fuzzy, untranslated, inherited, words, words_done = body
    return Counts(
        approved=approved,
        fuzzy=fuzzy,
        untranslated=untranslated,
        inherited=inherited,
        words=words,
        words_done=words_done,
    )


def _score_of(event: Mapping[str, object]) -> float | None:
    metrics = event.get("metrics")
    if event.get("event") != "score" or not isinstance(metrics, Mapping):
        return None
    for one in metrics.values():
        if isinstance(one, Mapping) and str(one.get("name", "")).startswith(_SCORE):
            value = one.get("value")
            return float(value) if isinstance(value, (int, float)) else None
    return None


def _changed(path: Path) -> str:
    time = stamp_of(path)[0]
    if not time:
        return ""
    return datetime.datetime.fromtimestamp(time // 1_000_000_000, datetime.UTC).isoformat()


def _sorted(cells: Sequence[Cell]) -> list[Cell]:
    """The newest first, those without a date after them; the strings of pages last."""
    by_date = sorted(cells, key=lambda cell: cell.date, reverse=True)
    return sorted(by_date, key=lambda cell: cell.article == SITE)
