"""XLIFF 1.2 and 2.1 as we write it, and as other programs do."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postl10n.errors import CatalogError
from postl10n.files.formats import EXCHANGE_WRITERS
from postl10n.files.xliff.read import read_xliff
from postl10n.model.catalog import Catalog, Entry, Previous
from postl10n.model.exchange import ExchangeCatalog, ExchangeUnit
from postl10n.model.review_sheet import RowRefusal
from postl10n.stages.catalog.exchange import EntryIndex, row_of

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
    catalogs = [ExchangeCatalog(article="bridge", entries=entries)]
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
    assert [(unit.source, unit.target or "", unit.form) for unit in units] == expected
    assert {(unit.catalog, unit.source_locale, unit.locale) for unit in units} <= {
        ("bridge", "en", "zh-Hant-MO")
    }
    unique = list({entry.key: entry for entry in found}.values())
    index = EntryIndex(Catalog(header=None, entries=tuple(unique)))
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


def test_a_foreign_translation_that_differs_is_no_silent_change() -> None:
    entry = Entry(msgid="Post", msgstr=("Почта",))
    (unit,) = read(
        written("xliff12", entry).replace(b"x-exported", b"x-other").replace("Почта".encode(), b"Mail")
    )
    index = EntryIndex(Catalog(header=None, entries=(entry,)))
    row = row_of(unit, index.named(unit), "ru", "bridge")
    assert row is not None
    assert not isinstance(row, RowRefusal)
    assert row.was.target not in ("Почта", "Mail", "")
