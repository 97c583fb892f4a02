"""Sheets: what goes out comes back; other tools' columns are known; cells that would run are made safe."""

from __future__ import annotations

import contextlib
import csv
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from concepts import concepts
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sizes import WHOLE

from postl10n.errors import FaultGroup, GlossaryError, Postl10nError, UsageError
from postl10n.files.glossary_import import Incoming, fitted_locale, merged
from postl10n.files.tables.concepts import COLUMNS, read_terms, term_rows
from postl10n.files.tables.csv import read_csv, write_csv
from postl10n.files.tables.xlsx import read_xlsx, write_xlsx
from postl10n.model.glossary import Concept, PartOfSpeech, ReviewState, Term, TermStatus
from postl10n.project.glossary import parse_other, read_glossary

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TICO = Path(__file__).parents[3] / "shared" / "bench" / "terms" / "tico19"
BELPOST = Concept(
    id="belpost",
    subject="posts",
    definition={"en": "The post of Belarus."},
    note="a brand",
    terms={
        "en": (Term(text="Belpost"),),
        "ru": (Term(text="Белпочта", forms=("Белпочты", "a|b")), Term(text="БП", status=TermStatus.ADMITTED)),
    },
)


def _sheet(*of: Concept) -> list[list[str]]:
    return [list(row) for row in term_rows(of, source="en")]


def _read(rows: list[list[str]]) -> Incoming:
    return read_terms(read_csv(write_csv(rows, safe=True), path="x.csv"), path="x.csv")


def _set(rows: list[list[str]], row: int, column: str, value: str) -> None:
    rows[row][COLUMNS.index(column)] = value


@given(concepts(), st.booleans())
def test_an_unedited_sheet_changes_nothing(concept: Concept, safe: bool) -> None:
    rows = list(term_rows([concept], source="en"))

    for sheet in (
        read_csv(write_csv(rows, safe=safe), path="x.csv"),
        read_xlsx(write_xlsx(rows, safe=safe, name="glossary"), path="x.xlsx"),
    ):
        assert [row.cells for row in sheet] == rows
        incoming = read_terms(sheet, path="x")
        assert [merged(concept, one, incoming) for one in incoming.concepts] == [(concept, {})]


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\r")), min_size=2, max_size=2)
    )
)
@example([["＝1", "'＋2"], ["－3", "＠4"]])
def test_no_cell_of_a_safe_sheet_is_run(texts: list[list[str]]) -> None:
    rows = [["a", "b"], *texts]
    data = write_csv(rows, safe=True)

    shown = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t")) for cell in shown)
    kept = [tuple(row) for row in rows if any(cell.strip() for cell in row)]
    assert [row.cells for row in read_csv(data, path="x.csv")] == kept


def test_unsafe_cells_are_left_where_nobody_asks() -> None:
    assert b"=1" in write_csv([["=1", "+2"]], safe=False)
    assert b"'=1,'+2" in write_csv([["=1", "+2"]], safe=True)


def test_what_a_reviewer_does_to_a_sheet() -> None:
    """A text edited, a status, a term removed, one added, rows sorted."""
    rows = _sheet(BELPOST)
    _set(rows, 2, "term", "Белпошта")
    _set(rows, 2, "review", "draft")
    _set(rows, 3, "status", "removed")
    rows.append(["belpost", "", "", "ru", "БелПошта", "admitted", *[""] * (len(COLUMNS) - 6)])
    rows[1:] = reversed(rows[1:])
    incoming = _read(rows)

    new, replaced = merged(BELPOST, incoming.concepts[0], incoming)

    old = BELPOST.terms["ru"][0]
    assert new.terms["ru"] == (
        replace(old, text="Белпошта", review=ReviewState.DRAFT),
        Term(text="БелПошта", status=TermStatus.ADMITTED),
    )
    assert replaced == {("belpost", "ru", "Белпошта"): "Белпочта"}
    assert replace(new, terms=BELPOST.terms) == BELPOST


