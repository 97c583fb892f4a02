"""XLIFF 1.2 and 2.1 as we write it, and as other programs do."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postl10n.errors import CatalogError
from postl10n.files.formats import EXCHANGE_WRITERS, MEMORIES, MemoryReading
from postl10n.files.xliff.read import read_xliff
from postl10n.model.catalog import Catalog, Entry, Previous
from postl10n.model.exchange import ExchangeUnit
from postl10n.model.review_sheet import RowRefusal
from postl10n.stages.catalog.exchange import ExchangeEntries, row_of

FORMS = ("xliff12", "xliff21")
pieces = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ["{1}", "{/1}", "{2/}", "{date}", "%(n)s", "%d", "<b>", "</b>", "<br/>", "<a href='x'>", "</a>", "{{", "}}",
         "&amp;", "]]>", "\x1b", "\r\n", " "]
    ),
)  # fmt: skip
texts = st.lists(pieces, min_size=1, max_size=8).map("".join)
lines = st.lists(st.text(alphabet="ab <&\t", max_size=6), max_size=2).map(tuple)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    plural = draw(st.none() | texts)
    forms = 1 if plural is None else draw(st.integers(1, 4))
    return Entry(
        msgid=draw(texts),
        msgctxt=draw(st.none() | st.just("") | texts),
        msgid_plural=plural,
        msgstr=tuple(draw(st.lists(st.just("") | texts, min_size=forms, max_size=forms))),
        comments=draw(lines),
        extracted=draw(lines),
        flags=draw(st.sampled_from([(), ("fuzzy",), ("c-format",)])),
        previous=draw(st.none() | st.builds(Previous, msgid=texts)),
    )


def written(form: str, *entries: Entry) -> bytes:
    catalogs = [("bridge", entries)]
    return b"".join(EXCHANGE_WRITERS.load(form)(catalogs, source="en", locale="zh_Hant_MO"))


def read(data: bytes) -> list[ExchangeUnit]:
    return list(read_xliff(BytesIO(data), path="x.xlf"))


@pytest.mark.parametrize("form", FORMS)
@given(st.lists(entries(), min_size=1, max_size=4, unique_by=lambda entry: (entry.key, entry.msgid_plural)))
def test_what_we_write_is_read_back(form: str, found: list[Entry]) -> None:
    """Every text comes back as it was, and nothing seems to have been changed."""
    units = read(written(form, *found))
    expected = [
        (entry.msgid_plural if number and entry.msgid_plural is not None else entry.msgid, text, number)
        for entry in found
        for number, text in enumerate(entry.msgstr)
    ]
    assert [(unit.source, unit.target or "", unit.form) for unit in units] == [
        (source, text or (source if form == "xliff12" else ""), number) for source, text, number in expected
    ]
    assert {(unit.catalog, unit.source_locale, unit.locale) for unit in units} <= {
        ("bridge", "en", "zh-Hant-MO")
    }
    unique = list({entry.key: entry for entry in found}.values())
    index = ExchangeEntries(Catalog(header=None, entries=tuple(unique)))
    for unit in read(written(form, *unique)):
        assert row_of(unit, index.named(unit), "zh_Hant_MO", "bridge") is None


@pytest.mark.parametrize("form", FORMS)
def test_markup_is_inline_codes(form: str) -> None:
    """Pairs that are rightly nested are pairs, ids are those of the source; an end too many stands alone."""
    entry = Entry(msgid="{1}Read{/1} <b>{name}</b>", msgstr=("<b>{name}</b>: {1}читать{/1}</b>",))
    text = written(form, entry).decode()
    source, target = (
        text.partition(f"<{side}")[2].partition(f"</{side}>")[0].partition(">")[2]
        for side in ("source", "target")
    )
    if form == "xliff12":
        assert source == (
            '<bpt id="1">{1}</bpt>Read<ept id="1">{/1}</ept> '
            '<bpt id="2">&lt;b&gt;</bpt><ph id="3">{name}</ph><ept id="2">&lt;/b&gt;</ept>'
        )
    else:
        assert source == (
            '<pc id="1" dataRefStart="d1" dataRefEnd="d2" dispStart="{1}" dispEnd="{/1}">Read</pc> '
            '<pc id="2" dataRefStart="d3" dataRefEnd="d4" dispStart="&lt;b&gt;" dispEnd="&lt;/b&gt;">'
            '<ph id="3" dataRef="d5" disp="{name}"/></pc>'
        )
    assert target.count('id="4"') == 1


def test_several_segments_are_one_text() -> None:
    """In the order of their targets; what lies between has its source where it has no target."""
    (unit,) = read(
        b"""<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="ru"><file id="f">
        <unit id="u"><segment state="final"><source>One.</source><target order="3">B.</target></segment>
        <ignorable><source> </source></ignorable>
        <segment state="translated"><source>Two.</source><target order="1">A.</target></segment></unit></file></xliff>"""
    )
    assert (unit.source, unit.target, unit.state, unit.fault) == ("One. Two.", "A. B.", "approved", "")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<xliff version='1.2'", 1),
        ("<tmx version='1.4'/>", 1),
        ("<xliff xmlns='urn:oasis:names:tc:xliff:document:1.2' version='2.1'/>", 1),
        ("<xliff xmlns='urn:oasis:names:tc:xliff:document:2.2' version='2.2'/>", 1),
        ("<!DOCTYPE xliff [<!ENTITY a 'b'>]>\n<xliff xmlns='urn:oasis:names:tc:xliff:document:1.2' version='1.2'/>", 2),
        ("", 1),
    ],
)  # fmt: skip
def test_what_is_no_xliff_is_refused(text: str, line: int) -> None:
    with pytest.raises(CatalogError) as caught:
        read(text.encode())
    assert caught.value.place is not None
    assert caught.value.place.line == line


SUITE = Path(__file__).parents[3] / "shared" / "bench" / "xliff" / "test-suite"
_X2 = "urn:oasis:names:tc:xliff:document:2.0"


@pytest.mark.parametrize("path", sorted(SUITE.rglob("*.xlf")), ids=lambda path: path.stem)
def test_the_suite_of_oasis_is_read_or_refused_as_it_says(path: Path) -> None:
    with path.open("rb") as stream:
        if path.parent.name == "invalid":
            with pytest.raises(CatalogError, match="is not valid: ") as caught:
                list(read_xliff(stream, path=path.name))
            assert caught.value.place is not None
            assert caught.value.place.line
        else:
            units = list(read_xliff(stream, path=path.name))
            assert bool(units) == (path.stem != "almostEmpty")


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ('<segment><source><ph id="1" dataRef="d1"/></source></segment>', "refers to data"),
        (('<segment><source>a</source><target order="1">b</target></segment><segment><source>a</source>'
         '<target order="1">b</target></segment>'), "one `order`"),
        ('<notes><note id="n">a</note><note id="n">b</note></notes><segment><source>a</source></segment>', "<note> its id"),
        ('<segment><source><sc id="1"/>a</source></segment>', "must be isolated"),
        ('<segment><source><pc id="s"/><ph id="s"/></source></segment>', "taken in the unit"),
        ('<segment><source><ph id="1" subFlows="u7"/></source></segment>', "`subFlows`"),
        ('<segment><source xml:lang="ja">a</source></segment>', "srcLang"),
        (('<segment><source><ph id="1" canReorder="firstNo" canCopy="no" canDelete="no"/><ph id="2" canReorder="no"'
         ' canCopy="no" canDelete="no"/></source><target><ph id="2" canReorder="no" canCopy="no" canDelete="no"/>'
         '<ph id="1" canReorder="firstNo" canCopy="no" canDelete="no"/></target></segment>'), "order"),
        ('<segment><source>a</source></segment></unit><unit id="u"><segment><source>a</source></segment>', "taken"),
        ("<ignorable><source>a</source></ignorable>", "unit"),
        ('<segment state="done"><source>a</source></segment>', "state"),
    ],
)  # fmt: skip
def test_what_is_not_valid_is_refused_with_its_line(unit: str, told: str) -> None:
    head = f'<xliff xmlns="{_X2}" version="2.1" srcLang="en" trgLang="ru">\n<file id="f">\n'
    text = f'{head}<unit id="u">{unit}</unit></file></xliff>'
    with pytest.raises(CatalogError, match=re.escape(told)) as caught:
        read(text.encode())
    assert caught.value.place is not None
    assert caught.value.place.line in (2, 3)


def test_what_a_unit_looks_like_does_not_hide_a_fault_of_the_next() -> None:
    """Units of one shape are judged once, but where the shape is judged anew, or the ids differ, so may be the answer."""
    unit = '<unit id="{}"><segment><source>a<ph id="1"/></source>{}</segment></unit>'
    for second in (unit.format("a b", ""), unit.format("u1", ""), unit.format("u2", "<target>b</target>")):
        text = f'<xliff xmlns="{_X2}" version="2.1" srcLang="en"><file id="f">{unit.format("u1", "")}{second}</file></xliff>'
        with pytest.raises(CatalogError, match="is not valid"):
            read(text.encode())


def test_a_foreign_translation_that_differs_is_no_silent_change() -> None:
    entry = Entry(msgid="Post", msgstr=("Почта",))
    (unit,) = read(
        written("xliff12", entry).replace(b"x-exported", b"x-other").replace("Почта".encode(), b"Mail")
    )
    index = ExchangeEntries(Catalog(header=None, entries=(entry,)))
    row = row_of(unit, index.named(unit), "ru", "bridge")
    assert row is not None
    assert not isinstance(row, RowRefusal)
    assert row.was.target not in ("Почта", "Mail", "")


def test_a_memory_takes_what_is_translated() -> None:
    """Codes of other programs are numbers, states count, plural forms and empty targets are counted."""
    unit = '<trans-unit id="{}"><source>{}</source>{}</trans-unit>'
    code = '<bpt id="1">&lt;b&gt;</bpt>Post{{<ept id="1">&lt;/b&gt;</ept> <x id="7"/>'
    body = unit.format("a.b", code, f'<target state="translated">{code.replace("Post", "Почта")}</target>')
    body += unit.format(2, "Mail", "") + unit.format(
        3, " a\n b", '<target state="needs-translation">в</target>'
    )
    text = (
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a.html" datatype="html" '
        f'source-language="en" target-language="ru-RU"><body>{body}</body></file></xliff>'
    )
    reading = MemoryReading(path="a.xlf", source_locale="en")
    units = list(MEMORIES.load("xlf")(text.encode(), reading))
    assert [(one.source, one.target, one.locale, one.state) for one in units] == [
        ("{1}Post{{{{{/1} {2/}", "{1}Почта{{{{{/1} {2/}", "ru_RU", "approved"),
        ("a b", "в", "ru_RU", "fuzzy"),
    ]
    assert reading.left_out == {"untranslated units": 1}
