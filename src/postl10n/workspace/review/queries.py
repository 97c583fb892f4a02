"""The data that the pages show."""

from __future__ import annotations

import contextlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from threading import Lock
from typing import Concatenate, ParamSpec, TypeVar

from postl10n.errors import Postl10nError
from postl10n.model.catalog import Entry, Key
from postl10n.model.findings import Severity
from postl10n.model.glossary import Concept
from postl10n.model.review import (
    ArticleView,
    ConceptRow,
    ConceptView,
    Filter,
    Overview,
    QueueView,
    ReviewRow,
)
from postl10n.project.cache import Cache
from postl10n.project.layout import SITE
from postl10n.project.stamps import StampedCache
from postl10n.project.store import ProjectStore
from postl10n.stages.check.consistency import INCONSISTENT, Renderings, with_another
from postl10n.stages.terms.occurrences import demand_for
from postl10n.workspace.review.background import WORTH_IT, BackgroundProcess, BackgroundThread
from postl10n.workspace.review.catalog_view import Catalogs, CatalogView, Notes, note_of
from postl10n.workspace.review.concepts import (
    Concordance,
    TermLocations,
    UnitUse,
    Verdict,
    concept_of,
    concept_rows,
    shown,
    view,
)
from postl10n.workspace.review.edits import Others
from postl10n.workspace.review.entry_index import EntryIndex, IndexedEntry
from postl10n.workspace.review.findings_index import FindingsIndex
from postl10n.workspace.review.overview import ReviewCounts
from postl10n.workspace.review.queues import Found, Queues, weight
from postl10n.workspace.review.rows import RowMaker, light_row

_COUNTING = 0.4
"""Seconds that somebody waits for an overview to be counted; what is missing then comes later."""
_COUNTED_AT_ONCE = 20
_AT_ONCE = 400
"""Entries that are checked while the reviewer waits; the findings of larger catalogs come later."""
_REGISTERS = 3
"""Locales whose entries are in memory at once."""
_MOST_SHOWN = 500
_MOST_SEEN = 20_000
_MOST_JUDGED = 30_000


_Self = TypeVar("_Self", bound="Queries")
_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")


def asked(
    method: Callable[Concatenate[_Self, _Asked], _Answer],
) -> Callable[Concatenate[_Self, _Asked], _Answer]:
    """Mark a method whose answer somebody waits for: the background rests as long."""

    def waited_for(self: _Self, /, *given: _Asked.args, **named: _Asked.kwargs) -> _Answer:
        with self.worker.asked():
            return method(self, *given, **named)

    return waited_for