def test_an_edited_term_that_is_gone_is_a_conflict() -> None:
    rows = _sheet(BELPOST)
    _set(rows, 3, "term", "БПШ")
    incoming = _read(rows)
    gone = replace(BELPOST, terms={**BELPOST.terms, "ru": BELPOST.terms["ru"][:1]})

    with pytest.raises(GlossaryError, match=r"x\.csv:4: the term that became 'БПШ'"):
        merged(gone, incoming.concepts[0], incoming)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("concept,locale,term\na,ru,x\nb,ru\n", 3, "2 columns where the first row has 3"),
        ("concept,locale,term\na,ru,x,y,z\n", 2, "5 columns"),
        ("concept,locale,term,colour\na,ru,x,red\n", 1, "unknown column 'colour'"),
        ("concept,locale,term,term\na,ru,x,y\n", 1, "named twice"),
        ("concept,locale,term\nA b,ru,x\n", 2, "not a concept id"),
        ("concept,locale,term\na,xx_YY,x\n", 2, "unknown locale"),
        ("concept,locale,term\na,,x\n", 2, "no locale"),
        ("concept,locale,term,status\na,ru,x,best\n", 2, "'best' is none of"),
        ("concept,locale,term,case-sensitive\na,ru,x,maybe\n", 2, "neither yes nor no"),
        ("concept,locale,term\na,ru,x\na,ru,x\n", 3, "is listed twice"),
        ("concept,locale,term,subject\na,ru,x,s\na,ru,y,t\n", 3, "subject of a is 's'"),
        ('concept,locale,term\na,ru,"x\n', 2, "broken CSV"),
        ("a\nb\n", 1, "no known columns"),
        ("source,target\na,b\n", 2, "the languages are unknown"),
        ("source,target\n,b\n", 2, "without a source text"),
        ("a,b,EN,XX\n", 1, "unknown locale 'XX'"),
        ("id,en,ru\nBad Id,a,b\n", 2, "not a concept id"),
        ("id,en,ru\nx,a,b\nx,c,d\n", 3, "two rows"),
        ("en,ru\n,\nx,\n", 3, ""),
    ],
)
def test_faults_are_named_with_their_line(text: str, line: int, message: str) -> None:
    if not message:
        assert len(parse_other(text.encode(), path="x.csv").concepts) == 1
        return
    locales = ("en", "ru") if "without" in message else None
    with pytest.raises(Postl10nError) as raised:
        parse_other(text.encode(), path="x.csv", locales=locales)

    assert message in raised.value.message
    assert raised.value.place is not None
    assert (raised.value.place.path, raised.value.place.line) == ("x.csv", line)


def test_a_thousand_equal_faults_are_not_a_thousand_lines() -> None:
    rows = "concept,locale,term\n" + "a,ru\n" * 1000

    with pytest.raises(FaultGroup) as raised:
        parse_other(rows.encode(), path="x.csv")

    assert len(raised.value.faults) == 6
    assert "995 more" in str(raised.value.faults[-1])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("en-ru.csv", "source,target\nPost,почта\nletter,письмо\n"),
        (
            "en-ru.csv",
            '"location","source","target","id","fuzzy"\n"","Post","почта","1",""\n"","letter","письмо","2",""\n',
        ),
        ("en-ru.csv", "Post,почта\nletter,письмо\n"),
        ("deepl.csv", "Post,почта,en,ru\nletter,письмо,en,ru\n"),
        ("en-ru.tsv", "Post\tпочта\nletter\tписьмо\n"),
        (
            "tico.csv",
            "id,sourceLang,targetLang,sourceString,targetString\n1,en,ru,Post,почта\n2,en,ru,letter,письмо\n",
        ),
        ("all.csv", "en;ru\nPost;почта\nletter;письмо\n"),
    ],
)
def test_other_tools_columns(name: str, text: str) -> None:
    for data in (text.encode(), text.encode("utf-8-sig"), text.encode("utf-16")):
        incoming = parse_other(data, path=name)

        assert [(one.id, one.terms["en"][0].text, one.terms["ru"][0].text) for one in incoming.concepts] == [
            ("post", "Post", "почта"),
            ("letter", "letter", "письмо"),
        ]
        assert not incoming.with_ids


def test_weblate_says_more() -> None:
    text = (
        "source,target,context,fuzzy,translator_comments,developer_comments,location\n"
        "CTT,CTT,Macao,True,unsure,the bureau,app.c:3\nCTT,CTT,Portugal,,,,\nCTT,ЦТТ,Macao,,,the bureau,\n"
    )

    incoming = parse_other(text.encode(), path="terms.en-ru.csv")

    macao, portugal = incoming.concepts
    assert (macao.subject, portugal.subject, macao.note) == ("Macao", "Portugal", "the bureau")
    assert macao.terms["ru"] == (
        Term(text="CTT", note="unsure", review=ReviewState.DRAFT),
        Term(text="ЦТТ", status=TermStatus.ADMITTED),
    )
    assert incoming.unsupported == {"location": 1}


def test_several_terms_in_a_cell() -> None:
    incoming = parse_other("id,en,ru\npost,Post|mail,почта\n".encode(), path="x.csv")

    assert incoming.with_ids
    assert [term.status for term in incoming.concepts[0].terms["en"]] == ["preferred", "admitted"]


@pytest.mark.parametrize(
    ("code", "wanted", "fitted"),
    [
        ("zh_Hans_CN", ["zh_Hans", "ru"], "zh_Hans"),
        ("zh_Hant_TW", ["zh_Hant_HK", "zh_Hant_MO"], "zh_Hant_TW"),
        ("pt", ["pt_PT"], "pt_PT"),
        ("pt", ["pt_PT", "pt_BR"], "pt"),
        ("ru_RU", ["ru"], "ru"),
        ("pt_BR", ["pt_PT"], "pt_BR"),
    ],
)
def test_locales_of_the_project(code: str, wanted: list[str], fitted: str) -> None:
    assert fitted_locale(code, wanted) == fitted


