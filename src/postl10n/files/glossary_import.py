"""Importing concepts from other formats: the concepts of a file, and merging them into the glossary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

import babel

from postl10n.errors import Faults, GlossaryError, Place, UsageError
from postl10n.files.glossary_yaml.parse import CONCEPT_ID
from postl10n.lang.locales import cldr, language_subtag
from postl10n.lang.text.normalise import normalise
from postl10n.model.glossary import Concept, Term, TermStatus
from postl10n.model.ids import short_hash

CONCEPT_FIELDS = frozenset(one.name for one in fields(Concept)) - {"id", "terms", "place", "proposed"}
TERM_FIELDS = frozenset(one.name for one in fields(Term)) - {"text", "place"}
_EMPTY_CONCEPT = Concept(id="", subject="")
_EMPTY_TERM = Term(text="")
_NO_SLUG = re.compile("[^a-z0-9]+")
_LONGEST_ID = 60

TermKey = tuple[str, str, str]
"""(concept, locale, text)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """The contents of a file in another format. Concept ids are the file's own, or made from the text if it has none."""

    concepts: tuple[Concept, ...]
    with_ids: bool
    whole_rows: bool = False
    """True if an empty field means that the value is empty, rather than not given."""
    fields: frozenset[str] = TERM_FIELDS
    """The fields of terms that the format can hold."""
    keys: Mapping[TermKey, str] = field(default_factory=dict)
    """The `term_key` of each term when the sheet was written; its text may have been edited since."""
    removed: frozenset[TermKey] = frozenset()
    unsupported: Mapping[str, int] = field(default_factory=dict)
    """Data in the file for which the glossary has no field, with the number of occurrences."""
    remarks: tuple[str, ...] = ()
    """Remarks about values read differently from how they are written: `ar_AR is read as ar`."""


@dataclass(slots=True)
class ConceptDraft:
    """A concept while its file is read."""

    id: str
    place: Place
    subject: str = ""
    definition: dict[str, str] = field(default_factory=dict)
    definition_source: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    see_also: list[str] = field(default_factory=list)
    terms: dict[str, list[Term]] = field(default_factory=dict)
    do_not_translate: bool = False

    def concept(self) -> Concept:
        return Concept(
            id=self.id,
            subject=self.subject,
            definition=self.definition,
            definition_source=self.definition_source,
            note="; ".join(self.notes),
            see_also=tuple(self.see_also),
            do_not_translate=self.do_not_translate,
            terms={locale: tuple(terms) for locale, terms in self.terms.items() if terms},
            place=self.place,
        )


MOST_TERMS = 1000
"""Of a concept in one language: each is compared with the others, here and wherever terms are looked for."""


def add_term(terms: list[Term], term: Term) -> bool:
    """Add a term that is not there yet; return False for one that is. Raises GlossaryError for too many."""
    if any(one.text == term.text for one in terms):
        return False
    if len(terms) >= MOST_TERMS:
        message = f"a concept has more than {MOST_TERMS:,} terms in one language"
        raise GlossaryError(message, place=term.place)
    terms.append(term)
    return True


