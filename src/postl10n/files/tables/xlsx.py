"""XLSX as rows of cells: the first worksheet, texts only.

XlsxWriter writes a workbook. Reading is ours, so that our limits apply: no DOCTYPE, no entities, no
parts that unpack beyond measure, no formulas run. ECMA-376 part 1, chapter 18 (SpreadsheetML).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from posixpath import join, normpath
from typing import IO, TYPE_CHECKING

from lxml import etree

from postl10n.errors import Place, SheetError, UsageError
from postl10n.files.safe_xml import parse_xml, stream_xml
from postl10n.files.tables.csv import MOST_COLUMNS, TableRow, guarded, of_one_width, unguarded
from postl10n.lang.text.normalise import NOT_IN_XML

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHARED = "xl/sharedStrings.xml"
_LARGEST = 32 * 1024 * 1024
"""Bytes of a workbook; its directory is read whole."""
_LARGEST_PART = 64 * 1024 * 1024
_MOST_CELLS = 1_000_000
"""The cells of all rows, each at least as wide as the first."""
_MOST_CHARACTERS = 32 * 1024 * 1024
"""The texts of all cells: one shared text may be in many."""
_REFERENCE = re.compile(r"([A-Z]{1,3})[0-9]+")
_CELL, _VALUE = f"{{{_MAIN}}}c", f"{{{_MAIN}}}v"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
"""A character that XML can't hold or would change, by its number (ST_Xstring, 22.9.2.19)."""
_AMBIGUOUS = re.compile(r"\A<r>|_x[0-9A-Fa-f]{4}(?=_x[0-9A-Fa-f]{4}[_\r]|\r)")
"""XlsxWriter takes `<r>…</r>` for XML, and of two escapes that share an underscore it escapes the first alone; a carriage
return is the second, as `_x000D_`."""
_RUNS = re.compile(r"(?<=\A<)(?=r>)|(?<=_)(?=x[0-9A-Fa-f]{4}[_\r])")
"""Where such a text is cut into runs: a run is escaped twice, so none may hold an escape whole, nor a carriage return."""
_LONGEST = 32_767
"""UTF-16 units that a cell can hold."""
_WIDTH = 24
"""Of a column, in characters."""
_CREATED = datetime(1980, 1, 1)
"""Fixed: the same rows give the same bytes."""


def read_xlsx(data: bytes, *, path: str) -> list[TableRow]:
    """Return the rows of the first worksheet; a formula has the value that was saved with it.

    Every row is as wide as the first; lines are the row numbers shown by the program. Raises SheetError or FaultGroup.
    """
    if len(data) > _LARGEST:
        raise SheetError(f"is larger than {_LARGEST // 1024**2} MB", place=Place(path=path))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            rows = list(_Workbook(package, path).rows())
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, ValueError) as error:
        # zipfile raises RuntimeError for encrypted members, NotImplementedError for unknown compression, and
        # ValueError for a directory that points before the file.
        raise SheetError("is not a readable XLSX workbook", place=Place(path=path)) from error
    return of_one_width(rows, path, padded=True)