class Queries:
    """Answers what is asked of a project."""

    def __init__(self, store: ProjectStore) -> None:
        self.store = store
        self.library = Catalogs(store)
        self.aside = BackgroundProcess(store.layout)
        self.cache = Cache(store.layout.cache)
        self.seen: StampedCache[str, Entry] = StampedCache(_MOST_SEEN)
        """The entries that were shown, by their hashes: what a three-way merge begins with."""
        self.worker = BackgroundThread()
        self._counting = BackgroundThread()
        self._tallies = ReviewCounts(store, self.cache)
        self.records = FindingsIndex(store, self.cache)
        self.places = TermLocations(store)
        self._registers: OrderedDict[str, EntryIndex] = OrderedDict()
        self._lock = Lock()
        self._warmed: set[str] = set()
        self._judged: StampedCache[object, Verdict] = StampedCache(_MOST_JUDGED)
        self.queues = Queues(
            store=store,
            library=self.library,
            records=self.records,
            places=self.places,
            register=self.register,
            look_through=self.look_through,
        )
        self._late: set[tuple[str, str]] = set()
        """Articles that were shown without all their findings."""

    @property
    def source_locale(self) -> str:
        return self.store.project.source

    @asked
    def overview(self, locale: str) -> Overview:
        self.store.check(locale, SITE)
        made = self._tallies.overview(locale, self._marks(locale), _COUNTING)
        self.look_through(locale)
        return made

    @asked
    def counts(self, locale: str) -> Overview:
        """The overview as far as it is known; the rest is counted in the background, and nothing is checked."""
        self.store.check(locale, SITE)
        made = self._tallies.overview(locale, {}, 0.0)
        if not all(cell.counted for cell in made.cells):
            # Not in the worker's turn: checking a locale takes minutes, and counting it seconds.
            self._counting.wish(locale, lambda pause: self._count(locale, pause))
        return made

    @asked
    def next_unfinished(self, locale: str, article: str) -> str:
        """The article after this one in the overview that has something to do; empty where none has."""
        self.store.check(locale, article)
        cells = self._tallies.overview(locale, {}, _COUNTING).cells
        at = next((at for at, cell in enumerate(cells) if cell.article == article), -1)
        others = (*cells[at + 1 :], *cells[: max(at, 0)])
        return next((cell.article for cell in others if cell.fuzzy or cell.empty), "")

    @asked
    def article(self, locale: str, article: str) -> ArticleView:
        self.store.check(locale, article)
        title = self.store.card(article).title
        version = self.library.version(locale, article)
        sheet = self.library.sheet(locale, article)
        if sheet is None:
            return ArticleView(locale=locale, article=article, title=title, segments=(), version=version)
        self._find_out(sheet)
        segments = RowMaker(sheet, self.source_locale).all()
        for one in segments:
            self.seen.put(one.hash, None, sheet.refs[one.ref])
        return ArticleView(locale=locale, article=article, title=title, segments=segments, version=version)

    @asked
    def segment(self, locale: str, article: str, ref: str) -> ReviewRow | None:
        sheet = self.library.sheet(locale, article)
        return self.row(sheet, ref) if sheet is not None else None

    def row(self, sheet: CatalogView, ref: str) -> ReviewRow | None:
        return next(iter(self._rows(sheet, [ref])), None)

    @asked
    def queue(self, locale: str, wanted: Filter, *, offset: int = 0, limit: int = 50) -> QueueView:
        """Return a part of what fits a filter.

        Raises UsageError for an expression that is none or takes too long, and for an unknown revision.
        """
        found, counted, complete = self.queues.counted(locale, wanted)
        offset, limit = max(0, offset), min(max(0, limit), _MOST_SHOWN)
        return QueueView(
            locale=locale,
            total=len(found),
            offset=offset,
            segments=tuple(self._shown(locale, found[offset : offset + limit])),
            digest=counted,
            complete=complete,
        )

    def _shown(self, locale: str, found: Sequence[Found]) -> Iterator[ReviewRow]:
        """The rows of some entries; what another program removed since is left out."""
        refs: dict[str, list[str]] = {}
        for article, row in found:
            refs.setdefault(article, []).append(row.ref)
        rows: dict[tuple[str, str], ReviewRow] = {}
        for article, own in refs.items():
            with contextlib.suppress(Postl10nError):
                sheet = self.library.sheet(locale, article)
                rows.update({(article, one.ref): one for one in self._rows(sheet, own)} if sheet else {})
        for article, row in found:
            if (article, row.ref) in rows:
                yield rows[article, row.ref]

    def _rows(self, sheet: CatalogView, refs: Iterable[str]) -> list[ReviewRow]:
        """The rows of some entries of one catalog."""
        entries = {ref: sheet.refs[ref] for ref in refs if ref in sheet.refs}
        self.library.check(sheet, sheet.unchecked_of(list(entries.values())))
        sheet.beside.update(self._beside(sheet, entries.values()))
        for entry in entries.values():
            self.seen.put(sheet.hashes[entry.key], None, entry)
        rows = RowMaker(sheet, self.source_locale)
        return [rows.row(ref, entry) for ref, entry in entries.items()]

    @asked
    def concepts(self, locale: str) -> tuple[ConceptRow, ...]:
        self.store.check(locale, SITE)
        located = self.places.located()
        records = {article: self.records.known(locale, article) for article in located}
        if any(one is None for one in records.values()):
            self.queues.settle(locale, list(located))
            records = {article: self.records.known(locale, article) for article in located}
        self.look_through(locale)
        return tuple(concept_rows(self.store.glossary, located, records, self.source_locale, locale))

    @asked
    def concept(self, locale: str, concept_id: str) -> ConceptView:
        concept = concept_of(self.store.glossary, concept_id)
        concordance = self._concordance(locale)
        uses = list(concordance.uses(concept, locale))
        rows = self.rows_of(locale, concept, shown(uses))
        unlisted = concordance.unlisted(uses, locale)
        return view(concept, locale, self.source_locale, uses, rows, unlisted)

    def uses(self, locale: str, concept: Concept) -> list[UnitUse]:
        return list(self._concordance(locale).uses(concept, locale))

    def _concordance(self, locale: str) -> Concordance:
        self.store.check(locale, SITE)
        parents = [(one, self.register(one)) for one in self.store.project.chain(locale)[1:]]
        return Concordance(self.store, self.places, self.register(locale), parents, self._judged)

    def rows_of(
        self, locale: str, concept: Concept, uses: Iterable[UnitUse]
    ) -> dict[tuple[str, Key], ReviewRow]:
        """The rows of some uses, by article and key."""
        register = self.register(locale)
        demand = demand_for(concept, self.source_locale, locale)
        rows: dict[tuple[str, Key], ReviewRow] = {}
        by_key: dict[str, dict[Key, IndexedEntry]] = {}
        for use in uses:
            if use.article not in by_key:
                by_key[use.article] = {row.key: row for row in register.rows(use.article)}
            row = by_key[use.article].get(use.unit.key)
            place = (use.article, use.unit.key)
            if row is not None and place not in rows:
                path = self.store.layout.shown(self.store.layout.catalog(locale, use.article))
                rows[place] = light_row(row, use, concept.id, demand, locale, path)
        return rows

    def register(self, locale: str) -> EntryIndex:
        """The entries of a locale as they are now."""
        register = self._register(locale)
        register.refresh()
        return register

    def others_to_agree_with(self, locale: str) -> Others | None:
        """Return the renderings of other articles where a different one is an error; else None."""
        if weight(self.store.project, locale) is not Severity.ERROR:
            return None

        def others(article: str, entries: Iterable[Entry]) -> Renderings:
            register = self.register(locale)
            found: dict[Key, Mapping[str, tuple[str, ...]]] = {}
            for entry in entries:
                found.update(with_another({entry.key: register.renderings(entry.key)}, entry, article))
            return found

        return others

    def _register(self, locale: str) -> EntryIndex:
        with self._lock:
            register = self._registers.get(locale) or EntryIndex(self.store, locale)
            self._registers[locale] = register
            self._registers.move_to_end(locale)
            while len(self._registers) > _REGISTERS:
                self._registers.popitem(last=False)
        return register

    def look_through(self, locale: str) -> None:
        """Have every catalog of a locale checked in the background."""
        self.worker.wish(f"records {locale}", lambda pause: self._look_through(locale, pause))

    def release(self) -> None:
        """Stop the processes, and write what was found out."""
        self.aside.stop()
        self._counting.stop()
        self.cache.close()

    def _look_through(self, locale: str, pause: Callable[[], bool]) -> None:
        with contextlib.suppress(Postl10nError):
            self._count(locale, pause)
            self._warm(locale)
            if not pause():
                return
            register = self._register(locale)
            register.warm(pause)
            if not pause():
                return
            register.disagreements()
            articles = self.records.outdated(locale, self.store.articles, pause)
            by_process = len(articles) >= WORTH_IT
            if by_process:
                self.aside.locate()
            self.places.located()
            for article in articles:
                if not self._record(locale, article, pause, by_process):
                    return
            self.cache.flush()
            self.aside.rest()

    def _record(self, locale: str, article: str, pause: Callable[[], bool], by_process: bool) -> bool:
        """Find out about one catalog; False when that is to stop."""
        if by_process and not self.aside.ended:
            record = self.aside.record(locale, article)
            if record is not None:
                self.records.adopt(locale, article, record)
            return True
        if not pause():
            return False
        self.records.make(locale, article, pause)
        return True

    def _count(self, locale: str, pause: Callable[[], bool]) -> None:
        """Count what was never counted, in another process where that is much."""
        left = self._tallies.uncounted(locale)
        by_process = len(left) >= WORTH_IT
        for at in range(0, len(left), _COUNTED_AT_ONCE):
            part = left[at : at + _COUNTED_AT_ONCE]
            if by_process and not self.aside.ended:
                for one in self.aside.count(locale, part):
                    self._tallies.adopt(locale, one.article, one.stamps, one.digest, one.counts, one.card)
                continue
            for article in part:
                if not pause():
                    return
                self._tallies.count(locale, article)
        self.cache.flush()

    def _warm(self, locale: str) -> None:
        """Load rules and dictionaries before somebody waits for them."""
        if locale not in self._warmed:
            self._warmed.add(locale)
            entry = Entry(msgid="A letter of 2 kg was sent.", msgstr=("A letter of 2 kg was sent.",))
            self.store.pipeline.check_entry(entry, source_locale=self.source_locale, locale=locale)

    def _find_out(self, sheet: CatalogView) -> None:
        """Check what is not checked yet, if that is not too much for somebody who waits."""
        todo = sheet.unchecked()
        if len(todo) <= _AT_ONCE:
            self.library.check(sheet, todo)
            if todo:
                self.worker.wish(f"record {sheet.locale} {sheet.article}", lambda pause: self._take(sheet))
        else:
            self._late.add((sheet.locale, sheet.article))
            self.worker.wish(
                f"sheet {sheet.locale} {sheet.article}", lambda pause: self._check_late(sheet, pause)
            )
        sheet.beside.update(self._beside(sheet, sheet.order))

    def _take(self, sheet: CatalogView) -> None:
        with contextlib.suppress(Postl10nError):
            self.records.take(sheet)

    def _check_late(self, sheet: CatalogView, pause: Callable[[], bool]) -> None:
        todo = sheet.unchecked()
        for at in range(0, len(todo), 50):
            self.library.check(sheet, todo[at : at + 50])
            if not pause():
                return
        place = (sheet.locale, sheet.article)
        self._late.discard(place)
        self.library.completed[place] = self.library.completed.get(place, 0) + 1

    def _beside(self, sheet: CatalogView, entries: Iterable[Entry]) -> Notes:
        """The findings of `inconsistent`, where the locale's entries are in memory."""
        register = self._registers.get(sheet.locale)
        if register is None or sheet.article == SITE:
            return {}
        none: dict[Key, tuple[()]] = {entry.key: () for entry in entries}
        renderings = {key: texts for key in none if len(texts := register.renderings(key)) > 1}
        if not renderings:
            return none
        by_line = {entry.line: entry.key for entry in sheet.order}
        found = self.library.findings(sheet, renderings, {INCONSISTENT}, renderings)
        notes = {by_line[one.place.line]: (note_of(one),) for one in found if one.place.line in by_line}
        return {**none, **notes}

    def _marks(self, locale: str) -> dict[str, tuple[int, int]]:
        """Errors and warnings of each article of which they are known."""
        register = self._registers.get(locale)
        others = register.disagreements() if register is not None else {}
        worth = weight(self.store.project, locale)
        found = {}
        for article in self.store.articles:
            record = self.records.known(locale, article)
            if record is not None:
                errors, warnings = (
                    record.count(one) + (others.get(article, 0) if worth is one else 0)
                    for one in (Severity.ERROR, Severity.WARNING)
                )
                found[article] = (errors, warnings)
        return found
