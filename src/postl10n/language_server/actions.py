"""Code actions of an entry: repair a finding, accept, take a match, waive, mark as fuzzy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol.types import CodeAction, CodeActionKind, Position, Range, TextEdit, WorkspaceEdit

from postl10n import Entry, EntryFinding, State, Waiver, edited, state_of
from postl10n.language_server.completion import percent
from postl10n.language_server.open_catalog import OpenCatalog
from postl10n.language_server.po_document import is_active


def actions(catalog: OpenCatalog, uri: str, line: int) -> list[CodeAction]:
    """Return what can be done with the entry at a line."""
    at = catalog.document.at(line)
    block = catalog.document.parse(catalog.document.blocks[at]) if at >= 0 else None
    if block is None or block.entry is None or not is_active(block) or block.faults:
        return []
    made = _Actions(catalog, uri, at, block.entry)
    return [*made.of_findings(), *made.of_state(), *made.of_memory()]


class _Actions:
    def __init__(self, catalog: OpenCatalog, uri: str, at: int, entry: Entry) -> None:
        self._catalog, self._uri, self._at, self._entry = catalog, uri, at, entry

    def of_findings(self) -> Iterator[CodeAction]:
        """Yield the repairs of findings, then their waivers."""
        entry = self._entry
        problems = self._catalog.document.blocks[self._at].problems
        findings = [one.finding for one in problems if one.finding is not None]
        for one in findings:
            repair = one.finding.repair
            if repair is not None and one.target in entry.msgstr:
                title = f"Repair: {one.finding.message}"
                texts = [repair.applied(text) if text == one.target else text for text in entry.msgstr]
                yield from self._texts(title, texts, fuzzy=entry.fuzzy, kind=CodeActionKind.QuickFix)
        yield from (self._waiver(one) for one in findings if one.bound and not entry.fuzzy)

    def of_state(self) -> Iterator[CodeAction]:
        """Yield acceptance, or its withdrawal."""
        state = state_of(self._entry)
        if state is State.APPROVED:
            yield from self._texts("Mark as fuzzy", self._entry.msgstr, fuzzy=True)
        elif self._entry.translated:
            yield from self._texts("Accept the translation", self._entry.msgstr, fuzzy=False)

    def of_memory(self) -> Iterator[CodeAction]:
        """Yield the memory's matches; one of another source is taken as fuzzy."""
        if self._entry.msgid_plural is not None:
            return
        for one in self._catalog.editing.matches(
            self._entry.msgid, self._catalog.place[0], self._catalog.path
        ):
            if (one.target,) != self._entry.msgstr:
                title = f"Take the match ({percent(one)} %): {one.target}"
                yield from self._texts(title, [one.target], fuzzy=percent(one) < 100)

    def _texts(
        self, title: str, texts: Sequence[str], *, fuzzy: bool, kind: str = CodeActionKind.Refactor
    ) -> Iterator[CodeAction]:
        edits = self._catalog.document.edits(self._at, edited(self._entry, texts, accept=not fuzzy))
        if edits:
            yield CodeAction(title, kind=kind, edit=WorkspaceEdit(changes={self._uri: edits}))

    def _waiver(self, finding: EntryFinding) -> CodeAction:
        """Return the action that writes a waiver without its reason, which holds once a person has typed one."""
        rule = finding.finding.rule
        text = "# " + Waiver(rule=rule, bound=finding.bound, reason="").comment()
        lines = self._catalog.document.blocks[self._at].lines
        others = (at for at, one in enumerate(lines) if one.strip() and one[:2] not in ("# ", "#\n", "#\r"))
        row = next(others, 0)
        start = Position(self._catalog.document.starts[self._at] + row, 0)
        newline = "\r\n" if lines[row].endswith("\r\n") else "\n"
        edit = WorkspaceEdit(changes={self._uri: [TextEdit(Range(start, start), text + newline)]})
        return CodeAction(f"Waive {rule}: type the reason", kind=CodeActionKind.QuickFix, edit=edit)
