"""Completion in a translation: terms, matches of the memory, placeholders and figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lsprotocol import types

from postl10n import Entry, MatchKind, MemoryMatch
from postl10n.language_server.navigation import Cursor
from postl10n.language_server.open_catalog import OpenCatalog
from postl10n.language_server.po_document import Field
from postl10n.language_server.positions import Units

TRIGGERS = ("{", "<", "%", '"')
_WORD = re.compile(r"[^\s\"{}<>%()«»„“”,.;:!?、。，；：]*\Z")
_OPENED = re.compile(r"(?:\{/?\w*|<[^<>]*|%\w*)\Z")
_MOST_FORMS = 14
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})
Kind = types.CompletionItemKind


def completions(catalog: OpenCatalog, line: int, column: int, units: Units) -> list[types.CompletionItem]:
    """Return what can be inserted at a place of a translation; nothing anywhere else."""
    spot = Cursor(catalog, line, column)
    if spot.entry is None or not spot.entry.msgid or spot.field is None or spot.field.name != "msgstr":
        return []
    made = _Completer(spot, spot.entry, spot.field, units)
    return [*made.matches(), *made.inserted()]


def percent(match: MemoryMatch) -> int:
    """Return a match's score for people: 100 is the same text."""
    same = match.kind in (MatchKind.CONTEXT, MatchKind.EXACT)
    return 100 if same else min(99, int(match.score * 100))


class _Completer:
    def __init__(self, spot: Cursor, entry: Entry, field: Field, units: Units) -> None:
        self._catalog, self._spot, self._units = spot.catalog, spot, units
        self._entry, self._places = entry, field.places
        self._line = spot.catalog.document.blocks[spot.at].lines[spot.place[0]]
        self._has = entry.msgstr[min(field.form, len(entry.msgstr) - 1)]

    def matches(self) -> Iterator[types.CompletionItem]:
        """Yield the memory's matches in the place of a translation on one line; actions take others."""
        (row, start), (last, end) = self._places[0], self._places[-1]
        if self._entry.msgid_plural is not None or row != last:
            return
        found = self._catalog.editing.matches(self._entry.msgid, self._catalog.place[0], self._catalog.path)
        for number, one in enumerate(found):
            made = self._item(one.target, Kind.Snippet, f"0{number}", one.source, (start, end))
            made.label = f"{percent(one)} % {one.target}"
            # What is there already, so that no client filters it out.
            made.filter_text = self._line[start:end] or one.target
            yield made

    def inserted(self) -> Iterator[types.CompletionItem]:
        """Yield what is put in the place of the word or placeholder before the cursor."""
        editing, entry, locale = self._catalog.editing, self._entry, self._catalog.place[0]
        missing = self._left(editing.placeholders(entry.msgid_plural or entry.msgid))
        yield from (self._item(text, Kind.Variable, f"1{at}") for at, text in enumerate(missing))
        if not locale:
            return
        named = {one.concept: one for one in editing.terms(entry.msgid, self._catalog.place[1])}
        approved = [(use, term) for use in named.values() for term in editing.targets(use.concept, locale)]
        for number, (use, term) in enumerate(approved):
            for form, text in enumerate(editing.forms(term, locale)[:_MOST_FORMS]):
                detail = f"{use.term.text}: {term.status}"
                yield self._item(text, Kind.Constant, f"2{number:02}{form:02}", detail)
        for number, text in enumerate(self._left(editing.figures(entry.msgid, locale))):
            yield self._item(text, Kind.Value, f"3{number:02}")

    def _left(self, wanted: Iterable[str]) -> Sequence[str]:
        """Return what the translation does not hold yet."""
        return [one for one in dict.fromkeys(wanted) if one not in self._has]

    def _item(
        self, text: str, kind: Kind, order: str, detail: str = "", span: tuple[int, int] | None = None
    ) -> types.CompletionItem:
        row, column = self._spot.place
        opened = (_OPENED if kind is Kind.Variable else _WORD).search(self._line[:column])
        start, end = span or (opened.start() if opened else column, column)
        where = self._catalog.document.range(self._spot.at, self._units, (row, start), (row, end))
        edit = types.TextEdit(where, text.translate(_ESCAPES))
        return types.CompletionItem(
            text, kind=kind, detail=detail or None, sort_text=order, filter_text=text, text_edit=edit
        )
