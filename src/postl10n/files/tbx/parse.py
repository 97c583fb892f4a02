"""Parsing TBX: ISO 30042:2019 (version 3) in both its styles, and version 2 (`martif`).

A data category of a term is an element with a type (`<termNote type="partOfSpeech">`, style DCA and version 2) or an
element of that name (`<min:partOfSpeech>`, style DCT). Both are parsed to the same facts, grouped or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from postl10n.errors import GlossaryError, Place
from postl10n.files.glossary_import import ConceptDraft, Ids, Incoming, TermReading, add_term
from postl10n.files.glossary_yaml.parse import CONCEPT_ID
from postl10n.files.safe_xml import LANG, parse_xml
from postl10n.lang.text.normalise import normalise
from postl10n.model.glossary import Gender, PartOfSpeech, Term, TermStatus, TermType

CONCEPT_FIELDS = frozenset({"subject", "definition", "definition_source", "note", "see_also"})
"""The fields of a concept that TBX-Basic can hold."""
TERM_FIELDS = frozenset({"status", "type", "part_of_speech", "gender", "examples", "source", "note"})
"""The fields of a term that TBX-Basic can hold."""
STATUSES = {
    TermStatus.PREFERRED: "preferredTerm-admn-sts",
    TermStatus.ADMITTED: "admittedTerm-admn-sts",
    TermStatus.DEPRECATED: "supersededTerm-admn-sts",
    TermStatus.FORBIDDEN: "deprecatedTerm-admn-sts",
}
"""In TBX, `deprecated` means not to be used, and `superseded` no longer in use."""
TYPES = {
    TermType.FULL_FORM: "fullForm",
    TermType.ACRONYM: "acronym",
    TermType.ABBREVIATION: "abbreviation",
}
PARTS_OF_SPEECH = {one: one.value for one in PartOfSpeech} | {PartOfSpeech.PROPER_NOUN: "properNoun"}
GENDERS = {one: one.value for one in Gender}

_CONCEPTS = frozenset({"conceptEntry", "termEntry"})
_LANGUAGES = frozenset({"langSec", "langSet"})
_TERMS = frozenset({"termSec", "tig", "ntig"})
_GROUPS = frozenset(
    {"descripGrp", "termNoteGrp", "adminGrp", "transacGrp", "termGrp", "itemGrp", "refObjectList"}
)
_TYPED = frozenset(
    {"descrip", "termNote", "admin", "transac", "ref", "xref", "descripNote", "adminNote", "transacNote"}
)
_CITED = frozenset({"definition", "context"})
_READ_STATUSES = {
    "preferred": TermStatus.PREFERRED,
    "admitted": TermStatus.ADMITTED,
    "superseded": TermStatus.DEPRECATED,
    "obsolete": TermStatus.DEPRECATED,
    "deprecated": TermStatus.FORBIDDEN,
    "notrecommended": TermStatus.FORBIDDEN,
    "forbidden": TermStatus.FORBIDDEN,
}
_READ_TYPES = {"fullform": TermType.FULL_FORM, "acronym": TermType.ACRONYM}
_READ_TYPES |= {"abbreviation": TermType.ABBREVIATION, "shortform": TermType.ABBREVIATION}
_READ_PARTS = {part.value.replace("-", ""): part for part in PartOfSpeech}
_CATEGORIES: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "administrativeStatus": ("status", _READ_STATUSES),
    "normativeAuthorization": ("status", _READ_STATUSES),
    "forbidden": ("status", {"true": TermStatus.FORBIDDEN, "yes": TermStatus.FORBIDDEN}),
    "termType": ("type", _READ_TYPES),
    "partOfSpeech": ("part_of_speech", _READ_PARTS),
    "grammaticalGender": ("gender", {gender.value: gender for gender in Gender}),
}
"""The field of a term that a category is, with its values."""


@dataclass(frozen=True, slots=True)
class _Fact:
    category: str
    text: str
    lang: str
    target: str
    sources: tuple[str, ...] = ()
    """The citations in the same group."""


def parse_tbx(data: bytes, *, path: str) -> Incoming:
    """Return the concepts of a TBX file. Raises GlossaryError or FaultGroup, each with the line."""
    root = parse_xml(data, path=path, doctypes=("martif", "tbx"))
    if _name(root) not in ("tbx", "martif"):
        raise GlossaryError(
            f"is not TBX: its root is <{_name(root)}>", place=Place(path=path, line=_line(root))
        )
    entries = [one for one in root.iter() if _name(one) in _CONCEPTS]
    return Reader(path).file(entries, Ids(str(one.get("id")) for one in entries))


def read_terms(data: bytes, *, path: str, locales: tuple[str, str] | None) -> Incoming:
    """See `formats.TermReader`; the file says its locales itself."""
    return parse_tbx(data, path=path)


class Reader(TermReading):
    """Reads the concept entries of one file."""

    def file(self, entries: Iterable[etree._Element], ids: Ids) -> Incoming:
        """Return the concepts. Raises GlossaryError or FaultGroup."""
        drafts = []
        for entry in entries:
            with self._faults.collect():
                drafts.append(self._concept(entry, ids))
        self._faults.raise_few()
        return Incoming(
            concepts=tuple(draft.concept() for draft in drafts if any(draft.terms.values())),
            with_ids=True,
            fields=TERM_FIELDS,
            unsupported=dict(sorted(self._unsupported.items())),
            remarks=tuple(self._remarks),
        )

    def _concept(self, entry: etree._Element, ids: Ids) -> ConceptDraft:
        draft = ConceptDraft(_own_id(str(entry.get("id") or "")), self._place(entry))
        for fact in _facts(entry):
            self._concept_fact(draft, fact)
        for section in entry:
            if _name(section) in _LANGUAGES:
                with self._faults.collect():
                    self._language(draft, section)
        if not CONCEPT_ID.fullmatch(draft.id):
            first = next((terms[0].text for terms in draft.terms.values() if terms), "")
            draft.id = ids.own(draft.id or first)
        return draft

    def _concept_fact(self, draft: ConceptDraft, fact: _Fact) -> None:
        if fact.category == "subjectField" and not draft.subject:
            draft.subject = fact.text
        elif fact.category == "definition":
            self._definition(draft, self._locale(fact.lang, draft.place), fact)
        elif fact.category == "note":
            draft.notes.append(fact.text)
        elif fact.category == "crossReference":
            draft.see_also.append(_own_id(fact.target or fact.text))
        else:
            self._unsupported[fact.category] += 1

    def _definition(self, draft: ConceptDraft, locale: str, fact: _Fact) -> None:
        if locale in draft.definition:
            self._unsupported["definition, a second one"] += 1
            return
        draft.definition[locale] = fact.text
        if fact.sources:
            draft.definition_source[locale] = "; ".join(fact.sources)

    def _language(self, draft: ConceptDraft, section: etree._Element) -> None:
        locale = self._locale(_lang(section), self._place(section))
        for fact in _facts(section):
            if fact.category == "definition":
                self._definition(draft, locale, fact)
            else:
                self._unsupported[f"{fact.category} of a language"] += 1
        for one in section:
            if _name(one) in _TERMS:
                with self._faults.collect():
                    self._term(draft, locale, one)

    def _term(self, draft: ConceptDraft, locale: str, section: etree._Element) -> None:
        element = next((one for one in section.iter() if _name(one) == "term"), None)
        text = normalise(_text(element)) if element is not None else ""
        if not text:
            self._unsupported["term without a text"] += 1
            return
        term = _TermDraft(text)
        for fact in _facts(section):
            if fact.category == "definition":
                self._definition(draft, locale, fact)
            elif not term.take(fact):
                self._unsupported[fact.category] += 1
        terms = draft.terms.setdefault(locale, [])
        has_preferred = any(one.status == TermStatus.PREFERRED for one in terms)
        if not add_term(terms, term.value(self._place(section), has_preferred=has_preferred)):
            self._unsupported["term, repeated"] += 1

    def _locale(self, code: str, place: Place) -> str:
        if not code:
            raise GlossaryError("no xml:lang says which language this is", place=place)
        return super()._locale(code, place)

    def _place(self, element: etree._Element) -> Place:
        return Place(path=self._path, line=_line(element))


class _TermDraft:
    """A term during parsing."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._notes: list[str] = []
        self._sources: list[str] = []
        self._examples: list[str] = []
        self._said: dict[str, object] = {}

    def take(self, fact: _Fact) -> bool:
        """Record the fact; return False if a term has no field for it."""
        texts = {"note": self._notes, "source": self._sources, "context": self._examples}.get(fact.category)
        if texts is not None:
            texts.append(fact.text)
            return not fact.sources
        value = re.sub("[-_ ]", "", fact.text.lower()).removesuffix("admnsts").removesuffix("term")
        category = fact.category.lower() if fact.category.lower() in _CATEGORIES else fact.category
        name, known = _CATEGORIES.get(category, ("", {}))
        if value in known:
            self._said[name] = known[value]
        return value in known

    def value(self, place: Place, *, has_preferred: bool) -> Term:
        """Return the term; without a status, the first in a locale is preferred, others are admitted."""
        term = Term(
            text=self._text,
            status=TermStatus.ADMITTED if has_preferred else TermStatus.PREFERRED,
            examples=tuple(self._examples),
            source="; ".join(self._sources),
            note="; ".join(self._notes),
            place=place,
        )
        return replace(term, **self._said)  # type: ignore[arg-type]  # the fields by their names