class _Workbook:
    def __init__(self, package: zipfile.ZipFile, path: str) -> None:
        self._package = package
        self._path = path

    def rows(self) -> Iterator[TableRow]:
        """Yield the rows of the first worksheet that hold a text; cells that are not stored are empty."""
        sheet = self._streamed(self._first_sheet(), "worksheet", "row")
        texts = self._streamed(_SHARED, "sst", "si") if _SHARED in self._package.NameToInfo else ()
        shared = list(map(_text, texts))
        width = places = characters = 0
        for number, row in enumerate(sheet, start=1):
            given, cells = str(row.get("r") or ""), self._cells(row, shared)
            characters += sum(map(len, cells))
            if any(map(str.strip, cells)):
                width = width or len(cells)
                yield TableRow(int(given) if given.isdigit() else number, tuple(cells))
            places += max(len(cells), width, 1)
            if places > _MOST_CELLS:
                raise self._excess(f"{_MOST_CELLS:,} cells")
            if characters > _MOST_CHARACTERS:
                raise self._excess(f"{_MOST_CHARACTERS:,} characters")

    def _excess(self, of: str) -> SheetError:
        hint = "Divide it into several files."
        return SheetError(f"has more than {of}", place=Place(path=self._path), hint=hint)

    def _first_sheet(self) -> str:
        book = self._part("xl/workbook.xml")
        sheet = next(book.iter(f"{{{_MAIN}}}sheet"), None)
        wanted = sheet.get(f"{{{_OFFICE}}}id") if sheet is not None else None
        for relation in self._part("xl/_rels/workbook.xml.rels"):
            if wanted and relation.get("Id") == wanted:
                return normpath(join("/xl", str(relation.get("Target")))).lstrip("/")
        raise SheetError("holds no worksheet", place=Place(path=self._path))

    def _cells(self, row: etree._Element, shared: Sequence[str]) -> list[str]:
        cells: list[str] = []
        for cell in row.iter(_CELL):
            column = _column(str(cell.get("r") or ""), len(cells))
            if column >= MOST_COLUMNS:
                raise self._excess(f"{MOST_COLUMNS} columns")
            if column >= len(cells):
                cells += [""] * (column + 1 - len(cells))
            cells[column] = unguarded(self._value(cell, shared))
        return cells

    def _value(self, cell: etree._Element, shared: Sequence[str]) -> str:
        kind = cell.get("t")
        if kind == "inlineStr":
            inline = cell.find(f"{{{_MAIN}}}is")
            return _text(inline) if inline is not None else ""
        value = cell.findtext(_VALUE) or ""
        if kind != "s":
            return str(value)
        if not value.isdigit() or int(value) >= len(shared):
            raise SheetError(
                f"cell {cell.get('r')} has a text that is not there", place=Place(path=self._path)
            )
        return shared[int(value)]

    def _part(self, name: str) -> etree._Element:
        with self._opened(name) as stream:
            return parse_xml(stream.read(), path=self._path, fault=SheetError)

    def _streamed(self, name: str, root: str, *tags: str) -> Iterator[etree._Element]:
        """Yield the elements of some names in a part, one by one."""
        with self._opened(name) as stream:
            named = [f"{{{_MAIN}}}{tag}" for tag in tags]
            yield from stream_xml(
                stream, path=self._path, root=f"{{{_MAIN}}}{root}", tags=named, fault=SheetError
            )

    def _opened(self, name: str) -> IO[bytes]:
        """Return a part as it unpacks: zipfile ends it at the size that the directory says."""
        info = self._package.NameToInfo.get(name)
        if info is None:
            raise SheetError("is not an XLSX workbook: a part is missing", place=Place(path=self._path))
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            # Others unpack without end at the first byte that is asked for, and no workbook has them.
            raise NotImplementedError
        if info.file_size > _LARGEST_PART:
            message = f"unpacks to more than {_LARGEST_PART // 1024**2} MB"
            raise SheetError(message, place=Place(path=self._path))
        return self._package.open(info)


def _column(reference: str, following: int) -> int:
    """Return the index of a cell's column, 1 for `B3`; the next one if the cell has no reference."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return following
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _text(element: etree._Element) -> str:
    """Return the text of a string: its runs joined, without phonetic readings (`rPh`)."""
    if element.tag == f"{{{_MAIN}}}t":
        return _ESCAPED.sub(_character, element.text or "")
    return "".join(_text(child) for child in element if child.tag != f"{{{_MAIN}}}rPh")


def _character(escape: re.Match[str]) -> str:
    """Return the character of an escape; NUL and halves of a pair stay as they are written."""
    number = int(escape[1], 16)
    return chr(number) if number and not 0xD800 <= number < 0xE000 else escape[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The appearance of a worksheet's columns, and which of them may be edited; columns are counted from 0."""

    widths: Mapping[int, int] = field(default_factory=dict)
    """Widths in characters."""
    hidden: frozenset[int] = frozenset()
    open: frozenset[int] | None = None
    """The columns that can be edited; the others are locked without a password. None for a sheet without locks."""
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)
    """The values to choose from in a column's cells; without commas and quotes."""


