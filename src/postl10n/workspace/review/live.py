"""An entry as it would be, with the findings and terms of a text that is still being typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from postl10n.errors import UsageError
from postl10n.model.catalog import Entry
from postl10n.model.review import Edit, ReviewRow
from postl10n.project.clock import today
from postl10n.stages.catalog.edit import edited
from postl10n.workspace.review.catalog_view import CatalogView, rules_of_one
from postl10n.workspace.review.edits import EditRefusedError, mine
from postl10n.workspace.review.rows import RowMaker


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
