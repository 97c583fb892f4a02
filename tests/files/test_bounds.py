"""Small files that would become large or slow ones are refused: each is just over a bound, and harmless without it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from postl10n.errors import FaultGroup, Postl10nError
from postl10n.files import glossary_import, safe_xml
from postl10n.files.glossary_yaml.parse import parse_yaml
from postl10n.files.safe_xml import parse_xml
from postl10n.files.tables import xlsx
from postl10n.files.tables.csv import read_csv
from postl10n.files.tables.xlsx import read_xlsx, write_xlsx
from postl10n.files.tbx.multiterm import read_terms
from postl10n.files.tmx import parse
from postl10n.files.tmx.parse import read_tmx
from postl10n.project import config
from postl10n.project.config import read_config
from postl10n.project.glossary import parse_other

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def workbook(sheet: str, shared: str = "", *, packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A workbook with these rows and shared texts."""
    parts = {
        "xl/worksheets/sheet1.xml": f"<worksheet {MAIN}><sheetData>{sheet}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f"<sst {MAIN}>{shared}</sst>",
    }
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(write_xlsx([("a",)], safe=False, name="x"))) as given,
        zipfile.ZipFile(stream, "w", packed) as package,
    ):
        for name in given.namelist():
            package.writestr(name, parts.get(name, given.read(name)))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            workbook('<row><c t="s"><v>0</v></c></row>' * 34, "<si><t>" + "x" * 1024**2 + "</t></si>"),
            "characters",
        ),
        (workbook('<row><c r="ALL1"><v>1</v></c></row>' * 1001), "more than 1,000,000 cells"),
        (
            workbook('<row><c r="ALL1"><v>1</v></c></row>' + "<row><c><v>1</v></c></row>" * 1000),
            "1,000,000 cells",
        ),
        (workbook('<row><c r="ALM1"><v>1</v></c></row>'), "more than 1000 columns"),
        (workbook("<row/>", packed=zipfile.ZIP_BZIP2), "not a readable XLSX"),
    ],
    ids=["one text in many cells", "far cells", "a wide first row", "columns", "another packing"],
)
def test_workbooks(data: bytes, message: str) -> None:
    assert len(data) < 60_000
    with pytest.raises(Postl10nError, match=message):
        read_xlsx(data, path="x.xlsx")


def test_a_workbook_may_have_as_many_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "_MOST_CELLS", 4)
    monkeypatch.setattr(xlsx, "_MOST_CHARACTERS", 4)
    assert len(read_xlsx(workbook("<row><c><v>1</v></c><c><v>2</v></c></row>" * 2), path="x.xlsx")) == 2
    with pytest.raises(Postl10nError, match="more than 4 cells"):
        read_xlsx(workbook("<row><c><v>1</v></c><c/></row>" * 3), path="x.xlsx")


def test_aliases_count_as_what_they_stand_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postl10n.files.glossary_yaml.parse._MOST_NODES", 60)
    shared = "concepts:\n- id: a\n  terms: &t {en: [a, b, c]}\n"
    assert len(parse_yaml((shared + "- {id: b, terms: *t}\n" * 1).encode(), path="x.yaml")) == 2
    with pytest.raises(Postl10nError, match="more than 60 values"):
        parse_yaml(
            (shared + "".join(f"- {{id: b{n}, terms: *t}}\n" for n in range(8))).encode(), path="x.yaml"
        )
    text = f"concepts:\n- {{id: a, note: &n {'x' * 640}}}\n"
    with pytest.raises(Postl10nError, match="more than 60 values"):
        parse_yaml((text + "".join(f"- {{id: b{n}, note: *n}}\n" for n in range(6))).encode(), path="x.yaml")


def test_faults_of_a_glossary_are_told_up_to_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postl10n.files.glossary_yaml.parse._MOST_FAULTS", 5)
    with pytest.raises(FaultGroup) as raised:
        parse_yaml(b"concepts: [" + b"a, " * 20 + b"a]", path="x.yaml")
    assert len(raised.value.faults) == 5


def tmx(*variants: str, source: str = "*all*") -> bytes:
    return f'<tmx version="1.4"><header srclang="{source}"/><body><tu>{"".join(variants)}</tu></body></tmx>'.encode()


def variant(locale: str, text: str) -> str:
    return f'<tuv xml:lang="{locale}"><seg>{text}</seg></tuv>'