_PLAIN = Look()


def write_xlsx(rows: Iterable[Sequence[str]], *, safe: bool, name: str, look: Look = _PLAIN) -> bytes:
    """Return a workbook of one worksheet: every cell a text; the first row bold, frozen and with filters.

    safe: as for `write_csv`. A text is never run as a formula here, but may be once it is saved as CSV.
    Raises UsageError for a text that a cell can't hold.
    """
    import xlsxwriter

    table = [[NOT_IN_XML.sub(" ", guarded(cell, safe=safe)) for cell in row] for row in rows]
    _check_cells(table)
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": _CREATED})
        # A cell is text by its format too, so that what a reviewer types stays as typed.
        header = book.add_format({"num_format": "@", "bold": True})
        body = {"num_format": "@", "valign": "top", "text_wrap": True}
        locked, unlocked = book.add_format(body), book.add_format({**body, "locked": False})
        sheet = book.add_worksheet(name)
        width = len(table[0]) if table else 0
        formats = [unlocked if look.open and index in look.open else locked for index in range(width)]
        for index, cell_format in enumerate(formats):
            options = {"hidden": index in look.hidden}
            sheet.set_column(index, index, look.widths.get(index, _WIDTH), cell_format, options)
        for number, cells in enumerate(table):
            for index, text in enumerate(cells):
                cell_format = header if not number else formats[index] if index < width else locked
                if text:
                    _put(sheet, number, index, text, cell_format)
                elif cell_format is unlocked:
                    sheet.write_blank(number, index, None, cell_format)
        _finish(sheet, look, len(table), width)
    return stream.getvalue()


def _put(sheet: Worksheet, row: int, column: int, text: str, cell_format: Format) -> None:
    """Write a text as it is, whatever it looks like; in several runs of one font where one is not enough."""
    if _AMBIGUOUS.search(text):
        first, *others = _RUNS.split(text)
        runs = [part for run in others for part in (cell_format, run)]
        sheet.write_rich_string(row, column, first, *runs, cell_format)
    else:
        sheet.write_string(row, column, text, cell_format)


def _check_cells(rows: Iterable[Sequence[str]]) -> None:
    """Raise UsageError for the first row with a text that can't be kept as it is."""
    for number, cells in enumerate(rows, start=1):
        for cell in cells:
            if len(cell) > _LONGEST // 2 and len(cell.encode("utf-16-le")) // 2 > _LONGEST:
                fault = f"is longer than {_LONGEST} characters"
            elif "\r" in cell and _AMBIGUOUS.search(cell):
                fault = "holds a carriage return beside <r> or an escape such as _x0041_"
            else:
                continue
            message = f"row {number} ({', '.join(cells[:2])}) has a text that {fault}"
            raise UsageError(message, hint="A cell of XLSX can't hold it. Export it as CSV.")


def _finish(sheet: Worksheet, look: Look, height: int, width: int) -> None:
    """The fixed row, locks, filters and choices."""
    sheet.freeze_panes(1, 0)
    if not width:
        return
    if look.open is not None:
        allowed = ("format_cells", "format_columns", "format_rows", "sort", "autofilter")
        sheet.protect("", dict.fromkeys(allowed, True))
    sheet.autofilter(0, 0, height - 1, width - 1)
    for index, choices in sorted(look.choices.items()):
        if height > 1:
            listed = {"validate": "list", "source": list(choices)}
            sheet.data_validation(1, index, height - 1, index, listed)
