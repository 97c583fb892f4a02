"""Term sheets of other tools: two languages a row (Weblate, DeepL, TICO-19), or one column for each language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from postl10n.errors import GlossaryError, Place, UsageError
from postl10n.files.glossary_import import ConceptDraft, Ids, Incoming, TermReading, add_term, read_locale
from postl10n.files.glossary_yaml.parse import CONCEPT_ID
from postl10n.files.tables.concepts import split_cell
from postl10n.files.tables.csv import TableRow, column_name, pair_columns
from postl10n.lang.text.normalise import normalise
from postl10n.model.glossary import PartOfSpeech, ReviewState, Term, TermStatus

Locales = tuple[str, str]
"""Source and target."""

_PAIR_IN_NAME = re.compile(r"(?:^|[.-])([a-z]{2,3}(?:_[A-Za-z0-9]+)*)[.-]([a-z]{2,3}(?:_[A-Za-z0-9]+)*)$")
_KNOWN = frozenset(
    {"source", "target", "id", "context", "fuzzy", "translator-comments", "developer-comments", "location"}
    | {"source-language", "target-language"}
)
# DeepL's files have no header row; the longest rows, from its glossary generator, end in a relevance.
_DEEPL = ("source", "target", "source-language", "target-language", "relevance")
_ROLES: Mapping[str, str] = {
    name: role
    for role, names in {
        "id": "concept id",
        "subject": "subject domain tags",
        "note": "note notes comment comments context usage-example",
        "definition": "definition description",
        "term": "term source-term",
        "pos": "pos part-of-speech",
        "case": "case-sensitive casesensitive",
        "translatable": "translatable",
    }.items()
    for name in names.split()
}
"""The roles of columns in sheets with a column for each locale, by their names in GlotPress, Google, Transifex, Phrase and
Lokalise."""
_OF_LOCALE = re.compile(
    r"(?P<kind>term|translation|description|definition|note|comment|comments)[ _-]*[\[(]?(?P<locale>[\w-]+?)[\])]?"
    r"|(?P<other>[\w-]+?)[ _](?P<after>description|definition|note|comment)",
    re.IGNORECASE,
)
"""`translation_ru`, `Term [en]`, `ru_description`."""
_PARTS_OF_SPEECH = {**{str(one): one for one in PartOfSpeech}, "proper noun": PartOfSpeech.PROPER_NOUN}
_YES = frozenset({"true", "1", "yes", "x"})


def locales_in_name(stem: str) -> Locales | None:
    """Return the two locales in a file name: `tico.en-zh_CN`."""
    found = _PAIR_IN_NAME.search(stem)
    return (found[1], found[2]) if found else None


def without_locales(stem: str) -> str:
    """Return such a file name without its locales: `tico`."""
    return _PAIR_IN_NAME.sub("", stem)


def read_other_sheet(rows: Sequence[TableRow], *, path: str, locales: Locales | None) -> Incoming:
    """Return the concepts of another tool's sheet; `locales` are source and target if the sheet does not name them.

    Raises GlossaryError or FaultGroup, each with the line.
    """
    reader = _Reader(path, locales)
    if not rows:
        return Incoming(concepts=(), with_ids=False)
    names = pair_columns(rows[0].cells)
    if {"source", "target"} <= set(names):
        return reader.pairs(names, rows[1:])
    if (found := _columns(rows, locales)) is not None:
        return reader.columns(found, rows[1:])
    if len(names) in (2, 4, 5):
        return reader.pairs(_DEEPL[: len(names)], rows)
    if len(names) == 3:
        return reader.pairs((*_DEEPL[:2], "translator-comments"), rows)
    hint = "Name the columns source and target, or after locales; `glossary export` shows our own sheet."
    raise GlossaryError(
        "no known columns in the first row", place=Place(path=path, line=rows[0].line), hint=hint
    )


def _columns(rows: Sequence[TableRow], locales: Locales | None) -> list[_Column] | None:
    """Return what each column is for, if at least two hold terms of a locale and the first is known; else None.

    Without this a row of terms, one of which is a locale's code by chance, would count as names of columns.
    """
    found = [_column_of(rows, at, locales) for at in range(len(rows[0].cells))]
    first = column_name(rows[0].cells[0])
    is_known = found[0].role != "" or first in ("", "no", "nr", "#", *_ROLES)
    # A column `term` is the name of the concept where another one has the terms of its language.
    named = [one for one in found if one.role == "term" and _ROLES.get(column_name(one.name)) != "term"]
    if len(named) > 1:
        found = [one if one.role != "term" or one in named else _Column(one.name, "") for one in found]
    held = [one.locale for one in found if one.role == "term"]
    repeated = len(set(held)) < len(held) or [one.role for one in found].count("id") > 1
    return found if len(held) > 1 and is_known and not repeated else None


def _column_of(rows: Sequence[TableRow], at: int, locales: Locales | None) -> _Column:
    cell = rows[0].cells[at].strip()
    name = column_name(cell)
    role = _ROLES.get(name, "")
    if role == "term":
        return _Column(cell, "term", locales[0]) if locales else _Column(cell, "")
    # Numbers are no terms: `no` is the row's then, and not Norwegian.
    if role or all(row.cells[at].strip().isdigit() for row in rows[1:]):
        return _Column(cell, role)
    if (parts := _OF_LOCALE.fullmatch(cell)) is not None:
        locale = _locale_named(parts["locale"] or parts["other"])
        kind = (parts["kind"] or parts["after"]).lower()
        if locale is not None:
            role = {"term": "term", "translation": "term"}.get(kind) or (
                "definition" if kind.startswith("de") else "term note"
            )
            return _Column(cell, role, locale)
    if (locale := _locale_named(cell)) is not None:
        return _Column(cell, "term", locale)
    return _Column(cell, "")


def _locale_named(code: str) -> str | None:
    try:
        return read_locale(code)[0]
    except UsageError:
        return None


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a sheet with a column for each locale."""

    name: str
    role: str
    """`term`, `term note`, or of a concept; empty if it is for nothing that the glossary has."""
    locale: str = ""
    """Of terms and definitions; empty for the whole concept."""