@pytest.mark.parametrize(
    "data",
    [
        tmx(*(variant("en", f"a{number}") for number in range(40))),
        tmx(*(variant("en", "") for _ in range(60))),
        tmx(variant("en", "x" * 1000), *(variant("ru", "б") for _ in range(300)), source="en"),
    ],
    ids=["pairs", "pairs of nothing", "a long source of many"],
)
def test_languages_of_one_unit(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse, "_SLACK", 1000)
    monkeypatch.setattr(parse, "_MOST_TIMES", 5)
    with pytest.raises(Postl10nError, match="beyond measure"):
        list(read_tmx(data, path="x.tmx"))


def test_the_languages_of_europe_are_paired() -> None:
    codes = re.findall("..", "bghrcsdanlenetfifrdeelhugaitlvltmtplptroskslessv")
    found = list(
        read_tmx(tmx(*(variant(code, "A sentence of a parliament.") for code in codes)), path="x.tmx")
    )
    assert len(found) == len(codes) * (len(codes) - 1)


def test_more_codes_than_have_numbers() -> None:
    data = tmx(variant("en", "<ph/>" * 10_000), variant("ru", "а"), source="en")
    with pytest.raises(Postl10nError, match="more than 9,999 inline codes"):
        list(read_tmx(data, path="x.tmx"))


@pytest.mark.parametrize(
    "read",
    [
        lambda junk: parse_xml(b"<a>" + junk + b"</a>", path="x"),
        lambda junk: list(read_tmx(b"<tmx><body><tu>" + junk + b"</tu></body></tmx>", path="x")),
        lambda junk: read_terms(b"<mtf><conceptGrp>" + junk + b"</conceptGrp></mtf>", path="x", locales=None),
        lambda junk: read_xlsx(workbook("<row><c>" + junk.decode() + "</c></row>"), path="x"),
    ],
    ids=["whole", "TMX", "MultiTerm", "XLSX"],
)
def test_markup_that_is_held_at_once(
    read: Callable[[bytes], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safe_xml, "_MOST_MARKUP", 3000)
    with pytest.raises(Postl10nError, match="more than 3,000 tags"):
        read(b'<z a=""/>' * 1500)


def test_markup_that_is_let_go_of_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_xml, "_PIECE", 500)
    monkeypatch.setattr(safe_xml, "_MOST_MARKUP", 200)
    unit = f"<tu>{variant('en', 'a')}{variant('ru', 'б')}</tu>"
    data = f'<tmx version="1.4"><header srclang="en"/><body>{unit * 500}</body></tmx>'.encode()
    assert len(list(read_tmx(data, path="x.tmx"))) == 500


def test_settings_are_bounded(tmp_path: Path) -> None:
    settings = tmp_path / "postl10n.toml"
    settings.write_text("".join(f"[unknown{number}]\n" for number in range(25)))
    with pytest.raises(FaultGroup) as raised:
        read_config(tmp_path)
    assert [one.place.line for one in raised.value.faults if one.place] == list(range(1, 21))
    settings.write_text("#" * (config.MOST_SETTINGS + 1))
    with pytest.raises(Postl10nError, match="can't be read: it is larger than 1 MB"):
        read_config(tmp_path)


def test_columns_of_a_table() -> None:
    assert len(read_csv(b"a," * 999 + b"a\n", path="x.csv")[0].cells) == 1000
    with pytest.raises(Postl10nError, match=r"x\.csv:1: has more than 1000 columns"):
        read_csv(b"a," * 1000 + b"a\n", path="x.csv")


def sheet(*rows: str) -> bytes:
    return "".join(f"{row}\n" for row in rows).encode()


@pytest.mark.parametrize(
    ("data", "path"),
    [
        (sheet("source,target", *(f"a,b{number}" for number in range(6))), "x.csv"),
        (sheet("concept,locale,term", *(f"a,ru,b{number}" for number in range(6))), "x.csv"),
        (
            b'<tbx><conceptEntry id="a"><langSec xml:lang="en">'
            + b"".join(b"<termSec><term>b%d</term></termSec>" % number for number in range(6))
            + b"</langSec></conceptEntry></tbx>",
            "x.tbx",
        ),
    ],
    ids=["pairs", "our own sheet", "TBX"],
)
def test_terms_of_one_concept(data: bytes, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glossary_import, "MOST_TERMS", 5)
    with pytest.raises(Postl10nError, match="more than 5 terms in one language"):
        parse_other(data, path=path, locales=("en", "ru"))


def test_ids_of_one_text_are_numbered() -> None:
    ids = glossary_import.Ids(["a-3"])
    assert [ids.own(text) for text in ("a", "a!", "a?", "a-2")] == ["a", "a-2", "a-4", "a-2-2"]
