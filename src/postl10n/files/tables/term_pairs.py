"""Term sheets of other tools: two languages a row (Weblate, DeepL, TICO-19), or one column for each language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from postl10n.errors import Faults, GlossaryError, Place, UsageError
from postl10n.files.glossary_import import Ids, Incoming, read_locale
from postl10n.files.glossary_yaml.parse import CONCEPT_ID
from postl10n.files.tables.concepts import split_cell
from postl10n.files.tables.csv import TableRow
from postl10n.lang.text.normalise import normalise
from postl10n.model.glossary import Concept, ReviewState, Term, TermStatus

Locales = tuple[str, str]
"""Source and target."""

_PAIR_IN_NAME = re.compile(r"(?:^|[.-])([a-z]{2,3}(?:_[A-Za-z0-9]+)*)[.-]([a-z]{2,3}(?:_[A-Za-z0-9]+)*)$")
_COLUMN_NAMES = {"sourcestring": "source", "targetstring": "target"}
"""TICO-19's names for source and target."""
_LANGUAGE_NAMES = {
    "sourcelang": "source-language",
    "source-lang": "source-language",
    "source-language": "source-language",
    "targetlang": "target-language",
    "target-lang": "target-language",
    "target-language": "target-language",
}
_KNOWN = frozenset(
    {"source", "target", "id", "context", "fuzzy", "translator-comments", "developer-comments", "location"}
    | set(_LANGUAGE_NAMES.values())
)
# DeepL's files have no header row; the longest rows, from its glossary generator, end in a relevance.
_DEEPL = ("source", "target", "source-language", "target-language", "relevance")
_CONCEPT_COLUMNS = frozenset({"concept", "id", "subject", "note"})
_FUZZY = frozenset({"true", "1", "yes", "x"})


@dataclass(slots=True)
class _Draft:
    id: str
    place: Place
    subject: str = ""
    notes: dict[str, None] = field(default_factory=dict)
    definition: dict[str, str] = field(default_factory=dict)
    terms: dict[str, list[Term]] = field(default_factory=dict)

    def add(self, locale: str, term: Term) -> None:
        terms = self.terms.setdefault(locale, [])
        if all(one.text != term.text for one in terms):
            terms.append(term)

    def concept(self) -> Concept:
        return Concept(
            id=self.id,
            subject=self.subject,
            definition=self.definition,
            note="; ".join(self.notes),
            terms={locale: tuple(terms) for locale, terms in self.terms.items()},
            place=self.place,
        )


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
    names = [_column(cell) for cell in rows[0].cells]
    if {"source", "target"} <= set(names):
        return reader.pairs(names, rows[1:])
    if (found := _locale_columns(names, rows[0].cells)) is not None:
        return reader.columns(found, rows[1:])
    if len(names) in (2, 4, 5):
        return reader.pairs(_DEEPL[: len(names)], rows)
    if len(names) == 3:
        return reader.pairs((*_DEEPL[:2], "translator-comments"), rows)
    hint = "Name the columns source and target, or after locales; `glossary export` shows our own sheet."
    raise GlossaryError(
        "no known columns in the first row", place=Place(path=path, line=rows[0].line), hint=hint
    )


def _column(cell: str) -> str:
    name = "-".join(cell.strip().lower().replace("_", " ").split())
    return _COLUMN_NAMES.get(name, _LANGUAGE_NAMES.get(name, name))


def _locale_columns(names: Sequence[str], cells: Sequence[str]) -> list[str] | None:
    """Return the meaning of each column, if at least two are named after locales and no other is unknown; else None."""
    found = []
    for name, cell in zip(names, cells, strict=True):
        if name in _CONCEPT_COLUMNS or name == "definition":
            found.append("id" if name == "concept" else name)
            continue
        try:
            found.append(read_locale(cell.strip())[0])
        except UsageError:
            return None
    locales = [name for name in found if name not in _CONCEPT_COLUMNS and name != "definition"]
    return found if len(locales) > 1 and len(set(found)) == len(found) else None