def test_lists_in_the_glossary_folder_are_joined(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("concepts:\n  - id: post\n    terms:\n      en: [Post]\n")
    (tmp_path / "mail.en-ru.csv").write_text("post,почта\nletter,письмо\n", encoding="utf-8")
    (tmp_path / "mail.en-fr.csv").write_text("letter,lettre\nletter,courrier\n", encoding="utf-8")

    glossary = read_glossary(tmp_path, root=tmp_path)

    assert [(one.id, one.subject, list(one.terms)) for one in glossary] == [
        ("post", "a", ["en"]),
        ("letter", "mail", ["en", "fr", "ru"]),
        ("post-2", "mail", ["en", "ru"]),
    ]


def test_workbooks_of_other_programs() -> None:
    rows = [("en", "ru"), ("Post", "почта"), ("=1+1", None), ("7", "семь")]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.active["A4"] = 7
    stream = io.BytesIO()
    book.save(stream)

    read = read_xlsx(stream.getvalue(), path="x.xlsx")

    # The formula has no value yet: no program has computed it, and we do not.
    assert [row.cells for row in read] == [("en", "ru"), ("Post", "почта"), ("7", "семь")]
    assert [row.line for row in read] == [1, 2, 4]


def test_our_workbooks_in_other_programs() -> None:
    data = write_xlsx([("concept", "term"), ("a", "=1+1")], safe=False, name="glossary")

    sheet = openpyxl.load_workbook(io.BytesIO(data)).active

    assert (sheet.title, sheet.freeze_panes, sheet["B1"].font.b) == ("glossary", "A2", True)
    assert (sheet["B2"].value, sheet["B2"].data_type, sheet["B2"].number_format) == ("=1+1", "s", "@")


_PIECES = st.sampled_from(
    [
        "<r>",
        "</r>",
        "<t>",
        "_x0041",
        "_",
        "_x005F_",
        "=1",
        "'",
        "&amp;",
        " ",
        "\r\n",
        "\t",
        "\U0001f4ee",
        "https://a.b",
    ]
)


@example(["_x0041", "\r\n"])
@given(st.lists(_PIECES | st.text(st.characters(codec="utf-8", categories=("L", "P", "S"))), max_size=6))
def test_a_workbook_keeps_any_text_as_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    try:
        data = write_xlsx([("a", "b"), ("x", text)], safe=False, name="x")
    except UsageError:
        assert "\r" in text
        assert "<r>" in text or "_x" in text
        return

    assert [row.cells for row in read_xlsx(data, path="x.xlsx")] == [("a", "b"), ("x", text)]
    seen = openpyxl.load_workbook(io.BytesIO(data), rich_text=True).active["B2"]
    assert (seen.data_type, seen.hyperlink) == ("s" if text else "n", None)


def test_the_same_rows_are_the_same_bytes() -> None:
    first, again = (write_xlsx([("a", "b"), ("x", "y")], safe=False, name="x") for _ in range(2))

    assert first == again


def test_a_text_too_long_for_a_cell_is_refused() -> None:
    fits = "\U0001f4ee" * 16_383
    assert read_xlsx(write_xlsx([("a",), (fits,)], safe=False, name="x"), path="x.xlsx")[1].cells == (fits,)

    with pytest.raises(UsageError, match=r"row 3 \(y, .*\) has a text that is longer than 32767 characters"):
        write_xlsx([("a", "b"), ("x", ""), ("y", fits + "\U0001f4ee")], safe=False, name="x")


def test_characters_that_a_workbook_names_by_number_are_read() -> None:
    """As Excel writes a line's end and a text that looks like such a name; a half of a pair and NUL stay names."""
    strings = b"<sst xmlns='%s'><si><t>a_x000D_\n_x005F_x0041_</t></si><si><t>_xD83D__x0000_</t></si></sst>"
    data = _workbook(xl__sharedStrings=strings % SPREADSHEET.encode())

    assert read_xlsx(data, path="x.xlsx")[0].cells == ("a\r\n_x0041_", "_xD83D__x0000_")


def _workbook(**parts: bytes) -> bytes:
    stream = io.BytesIO(write_xlsx([("a", "b")], safe=False, name="x"))
    with zipfile.ZipFile(stream) as package:
        content = {name: package.read(name) for name in package.namelist()} | {
            name.replace("__", "/") + ".xml": data for name, data in parts.items()
        }
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in content.items():
            package.writestr(name, data)
    return result.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not a readable XLSX"),
        (b"PK\x03\x04broken", "not a readable XLSX"),
        (_workbook(xl__workbook=b"<!DOCTYPE x [<!ENTITY a 'b'>]><workbook>&a;</workbook>"), "DOCTYPE"),
        (_workbook(xl__workbook=b"<a>" * 1000), "broken XML"),
        (_workbook(xl__workbook=b"<workbook/>"), "no worksheet"),
        (_workbook(xl__workbook=b" " * (65 * 1024 * 1024)), "unpacks to more than 64 MB"),
    ],
    ids=["empty", "cut", "doctype", "nested", "not a sheet", "bomb"],
)
def test_hostile_workbooks(data: bytes, message: str) -> None:
    with pytest.raises(Postl10nError, match=message):
        read_xlsx(data, path="x.xlsx")


