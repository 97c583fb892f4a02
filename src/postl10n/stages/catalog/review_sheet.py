"""Exporting catalogs as rows of a sheet, and merging returned rows into catalogs.

A row contains the state in which it was exported. An entry that was changed since is merged three ways, by the rules
of `merge3`: no translation is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from postl10n.lang.text.markup_faults import comparable
from postl10n.model.catalog import FUZZY, MERGED, Catalog, Entry, Key
from postl10n.model.ids import numbered, segment_id
from postl10n.model.review_sheet import Cells, RowChange, RowRefusal, SheetRow
from postl10n.model.states import State, state_of
from postl10n.stages.catalog.edit import edited, people_comments
from postl10n.stages.catalog.merge3 import merge3

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_FUZZY_STATES = frozenset({*State, FUZZY}) - {State.APPROVED, State.EMPTY}


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedSheet:
    """A catalog with the changes of its rows."""

    catalog: Catalog
    changes: tuple[RowChange, ...]
    refused: tuple[RowRefusal, ...]


def sheet_rows(
    catalog: Catalog, *, locale: str, article: str, findings: Mapping[Key, Sequence[str]]
) -> Iterator[SheetRow]:
    """Yield the rows of a catalog's active entries in order; one for each plural form."""
    for id_, entry in identified(catalog):
        for form, target in enumerate(entry.msgstr):
            cells = Cells(
                target=target, state=state_of(entry).value, comment="\n".join(people_comments(entry))
            )
            yield SheetRow(
                line=0,
                locale=locale,
                article=article,
                id=id_,
                form=form,
                role=entry.msgctxt or "",
                source=_source(entry, form),
                now=cells,
                was=cells,
                findings="\n".join(findings.get(entry.key, ())),
            )


def with_rows(catalog: Catalog, rows: Sequence[SheetRow]) -> MergedSheet:
    """Return the catalog with the changes in the rows, which are all of one locale and article."""
    entries = dict(identified(catalog))
    by_id: dict[str, list[SheetRow]] = {}
    for row in rows:
        by_id.setdefault(row.id, []).append(row)
    changes: list[RowChange] = []
    refused: list[RowRefusal] = []
    new: dict[Key, Entry] = {}
    for id_, own in by_id.items():
        touched = [row for row in own if row.touched]
        if not touched:
            refused += [refusal for row in own for refusal in _edited_source(entries.get(id_), row)]
            continue
        entry = entries.get(id_)
        refusal = _refusal(entry, own)
        if entry is None or refusal is not None:
            refused.append(refusal or RowRefusal(line=own[0].line, message=GONE))
            continue
        merged, conflict, meanwhile = _merged(entry, own)
        if merged != entry:
            new[entry.key] = merged
            changes.append(_change(touched[0], entry, merged, conflict=conflict, meanwhile=meanwhile))
    return MergedSheet(
        catalog=catalog.with_entries(new),
        changes=tuple(changes),
        refused=tuple(refused),
    )


GONE = "this entry no longer exists: its sentence was edited or removed from the article"


def identified(catalog: Catalog) -> Iterator[tuple[str, Entry]]:
    """Yield the active entries, each with its id in sheets."""
    entries = tuple(catalog.active())
    return zip(numbered(segment_id(entry.msgid) for entry in entries), entries, strict=True)


def _source(entry: Entry, form: int) -> str:
    return entry.msgid if form == 0 or entry.msgid_plural is None else entry.msgid_plural


def _edited_source(entry: Entry | None, row: SheetRow) -> Iterator[RowRefusal]:
    """Yield a refusal for a row in which only the source was edited, which can't be applied."""
    if entry is not None and row.form < len(entry.msgstr) and not same_source(entry, row):
        yield RowRefusal(line=row.line, message=SOURCE_EDITED)


SOURCE_EDITED = "its source was edited: sources are the article's"


def same_source(entry: Entry, row: SheetRow) -> bool:
    """Return True if the row has the entry's source, ignoring characters that spreadsheets do not keep."""
    return _plain(row.source).split() == _plain(_source(entry, row.form)).split() and row.role == (
        entry.msgctxt or ""
    )


