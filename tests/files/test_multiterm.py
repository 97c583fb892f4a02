"""MultiTerm XML, as termbases are exported for exchange."""

from __future__ import annotations

import pytest

from postl10n.errors import GlossaryError
from postl10n.files.tbx.multiterm import read_terms
from postl10n.model.glossary import Gender, PartOfSpeech, TermStatus, TermType

_ENTRY = """
<conceptGrp><concept>{number}</concept><system type="entryClass">1</system>
<transacGrp><transac type="origination">ana</transac><date>2024-05-06T10:00:00</date></transacGrp>
<descripGrp><descrip type="Subject">transport</descrip></descripGrp>
<languageGrp><language type="English" lang="EN"/>
<descripGrp><descrip type="Definition">A box that is carried.</descrip>
<descripGrp><descrip type="Source">Handbook</descrip></descripGrp></descripGrp>
<termGrp><term>container {number}</term>
<descripGrp><descrip type="Part of Speech">n.</descrip></descripGrp>
<descripGrp><descrip type="Context">The container left.</descrip></descripGrp></termGrp></languageGrp>
<languageGrp><language type="German" lang="DE-DE"/>
<termGrp><term>Container {number}</term><transacGrp><transac type="modification">bo</transac></transacGrp>
<descripGrp><descrip type="Genus">m.</descrip></descripGrp>
<descripGrp><descrip type="Status">bevorzugt</descrip></descripGrp>
<descripGrp><descrip type="Anmerkung">n</descrip></descripGrp></termGrp>
<termGrp><term>Behälter {number}</term><descripGrp><descrip type="STATUS">do not use</descrip></descripGrp>
<descripGrp><descrip type="Benennungstyp">Vollform</descrip></descripGrp>
<descripGrp><descrip type="Projekt">7</descrip></descripGrp></termGrp></languageGrp>
</conceptGrp>"""


def _file(entries: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-16"?>\n<mtf>{entries}</mtf>'.encode("utf-16")


def test_entries_are_concepts() -> None:
    found = read_terms(
        _file("".join(_ENTRY.format(number=one) for one in (1, 2))), path="x.xml", locales=None
    )

    assert [one.id for one in found.concepts] == ["container-1", "container-2"]
    concept = found.concepts[0]
    assert (concept.subject, concept.definition, concept.definition_source) == (
        "transport",
        {"en": "A box that is carried."},
        {"en": "Handbook"},
    )
    (english,) = concept.terms["en"]
    assert (english.part_of_speech, english.examples) == (PartOfSpeech.NOUN, ("The container left.",))
    first, second = concept.terms["de_DE"]
    assert (first.text, first.gender, first.status, first.note) == (
        "Container 1",
        Gender.MASCULINE,
        TermStatus.PREFERRED,
        "n",
    )
    assert (second.status, second.type) == (TermStatus.FORBIDDEN, TermType.FULL_FORM)
    assert found.unsupported == {"Projekt": 2}
    assert not found.with_ids


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<html/>", "x.xml: has the root <html>, not <mtf>"),
        (b"<martif>", "x.xml:1: broken XML"),
        (
            b"<mtf>\n<conceptGrp>\n</mtf>",
            "x.xml:3: broken XML: Opening and ending tag mismatch: conceptGrp line 2 and mtf",
        ),
        (b'<!DOCTYPE mtf [<!ENTITY a "b">]>\n<mtf>&a;</mtf>', "x.xml:1: has a DOCTYPE, which is refused"),
        (
            b"<mtf><conceptGrp><languageGrp><language lang=''/></languageGrp></conceptGrp></mtf>",
            "x.xml:1: no xml:lang",
        ),
    ],
)
def test_refused(data: bytes, message: str) -> None:
    with pytest.raises(GlossaryError) as raised:
        read_terms(data, path="x.xml", locales=None)
    assert str(raised.value).startswith(message)
