"""Concepts as rows of a sheet that a reviewer edits: one row for each term, column names in the first row.

Fields of the whole concept are in its first row, the definition in the first row of each locale.
Rows may be sorted in any order; a deleted row changes nothing, and the status `removed` removes the term.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from enum import StrEnum
from typing import TypeVar

from postl10n.errors import GlossaryError, Place
from postl10n.files.glossary_import import (
    TERM_FIELDS,
    Incoming,
    TermKey,
    TermReading,
    add_term,
    shown,
    term_key,
)
from postl10n.files.glossary_yaml.parse import check_id
from postl10n.files.tables.csv import TableRow, column_name
from postl10n.lang.text.normalise import normalise
from postl10n.model.glossary import (
    Concept,
    FirstMention,
    Gender,
    GrammaticalNumber,
    PartOfSpeech,
    ReviewState,
    Term,
    TermStatus,
    TermType,
)

_Choice = TypeVar("_Choice", bound=StrEnum)

REMOVED = "removed"
_TERM_COLUMNS = {
    "status": "status",
    "type": "type",
    "part-of-speech": "part_of_speech",
    "gender": "gender",
    "number": "number",
    "case-sensitive": "case_sensitive",
    "forms": "forms",
    "not-inside": "not_inside",
    "not-beside": "not_beside",
    "not-at-start": "not_at_start",
    "source": "source",
    "note": "note",
    "examples": "examples",
    "review": "review",
}
_LOCALE_COLUMNS = {"definition": "definition", "definition-source": "definition_source"}
_CONCEPT_COLUMNS = {
    "concept-note": "note",
    "do-not-translate": "do_not_translate",
    "first-mention": "first_mention",
    "see-also": "see_also",
    "not-in": "not_in",
    "concept-review": "review",
}
COLUMNS = (
    "concept",
    "subject",
    "source-term",
    "locale",
    "term",
    *_TERM_COLUMNS,
    *_LOCALE_COLUMNS,
    *_CONCEPT_COLUMNS,
    "key",
)
"""`source-term` is for reading only; `key` identifies the term when its text is edited."""
_KINDS: Mapping[str, type[StrEnum]] = {
    "type": TermType,
    "part_of_speech": PartOfSpeech,
    "gender": Gender,
    "number": GrammaticalNumber,
    "review": ReviewState,
    "first_mention": FirstMention,
    "status": TermStatus,
}
_LISTS = frozenset({"forms", "not_inside", "not_beside", "not_in", "examples", "see_also"})
_TRUTHS = frozenset({"case_sensitive", "not_at_start", "do_not_translate"})
_YES = frozenset({"yes", "true", "1", "x"})
_NO = frozenset({"no", "false", "0", ""})
_EMPTY_TERM = Term(text="")
_EMPTY_CONCEPT = Concept(id="", subject="")


def is_term_sheet(rows: Sequence[TableRow]) -> bool:
    """Return True if the first row has our column names."""
    return bool(rows) and {"concept", "locale", "term"} <= {column_name(cell) for cell in rows[0].cells}


def term_rows(
    concepts: Iterable[Concept], *, source: str, locales: Collection[str] | None = None
) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the sheet, column names first; only the given locales, if any are given."""
    yield COLUMNS
    for concept in concepts:
        own = _concept_cells(concept)
        for row in _locale_rows(concept, locales):
            names = concept.terms.get(source, ())
            common = {"concept": concept.id, "source-term": names[0].text if names else ""}
            yield tuple((own | common | row).get(column, "") for column in COLUMNS)
            own = {}


def _locale_rows(concept: Concept, locales: Collection[str] | None) -> Iterator[dict[str, str]]:
    chosen = [
        code
        for code in {**concept.terms, **concept.definition, **concept.definition_source}
        if locales is None or code in locales
    ]
    for locale in chosen:
        said = {
            column: texts[locale]
            for column, name in _LOCALE_COLUMNS.items()
            if locale in (texts := getattr(concept, name))
        }
        for term in concept.terms.get(locale, ()) or (None,):
            yield {"locale": locale, **said, **(_term_cells(concept.id, locale, term) if term else {})}
            said = {}
    if not chosen:
        yield {}


def _term_cells(concept: str, locale: str, term: Term) -> dict[str, str]:
    cells = {
        column: _cell(getattr(term, name))
        for column, name in _TERM_COLUMNS.items()
        if name == "status" or getattr(term, name) != getattr(_EMPTY_TERM, name)
    }
    return {**cells, "term": term.text, "key": term_key(concept, locale, term.text)}


def _concept_cells(concept: Concept) -> dict[str, str]:
    cells = {
        column: _cell(getattr(concept, name))
        for column, name in _CONCEPT_COLUMNS.items()
        if getattr(concept, name) != getattr(_EMPTY_CONCEPT, name)
    }
    return {**cells, "subject": concept.subject}


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return " | ".join(str(one).replace("\\", "\\\\").replace("|", "\\|") for one in value)
    return shown(value)


def read_terms(rows: Sequence[TableRow], *, path: str) -> Incoming:
    """Return the concepts of an edited sheet. Raises GlossaryError or FaultGroup, each with the line."""
    columns = [column_name(cell) for cell in rows[0].cells]
    unknown = [name for name in columns if name not in COLUMNS]
    if unknown or len(set(columns)) < len(columns):
        message = f"unknown column {unknown[0]!r}" if unknown else "a column is named twice"
        hint = f"Columns: {', '.join(COLUMNS)}."
        raise GlossaryError(message, place=Place(path=path, line=rows[0].line), hint=hint)
    return _Reader(path, columns).sheet(rows[1:])