class _Reader:
    def __init__(self, path: str, locales: Locales | None) -> None:
        self._path = path
        self._locales = locales
        self._faults = Faults()
        self._drafts: dict[tuple[str, str], _Draft] = {}
        self._ids = Ids()
        self._unheld: Counter[str] = Counter()
        self._remarks: dict[str, None] = {}
        self._empty = 0

    def pairs(self, names: Sequence[str], rows: Sequence[TableRow]) -> Incoming:
        """Parse a sheet of two languages; rows with one source text and context are one concept."""
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
            draft = self._drafts[text, context] = _Draft(self._ids.own(text), place, subject=context)
            draft.add(source, Term(text=text, place=place))
        if comment := cells.get("developer-comments"):
            draft.notes[comment] = None
        for name in set(cells) - _KNOWN | {"location"} & set(cells):
            if cells[name]:
                self._unheld[name or "a column without a name"] += 1
        if translated:
            terms = draft.terms.get(target, [])
            status = TermStatus.ADMITTED if terms else TermStatus.PREFERRED
            review = ReviewState.DRAFT if cells.get("fuzzy", "").lower() in _FUZZY else None
            note = cells.get("translator-comments", "")
            term = Term(text=translated, status=status, note=note, review=review, place=place)
            draft.add(target, term)

    def _pair_locales(self, cells: Mapping[str, str], place: Place) -> Locales:
        given = self._locales or ("", "")
        source = cells.get("source-language") or given[0]
        target = cells.get("target-language") or given[1]
        if not source or not target:
            hint = "Name the file as in terms.en-ru.csv, or give --source and --target."
            raise GlossaryError("nothing says which languages these are", place=place, hint=hint)
        return self._locale(source, place), self._locale(target, place)

    def columns(self, names: Sequence[str], rows: Sequence[TableRow]) -> Incoming:
        """Parse a sheet with one column for each locale; several terms in a cell are separated by bars."""
        locales = [name for name in names if name not in _CONCEPT_COLUMNS and name != "definition"]
        for row in rows:
            with self._faults.collect():
                cells = dict(zip(names, row.cells, strict=True))
                self._columns_row(cells, locales, Place(path=self._path, line=row.line))
        return self._incoming(with_ids="id" in names, fields=set())

    def _columns_row(self, cells: Mapping[str, str], locales: Sequence[str], place: Place) -> None:
        texts = {
            locale: [normalise(one) for one in split_cell(cells[locale].replace("\n", "|"))]
            for locale in locales
        }
        first = next((those[0] for those in texts.values() if those), "")
        given = cells.get("id", "").strip()
        if given and not CONCEPT_ID.fullmatch(given):
            hint = "Give it an id of small letters, digits and hyphens, or leave it empty."
            raise GlossaryError(f"{given!r} is no concept id", place=place, hint=hint)
        if not first:
            raise GlossaryError("a row without terms", place=place)
        draft = _Draft(given or self._ids.own(first), place, subject=cells.get("subject", "").strip())
        if self._drafts.setdefault((draft.id, ""), draft) is not draft:
            raise GlossaryError(f"concept {draft.id!r} has two rows", place=place)
        if note := cells.get("note", "").strip():
            draft.notes[note] = None
        if definition := cells.get("definition", "").strip():
            draft.definition[locales[0]] = definition
        for locale, those in texts.items():
            for number, text in enumerate(those):
                status = TermStatus.ADMITTED if number else TermStatus.PREFERRED
                draft.add(locale, Term(text=text, status=status, place=place))

    def _incoming(self, *, with_ids: bool, fields: set[str]) -> Incoming:
        self._faults.raise_few()
        return Incoming(
            concepts=tuple(draft.concept() for draft in self._drafts.values()),
            with_ids=with_ids,
            fields=frozenset(fields),
            unheld=dict(sorted(self._unheld.items())),
            remarks=(*self._remarks, *([f"{self._empty} rows have no terms"] if self._empty else [])),
        )

    def _locale(self, code: str, place: Place) -> str:
        try:
            locale, remark = read_locale(code)
        except UsageError as error:
            raise GlossaryError(error.message, place=place) from error
        if remark:
            self._remarks[remark] = None
        return locale
