"""Where catalogs are changed: one entry at a time or many, each only if it still is what was seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from postl10n.errors import CatalogError, Place
from postl10n.files.po import PoFile
from postl10n.model.catalog import Catalog, Entry, Key
from postl10n.project.clock import revision_date
from postl10n.project.store import ProjectStore
from postl10n.stages.catalog.edit import stamped
from postl10n.workspace.review.entry_index import entry_hash
from postl10n.workspace.review.file_changes import FileChange, FileChanges
from postl10n.workspace.rule_outcomes import Judged

EntryEdit = Callable[[Entry], Entry | None]
"""Makes the new entry from the one now in the file; None or the same for no change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryChangeRecord:
    """One entry that was changed: enough to take it back."""

    locale: str
    article: str
    key: Key
    before: Entry
    after: str
    """The hash of what it was made."""


class CatalogWriter:
    """Writes catalogs, with the date and the name of who changed them."""

    def __init__(self, store: ProjectStore, reviewer: str, files: FileChanges) -> None:
        self._store = store
        self.reviewer = reviewer
        self._files = files
        self.written: dict[str, int] = {}
        """The number of entries changed in each catalog since the last commit, by path."""

    def change(self, locale: str, article: str, changes: Mapping[Key, EntryEdit]) -> list[EntryChangeRecord]:
        """Change entries of one catalog in one write; what was changed. The header then says who and when.

        A change may raise to give the whole up. Raises CatalogError, FaultGroup or UsageError where the file can't be
        read or written.
        """
        store = self._store
        path = store.layout.catalog(locale, article)
        self._files.watch(path)
        stored = store.read(path)
        traces: list[EntryChangeRecord] = []
        written: list[PoFile] = []

        def respell(po: PoFile | None) -> PoFile:
            # Called again where another program saved the file meanwhile.
            traces.clear()
            if po is None:
                raise CatalogError("is no longer there", place=Place(path=store.layout.shown(path)))
            made = self._changed(po.catalog, changes, traces, locale, article)
            if traces:
                header = stamped(made.header, revised=revision_date(), translator=self.reviewer)
                made = replace(made, header=header)
            written[:] = [po.updated(made)]
            return written[0]

        if store.files.respell(stored, respell)[0]:
            store.wrote(path, written[0])
            shown = store.layout.shown(path)
            self.written[shown] = self.written.get(shown, 0) + len(traces)
        return traces

    @staticmethod
    def _changed(
        catalog: Catalog,
        changes: Mapping[Key, EntryEdit],
        traces: list[EntryChangeRecord],
        locale: str,
        article: str,
    ) -> Catalog:
        changed: dict[Key, Entry] = {}
        for entry in catalog.active():
            new = changes[entry.key](entry) if entry.key in changes else None
            if new is None or new == entry:
                continue
            changed[entry.key] = new
            traces.append(
                EntryChangeRecord(
                    locale=locale, article=article, key=entry.key, before=entry, after=entry_hash(new)
                )
            )
        return catalog.with_entries(changed)


def if_still(seen: str, new: Entry) -> EntryEdit:
    """Return the edit that makes an entry another where it still has the hash; its derived lines stay as they are now."""
    return lambda now: (
        replace(new, references=now.references, extracted=now.extracted, line=now.line)
        if entry_hash(now) == seen
        else None
    )


_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One change, of one entry or of many."""

    locale: str
    what: str
    """`save`, `accept`, `waive`, `question`, `replace` or `concept`."""
    traces: tuple[EntryChangeRecord, ...] = ()
    judged: tuple[Judged, ...] = ()
    """The outcomes of findings that it settled."""
    run: str = ""
    """Of `replace`: what the journal calls it."""
    entries: int = 1
    """The number of entries that it changed."""
    files: tuple[FileChange, ...] = ()
    """The files that it changed."""


class History:
    """The changes of one session, oldest first."""

    def __init__(self) -> None:
        self._steps: list[Step] = []

    def add(self, step: Step) -> None:
        self._steps.append(step)
        del self._steps[:-_MOST]

    def pop(self, locale: str) -> Step | None:
        """The last change made on the pages of a locale."""
        for at in range(len(self._steps) - 1, -1, -1):
            if self._steps[at].locale == locale:
                return self._steps.pop(at)
        return None
