"""Drafts from the memory into catalogs, and what the journals say of earlier ones."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from postl10n.errors import FaultGroup, UsageError
from postl10n.files.catalogs import Stored
from postl10n.files.journal import append, read
from postl10n.files.layout import SITE
from postl10n.files.writes import lock
from postl10n.model.catalog import Catalog
from postl10n.model.memory import CatalogLeverage, Draft, PretranslateReport
from postl10n.stages.pretranslate.fill import Filled, drafts_in
from postl10n.workspace.memory import TranslationMemory
from postl10n.workspace.session import Session

LEAST_ALLOWED = 0.5
_Entry = tuple[str | None, str]
"""Msgctxt and segment id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How to pre-translate; see `Workspace.pretranslate`."""

    least: float
    dry_run: bool
    again: bool
    today: datetime.date


def pretranslate(session: Session, memory: TranslationMemory, wish: Wish) -> PretranslateReport:
    """Fill the catalogs that the session is about. Raises UsageError, or the faults of catalogs, before it writes."""
    if not LEAST_ALLOWED <= wish.least <= 1:
        raise UsageError(f"the least likeness must be between {LEAST_ALLOWED} and 1")
    articles = (*session.articles, *((SITE,) if session.with_site else ()))
    jobs = [
        (locale, article, stored)
        for locale in session.locales
        for article in articles
        if (stored := session.stored(locale, article)) is None or stored.po is not None
    ]
    for locale, article, _ in jobs:
        session.parents(locale, article)
    if session.faults():
        raise FaultGroup(session.faults())
    told = {locale: _Told(session, locale) for locale in session.locales}
    found = [
        _one(session, memory, wish, told[locale], stored, article)
        for locale, article, stored in session.each("Pre-translating", jobs)
        if stored is not None
    ]
    return PretranslateReport(catalogs=tuple(found), faults=memory.faults)


class _Told:
    """What the journal of a locale tells of drafts."""

    def __init__(self, session: Session, locale: str) -> None:
        self.locale = locale
        self._drafted: dict[tuple[str, _Entry], set[str]] = {}
        self._replaced: set[tuple[str, _Entry, str]] = set()
        self._rejected: dict[_Entry, set[str]] = {}
        self._layout = session.layout
        self._path = session.layout.journal(locale)
        self._size = 0
        self._read()

    def _read(self) -> None:
        self._size = _size(self._path)
        for event in read(self._path, shown=self._layout.shown(self._path)):
            self._take(event)

    def record(self, article: str, drafts: Iterable[Draft], today: datetime.date) -> None:
        """Add the drafts that the journal does not have; another run at the same time may have added them."""
        if all(self.knows(article, draft) for draft in drafts):
            return
        locks = self._layout.cache / "locks"
        with lock(f"drafts+{self.locale}", locks):
            if _size(self._path) != self._size:
                self._read()
            events = [_event(article, one, today) for one in drafts if not self.knows(article, one)]
            append(self._path, events, root=self._layout.root, locks=locks)
            self._size = _size(self._path)
        for event in events:
            self._take(event)

    def _take(self, event: Mapping[str, object]) -> None:
        kind, article, segment = event.get("event"), event.get("article"), event.get("segment")
        context, target = event.get("context"), event.get("hash")
        if not isinstance(segment, str) or not isinstance(target, str):
            return
        entry = (context if isinstance(context, str) else None, segment)
        if kind == "rejected":
            self._rejected.setdefault(entry, set()).add(target)
        elif kind == "draft" and isinstance(article, str):
            self._drafted.setdefault((article, entry), set()).add(target)
            if isinstance(replaced := event.get("replaces"), str):
                self._replaced.add((article, entry, replaced))

    def knows(self, article: str, draft: Draft) -> bool:
        """Whether the journal has the draft already."""
        return draft.hash in self._drafted.get((article, (draft.context, draft.segment)), ())

    def rejected(self, article: str) -> dict[_Entry, frozenset[str]]:
        """The drafts that were made for entries of the article and that stand there no more, unless we took them away.

        Those that still stand are among them; nobody offers them a second time.
        """
        found = {entry: frozenset(targets) for entry, targets in self._rejected.items()}
        for (of, entry), targets in self._drafted.items():
            if of == article:
                gone = {one for one in targets if (article, entry, one) not in self._replaced}
                found[entry] = found.get(entry, frozenset()) | gone
        return found


def _one(
    session: Session,
    memory: TranslationMemory,
    wish: Wish,
    told: _Told,
    stored: Stored,
    article: str,
) -> CatalogLeverage:
    filled: list[Filled] = []
    change = _filling(session, memory, wish, told, article, filled)
    written = False
    if wish.dry_run:
        change(stored.catalog)
    else:
        written = session.files.write(stored, change)
        session.forget(stored.path)
        # The catalog is written first: a draft that only the journal knew of would look like a rejected one.
        standing = drafts_in(filled[-1].catalog)
        told.record(article, _with_history(standing, filled[-1].drafts), wish.today)
    return CatalogLeverage(
        locale=told.locale,
        article=article,
        path=session.layout.shown(stored.path),
        written=written,
        bands=filled[-1].bands,
        drafts=filled[-1].drafts,
    )


def _filling(
    session: Session,
    memory: TranslationMemory,
    wish: Wish,
    told: _Told,
    article: str,
    filled: list[Filled],
) -> Callable[[Catalog | None], Catalog]:
    """The change of one catalog, repeatable should an editor save the file meanwhile; it fills `filled`."""

    def change(old: Catalog | None) -> Catalog:
        catalog = old or Catalog(header=None, entries=())
        filled.append(
            session.pipeline.pretranslate(
                catalog,
                memory,
                locale=told.locale,
                least=wish.least,
                parents=session.parents(told.locale, article),
                rejected={} if wish.again else told.rejected(article),
            )
        )
        return filled[-1].catalog

    return change


def _with_history(standing: Iterable[Draft], made: Iterable[Draft]) -> list[Draft]:
    """The drafts as they were made, where they were made just now: these say what they replaced."""
    known = {(one.context, one.segment, one.hash): one for one in made}
    return [known.get((one.context, one.segment, one.hash), one) for one in standing]


def _event(article: str, draft: Draft, today: datetime.date) -> Mapping[str, object]:
    return {
        "event": "draft",
        "date": today.isoformat(),
        "article": article,
        "context": draft.context,
        "segment": draft.segment,
        "origin": draft.origin,
        "score": draft.score,
        "target": draft.target,
        "hash": draft.hash,
        **({"replaces": draft.replaces} if draft.replaces else {}),
    }


def _size(path: Path) -> int:
    """In bytes: a journal is only ever appended to."""
    return path.stat().st_size if path.exists() else 0
