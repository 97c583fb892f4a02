"""XLSX as rows of cells: the first worksheet, texts only.

A workbook is a zip of XML; what a plain sheet needs of it is little, and read by hand it can be held to our
limits: no DOCTYPE, no entities, no parts that unpack beyond measure, no formulas run.
ECMA-376 part 1, chapter 18 (SpreadsheetML).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from posixpath import join, normpath

from lxml import etree

from postl10n.errors import Place, SheetError
from postl10n.files.safe_xml import parse_xml
from postl10n.files.tables.csv import TableRow, check_widths, guarded, unguarded

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_LARGEST_PART = 64 * 1024 * 1024
_MOST_COLUMNS = 1000
_CELL = re.compile(r"([A-Z]{1,3})[0-9]+")
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WIDTH = 24
"""Of a column, in characters."""


def read_xlsx(data: bytes, *, path: str) -> list[TableRow]:
    """The rows of the first worksheet, a formula as the value that it had when it was saved.

    Every row is as wide as the first; lines are the row numbers that the program shows. Raises SheetError
    or FaultGroup.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            book = _Workbook(package, path)
            rows = list(book.rows())
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, ValueError) as error:
        # zipfile raises RuntimeError for encrypted members, NotImplementedError for unknown compression, and
        # ValueError for a directory that points before the file.
        raise SheetError("is no XLSX workbook that can be read", place=Place(path=path)) from error
    rows = _trimmed([row for row in rows if any(cell.strip() for cell in row.cells)])
    check_widths(rows, path)
    return rows


def _trimmed(rows: list[TableRow]) -> list[TableRow]:
    """The rows filled up or, where only empty cells are cut, cut to the width of the first."""
    if not rows:
        return []
    first = [bool(cell.strip()) for cell in rows[0].cells]
    width = len(first) - first[::-1].index(True)
    return [
        TableRow(row.line, (row.cells + ("",) * width)[:width])
        if not any(cell.strip() for cell in row.cells[width:])
        else row
        for row in rows
    ]


class _Workbook:
    def __init__(self, package: zipfile.ZipFile, path: str) -> None:
        self._package = package
        self._path = path

    def rows(self) -> Iterator[TableRow]:
        """The rows of the first worksheet; cells that are not stored are empty."""
        sheet = self._part(self._first_sheet())
        shared = self._shared_texts()
        for number, row in enumerate(sheet.iter(f"{{{_MAIN}}}row"), start=1):
            given = str(row.get("r") or "")
            yield TableRow(int(given) if given.isdigit() else number, tuple(self._cells(row, shared)))

    def _first_sheet(self) -> str:
        book = self._part("xl/workbook.xml")
        sheet = next(book.iter(f"{{{_MAIN}}}sheet"), None)
        wanted = sheet.get(f"{{{_OFFICE}}}id") if sheet is not None else None
        for relation in self._part("xl/_rels/workbook.xml.rels"):
            if wanted and relation.get("Id") == wanted:
                return normpath(join("/xl", str(relation.get("Target")))).lstrip("/")
        raise SheetError("holds no worksheet", place=Place(path=self._path))

    def _shared_texts(self) -> list[str]:
        if "xl/sharedStrings.xml" not in self._package.namelist():
            return []
        return [_text(one) for one in self._part("xl/sharedStrings.xml")]

    def _cells(self, row: etree._Element, shared: Sequence[str]) -> list[str]:
        cells: list[str] = []
        for cell in row.iter(f"{{{_MAIN}}}c"):
            column = _column(str(cell.get("r") or ""), len(cells))
            if column >= _MOST_COLUMNS:
                message = f"has more than {_MOST_COLUMNS} columns"
                raise SheetError(message, place=Place(path=self._path))
            cells += [""] * (column + 1 - len(cells))
            cells[column] = unguarded(self._value(cell, shared))
        return cells

    def _value(self, cell: etree._Element, shared: Sequence[str]) -> str:
        kind = cell.get("t")
        if kind == "inlineStr":
            inline = cell.find(f"{{{_MAIN}}}is")
            return _text(inline) if inline is not None else ""
        value = cell.findtext(f"{{{_MAIN}}}v") or ""
        if kind != "s":
            return str(value)
        if not value.isdigit() or int(value) >= len(shared):
            raise SheetError(
                f"cell {cell.get('r')} has a text that is not there", place=Place(path=self._path)
            )
        return shared[int(value)]

    def _part(self, name: str) -> etree._Element:
        try:
            with self._package.open(name) as stream:
                data = stream.read(_LARGEST_PART + 1)
        except KeyError as error:
            raise SheetError(
                "is no XLSX workbook: a part is missing", place=Place(path=self._path)
            ) from error
        if len(data) > _LARGEST_PART:
            message = f"unpacks to more than {_LARGEST_PART // 1024**2} MB"
            raise SheetError(message, place=Place(path=self._path))
        return parse_xml(data, path=self._path)