class _Reader(TermReading):
    def __init__(self, path: str, locales: Locales | None) -> None:
        super().__init__(path)
        self._locales = locales
        self._drafts: dict[tuple[str, str], ConceptDraft] = {}
        self._ids = Ids()
        self._empty = 0

    def pairs(self, names: Sequence[str], rows: Sequence[TableRow]) -> Incoming:
        """Parse a sheet of two languages; rows with one source text and context are one concept."""
        if self._locales is None and not {"source-language", "target-language"} <= set(names) and rows:
            hint = "Name the file as in terms.en-ru.csv, or give --source and --target."
            place = Place(path=self._path, line=rows[0].line)
            raise GlossaryError("the languages are unknown", place=place, hint=hint)
        for row in rows:
            with self._faults.collect():
                cells = {name: " ".join(cell.split()) for name, cell in zip(names, row.cells, strict=True)}
                self._pair(cells, Place(path=self._path, line=row.line))
        fields = {"note"} if "translator-comments" in names else set()
        return self._incoming(with_ids=False, fields=fields | ({"review"} if "fuzzy" in names else set()))

    def _pair(self, cells: Mapping[str, str], place: Place) -> None:
        text, translated = normalise(cells["source"]), normalise(cells["target"])
        if not text and not translated:
            self._empty += 1
            return
        source, target = self._pair_locales(cells, place)
        if not text:
            raise GlossaryError("a row without a source text", place=place)
        context = cells.get("context", "")
        draft = self._drafts.get((text, context))
        if draft is None:
            draft = self._drafts[text, context] = ConceptDraft(self._ids.own(text), place, subject=context)
            _add(draft, source, Term(text=text, place=place))
        comment = cells.get("developer-comments")
        if comment and comment not in draft.notes:
            draft.notes.append(comment)
        for name in set(cells) - _KNOWN | {"location"} & set(cells):
            if cells[name]:
                self._unsupported[name or "a column without a name"] += 1
        if translated:
            terms = draft.terms.get(target, [])
            status = TermStatus.ADMITTED if terms else TermStatus.PREFERRED
            review = ReviewState.DRAFT if cells.get("fuzzy", "").lower() in _YES else None
            note = cells.get("translator-comments", "")
            term = Term(text=translated, status=status, note=note, review=review, place=place)
            _add(draft, target, term)

    def _pair_locales(self, cells: Mapping[str, str], place: Place) -> Locales:
        given = self._locales or ("", "")
        source = cells.get("source-language") or given[0]
        target = cells.get("target-language") or given[1]
        if not source or not target:
            hint = "Name the file as in terms.en-ru.csv, or give --source and --target."
            raise GlossaryError("the languages are unknown", place=place, hint=hint)
        return self._locale(source, place), self._locale(target, place)

    def columns(self, columns: Sequence[_Column], rows: Sequence[TableRow]) -> Incoming:
        """Parse a sheet with one column for each locale; several terms in a cell are separated by bars."""
        for row in rows:
            with self._faults.collect():
                self._columns_row(
                    tuple(zip(columns, row.cells, strict=True)), Place(path=self._path, line=row.line)
                )
        roles = {column.role for column in columns}
        held = {"pos": "part_of_speech", "case": "case_sensitive", "term note": "note"}
        fields = {name for role, name in held.items() if role in roles}
        return self._incoming(with_ids="id" in roles, fields=fields)

    def _columns_row(self, cells: Sequence[tuple[_Column, str]], place: Place) -> None:
        said = {column.role: cell.strip() for column, cell in cells if not column.locale}
        notes = {column.locale: cell.strip() for column, cell in cells if column.role == "term note"}
        texts = {
            column.locale: [normalise(one) for one in split_cell(cell.replace("\n", "|"))]
            for column, cell in cells
            if column.role == "term"
        }
        first = next((those[0] for those in texts.values() if those), "")
        given = said.get("id", "")
        if given and not CONCEPT_ID.fullmatch(given):
            hint = "Give it an id of small letters, digits and hyphens, or leave it empty."
            raise GlossaryError(f"{given!r} is not a concept id", place=place, hint=hint)
        if not first:
            raise GlossaryError("a row without terms", place=place)
        draft = ConceptDraft(given or self._ids.own(first), place, subject=said.get("subject", ""))
        if self._drafts.setdefault((draft.id, ""), draft) is not draft:
            raise GlossaryError(f"concept {draft.id!r} has two rows", place=place)
        if note := said.get("note"):
            draft.notes.append(note)
        draft.do_not_translate = said.get("translatable", "").lower() in ("false", "no", "0")
        for column, cell in cells:
            if column.role == "definition" and cell.strip():
                draft.definition[column.locale or next(iter(texts))] = cell.strip()
            elif not column.role and cell.strip():
                self._unsupported[column.name or "a column without a name"] += 1
        part = self._part_of_speech(said.get("pos", ""))
        case = said.get("case", "").lower() in _YES
        for locale, those in texts.items():
            for number, text in enumerate(those):
                term = Term(
                    text=text,
                    status=TermStatus.ADMITTED if number else TermStatus.PREFERRED,
                    note=notes.get(locale, ""),
                    part_of_speech=part,
                    case_sensitive=case,
                    place=place,
                )
                _add(draft, locale, term)

    def _part_of_speech(self, said: str) -> PartOfSpeech | None:
        """Return the part of speech; one that the glossary has not is counted as left out."""
        found = _PARTS_OF_SPEECH.get(said.lower().replace("_", " "))
        if said and found is None:
            self._unsupported[f"part of speech {said[:40]!r}"] += 1
        return found

    def _incoming(self, *, with_ids: bool, fields: set[str]) -> Incoming:
        self._faults.raise_few()
        return Incoming(
            concepts=tuple(draft.concept() for draft in self._drafts.values()),
            with_ids=with_ids,
            fields=frozenset(fields),
            unsupported=dict(sorted(self._unsupported.items())),
            remarks=(*self._remarks, *([f"{self._empty} rows have no terms"] if self._empty else [])),
        )


def _add(draft: ConceptDraft, locale: str, term: Term) -> None:
    add_term(draft.terms.setdefault(locale, []), term)
