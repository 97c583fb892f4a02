"""Entries as rows of the page: terms, placeholders and differences marked, findings beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from types import MappingProxyType
from typing import TypedDict

from postl10n.lang.terms.concept_terms import target_terms
from postl10n.lang.terms.usage import term_uses
from postl10n.lang.text.markup import PlaceholderKind, placeholders
from postl10n.lang.text.word_diff import DiffToken, hunks
from postl10n.model.catalog import MERGED, Entry
from postl10n.model.glossary import Concept, Occurrence
from postl10n.model.questions import questions
from postl10n.model.review import MarkedText, Note, ReviewRow, TargetForm, TermHint, TextMark
from postl10n.model.states import State, origin_of, state_of
from postl10n.model.term_usage import UnitVerdict
from postl10n.stages.catalog.edit import OURS, STALE_SINCE, people_comments
from postl10n.stages.check.plural import Plurals
from postl10n.stages.terms.occurrences import Demand, demand_for, unit_verdict
from postl10n.workspace.review.catalog_view import CatalogView
from postl10n.workspace.review.concepts import UnitUse
from postl10n.workspace.review.entry_index import IndexedEntry

PLACEHOLDER, TERM, MISSING, UNSURE = "placeholder", "term", "missing-term", "unsure-term"
REMOVED, ADDED = "removed", "added"
_SHOWN_AS_TEXT = frozenset({PlaceholderKind.LITERAL, PlaceholderKind.WIDE})


def placeholder_marks(text: str) -> list[TextMark]:
    return [
        TextMark(start=one.start, end=one.end, kind=PLACEHOLDER)
        for one in placeholders(text)
        if one.kind not in _SHOWN_AS_TEXT
    ]


def insertable(text: str) -> tuple[str, ...]:
    """The placeholders of a source, in order."""
    return tuple(one.text for one in placeholders(text) if one.kind not in _SHOWN_AS_TEXT)


def marked(text: str, *layers: Iterable[TextMark]) -> MarkedText:
    """A text with marks that do not overlap: those of an earlier layer are kept, later ones are cut around them."""
    laid: list[TextMark] = []
    for layer in layers:
        for mark in layer:
            laid += _around(mark, laid)
    return MarkedText(text=text, marks=tuple(sorted(laid, key=lambda mark: mark.start)))


def _around(mark: TextMark, laid: Sequence[TextMark]) -> list[TextMark]:
    """Return the parts of a mark that earlier marks do not cover."""
    pieces = [(mark.start, mark.end)]
    for other in laid:
        pieces = [
            part
            for start, end in pieces
            for part in ((start, min(end, other.start)), (max(start, other.end), end))
            if part[0] < part[1]
        ]
        if not pieces:
            return []
    unique = dict.fromkeys(pieces)
    return [TextMark(start=start, end=end, kind=mark.kind, concept=mark.concept) for start, end in unique]


def difference(old: str, new: str) -> tuple[list[TextMark], list[TextMark]]:
    """Return the words removed from the old text and those added in the new one."""
    found = hunks(old, new)
    removed = [_stretch(hunk.old, REMOVED) for hunk in found if hunk.old]
    added = [_stretch(hunk.new, ADDED) for hunk in found if hunk.new]
    return removed, added


def _stretch(tokens: Sequence[DiffToken], kind: str) -> TextMark:
    return TextMark(start=tokens[0].start, end=tokens[-1].end, kind=kind)


_DRAFTS = (State.DRAFT, State.EDITED_DRAFT)
_NUMBERS = 3
"""Numbers that the label of a plural form names."""


class _Told(TypedDict):
    source: MarkedText
    forms: tuple[TargetForm, ...]
    terms: tuple[TermHint, ...]
    findings: tuple[Note, ...]


class RowMaker:
    """Makes the rows of one catalog."""

    def __init__(self, sheet: CatalogView, source: str) -> None:
        self._sheet = sheet
        self._source = source
        self._plurals: Plurals | None = None

    def all(self) -> tuple[ReviewRow, ...]:
        return tuple(self.row(ref, entry) for ref, entry in self._sheet.refs.items())

    def row(self, ref: str, entry: Entry) -> ReviewRow:
        sheet = self._sheet
        state = state_of(entry)
        inherited = sheet.inherited(entry)
        position = sheet.position_of(entry)
        return ReviewRow(
            article=sheet.article,
            ref=ref,
            hash=sheet.hashes[entry.key],
            path=sheet.path,
            line=entry.line,
            role=entry.msgctxt or "",
            kind=position.kind,
            new_block=position.new_block,
            source_plural=entry.msgid_plural or "",
            state=state,
            inherited=(inherited[0], "\n".join(inherited[1])) if inherited else None,
            merged=MERGED in entry.msgstr,
            previous=_previous(entry)[0],
            origin=_origin(entry) if state in _DRAFTS else "",
            stale_since=_after(entry.comments, STALE_SINCE),
            placeholders=insertable(entry.msgid_plural or entry.msgid),
            comments=people_comments(entry),
            questions=questions(entry.comments),
            notes=tuple(one for one in entry.comments if one.startswith(OURS)),
            hints=entry.extracted,
            **self.told(entry),
        )

    def told(self, entry: Entry) -> _Told:
        """Return the fields of an entry's row that checks and glossary fill."""
        inherited = self._sheet.inherited(entry)
        texts = inherited[1] if inherited else self._sheet.head(entry).msgstr
        hints, in_source, in_target = self._terms(entry, texts if any(texts) else ())
        added = _previous(entry)[1]
        return _Told(
            source=marked(entry.msgid, placeholder_marks(entry.msgid), in_source, added),
            forms=tuple(self._forms(entry, in_target)),
            terms=hints,
            findings=self._sheet.notes(entry),
        )

    def _forms(self, entry: Entry, terms: Sequence[TextMark]) -> Iterator[TargetForm]:
        texts = padded(entry, self.forms_needed(entry))
        labels = self._labels(entry, len(texts))
        for at, text in enumerate(texts):
            own = terms if not at else ()
            yield TargetForm(label=labels[at], target=marked(text, placeholder_marks(text), own))

    def forms_needed(self, entry: Entry) -> int:
        """Return the number of plural forms of the entry's translation; 1 if it has no plural."""
        if entry.msgid_plural is None:
            return 1
        return len(self._numbers(entry))

    def _labels(self, entry: Entry, count: int) -> list[str]:
        if entry.msgid_plural is None:
            return [""] * count
        labels = []
        for numbers in self._numbers(entry):
            shown = ", ".join(map(str, numbers[:_NUMBERS]))
            labels.append(f"{shown} …" if len(numbers) > _NUMBERS else shown)
        return labels + [""] * (count - len(labels))

    def _numbers(self, entry: Entry) -> list[Sequence[int]]:
        if self._plurals is None:
            self._plurals = Plurals(self._sheet.catalog, self._sheet.locale)
        return self._plurals.numbers()

    def _terms(
        self, entry: Entry, texts: Sequence[str]
    ) -> tuple[tuple[TermHint, ...], list[TextMark], list[TextMark]]:
        """Return the entry's term hints, with their marks in the source and in the first form."""
        found = self._sheet.prepared.terms.get(entry.msgid, ()) if self._sheet.prepared else ()
        hints: dict[str, TermHint] = {}
        in_source: list[TextMark] = []
        in_target: list[TextMark] = []
        for one in found:
            concept = self._sheet.pipeline.concepts.get(one.concept)
            if concept is None or one.alternatives:
                continue
            if concept.id not in hints:
                hint, marks = self._hint(concept, one, entry, texts)
                hints[concept.id] = hint
                in_target += marks
            kind = _kind(hints[concept.id], bool(texts))
            in_source.append(TextMark(start=one.start, end=one.end, kind=kind, concept=concept.id))
        return tuple(hints.values()), in_source, in_target

    def _hint(
        self, concept: Concept, one: Occurrence, entry: Entry, texts: Sequence[str]
    ) -> tuple[TermHint, list[TextMark]]:
        locale = self._sheet.locale
        expected = tuple(term.text for term in target_terms(concept, self._source, locale))
        right: bool | None = None
        marks: list[TextMark] = []
        if texts:
            demand = demand_for(concept, self._source, locale)
            right = _RIGHT.get(unit_verdict(demand, texts, locale))
            marks = used_marks(concept.id, demand, texts[0], locale) if any(entry.msgstr) else []
        named = entry.msgid[one.start : one.end]
        return TermHint(concept=concept.id, term=named, expected=expected, right=right), marks


