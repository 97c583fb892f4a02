"""CSV and TSV as rows of cells, each with its line; cells that a spreadsheet would run as formulas are guarded."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from postl10n.errors import Faults, Place, SheetError

_DELIMITERS = ",;\t"
_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r]")
"""Full-width signs as well: a spreadsheet in Japanese or Chinese takes them for the others."""
_QUOTED_FORMULA = re.compile(rf"'+{_FORMULA.pattern}")
_SEPARATOR = re.compile(r"\"?sep=(.)\"?[;,\t]*\r?\n", re.IGNORECASE)
_LARGEST = 64 * 1024 * 1024
MOST_COLUMNS = 1000
_MOST_CELLS = 5_000_000
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a sheet; lines are counted from 1, blank rows are left out."""

    line: int
    cells: tuple[str, ...]


def read_csv(data: bytes, *, path: str) -> list[TableRow]:
    """Return the rows of a CSV or TSV file in UTF-8, or in UTF-16 as spreadsheets export it.

    The delimiter is the one that a first line `sep=;` names, as spreadsheets write it, else whichever of comma,
    semicolon and tab is most frequent in the first row. Every row must have as many cells as the first; empty ones at
    its end do not count. Raises SheetError or FaultGroup, each with the line.
    """
    text = _decoded(data, path)
    named = _SEPARATOR.match(text)
    delimiter = named[1] if named else _delimiter(text)
    stream = io.StringIO(text[named.end() :] if named else text, newline="")
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    rows: list[TableRow] = []
    before = 1 if named else 0
    line, held = before + 1, 0
    try:
        for cells in reader:
            held += len(cells)
            if len(cells) > MOST_COLUMNS or held > _MOST_CELLS:
                of = f"{MOST_COLUMNS} columns" if len(cells) > MOST_COLUMNS else f"{_MOST_CELLS:,} cells"
                raise SheetError(f"has more than {of}", place=Place(path=path, line=line))
            if any(cell.strip() for cell in cells):
                rows.append(TableRow(line, tuple(map(unguarded, cells))))
            line = before + reader.line_num + 1
    except csv.Error as error:
        raise SheetError(f"broken CSV: {error}", place=Place(path=path, line=line)) from error
    return of_one_width(rows, path)


def write_csv(rows: Iterable[Sequence[str]], *, safe: bool) -> bytes:
    """Return the rows as CSV in UTF-8 with a byte order mark, which Excel needs to recognise the encoding.

    safe: cells that begin with = + - @, of whatever width, get a leading apostrophe, which `read_csv` removes again.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    for row in rows:
        writer.writerow([guarded(cell, safe=safe) for cell in row])
    return stream.getvalue().encode("utf-8-sig")


def of_one_width(rows: Sequence[TableRow], path: str, *, padded: bool = False) -> list[TableRow]:
    """Return the rows as wide as the first one's texts reach, without empty cells beyond.

    padded: shorter rows are filled up with empty cells. Raises SheetError, or FaultGroup, for rows of another width.
    """
    if not rows:
        return []
    width = len(_filled(rows[0].cells))
    cut = []
    for row in rows:
        cells = row.cells[:width] if len(_filled(row.cells)) <= width else row.cells
        cut.append(TableRow(row.line, cells + ("",) * (width - len(cells)) if padded else cells))
    _check_widths(cut, path)
    return cut


def _filled(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Return the cells without empty ones at the end."""
    last = max((at for at, cell in enumerate(cells, 1) if cell.strip()), default=0)
    return cells[:last]


def column_name(cell: str) -> str:
    """Return a column's name as it is compared: small letters, hyphens between words.

    >>> column_name(" Source_Term ")
    'source-term'
    """
    return "-".join(cell.strip().lower().replace("_", " ").split())


def pair_columns(cells: Iterable[str]) -> list[str]:
    """Return the names of the columns of a sheet of pairs; what others call source and target is so here, too.

    >>> pair_columns(["Source text", "Translation", "Note"])
    ['source', 'target', 'note']
    """
    names = [column_name(cell) for cell in cells]
    known = _pair_names()
    return [known.get(name, name) if known.get(name) not in names else name for name in names]


@cache
def _pair_names() -> dict[str, str]:
    table = tomllib.loads((files(__package__) / "columns.toml").read_text("utf-8"))
    return {name: ours for ours, names in table.items() for name in names}


def _check_widths(rows: Sequence[TableRow], path: str) -> None:
    """Raise SheetError, or FaultGroup, for rows with more or fewer cells than the first one."""
    faults = Faults()
    for row in rows:
        if len(row.cells) != len(rows[0].cells):
            message = f"{len(row.cells)} columns where the first row has {len(rows[0].cells)}"
            hint = "Put a text that holds the delimiter in double quotes."
            faults.add(SheetError(message, place=Place(path=path, line=row.line), hint=hint))
    faults.raise_few()


def guarded(cell: str, *, safe: bool) -> str:
    """Return the cell, guarded against being run as a formula; one that looks guarded already is always guarded again."""
    if (safe and _FORMULA.match(cell)) or _QUOTED_FORMULA.match(cell):
        return f"'{cell}"
    return cell


def unguarded(cell: str) -> str:
    """Undo `guarded`."""
    return cell[1:] if _QUOTED_FORMULA.match(cell) else cell


def _decoded(data: bytes, path: str) -> str:
    if len(data) > _LARGEST:
        raise SheetError(f"is larger than {_LARGEST // 1024**2} MB", place=Place(path=path))
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = "Save it as CSV UTF-8."
        raise SheetError("is not in UTF-8", place=Place(path=path, line=line), hint=hint) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise SheetError("holds NUL characters", place=Place(path=path, line=line))
    return text


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    outside = re.sub('"[^"]*"', "", first)
    return max(_DELIMITERS, key=outside.count)