def _column(reference: str, following: int) -> int:
    """The index of a cell's column, `B3` being 1; the one after the last where it does not say."""
    found = _CELL.fullmatch(reference)
    if found is None:
        return following
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _text(element: etree._Element) -> str:
    """The text of a string: its runs joined, without phonetic readings (`rPh`)."""
    if element.tag == f"{{{_MAIN}}}t":
        return element.text or ""
    return "".join(_text(child) for child in element if child.tag != f"{{{_MAIN}}}rPh")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the columns of a worksheet are shown, and which a reader may change; columns count from 0."""

    widths: Mapping[int, int] = field(default_factory=dict)
    """In characters."""
    hidden: frozenset[int] = frozenset()
    open: frozenset[int] | None = None
    """The columns that can be changed: the others are locked, without a password. None for a sheet without locks."""
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)
    """What the cells of a column are chosen from; without commas and quotes."""


_PLAIN = Look()


def write_xlsx(rows: Iterable[Sequence[str]], *, safe: bool, name: str, look: Look = _PLAIN) -> bytes:
    """A workbook of one worksheet, every cell a text, its first row bold, fixed and with filters.

    safe: as for `write_csv`. A text is never run as a formula here, but may be once it is saved as CSV.
    """
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": _workbook(name),
        "xl/_rels/workbook.xml.rels": _relations(
            ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")
        ),
        "xl/styles.xml": _STYLES,
        "xl/worksheets/sheet1.xml": _worksheet(
            [[guarded(cell, safe=safe) for cell in row] for row in rows], look
        ),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in parts.items():
            # A fixed date: the same glossary gives the same bytes.
            info = zipfile.ZipInfo(part, date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, content)
    return stream.getvalue()


def _worksheet(rows: list[list[str]], look: Look) -> bytes:
    root = etree.Element(f"{{{_MAIN}}}worksheet", nsmap={None: _MAIN})  # type: ignore[dict-item]
    width = len(rows[0]) if rows else 0
    view = _add(_add(root, "sheetViews"), "sheetView", workbookViewId="0")
    _add(view, "pane", ySplit="1", topLeftCell="A2", activePane="bottomLeft", state="frozen")
    styles = ["3" if look.open and index in look.open else "1" for index in range(width)]
    if width:
        columns = _add(root, "cols")
        for index in range(width):
            one, size = str(index + 1), str(look.widths.get(index, _WIDTH))
            column = _add(columns, "col", min=one, max=one, width=size, style=styles[index])
            column.set("customWidth", "1")
            if index in look.hidden:
                column.set("hidden", "1")
    data = _add(root, "sheetData")
    for number, cells in enumerate(rows, start=1):
        row = _add(data, "row", r=str(number))
        for index, text in enumerate(cells):
            style = "2" if number == 1 else styles[index] if index < width else "1"
            _put(row, f"{_letters(index)}{number}", style, text)
    if width:
        _finish(root, look, f"A1:{_letters(width - 1)}{len(rows)}", len(rows))
    return _bytes(root)


def _put(row: etree._Element, reference: str, style: str, text: str) -> None:
    if not text and style != "3":
        return
    cell = _add(row, "c", r=reference, s=style)
    if not text:
        return
    cell.set("t", "inlineStr")
    inner = _add(_add(cell, "is"), "t")
    inner.text = _NOT_IN_XML.sub(" ", text)
    inner.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _finish(root: etree._Element, look: Look, area: str, last: int) -> None:
    """What follows the cells, in the order of the schema: locks, filters, choices."""
    if look.open is not None:
        allowed = dict.fromkeys(("formatCells", "formatColumns", "formatRows", "sort", "autoFilter"), "0")
        _add(root, "sheetProtection", sheet="1", objects="1", scenarios="1", **allowed)
    _add(root, "autoFilter", ref=area)
    if look.choices and last > 1:
        validations = _add(root, "dataValidations", count=str(len(look.choices)))
        for index, choices in sorted(look.choices.items()):
            cells = f"{_letters(index)}2:{_letters(index)}{last}"
            one = _add(validations, "dataValidation", type="list", allowBlank="1", sqref=cells)
            _add(one, "formula1").text = '"' + ",".join(choices) + '"'


def _letters(index: int) -> str:
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _workbook(name: str) -> bytes:
    root = etree.Element(f"{{{_MAIN}}}workbook", nsmap={None: _MAIN, "r": _OFFICE})  # type: ignore[dict-item]
    sheet = _add(_add(root, "sheets"), "sheet", name=name, sheetId="1")
    sheet.set(f"{{{_OFFICE}}}id", "rId1")
    return _bytes(root)


def _relations(*targets: tuple[str, str]) -> bytes:
    space = f"{_PACKAGE}/relationships"
    root = etree.Element(f"{{{space}}}Relationships", nsmap={None: space})  # type: ignore[dict-item]
    for number, (kind, target) in enumerate(targets, start=1):
        one = etree.SubElement(root, f"{{{space}}}Relationship")
        one.set("Id", f"rId{number}")
        one.set("Type", f"{_OFFICE}/{kind}")
        one.set("Target", target)
    return _bytes(root)


def _content_types() -> bytes:
    space = f"{_PACKAGE}/content-types"
    root = etree.Element(f"{{{space}}}Types", nsmap={None: space})  # type: ignore[dict-item]
    xml = "application/vnd.openxmlformats-"
    for extension, kind in (("rels", f"{xml}package.relationships+xml"), ("xml", "application/xml")):
        default = etree.SubElement(root, f"{{{space}}}Default")
        default.set("Extension", extension)
        default.set("ContentType", kind)
    sheet = f"{xml}officedocument.spreadsheetml"
    for part, kind in (
        ("/xl/workbook.xml", f"{sheet}.sheet.main+xml"),
        ("/xl/worksheets/sheet1.xml", f"{sheet}.worksheet+xml"),
        ("/xl/styles.xml", f"{sheet}.styles+xml"),
    ):
        override = etree.SubElement(root, f"{{{space}}}Override")
        override.set("PartName", part)
        override.set("ContentType", kind)
    return _bytes(root)


def _add(parent: etree._Element, element: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{_MAIN}}}{element}", attributes)


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


# Style 1: number format 49, text, so that what a reviewer types stays as typed; 2: bold as well; 3: not locked.
_STYLES = f"""\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="{_MAIN}">
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">\
<alignment vertical="top" wrapText="1"/></xf>\
<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>\
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1" \
applyProtection="1"><alignment vertical="top" wrapText="1"/><protection locked="0"/></xf></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>
""".encode()
