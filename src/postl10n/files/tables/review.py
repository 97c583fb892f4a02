"""Catalog rows as a CSV or XLSX file that a reviewer edits, and parsing it back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from postl10n.errors import Faults, Place, UsageError
from postl10n.files.tables.csv import TableRow, read_csv, write_csv
from postl10n.files.tables.xlsx import Look, read_xlsx, write_xlsx
from postl10n.model.review_sheet import Cells, SheetRow
from postl10n.model.states import State

COLUMNS = ("id", "article", "role", "source", "target", "state", "findings", "comment", "locale", "exported")
"""`exported` is for our use: the form of the entry, and the editable cells as they were exported."""
_HINT = f"`postl10n po export` writes these columns: {', '.join(COLUMNS)}."
_OPEN = ("target", "state", "comment")
_WIDTHS = {"id": 11, "article": 20, "role": 10, "source": 60, "target": 60, "state": 12, "findings": 32}


def write_sheet(rows: Iterable[SheetRow], *, form: str) -> bytes:
    """Return the rows as `csv` or `xlsx`; no cell is ever run as a formula.

    Raises UsageError for a text that is too long for a cell of XLSX.
    """
    table = [COLUMNS, *(_cells(row) for row in rows)]
    if form == "csv":
        return write_csv(table, safe=True)
    look = Look(
        widths={COLUMNS.index(name): width for name, width in _WIDTHS.items()},
        hidden=frozenset({COLUMNS.index("exported")}),
        open=frozenset(COLUMNS.index(name) for name in _OPEN),
        choices={COLUMNS.index("state"): tuple(State)},
    )
    return write_xlsx(table, safe=False, name="postl10n", look=look)


def read_sheet(data: bytes, *, path: str) -> list[SheetRow]:
    """Return the rows of a sheet made by `write_sheet`, in whatever order of rows and columns.

    Raises SheetError, UsageError or FaultGroup, each with its row.
    """
    is_workbook = data.startswith(b"PK")
    # Spreadsheets may export it in UTF-16.
    if not is_workbook and b"exported" not in data.replace(b"\0", b""):
        raise UsageError("is not a sheet of catalogs", place=Place(path=path), hint=_HINT)
    rows = read_xlsx(data, path=path) if is_workbook else read_csv(data, path=path)
    if not rows:
        return []
    header = [cell.strip().casefold() for cell in rows[0].cells]
    missing = [name for name in COLUMNS if name not in header and name not in ("findings", "role")]
    if missing:
        message = f"columns are missing: {', '.join(missing)}"
        raise UsageError(message, place=Place(path=path, line=rows[0].line), hint=_HINT)
    return list(_rows(rows[1:], header, path))


def _cells(row: SheetRow) -> tuple[str, ...]:
    was = row.was
    exported = {"form": row.form, "target": was.target, "state": was.state, "comment": was.comment}
    return (
        row.id,
        row.article,
        row.role,
        row.source,
        row.now.target,
        row.now.state,
        row.findings,
        row.now.comment,
        row.locale,
        json.dumps(exported, ensure_ascii=False, separators=(",", ":")),
    )


def _rows(rows: Sequence[TableRow], header: Sequence[str], path: str) -> Iterator[SheetRow]:
    faults = Faults()
    read = []
    for row in rows:
        cells = dict(zip(header, (cell.replace("\r\n", "\n") for cell in row.cells), strict=True))
        with faults.collect():
            read.append(_row(cells, Place(path=path, line=row.line), row.line))
    faults.raise_few()
    yield from read


def _row(cells: dict[str, str], place: Place, line: int) -> SheetRow:
    try:
        exported = json.loads(cells["exported"])
        form, was = exported["form"], Cells(**{name: exported[name] for name in _OPEN})
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _damaged(place) from error
    if not isinstance(form, int) or form < 0 or not all(isinstance(exported[name], str) for name in _OPEN):
        raise _damaged(place)
    return SheetRow(
        line=line,
        locale=cells["locale"].strip(),
        article=cells["article"].strip(),
        id=cells["id"].strip(),
        form=form,
        role=cells.get("role", ""),
        source=cells["source"],
        now=Cells(target=cells["target"], state=cells["state"].strip(), comment=cells["comment"]),
        was=was,
    )


def _damaged(place: Place) -> UsageError:
    hint = "It holds what the row was when it was exported, and must come back as it is."
    return UsageError("the cell `exported` was changed", place=place, hint=hint)