class TermReading:
    """The reading of one file, with what is wrong or remarkable in it."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._faults = Faults()
        self._unsupported: Counter[str] = Counter()
        self._remarks: dict[str, None] = {}

    def _locale(self, code: str, place: Place) -> str:
        try:
            locale, remark = read_locale(code)
        except UsageError as error:
            raise GlossaryError(error.message, place=place) from error
        if remark:
            self._remarks[remark] = None
        return locale


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedChange:
    """One change made by an import."""

    concept: str
    locale: str
    """Empty for a field of the concept itself."""
    what: str
    """The name of the field; `concept` or `term` for one that is added or removed."""
    old: str
    new: str


def term_key(concept: str, locale: str, text: str) -> str:
    """Return the key that identifies a term in a sheet while its text is edited there."""
    return short_hash("\n".join((concept, locale, text)))


def merged(old: Concept, new: Concept, incoming: Incoming) -> tuple[Concept, dict[TermKey, str]]:
    """Return the concept merged with the file's data, and the old texts of terms whose text was replaced.

    Data that the file does not have is kept. Raises GlossaryError for a term that has changed since a sheet was written.
    """
    taken: dict[str, object] = {
        name: _kept(getattr(old, name), value)
        for name in CONCEPT_FIELDS - (frozenset() if incoming.with_ids else {"subject"})
        if (value := getattr(new, name)) != getattr(_EMPTY_CONCEPT, name)
    }
    terms = dict(old.terms)
    replaced: dict[TermKey, str] = {}
    for locale, given in new.terms.items():
        terms[locale] = _merged_terms(old, locale, given, incoming, replaced)
    kept = {code: those for code, those in terms.items() if those}
    return replace(old, terms=kept, **taken), replaced  # type: ignore[arg-type]  # by the fields' names


def _merged_terms(
    concept: Concept,
    locale: str,
    given: Sequence[Term],
    incoming: Incoming,
    replaced: dict[TermKey, str],
) -> tuple[Term, ...]:
    terms = list(concept.terms.get(locale, ()))
    for term in given:
        index = _index(terms, concept.id, locale, term, incoming)
        if index is None:
            terms.append(_unsaid(term, terms, incoming))
            continue
        if terms[index].text != term.text:
            replaced[concept.id, locale, term.text] = terms[index].text
        terms[index] = _said(terms[index], term, incoming)
    return tuple(one for one in terms if (concept.id, locale, one.text) not in incoming.removed)


def _index(terms: Sequence[Term], concept: str, locale: str, term: Term, incoming: Incoming) -> int | None:
    """Return the index of the term that the given one is, or was before its text was edited."""
    key = incoming.keys.get((concept, locale, term.text))
    by_key = [index for index, one in enumerate(terms) if term_key(concept, locale, one.text) == key]
    by_text = [index for index, one in enumerate(terms) if one.text == term.text]
    if key and not by_key and not by_text:
        raise GlossaryError(
            f"the term that became {term.text!r} is no longer in the glossary",
            place=term.place,
            hint="Export the sheet again, or empty the cell `key` to add a term.",
        )
    return next(iter((*by_key, *by_text)), None)


def _said(old: Term, new: Term, incoming: Incoming) -> Term:
    taken = {
        name: _kept(getattr(old, name), value)
        for name in incoming.fields
        if (value := getattr(new, name)) != getattr(_EMPTY_TERM, name) or incoming.whole_rows
    }
    return replace(old, text=new.text, **taken)  # type: ignore[arg-type]


def _kept(old: object, new: object) -> object:
    """Return the new value, or the old one if they differ only in white space or Unicode composition."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return {**old, **{key: _kept(old.get(key), value) for key, value in new.items()}}
    if isinstance(old, tuple) and isinstance(new, tuple) and len(old) == len(new):
        return tuple(_kept(one, other) for one, other in zip(old, new, strict=True))
    # An enumeration member is a string too, but its type must not change.
    same = type(old) is str and type(new) is str and normalise(old) == normalise(new)
    return old if same else new


def _unsaid(term: Term, terms: Sequence[Term], incoming: Incoming) -> Term:
    """Return a new term; it is preferred if the format has no statuses and the locale no preferred term."""
    if "status" in incoming.fields or all(one.status != TermStatus.PREFERRED for one in terms):
        return term
    return replace(term, status=TermStatus.ADMITTED)


def changes(old: Concept | None, new: Concept, replaced: Mapping[TermKey, str]) -> Iterator[ImportedChange]:
    """Yield the changes from a concept to its new value, in the order of the fields."""
    if old is None:
        names = next((terms for terms in new.terms.values() if terms), ())
        yield ImportedChange(
            concept=new.id, locale="", what="concept", old="", new=names[0].text if names else ""
        )
        return
    for one in fields(Concept):
        if one.name in CONCEPT_FIELDS:
            yield from _field_changes(new.id, one.name, getattr(old, one.name), getattr(new, one.name))
    for locale in {**old.terms, **new.terms}:
        yield from _term_changes(
            new.id, locale, old.terms.get(locale, ()), new.terms.get(locale, ()), replaced
        )