_RIGHT = MappingProxyType({UnitVerdict.RIGHT: True, UnitVerdict.WRONG: False})


def _kind(hint: TermHint, translated: bool) -> str:
    """Return the kind of mark of a term in the source."""
    if not translated or not hint.expected or hint.right:
        return MISSING if translated and hint.right is False else TERM
    return UNSURE if hint.right is None else MISSING


def used_marks(concept: str, demand: Demand, text: str, locale: str) -> list[TextMark]:
    """Where a translation names the concept: rightly, in a way that is ruled out, or perhaps."""
    return [
        TextMark(
            start=use.start,
            end=use.end,
            kind=UNSURE if not use.verdict.firm else TERM if term.status.usable else MISSING,
            concept=concept,
        )
        for term, use in term_uses(demand.terms, text, locale)
    ]


def padded(entry: Entry, count: int) -> tuple[str, ...]:
    """The entry's texts, empty ones added up to the number that is needed."""
    return (*entry.msgstr, *[""] * max(0, count - len(entry.msgstr)))


def _previous(entry: Entry) -> tuple[MarkedText | None, list[TextMark]]:
    was = entry.previous.msgid if entry.previous else None
    if was is None or not entry.fuzzy:
        return None, []
    removed, added = difference(was, entry.msgid)
    return marked(was, removed, placeholder_marks(was)), added


