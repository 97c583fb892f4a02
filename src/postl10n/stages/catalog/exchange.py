"""The units of an exchange file as rows of a sheet, which are merged into catalogs three ways.

A unit of ours says by a `Stamp` what it was; of another program's nothing is known but its text, so a translation that
differs from the catalog's is a conflict.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from postl10n.model.catalog import Catalog, Entry
from postl10n.model.exchange import ExchangeUnit, Stamp
from postl10n.model.ids import entry_id, texts_hash
from postl10n.model.review_sheet import Cells, RowRefusal, SheetRow
from postl10n.model.states import State, state_of
from postl10n.stages.catalog.edit import people_comments
from postl10n.stages.catalog.review_sheet import GONE, SOURCE_EDITED, identified, same_source

_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""In place of a text of which nothing is known but that it is neither the catalog's nor the file's."""
_EMPTIED = "its target was emptied: an import removes no translation"
_COPY = "its target is its source, and not marked as translated"
_AMBIGUOUS = "several entries have its source, and it has no context to tell them apart"


class ExchangeEntries:
    """Finds the entries that an exchange file speaks of."""

    def __init__(self, catalog: Catalog) -> None:
        self._by_id: dict[str, tuple[str, Entry]] = {}
        self._by_source: dict[str, list[tuple[str, Entry]]] | None = None
        for id_, entry in identified(catalog):
            self._by_id[entry_id(entry.msgctxt, entry.msgid, entry.msgid_plural)] = id_, entry

    def named(self, unit: ExchangeUnit) -> list[tuple[str, Entry]]:
        """Return the entries that a unit may be, each with its id in sheets: by its id, else by source and context."""
        known = self._by_id.get(unit.id.partition(".")[0])
        if known is not None:
            return [known]
        if self._by_source is None:
            self._by_source = {}
            for id_, entry in self._by_id.values():
                for source in {entry.msgid, entry.msgid_plural or entry.msgid}:
                    self._by_source.setdefault(source, []).append((id_, entry))
        found = self._by_source.get(unit.source, [])
        said = unit.context is not None or unit.exported is not None
        return [(id_, entry) for id_, entry in found if not said or entry.msgctxt == unit.context]


def row_of(
    unit: ExchangeUnit, found: Sequence[tuple[str, Entry]], locale: str, article: str
) -> SheetRow | RowRefusal | None:
    """Return the row of a unit that may be one of these entries; None if nobody changed it."""
    if len(found) == 1:
        return _row(unit, *found[0], locale, article)
    return RowRefusal(line=unit.line, message=_AMBIGUOUS) if is_touched(unit) else None


def unmatched(unit: ExchangeUnit) -> RowRefusal | None:
    """Return what to say of a unit that is none of the project's entries; nothing if nobody changed it."""
    return RowRefusal(line=unit.line, message=GONE) if is_touched(unit) else None


def is_touched(unit: ExchangeUnit) -> bool:
    """Return True if a unit was changed since we exported it; one of another program if it has a translation."""
    stamp = unit.exported
    if stamp is None:
        return bool(unit.target)
    return bool(unit.state) or stamp_of(unit.target or "", stamp.state, unit.comments) != stamp


def stamp_of(target: str, state: str, comments: tuple[str, ...]) -> Stamp:
    """Return the stamp of a text."""
    return Stamp(target=texts_hash([target]), state=state, comments=_comments_hash(comments))


@lru_cache(1024)
def _comments_hash(comments: tuple[str, ...]) -> str:
    """Return the hash of comments; spaces don't count, nor control characters, which no XML tool keeps."""
    printable = (char if char.isprintable() else " " for char in "\n".join(comments))
    return texts_hash("".join(printable).split())


def _row(
    unit: ExchangeUnit, id_: str, entry: Entry, locale: str, article: str
) -> SheetRow | RowRefusal | None:
    touched = is_touched(unit)
    if not touched and unit.source in (entry.msgid, entry.msgid_plural):
        return None
    if unit.form >= len(entry.msgstr):
        return RowRefusal(line=unit.line, message=GONE) if touched else None
    was = _was(unit, entry)
    row = SheetRow(
        line=unit.line,
        locale=locale,
        article=article,
        id=id_,
        form=unit.form,
        role=entry.msgctxt or "",
        source=unit.source,
        now=_now(unit, was),
        was=was,
    )
    fault = _fault(unit, row, entry)
    if fault:
        return RowRefusal(line=unit.line, message=fault)
    return row if touched and row.touched and not _is_copy(unit, was) else None


def _fault(unit: ExchangeUnit, row: SheetRow, entry: Entry) -> str:
    """Return why the unit can't be taken, if it can't."""
    if not same_source(entry, row):
        return SOURCE_EDITED
    if row.now.target == row.was.target:
        return ""
    if unit.fault:
        return unit.fault
    if not row.now.target:
        return _EMPTIED
    return _COPY if _is_copy(unit, row.was) and row.was.target else ""


def _is_copy(unit: ExchangeUnit, was: Cells) -> bool:
    """Return True if a tool has put the source in the place of a missing translation: OmegaT does that."""
    return unit.target == unit.source != was.target and not unit.state


def _was(unit: ExchangeUnit, entry: Entry) -> Cells:
    """Return the cells as they were exported, as far as that is known."""
    here, comment = entry.msgstr[unit.form], "\n".join(people_comments(entry))
    stamp = unit.exported
    if stamp is None:
        target = here if here in ("", unit.target) else _UNKNOWN
        return Cells(target=target, state=state_of(entry).value, comment=comment)
    texts = (here, unit.target or "", "")
    target = next((text for text in texts if texts_hash([text]) == stamp.target), _UNKNOWN)
    return Cells(target=target, state=stamp.state, comment=comment)


def _now(unit: ExchangeUnit, was: Cells) -> Cells:
    stamp, target = unit.exported, unit.target or ""
    if stamp is None:
        # A text that is there already may be approved, never doubted.
        doubted = target == was.target and unit.state != State.APPROVED
        state = was.state if doubted else unit.state or State.NEEDS_WORK.value
        return Cells(target=target, state=state, comment=was.comment)
    lines = was.comment.split("\n") if was.comment else []
    if _comments_hash(unit.comments) != stamp.comments:
        lines += [line for line in unit.comments if line.strip() and line not in lines]
    return Cells(target=target, state=unit.state or was.state, comment="\n".join(lines))
