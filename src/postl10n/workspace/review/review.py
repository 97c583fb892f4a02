"""The façade that the review page calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from dataclasses import replace
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from postl10n.errors import Postl10nError, UsageError
from postl10n.model.catalog import Entry
from postl10n.model.findings import RuleSetting
from postl10n.model.ids import segment_id
from postl10n.model.memory import MatchKind, MemoryMatch, MemoryUnit, Wanted
from postl10n.model.review import Edit, ReviewRow, ShownMatch
from postl10n.ports import Memory
from postl10n.project.clock import today
from postl10n.project.git import identity
from postl10n.project.layout import SITE, ProjectLayout
from postl10n.project.store import ProjectStore
from postl10n.stages.catalog.edit import edited
from postl10n.workspace.rename_article import finish_rename
from postl10n.workspace.review.background import WORTH_IT, BackgroundProcess
from postl10n.workspace.review.catalog_view import CatalogView, rules_of_one
from postl10n.workspace.review.edits import EditRefusedError, mine
from postl10n.workspace.review.glossary_changes import GlossaryChanges
from postl10n.workspace.review.queries import asked
from postl10n.workspace.review.rows import RowMaker, difference, marked, placeholder_marks
from postl10n.workspace.workspace import Workspace

if TYPE_CHECKING:
    from postl10n.workspace.memory import TranslationMemory


_LEAST = 0.6
_PATIENCE = 2.0
"""Seconds that a request waits for matches."""
_FIRST_PATIENCE = 0.05
"""The same while the memory is being filled: that can take minutes."""
_FRESH = 10.0
"""Seconds after which the memory looks for changed files again."""


class _Others:
    """A memory without the units of one entry: its own translation is no match for it."""

    def __init__(self, memory: Memory, own: Callable[[MemoryUnit], bool]) -> None:
        self._memory = memory
        self._own = own

    def exact(self, wanted: Wanted) -> Sequence[MemoryUnit]:
        return [unit for unit in self._memory.exact(wanted) if not self._own(unit)]

    def normalised(self, wanted: Wanted) -> Sequence[MemoryUnit]:
        return [unit for unit in self._memory.normalised(wanted) if not self._own(unit)]

    def near(self, wanted: Wanted, *, least: float, limit: int) -> Sequence[tuple[MemoryUnit, float]]:
        found = self._memory.near(wanted, least=least, limit=limit + 1)
        return [one for one in found if not self._own(one[0])][:limit]


class MemoryMatches:
    """The project's memory. SQLite ties a connection to its thread, so all is asked of in one."""

    def __init__(self, layout: ProjectLayout, aside: BackgroundProcess) -> None:
        """aside: reads the catalogs where they are many."""
        self._layout = layout
        self._aside = aside
        self._lock = Lock()
        self._thread: ThreadPoolExecutor | None = None
        self._filled: Future[None] | None = None
        self._refreshed = 0.0

    @property
    def ready(self) -> bool:
        """True if the memory has read every file once."""
        return self._filled is not None and self._filled.done()

    def matches(self, sheet: CatalogView, entry: Entry, source: str, limit: int) -> tuple[ShownMatch, ...]:
        """The best first; none for plural entries. Nothing yet while the memory is being filled."""
        if entry.msgid_plural is not None or not entry.msgid:
            return ()
        self._begin()
        wanted = _wanted(sheet, entry, source)
        own = (sheet.path, entry.msgid, entry.msgctxt)
        asked = self._submit(wanted, limit, lambda unit: (unit.origin, unit.source, unit.context) == own)
        if asked is None:
            return ()
        try:
            found = asked.result(timeout=_PATIENCE if self.ready else _FIRST_PATIENCE)
        except (Late, Postl10nError):
            asked.cancel()
            return ()
        return tuple(_match(one, entry) for one in found)

    def close(self) -> None:
        self._aside.stop()
        with self._lock:
            thread, self._thread = self._thread, None
        if thread is not None:
            thread.shutdown(wait=False, cancel_futures=True)

    def _begin(self) -> None:
        """Fill the memory, if nobody has begun to."""
        with self._lock:
            if self._thread is not None:
                return
            # SQLite, numpy and the XML parser take a tenth of a second to import.
            from postl10n.workspace.memory import TranslationMemory

            memory = TranslationMemory(self._layout)
            self._memory = memory
            self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="memory")
            self._filled = self._thread.submit(self._fill, memory)
            self._refreshed = monotonic()

    def _fill(self, memory: TranslationMemory) -> None:
        if sum(len(self._layout.catalogs(one)) for one in self._layout.project.targets) >= WORTH_IT:
            self._aside.remember()
            self._aside.rest()
        # What is left, if anything.
        memory.refresh()

    def _submit(
        self, wanted: Wanted, limit: int, own: Callable[[MemoryUnit], bool]
    ) -> Future[list[MemoryMatch]] | None:
        from postl10n.stages.pretranslate.lookup import lookup

        memory = self._memory
        with self._lock:
            if self._thread is None:
                return None
            if self.ready and monotonic() - self._refreshed > _FRESH:
                self._refreshed = monotonic()
                self._thread.submit(memory.refresh)
            others = _Others(memory, own)
            return self._thread.submit(lambda: lookup(others, wanted, limit=limit, least=_LEAST))