def _origin(entry: Entry) -> str:
    origin = origin_of(entry)
    if origin is None:
        return ""
    return origin.name if origin.score is None else f"{origin.name} {origin.score:.2f}"


def _after(comments: Iterable[str], prefix: str) -> str:
    return next((one.removeprefix(prefix).strip() for one in comments if one.startswith(prefix)), "")


_KINDS = {"right": TERM, "wrong": MISSING, "unsure": UNSURE, "untested": TERM}


def light_row(
    row: IndexedEntry, use: UnitUse, concept: str, demand: Demand, locale: str, path: str
) -> ReviewRow:
    """The entry with the concept marked in it; its other findings are left to the article's own page."""
    kind = _KINDS[str(use.verdict)]
    named = [
        TextMark(start=start, end=start + len(text), kind=kind, concept=concept)
        for text in dict.fromkeys(use.named)
        for start in _all(row.msgid, text)
    ]
    texts = use.unit.targets
    return ReviewRow(
        article=use.article,
        ref=row.ref,
        hash=row.hash,
        path=path,
        line=row.line,
        role=row.msgctxt or "",
        kind="",
        new_block=True,
        source=marked(row.msgid, placeholder_marks(row.msgid), named),
        source_plural=row.plural or "",
        forms=tuple(
            TargetForm(
                label="",
                target=marked(text, placeholder_marks(text), used_marks(concept, demand, text, locale)),
            )
            for text in (texts if use.unit.inherited is None else row.msgstr)
        ),
        state=row.state,
        inherited=(use.unit.inherited, "\n".join(texts)) if use.unit.inherited else None,
        merged=MERGED in row.msgstr,
        placeholders=insertable(row.plural or row.msgid),
        comments=row.comments,
        questions=questions(row.comments),
    )


def _all(text: str, part: str) -> list[int]:
    found = []
    at = text.find(part)
    while at >= 0:
        found.append(at)
        at = text.find(part, at + len(part))
    return found
