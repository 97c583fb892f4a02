"""A place of a catalog, the meaning of the term there, and the term's renaming."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from lsprotocol import types

from postl10n import Entry, Occurrence, Term, TermRenaming
from postl10n.language_server.open_catalog import OpenCatalog
from postl10n.language_server.po_document import Field, fields_of
from postl10n.language_server.positions import line_edits, lines_of

_PREVIEW = "postl10n.rename"


class Cursor:
    """A place of a catalog with its entry, the text of the entry and the term there."""

    def __init__(self, catalog: OpenCatalog, line: int, column: int) -> None:
        document, self.catalog = catalog.document, catalog
        self.at = document.at(line)
        block = document.parse(document.blocks[self.at]) if self.at >= 0 else None
        self.place = (line - document.starts[self.at], column)
        self.entry = block.entry if block else None
        self.field = next((one for one in fields_of(block) if one.holds(self.place)), None) if block else None
        self.use: Occurrence | None = None
        if self.entry is not None and self.field is not None and block is not None and not block.faults:
            offset = bisect_right(self.field.places, (self.place[0], column - 1))
            uses = _uses(catalog, self.entry, self.field)
            self.use = next((one for one in uses if one.start <= offset < one.end), None)

    @property
    def term(self) -> tuple[str, str, Term] | None:
        """The glossary's term that a translation uses here, with its concept and locale."""
        if self.use is None or self.field is None or self.field.name != "msgstr":
            return None
        terms = self.catalog.editing.concepts[self.use.concept].terms
        locale = next((code for code, those in terms.items() if self.use.term in those), None)
        return (self.use.concept, locale, self.use.term) if locale else None


def _uses(catalog: OpenCatalog, entry: Entry, field: Field) -> Iterable[Occurrence]:
    """Return the terms in a text of an entry."""
    plural = field.name == "msgid_plural"
    named = catalog.editing.terms((entry.msgid_plural if plural else None) or entry.msgid, catalog.place[1])
    if field.name != "msgstr" or not catalog.place[0]:
        return named if field.name.startswith("msgid") else ()
    text = entry.msgstr[min(field.form, len(entry.msgstr) - 1)]
    return catalog.editing.terms_used({one.concept for one in named}, text, catalog.place[0])


def hover(catalog: OpenCatalog, line: int, column: int) -> types.Hover | None:
    """Return the concept of the term at a place: approved targets, definition, note. Plain text, whatever it holds."""
    use = Cursor(catalog, line, column).use
    if use is None:
        return None
    editing, locale, concept = catalog.editing, catalog.place[0], catalog.editing.concepts[use.concept]
    targets = editing.targets(use.concept, locale)
    approved = (f"→ {one.text}, {one.status}" + (f" ({one.note})" if one.note else "") for one in targets)
    others = ", ".join(term.text for term in concept.terms.get(locale, ()) if not term.status.usable)
    ruled_out = f"not: {others}" if others else ""
    told = [concept.id, *approved, ruled_out, editing.definition(concept.id, locale), concept.note]
    return types.Hover(types.MarkupContent(types.MarkupKind.PlainText, "\n".join(filter(None, told))))


def renaming_edit(
    made: TermRenaming, open_files: dict[str, int | None], *, annotated: bool
) -> types.WorkspaceEdit:
    """Return the changes of a renaming, for clients that can with a preview that asks for confirmation.

    open_files: the versions of the files that the editor has open, by their address.
    """
    changes = [
        types.TextDocumentEdit(
            types.OptionalVersionedTextDocumentIdentifier(path.as_uri(), open_files.get(path.as_uri())),
            [
                types.AnnotatedTextEdit(_PREVIEW, one.range, one.new_text) if annotated else one
                for one in line_edits(lines_of(before), lines_of(after))
            ],
        )
        for path, (before, after) in made.files.items()
    ]
    told = f"{len(made.left)} entries are left, where no form is certain" if made.left else None
    notes = {_PREVIEW: types.ChangeAnnotation("Rename the term", needs_confirmation=True, description=told)}
    return types.WorkspaceEdit(document_changes=changes, change_annotations=notes if annotated else None)
