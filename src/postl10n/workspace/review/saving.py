"""Saving one entry."""

from __future__ import annotations

from postl10n.errors import Postl10nError
from postl10n.files.clock import today
from postl10n.model.catalog import Entry
from postl10n.model.findings import Severity
from postl10n.model.review import Edit, Outcome
from postl10n.workspace.review.desk import Desk, Seen, Trace
from postl10n.workspace.review.edits import RefusedError, merged, mine
from postl10n.workspace.review.library import Library
from postl10n.workspace.review.segments import Rows
from postl10n.workspace.review.sheet import Sheet

BLOCKING = frozenset({"placeholder", "tag", "plural", "merged-misplaced"})
"""Rules whose errors would break a page: an entry with one can be saved, not accepted."""

Done = tuple[Outcome, list[Trace], str]
"""What became of an edit, what was changed, and what is to be said."""


class _ConflictError(Exception):
    """The file holds another change of the same entry."""


class Saver:
    """Puts a reviewer's edit into a catalog, together with what was changed there meanwhile."""

    def __init__(self, library: Library, desk: Desk, seen: Seen) -> None:
        self._library = library
        self._desk = desk
        self._seen = seen

    def save(self, locale: str, article: str, edit: Edit) -> Done:
        """Raises nothing but UsageError for unknown names: what is wrong is told in the outcome."""
        try:
            return self._save(locale, article, edit)
        except _ConflictError:
            message = "another program changed this entry meanwhile"
            return Outcome.CONFLICT, [], message
        except RefusedError as refused:
            return Outcome.REFUSED, [], str(refused)
        except Postl10nError as fault:
            return Outcome.REFUSED, [], str(fault)

    def _save(self, locale: str, article: str, edit: Edit) -> Done:
        sheet = self._library.sheet(locale, article)
        entry = sheet.refs.get(edit.ref) if sheet is not None else None
        if sheet is None or entry is None:
            return Outcome.GONE, [], "the entry is no longer in the catalog"
        base = entry if sheet.hashes[entry.key] == edit.hash else self._seen.get(edit.hash)
        if base is not None and base.key != entry.key:
            base = None
        own = base or entry
        forms = max(len(own.msgstr), Rows(sheet, self._library.shelf.project.source).forms_needed(own))
        wanted = mine(own, edit, forms)
        if base is not None and wanted == base:
            return Outcome.UNCHANGED, [], ""
        joined = False

        def change(now: Entry) -> Entry:
            nonlocal joined
            done = merged(base, wanted, now, edit.hash)
            if done.entry is None:
                raise _ConflictError
            joined = done.joined
            if not done.entry.fuzzy and done.entry != now:
                self._refuse_broken(sheet, done.entry)
            return done.entry

        traces = self._desk.change(locale, article, {entry.key: change})
        if not traces:
            return (Outcome.MERGED if joined else Outcome.UNCHANGED), [], ""
        return (Outcome.MERGED if joined else Outcome.SAVED), traces, ""

    def _refuse_broken(self, sheet: Sheet, entry: Entry) -> None:
        """Raise RefusedError for a text that would break a page if it counted as approved."""
        message = broken(sheet, entry)
        if message:
            raise RefusedError(f"not accepted: {message}")


def broken(sheet: Sheet, entry: Entry) -> str:
    """Why an entry, as it would be, must not be accepted; empty where it may."""
    if not any(entry.msgstr):
        return ""
    found = sheet.having(entry).findings([entry.key], BLOCKING, today())
    return next(
        (
            one.finding.message
            for one in found
            if one.finding.severity is Severity.ERROR and one.waiver is None and one.place.line == entry.line
        ),
        "",
    )