def _facts(container: etree._Element) -> Iterator[_Fact]:
    """Yield the facts of a concept, language or term section, without those of nested sections."""
    for element in container:
        name = _name(element)
        if name in _GROUPS:
            yield from _grouped(element)
        elif name not in _LANGUAGES and name not in _TERMS and name != "term":
            yield _fact(element)


def _grouped(group: etree._Element) -> Iterator[_Fact]:
    """Yield the facts of a group; a citation in it belongs to the group's definition or context."""
    facts = list(_facts(group))
    if not any(fact.category in _CITED for fact in facts):
        yield from facts
        return
    sources = tuple(fact.text for fact in facts if fact.category == "source")
    for fact in facts:
        if fact.category in _CITED:
            yield replace(fact, sources=sources)
        elif fact.category != "source":
            yield fact


def _fact(element: etree._Element) -> _Fact:
    name = _name(element)
    typed = name in _TYPED
    category = str(element.get("type") or name) if typed else name
    return _Fact(category, normalise(_text(element)), _lang(element), str(element.get("target") or ""))


def _lang(element: etree._Element) -> str:
    """Return the language of an element: its own, or that of the nearest ancestor with one."""
    current: etree._Element | None = element
    while current is not None:
        if code := current.get(LANG) or current.get("lang"):
            return str(code)
        current = current.getparent()
    return ""


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname


def _text(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext())


def _line(element: etree._Element) -> int | None:
    line: object = element.sourceline
    return line if isinstance(line, int) else None


def _own_id(id_: str) -> str:
    """Return our id for an XML one: `_` is put before ids that XML does not allow, such as `1918-flu`."""
    return id_.removeprefix("_")