def _plain(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)


def _refusal(entry: Entry | None, rows: Sequence[SheetRow]) -> RowRefusal | None:
    """Return the refusal of an entry's rows, None if they can be applied."""
    forms = [row.form for row in rows]
    for row in rows:
        if entry is None or row.form >= len(entry.msgstr):
            return RowRefusal(line=row.line, message=GONE)
        if not same_source(entry, row):
            return RowRefusal(line=row.line, message=SOURCE_EDITED)
        if forms.count(row.form) > 1:
            return RowRefusal(line=row.line, message="the row is there twice")
        if row.now.state not in {*State, FUZZY}:
            known = ", ".join(State)
            return RowRefusal(line=row.line, message=f"unknown state {row.now.state!r}; known: {known}")
        if not set(_CONTROL.findall(row.now.target)) <= set(row.source + row.was.target):
            return RowRefusal(line=row.line, message="its target holds control characters")
    if entry is not None and _accepted(entry, rows) and (fault := _broken(entry, rows)) is not None:
        return fault
    return None


def _broken(entry: Entry, rows: Sequence[SheetRow]) -> RowRefusal | None:
    """Return a refusal if an approved translation has broken placeholders: pages could not show it."""
    for row in rows:
        changed = row.now.target not in (row.was.target, MERGED)
        if changed and comparable(_source(entry, row.form), row.now.target):
            message = "its target loses, doubles or unbalances a placeholder; as `needs work` it is taken"
            return RowRefusal(line=row.line, message=message)
    return None


def _accepted(entry: Entry, rows: Sequence[SheetRow]) -> bool:
    """Return True if the rows leave the entry approved.

    Either the state says so, or the state is unchanged and a text replaces an empty or approved one.
    """
    states = {row.now.state for row in rows if row.now.state != row.was.state}
    if states:
        return states == {State.APPROVED.value}
    return rows[0].was.state in (State.APPROVED, State.EMPTY)


def _merged(entry: Entry, rows: Sequence[SheetRow]) -> tuple[Entry, bool, bool]:
    """Return the entry with the rows' changes, True if it is a conflict, and True if it was changed since the export."""
    was, now = list(entry.msgstr), list(entry.msgstr)
    for row in rows:
        was[row.form], now[row.form] = row.was.target, row.now.target
    base = _as_exported(entry, rows, was)
    theirs = edited(base, now, accept=_accepted(entry, rows), comments=_lines(rows))
    if base == entry:
        return theirs, False, False
    sides = (Catalog(entries=(one,)) for one in (base, entry, theirs))
    merged = merge3(*sides)
    return merged.catalog.entries[0], bool(merged.conflicts), True


def _as_exported(entry: Entry, rows: Sequence[SheetRow], targets: Sequence[str]) -> Entry:
    """Return the entry at the time of export, as far as its rows show."""
    comments = tuple(rows[0].was.comment.splitlines())
    same = (
        tuple(targets) == entry.msgstr
        and rows[0].was.state == state_of(entry)
        and comments == people_comments(entry)
    )
    if same:
        return entry
    fuzzy = rows[0].was.state in _FUZZY_STATES
    return edited(entry, targets, accept=not fuzzy, comments=comments)


def _lines(rows: Sequence[SheetRow]) -> tuple[str, ...] | None:
    """Return the comment lines of the first row that changed them; None if none did."""
    return next(
        (tuple(row.now.comment.splitlines()) for row in rows if row.now.comment != row.was.comment), None
    )


def _change(row: SheetRow, before: Entry, after: Entry, *, conflict: bool, meanwhile: bool) -> RowChange:
    return RowChange(
        locale=row.locale,
        article=row.article,
        line=row.line,
        id=row.id,
        source=before.msgid,
        before=before.msgstr,
        after=after.msgstr,
        state_before=state_of(before),
        state_after=state_of(after),
        comments=people_comments(before) != people_comments(after),
        meanwhile=meanwhile,
        conflict=conflict,
    )
