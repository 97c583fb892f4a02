"""Texts of workbooks as Excel and LibreOffice store them: shared, in runs, with readings, with spaces kept."""

from __future__ import annotations

import io
import zipfile

import pytest

from postl10n.errors import SheetError
from postl10n.files.tables.xlsx import read_xlsx, write_xlsx

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

# Excel: counts, runs of formatted text, furigana with their settings, a line break, an escaped ampersand.
_EXCEL = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<sst xmlns="{_MAIN}" count="7" uniqueCount="6"><si><t>Term</t></si><si><r><rPr><b/><sz val="11"/></rPr><t>Post</t></r>\
<r><rPr><sz val="11"/></rPr><t xml:space="preserve"> office</t></r></si><si><t>郵便局</t><rPh sb="0" eb="2">\
<t>ユウビン</t></rPh><rPh sb="2" eb="3"><t>キョク</t></rPh><phoneticPr fontId="1"/></si>\
<si><r><t>東京</t></r><r><t>中央</t></r><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si>\
<si><t xml:space="preserve">two
lines &amp; more </t></si><si/></sst>""".encode()

# LibreOffice: every text with xml:space, an empty one as an empty element.
_LIBREOFFICE = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<sst xmlns="{_MAIN}" count="4" uniqueCount="4"><si><t xml:space="preserve">Term</t></si>\
<si><r><rPr><rFont val="Calibri"/></rPr><t xml:space="preserve">Post</t></r><r><t xml:space="preserve"> office</t></r></si>\
<si><t xml:space="preserve">  Почта  </t></si><si><t xml:space="preserve"/></si></sst>""".encode()


def _book(strings: bytes, *rows: tuple[str, ...]) -> bytes:
    """A workbook whose cells are given as they are stored: `s:3` for a shared text, `n:7` for a number."""
    cells = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{chr(65 + column)}{number}"{" t=" + chr(34) + "s" + chr(34) if kind == "s" else ""}><v>{value}</v></c>'
            for column, (kind, _, value) in enumerate(cell.partition(":") for cell in row)
        )
        + "</row>"
        for number, row in enumerate(rows, start=1)
    )
    parts = {
        "xl/sharedStrings.xml": strings,
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData></worksheet>'.encode(),
    }
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(write_xlsx([("a",)], safe=False, name="x"))) as given,
        zipfile.ZipFile(stream, "w") as made,
    ):
        for name in {*given.namelist(), *parts}:
            made.writestr(name, parts.get(name) or given.read(name))
    return stream.getvalue()


def test_shared_texts_of_excel() -> None:
    rows = read_xlsx(
        _book(_EXCEL, ("s:0", "s:2"), ("s:1", "s:3"), ("s:4", "s:5"), ("n:7", "s:0")), path="x.xlsx"
    )

    assert [row.cells for row in rows] == [
        ("Term", "郵便局"),
        ("Post office", "東京中央"),
        ("two\nlines & more ", ""),
        ("7", "Term"),
    ]


def test_shared_texts_of_libreoffice() -> None:
    rows = read_xlsx(_book(_LIBREOFFICE, ("s:0", "s:1"), ("s:2", "s:3")), path="x.xlsx")

    assert [row.cells for row in rows] == [("Term", "Post office"), ("  Почта  ", "")]


@pytest.mark.parametrize("index", ["6", "-1", "", "x", "600"])
def test_a_text_that_is_not_there_is_a_fault_with_its_cell(index: str) -> None:
    data = _book(_EXCEL, ("s:0",), (f"s:{index}",))

    with pytest.raises(SheetError, match=r"x\.xlsx: cell A2 has a text that is not there"):
        read_xlsx(data, path="x.xlsx")


def test_the_last_shared_text_is_there() -> None:
    assert [row.cells for row in read_xlsx(_book(_EXCEL, ("s:0",), ("s:4",)), path="x.xlsx")][1] == (
        "two\nlines & more ",
    )