def _wanted(sheet: CatalogView, entry: Entry, source: str) -> Wanted:
    at = next(at for at, one in enumerate(sheet.order) if one is entry)
    before = segment_id(sheet.order[at - 1].msgid) if at else ""
    after = segment_id(sheet.order[at + 1].msgid) if at + 1 < len(sheet.order) else ""
    return Wanted(
        text=entry.msgid,
        source_locale=source,
        locale=sheet.locale,
        before=before,
        after=after,
        approved_only=True,
    )


def _match(one: MemoryMatch, entry: Entry) -> ShownMatch:
    # What the match's source has and the entry's has not; what is new in the entry's cannot be shown in the match's.
    removed = difference(one.source, entry.msgid)[0] if one.source != entry.msgid else []
    percent = 101 if one.kind is MatchKind.CONTEXT else min(100, int(one.score * 100))
    if one.kind is MatchKind.FUZZY:
        percent = min(percent, 99)
    return ShownMatch(
        source=marked(one.source, removed, placeholder_marks(one.source)),
        target=one.target,
        percent=percent,
        origin=one.unit.origin,
    )


class Review(GlossaryChanges):
    """A project under review. Several threads may call it; every method sees the files as they are then.

    Methods raise UsageError for names that the project does not have, and a Postl10nError for files that can't be
    read; the result of a change is in its outcome.
    """

    def __init__(self, workspace: Workspace, *, reviewer: str = "", git: bool = False) -> None:
        """reviewer: `Name <mail>`, for Last-Translator; git's own if not given. git: commit when closed.

        Raises UsageError for a name that a header can't hold.
        """
        layout = ProjectLayout(root=workspace.root, project=workspace.project)
        reviewer = " ".join(reviewer.split()) or identity(layout.root)
        if not reviewer.isprintable():
            raise UsageError("the reviewer's name holds control characters")
        finish_rename(layout)
        super().__init__(ProjectStore(layout), reviewer)
        # A process of its own: the memory of a large project takes minutes to read, as the checks do.
        self._recall = MemoryMatches(layout, BackgroundProcess(layout))
        self._git = git

    @property
    def locales(self) -> tuple[str, ...]:
        return self.store.project.targets

    @property
    def articles(self) -> tuple[str, ...]:
        """The ids of the articles, and `site`."""
        return self.store.articles

    @asked
    def matches(self, locale: str, article: str, ref: str, *, limit: int = 5) -> tuple[ShownMatch, ...]:
        """Return the matches of an entry, the best first; none as long as the memory is not `memory_ready`."""
        found = self.library.entry(locale, article, ref)
        return self._recall.matches(*found, self.source_locale, limit) if found is not None else ()

    @asked
    def as_typed(self, locale: str, article: str, ref: str, targets: Sequence[str]) -> ReviewRow | None:
        """Return an entry's row as if `targets` were accepted; None where it is gone. Raises UsageError."""
        found = self.library.entry(locale, article, ref)
        row = self.row(found[0], ref) if found is not None else None
        return as_typed(*found, row, targets, self.source_locale) if found and row else None

    @property
    def memory_ready(self) -> bool:
        """True if the memory has read every file once."""
        return self._recall.ready

    def rules(self, *locales: str) -> tuple[RuleSetting, ...]:
        """Return every rule of the checks with what it is worth in some locales, or in all."""
        from postl10n.stages.check.choices import rule_settings

        return tuple(rule_settings(locales or self.locales, self.store.project.choices))

    @asked
    def pulse(self, locale: str) -> dict[str, str]:
        """Return the version of each article; one changes whenever the catalog or its article does."""
        self.store.check(locale, SITE)
        return self.library.versions(locale)

    def settled(self, seconds: float) -> bool:
        """Wait until the background has nothing more to find out; return True if that came about."""
        return self.worker.wait(seconds)

    def close(self) -> str | None:
        """Stop what runs in the background; with `git`, commit: the commit's short hash."""
        # First, so that the background does not wait for its answer.
        self.aside.stop()
        self.worker.stop()
        self._recall.close()
        self.release()
        return self.commit() if self._git else None


def as_typed(
    sheet: CatalogView, entry: Entry, row: ReviewRow, targets: Sequence[str], source: str
) -> ReviewRow:
    """Return the row with texts, terms and findings as if `targets` were accepted. Raises UsageError."""
    edit = Edit(ref=row.ref, hash=row.hash, targets=tuple(targets), accept=False)
    try:
        new = mine(entry, edit, len(row.forms))
    except EditRefusedError as refused:
        raise UsageError(str(refused)) from refused
    new = edited(new, new.msgstr, accept=True)
    if new == entry or not any(new.msgstr):
        return row
    future = sheet.near(entry).having(new)
    future.check([new.key], rules_of_one(), today())
    return replace(row, **RowMaker(future, source).told(new))