@settings(max_examples=30)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for name in ("x.csv", "x.xlsx", "x.tbx"):
        try:
            parse_other(data, path=name)
        except Postl10nError:
            continue


@pytest.mark.skipif(not TICO.is_dir(), reason="the shared word lists are not here")
def test_real_word_lists() -> None:
    counts = {}
    for path in sorted(TICO.glob("*.csv")):
        try:
            counts[path.stem] = len(parse_other(path.read_bytes(), path=path.name).concepts)
        except FaultGroup as group:
            counts[path.stem] = -len(group.faults)

    # Three rows of the Belarusian list hold commas that nobody has put in quotes.
    assert counts.pop("en-be_BY") == -3
    assert set(counts.values()) == {306}
    assert len(counts) == 10


@pytest.mark.no_cover
def test_a_workbook_damaged_in_its_compressed_data_is_one_message() -> None:
    rows = [["concept", "text"], *([f"c{number}", f"term {number}"] for number in range(60))]
    whole = write_xlsx(rows, safe=False, name="terms")
    for at in range(0, len(whole), 5 if WHOLE else 23):
        damaged = whole[:at] + bytes((whole[at] ^ 0x5A,)) + whole[at + 1 :]
        # Any byte may be wrong: the answer is the rows, or one fault, never another exception.
        with contextlib.suppress(Postl10nError):
            read_xlsx(damaged, path="g.xlsx")


def texts_of(text: str, **options: object) -> dict[str, dict[str, list[str]]]:
    incoming = parse_other(text.encode(), path="g.csv", **options)  # type: ignore[arg-type]
    return {
        one.id: {code: [term.text for term in terms] for code, terms in one.terms.items()}
        for one in incoming.concepts
    }


LOCKER = {"parcel-locker": {"en": ["parcel locker"], "ru": ["почтомат"]}}


@pytest.mark.parametrize(
    "text",
    [
        "en,ru,pos,description\nparcel locker,почтомат,noun,It opens by itself.\n",
        "no,EN,RU\n7,parcel locker,почтомат\n",
        "term,part_of_speech,comment,translation_ru,comment_ru\nparcel locker,noun,x,почтомат,y\n",
        "Term [en],Description [en],Part of Speech [en],Term [ru]\nparcel locker,It opens.,noun,почтомат\n",
        (
            "term;description;casesensitive;translatable;forbidden;en;en_description;ru;ru_description\n"
            "locker;It opens;no;yes;no;parcel locker;It opens;почтомат;\n"
        ),
        "sep=;\nen;ru;\nparcel locker;почтомат;\n",
    ],
    ids=["GlotPress", "numbered", "Transifex", "Crowdin", "Lokalise", "Excel"],
)
def test_sheets_of_other_tools_by_their_headers(text: str) -> None:
    options = {"locales": ("en", "ru")} if text.startswith("term,") else {}

    assert texts_of(text, **options) == LOCKER


def test_what_another_tool_says_of_a_term_is_kept_or_counted() -> None:
    sheet = "en,ru,pos,description,case sensitive,translatable,rating\nEMS,EMS,proper noun,Fast.,yes,no,5\n"

    incoming = parse_other(sheet.encode(), path="g.csv")

    (concept,) = incoming.concepts
    (term,) = concept.terms["en"]
    assert (term.part_of_speech, term.case_sensitive) == (PartOfSpeech.PROPER_NOUN, True)
    assert (concept.definition, concept.do_not_translate) == ({"en": "Fast."}, True)
    assert incoming.unsupported == {"rating": 1}


def test_a_wrong_sheet_is_one_message() -> None:
    rows = "\n".join(f"term {number},слово {number}" for number in range(100))

    with pytest.raises(GlossaryError, match="the languages are unknown"):
        parse_other(rows.encode(), path="g.csv")


def test_terms_that_look_like_codes_of_languages_are_no_header() -> None:
    assert texts_of("parcel,посылка,en,ru\n", locales=None) == {
        "parcel": {"en": ["parcel"], "ru": ["посылка"]}
    }
