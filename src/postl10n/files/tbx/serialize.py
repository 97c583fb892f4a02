"""Writing TBX: ISO 30042:2019, dialect TBX-Basic, style DCT."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from lxml import etree

from postl10n.files.formats import WrittenTerms
from postl10n.files.glossary_import import unsupported_fields
from postl10n.files.safe_xml import LANG
from postl10n.files.tbx.parse import (
    CONCEPT_FIELDS,
    GENDERS,
    PARTS_OF_SPEECH,
    STATUSES,
    TERM_FIELDS,
    TYPES,
)
from postl10n.lang.locales import bcp47
from postl10n.lang.text.normalise import NOT_IN_XML
from postl10n.model.glossary import Concept, Term

_CORE = "urn:iso:std:iso:30042:ed-2"
# The namespaces of the standard's modules; they are only names, and nothing is fetched from there.
_MIN = "http://www.tbxinfo.net/ns/min"
_BASIC = "http://www.tbxinfo.net/ns/basic"


def write_terms(
    concepts: Sequence[Concept], *, name: str, source: str, locales: Sequence[str], safe: bool
) -> WrittenTerms:
    """See `formats.TermWriter`."""
    empty = sum(not any(concept.terms.values()) for concept in concepts)
    more = {"concepts without terms": empty} if empty else {}
    return WrittenTerms(
        data=write_tbx(concepts, name=name, source=source),
        concepts=len(concepts) - empty,
        unsupported=unsupported_fields(concepts, CONCEPT_FIELDS, TERM_FIELDS) | more,
    )


def write_tbx(concepts: Iterable[Concept], *, name: str, source: str) -> bytes:
    """Return the concepts as one TBX file; `source` is the locale whose terms come first.

    Data without a category in TBX-Basic is left out (`unsupported_fields` counts it), and so are concepts without terms.
    """
    root = etree.Element(f"{{{_CORE}}}tbx", nsmap={None: _CORE, "min": _MIN, "basic": _BASIC})  # type: ignore[dict-item]
    root.set("style", "dct")
    root.set("type", "TBX-Basic")
    root.set(LANG, bcp47(source))
    description = _add(_add(_add(root, "tbxHeader"), "fileDesc"), "sourceDesc")
    _add(description, "p", name)
    body = _add(_add(root, "text"), "body")
    written = [concept for concept in concepts if any(concept.terms.values())]
    ids = {concept.id for concept in written}
    for concept in written:
        _write_concept(body, concept, source, ids)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _write_concept(body: etree._Element, concept: Concept, source: str, ids: Collection[str]) -> None:
    entry = _add(body, "conceptEntry")
    entry.set("id", xml_id(concept.id))
    if concept.subject:
        _add(entry, "subjectField", concept.subject, module=_MIN)
    locales = sorted(
        (code for code, terms in concept.terms.items() if terms), key=lambda code: code != source
    )
    for locale in concept.definition:
        if locale not in locales:
            # A language section must have a term; without one, the definition is put into the concept's section.
            _write_definition(entry, concept, locale, named=True)
    for other in concept.see_also:
        reference = _add(entry, "crossReference", other, module=_BASIC)
        if other in ids:
            reference.set("target", xml_id(other))
    if concept.note:
        _add(entry, "note", concept.note)
    for locale in locales:
        section = _add(entry, "langSec")
        section.set(LANG, bcp47(locale))
        if concept.definition.get(locale):
            _write_definition(section, concept, locale, named=False)
        for term in concept.terms[locale]:
            _write_term(section, term)


def _write_definition(parent: etree._Element, concept: Concept, locale: str, *, named: bool) -> None:
    group = _add(parent, "descripGrp")
    definition = _add(group, "definition", concept.definition[locale], module=_BASIC)
    if named:
        definition.set(LANG, bcp47(locale))
    if source := concept.definition_source.get(locale):
        _add(group, "source", source, module=_BASIC)


def _write_term(section: etree._Element, term: Term) -> None:
    one = _add(section, "termSec")
    _add(one, "term", term.text)
    if term.part_of_speech:
        _add(one, "partOfSpeech", PARTS_OF_SPEECH[term.part_of_speech], module=_MIN)
    if term.gender:
        _add(one, "grammaticalGender", GENDERS[term.gender], module=_BASIC)
    _add(one, "termType", TYPES[term.type], module=_BASIC)
    _add(one, "administrativeStatus", STATUSES[term.status], module=_MIN)
    for example in term.examples:
        _add(one, "context", example, module=_BASIC)
    if term.source:
        _add(one, "source", term.source, module=_BASIC)
    if term.note:
        _add(one, "note", term.note)


def _add(parent: etree._Element, name: str, text: str = "", *, module: str = _CORE) -> etree._Element:
    element = etree.SubElement(parent, f"{{{module}}}{name}")
    if text:
        element.text = NOT_IN_XML.sub(" ", text)
    return element


def xml_id(id_: str) -> str:
    """Return an id that is valid in XML: it does not begin with a digit."""
    return f"_{id_}" if id_[:1].isdigit() else id_