class _Reader(TermReading):
    def __init__(self, path: str, columns: Sequence[str]) -> None:
        super().__init__(path)
        self._columns = columns
        self._drafts: dict[str, dict[str, object]] = {}
        self._places: dict[str, Place] = {}
        self._terms: dict[str, dict[str, list[Term]]] = {}
        self._keys: dict[TermKey, str] = {}
        self._removed: set[TermKey] = set()

    def sheet(self, rows: Sequence[TableRow]) -> Incoming:
        for row in rows:
            with self._faults.collect():
                place = Place(path=self._path, line=row.line)
                self._row(_Cells(dict(zip(self._columns, row.cells, strict=True)), place))
        self._faults.raise_few()
        return Incoming(
            concepts=tuple(self._concept(id_) for id_ in self._terms),
            with_ids=True,
            whole_rows=True,
            fields=TERM_FIELDS & {_TERM_COLUMNS[one] for one in self._columns if one in _TERM_COLUMNS},
            keys=self._keys,
            removed=frozenset(self._removed),
            remarks=tuple(self._remarks),
        )

    def _row(self, cells: _Cells) -> None:
        concept = cells.text("concept")
        check_id(concept, cells.place)
        terms = self._terms.setdefault(concept, {})
        self._places.setdefault(concept, cells.place)
        self._say(concept, "subject", cells.text("subject"), cells.place)
        for column, name in _CONCEPT_COLUMNS.items():
            self._say(concept, name, cells.value(column, name), cells.place)
        code = cells.text("locale")
        if not code:
            if cells.text("term"):
                raise GlossaryError("no locale says which language the term is", place=cells.place)
            return
        locale = self._locale(code, cells.place)
        for column, name in _LOCALE_COLUMNS.items():
            if text := cells.text(column):
                self._say(concept, f"{name} {locale}", text, cells.place)
        if cells.text("term"):
            self._term(concept, locale, terms.setdefault(locale, []), cells)

    def _term(self, concept: str, locale: str, terms: list[Term], cells: _Cells) -> None:
        text = normalise(cells.text("term"))
        if cells.text("status").lower() == REMOVED:
            self._removed.add((concept, locale, text))
            cells = _Cells({**cells.cells, "status": ""}, cells.place)
        if key := cells.text("key"):
            self._keys[concept, locale, text] = key
        said = {name: cells.value(column, name) for column, name in _TERM_COLUMNS.items()}
        given = {name: value for name, value in said.items() if value is not None}
        if not add_term(terms, replace(_EMPTY_TERM, text=text, place=cells.place, **given)):  # type: ignore[arg-type]
            raise GlossaryError(f"{text!r} is listed twice for {concept} in {locale}", place=cells.place)

    def _say(self, concept: str, name: str, value: object, place: Place) -> None:
        """Record a row's value for its concept. Raises GlossaryError if another row has a different one."""
        draft = self._drafts.setdefault(concept, {})
        if value in (None, "", ()):
            return
        if draft.setdefault(name, value) != value:
            message = f"{name.replace('_', '-')} of {concept} is {shown(draft[name])!r} in an earlier row"
            raise GlossaryError(message, place=place, hint="Leave it in one row of the concept.")

    def _concept(self, id_: str) -> Concept:
        draft = dict(self._drafts[id_])
        texts: dict[str, dict[str, str]] = {name: {} for name in _LOCALE_COLUMNS.values()}
        for name in list(draft):
            field, space, locale = name.partition(" ")
            if space:
                texts[field][locale] = str(draft.pop(name))
        known = {one.name for one in fields(Concept)}
        given = {name: value for name, value in draft.items() if name in known} | texts
        return replace(
            _EMPTY_CONCEPT,
            id=id_,
            terms={locale: tuple(terms) for locale, terms in self._terms[id_].items()},
            place=self._places[id_],
            **given,  # type: ignore[arg-type]  # the fields by their names
        )


class _Cells:
    """A row's cells by column name."""

    def __init__(self, cells: Mapping[str, str], place: Place) -> None:
        self.cells = cells
        self.place = place

    def text(self, column: str) -> str:
        return " ".join(self.cells.get(column, "").split())

    def value(self, column: str, name: str) -> object:
        """Return the cell's value for a field; None if it is empty."""
        text = self.text(column)
        if name in _LISTS:
            return tuple(split_cell(text))
        if name in _TRUTHS:
            return self._truth(text)
        kind = _KINDS.get(name)
        if kind is None:
            return text
        return self._choice(text, kind) if text else None

    def _truth(self, text: str) -> bool | None:
        if text.lower() not in _YES | _NO:
            raise GlossaryError(f"{text!r} is neither yes nor no", place=self.place)
        return True if text.lower() in _YES else None

    def _choice(self, text: str, kind: type[_Choice]) -> _Choice:
        choices = [str(choice) for choice in kind]
        if text.lower() not in choices:
            more = f", {REMOVED}" if issubclass(kind, TermStatus) else ""
            raise GlossaryError(f"{text!r} is none of {', '.join(choices)}{more}", place=self.place)
        return kind(text.lower())


def split_cell(text: str) -> Iterator[str]:
    """Yield the parts of a cell separated by bars; `\\|` is a literal bar."""
    part = ""
    escaped = False
    for character in text:
        if escaped or character not in "\\|":
            part += character
            escaped = False
        elif character == "\\":
            escaped = True
        else:
            yield from filter(None, (part.strip(),))
            part = ""
    yield from filter(None, (part.strip(),))