def _field_changes(concept: str, name: str, old: object, new: object) -> Iterator[ImportedChange]:
    key = name.replace("_", "-")
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for locale in {**old, **new}:
            if old.get(locale, "") != new.get(locale, ""):
                was, now = str(old.get(locale, "")), str(new.get(locale, ""))
                yield ImportedChange(concept=concept, locale=locale, what=key, old=was, new=now)
    elif old != new:
        yield ImportedChange(concept=concept, locale="", what=key, old=shown(old), new=shown(new))


def _term_changes(
    concept: str, locale: str, old: Sequence[Term], new: Sequence[Term], replaced: Mapping[TermKey, str]
) -> Iterator[ImportedChange]:
    before = {term.text: term for term in old}
    left = dict(before)
    for term in new:
        was = replaced.get((concept, locale, term.text), term.text)
        left.pop(was, None)
        if was not in before:
            yield ImportedChange(concept=concept, locale=locale, what="term", old="", new=term.text)
            continue
        if was != term.text:
            yield ImportedChange(concept=concept, locale=locale, what="text", old=was, new=term.text)
        for one in fields(Term):
            old_value, new_value = getattr(before[was], one.name), getattr(term, one.name)
            if one.name in TERM_FIELDS and old_value != new_value:
                what = f"{one.name.replace('_', '-')} of {term.text}"
                yield ImportedChange(
                    concept=concept, locale=locale, what=what, old=shown(old_value), new=shown(new_value)
                )
    for text in left:
        yield ImportedChange(concept=concept, locale=locale, what="term", old=text, new="")


def shown(value: object) -> str:
    """Return a field's value on one line."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return " | ".join(str(one) for one in value)
    return "" if value is None else str(value)


def unsupported_fields(
    concepts: Iterable[Concept], concept_fields: Collection[str], term_fields: Collection[str]
) -> dict[str, int]:
    """Return the number of values that a format with only these fields leaves out, by field name."""
    left: Counter[str] = Counter()
    for concept in concepts:
        for name in CONCEPT_FIELDS - set(concept_fields):
            if (value := getattr(concept, name)) != getattr(_EMPTY_CONCEPT, name):
                left[name.replace("_", "-")] += len(value) if isinstance(value, Mapping) else 1
        for terms in concept.terms.values():
            for term in terms:
                for name in TERM_FIELDS - set(term_fields):
                    if getattr(term, name) != getattr(_EMPTY_TERM, name):
                        left[f"{name.replace('_', '-')} of terms"] += 1
    return dict(sorted(left.items()))


def read_locale(code: str) -> tuple[str, str]:
    """Return the locale for a code written by another tool, and a remark if it was changed.

    A territory that CLDR does not know for the language (`pt_XX`, `ar_AR`) is dropped. Raises UsageError.
    """
    try:
        return cldr(code), ""
    except UsageError as error:
        try:
            short = cldr(language_subtag(code))
        except UsageError:
            raise error from None
        return short, f"{code} is read as {short}"


def fitted_locale(code: str, wanted: Collection[str]) -> str:
    """Return the project's locale for a file's: `zh_Hans` for zh_CN, `pt_PT` for pt if it is the only candidate."""
    if code in wanted:
        return code
    parts = babel.Locale.parse(code)
    shorter = "_".join(filter(None, (parts.language, parts.script)))
    for candidate in (shorter, parts.language):
        if candidate in wanted:
            return candidate
    alike = [one for one in wanted if language_subtag(one) == language_subtag(code)]
    return alike[0] if len(alike) == 1 and parts.script is None and parts.territory is None else code


class Ids:
    """Makes ids for concepts that have none; no id is used twice."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._last: dict[str, int] = {}
        """The last number that a base was given."""

    def own(self, text: str) -> str:
        """Return an id made from a text: `customs-declaration`; from its hash if the text has no usable characters."""
        slug = _NO_SLUG.sub("-", text.lower()).strip("-")[:_LONGEST_ID].strip("-")
        base = slug if CONCEPT_ID.fullmatch(slug) else f"concept-{short_hash(text)}"
        id_, number = base, self._last.get(base, 1)
        while id_ in self._taken:
            number += 1
            id_ = f"{base}-{number}"
        self._last[base] = number
        self._taken.add(id_)
        return id_
