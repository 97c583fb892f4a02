"""TBX: three ways of writing one file read alike; what is written is read back; hostile files are refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from concepts import concepts
from hypothesis import given

from postl10n.errors import GlossaryError
from postl10n.files.glossary_import import CONCEPT_FIELDS, TERM_FIELDS, unsupported_fields
from postl10n.files.tbx import parse as tbx
from postl10n.files.tbx.parse import parse_tbx
from postl10n.files.tbx.serialize import write_tbx
from postl10n.model.glossary import Concept, Gender, PartOfSpeech, Term, TermStatus

DATA = Path(__file__).parent / "data" / "tbx"
PARCEL = Concept(
    id="parcel",
    subject="services",
    definition={"en": "Goods sent by post.", "fr": "Marchandise envoyée par la poste."},
    definition_source={"en": "a handbook"},
    note="for a test",
    see_also=("letter",),
    terms={
        "en": (
            Term(text="parcel", part_of_speech=PartOfSpeech.NOUN, examples=("The parcel came today.",)),
            Term(text="package", status=TermStatus.FORBIDDEN, note="American"),
        ),
        "fr": (Term(text="colis", gender=Gender.MASCULINE, source="a form"),),
    },
)


@pytest.mark.parametrize("name", ["dca", "dct", "v2"])
def test_three_ways_of_writing_one_file(name: str) -> None:
    incoming = parse_tbx((DATA / f"{name}.tbx").read_bytes(), path=f"{name}.tbx")

    assert incoming.concepts == (PARCEL,)
    assert incoming.unsupported == {"geographicalUsage": 1}
    place = incoming.concepts[0].terms["fr"][0].place
    assert place is not None
    assert place.line is not None
    assert place.line > 20


@given(concepts())
def test_what_is_written_is_read_back(concept: Concept) -> None:
    """All that the format holds; what it does not is told."""
    plain_terms = {name: getattr(Term(text=""), name) for name in TERM_FIELDS - tbx.TERM_FIELDS}
    plain = {name: getattr(Concept(id="", subject=""), name) for name in CONCEPT_FIELDS - tbx.CONCEPT_FIELDS}
    held = replace(
        concept,
        terms={
            code: tuple(replace(term, **plain_terms) for term in those)
            for code, those in concept.terms.items()
        },
        **plain,
    )

    read = parse_tbx(write_tbx([concept], name="test", source="en"), path="x.tbx")

    assert read.concepts == ((held,) if concept.terms else ())
    assert read.unsupported == {}
    told = unsupported_fields([concept], tbx.CONCEPT_FIELDS, tbx.TERM_FIELDS)
    assert (told == {}) == (held == concept)


def test_the_same_glossary_gives_the_same_bytes() -> None:
    assert write_tbx([PARCEL], name="x", source="en") == write_tbx([PARCEL], name="x", source="en")


def test_terms_without_a_status_and_ids_of_other_tools() -> None:
    data = (
        b"<martif><text><body><termEntry id='T-17'><langSet xml:lang='en'>"
        b"<tig><term>Post office</term></tig><tig><term>PO</term></tig></langSet></termEntry></body></text></martif>"
    )

    concept = parse_tbx(data, path="x.tbx").concepts[0]

    assert concept.id == "t-17"
    assert [term.status for term in concept.terms["en"]] == [TermStatus.PREFERRED, TermStatus.ADMITTED]


def test_a_locale_that_cldr_does_not_know() -> None:
    term = b"<termSec><term>a</term></termSec>"
    data = b"<tbx><conceptEntry id='a'><langSec xml:lang='pt-XX'>" + term + b"</langSec></conceptEntry></tbx>"

    incoming = parse_tbx(data, path="x.tbx")

    assert list(incoming.concepts[0].terms) == ["pt"]
    assert incoming.remarks == ("pt-XX is read as pt",)


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><tbx>&x;</tbx>', 1, "has a DOCTYPE"),
        (b'\n\n<!DOCTYPE martif SYSTEM "x.dtd" [<!ELEMENT a ANY>]>\n<martif/>', 3, "has a DOCTYPE"),
        (b'<!DOCTYPE html SYSTEM "about:legacy-compat">\n<martif/>', 1, "has a DOCTYPE"),
        (b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<tbx>&b;</tbx>', 1, "has a DOCTYPE"),
        (b"<tbx>\n" + b"<a>" * 300 + b"</a>" * 300 + b"</tbx>", 2, "depth"),
        (b"", 1, "broken XML"),
        (b"<tbx>\n<conceptEntry>\n", 3, "broken XML"),
        (b"<html/>", 1, "is not TBX"),
        (
            b"<tbx>\n<conceptEntry><langSec><termSec><term>a</term></termSec></langSec></conceptEntry></tbx>",
            2,
            "lang",
        ),
        (
            b"<tbx xml:lang='xx-YY'>\n<conceptEntry><langSec>\n<termSec/></langSec></conceptEntry></tbx>",
            2,
            "xx",
        ),
        (b"\xff\xfe\x00", 1, "broken XML"),
    ],
)
def test_hostile_and_broken_files(data: bytes, line: int, message: str) -> None:
    with pytest.raises(GlossaryError) as raised:
        parse_tbx(data, path="x.tbx")

    assert message in raised.value.message
    assert raised.value.place is not None
    assert (raised.value.place.path, raised.value.place.line) == ("x.tbx", line)


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">',
        "<!DOCTYPE martif PUBLIC '-//x//DTD' 'http://localhost:9/x.dtd' >",
        "<!DOCTYPE martif>",
    ],
)
def test_a_document_type_by_reference_is_read_and_not_fetched(doctype: str) -> None:
    entry = "<termEntry id='a'><langSet xml:lang='en'><tig><term>scale</term></tig></langSet></termEntry>"
    data = f"<?xml version='1.0'?>\n{doctype}\n<martif>{entry}</martif>".encode()

    assert [one.id for one in parse_tbx(data, path="x.tbx").concepts] == ["a"]


def test_a_term_that_is_not_translated_yet_is_left_out_with_a_count() -> None:
    def entry(id_: str, *texts: str) -> str:
        terms = zip(("en", "ru"), texts, strict=True)
        sections = (
            f"<langSet xml:lang='{code}'><tig><term>{text}</term></tig></langSet>" for code, text in terms
        )
        return f"<termEntry id='{id_}'>{''.join(sections)}</termEntry>"

    data = f"<martif>{entry('a', 'scale', '')}{entry('b', '', ' ')}{entry('c', 'bag', 'мешок')}</martif>"

    incoming = parse_tbx(data.encode(), path="x.tbx")

    assert [(one.id, list(one.terms)) for one in incoming.concepts] == [("a", ["en"]), ("c", ["en", "ru"])]
    assert incoming.unsupported == {"term without a text": 3}


def test_a_term_that_another_tool_calls_forbidden() -> None:
    note = '<termNote type="forbidden">true</termNote>'
    terms = f"<tig><term>post office</term></tig><tig><term>mail shop</term>{note}</tig>"
    data = f'<martif><termEntry><langSet xml:lang="en">{terms}</langSet></termEntry></martif>'.encode()

    (concept,) = parse_tbx(data, path="x.tbx").concepts

    assert [one.status for one in concept.terms["en"]] == [TermStatus.PREFERRED, TermStatus.FORBIDDEN]
