"""A catalog open in an editor: what the rules find in it, entry by entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from heapq import nsmallest
from itertools import islice
from pathlib import Path

from lsprotocol import types

from postl10n import Editing, Entry, EntryFinding, Postl10nError, Severity
from postl10n.language_server.po_document import EntryBlock, Field, PoDocument, Problem, fields_of, is_active
from postl10n.language_server.positions import Units

SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTICE: types.DiagnosticSeverity.Information,
}
_MOST_SHOWN = 200
"""Problems that are sent: a client gets all of them anew with each key."""
_SWEPT = 5
"""Entries that are judged before a key gets its turn."""
_MERGED = "{merged}"
SOURCE = "postl10n"


class OpenCatalog:
    """A PO file as an editor has it."""

    def __init__(self, path: Path, text: str, editing: Editing, rules_page: Callable[[], str]) -> None:
        """rules_page: the address of the documentation of rules, each under its name."""
        self.path = path
        self.editing = editing
        self.document = PoDocument(text)
        self._rules_page = rules_page
        self._placed: tuple[Entry | None, tuple[str, str]] | None = None
        """The header for which it was found out."""
        self._swept = self._near = 0

    @property
    def place(self) -> tuple[str, str]:
        """Locale and article; empty if the locale is unknown, or the file in no project."""
        header = self.document.header
        if self._placed is None or self._placed[0] is not header:
            self._placed = header, self.editing.place(self.path, header)
        return self._placed[1]

    def change(self, event: types.TextDocumentContentChangeEvent, units: Units) -> None:
        """Make an edit, and judge what it concerns: its entry, those beside it, and the head of its run."""
        self.document.change(event, units)
        self._swept = 0
        if not isinstance(event, types.TextDocumentContentChangePartial):
            return
        at = self._near = max(0, self.document.at(event.range.start.line))
        self.judge(range(max(0, self._head(at) - 1), min(len(self.document.blocks), at + 2)))

    def _head(self, at: int) -> int:
        """Return the index of the entry that a run begins with."""
        while at > 0 and self._is_merged(at):
            at -= 1
        return at

    def _is_merged(self, at: int) -> bool:
        entry = self.document.parse(self.document.blocks[at]).entry
        return entry is not None and _MERGED in entry.msgstr

    def sweep(self) -> bool:
        """Judge some entries that nobody has looked at yet; return False when none is left."""
        blocks = self.document.blocks
        left = (at for at in range(self._swept, len(blocks)) if not blocks[at].judged)
        wanted = list(islice(left, _SWEPT))
        self.judge(wanted)
        self._swept = wanted[-1] + 1 if wanted else len(blocks)
        return bool(wanted)

    def again(self) -> None:
        """Forget what was found, since other files have changed."""
        self._swept = 0
        for block in self.document.blocks:
            block.judged = False

    def judge(self, places: Iterable[int]) -> None:
        """Find out what is wrong with the entries of some blocks."""
        blocks = self.document.blocks
        chosen = list(places)
        for at in chosen:
            self.document.parse(blocks[at])
            blocks[at].judged, blocks[at].problems = True, ()
        judged = [at for at in chosen if is_active(blocks[at]) and not blocks[at].faults]
        if not judged or not self.place[0]:
            return
        first, last = max(0, self._head(judged[0]) - 1), judged[-1] + 1
        while last < len(blocks) and self._is_merged(last):
            last += 1
        around = [self.document.parse(one) for one in blocks[first : last + 1]]
        with suppress(Postl10nError):  # The settings or the glossary say themselves what is wrong with them.
            found = self.editing.findings(
                [one.entry for one in around if one.entry is not None and is_active(one)],
                {entry.key for at in judged if (entry := blocks[at].entry) is not None},
                header=self.document.header,
                place=self.place,
            )
            for at in judged:
                entry = blocks[at].entry
                if entry is not None and entry.key in found:
                    blocks[at].problems = tuple(_problems(blocks[at], entry, found[entry.key]))

    def diagnostics(self, units: Units) -> list[types.Diagnostic]:
        """Return the problems, of many the gravest and those nearest to the last edit."""
        every = [
            (at, problem)
            for at, block in enumerate(self.document.blocks)
            if block.faults or block.problems or (block.read and self.document.duplicate(block))
            for problem in self._of(block)
        ]
        if len(every) > _MOST_SHOWN:
            gravest = nsmallest(
                _MOST_SHOWN, every, key=lambda one: (one[1].severity.rank, abs(one[0] - self._near))
            )
            every = sorted(gravest, key=lambda one: one[0])
        return [self._diagnostic(at, problem, units) for at, problem in every]

    def _of(self, block: EntryBlock) -> Iterator[Problem]:
        for line, message in block.faults:
            yield Problem((line, 0), (line, len(block.lines[line])), Severity.ERROR, message)
        if self.document.duplicate(block):
            yield _whole(block, Severity.ERROR, "another entry of this file has the same msgctxt and msgid")
        yield from block.problems

    def _diagnostic(self, at: int, one: Problem, units: Units) -> types.Diagnostic:
        where = self.document.range(at, units, one.start, one.end)
        rule = one.finding.finding.rule if one.finding else ""
        link = types.CodeDescription(f"{self._rules_page()}#{rule}") if rule else None
        return types.Diagnostic(
            where, one.message, SEVERITIES[one.severity], rule or "po", link, source=SOURCE
        )


def _problems(block: EntryBlock, entry: Entry, found: Iterable[EntryFinding]) -> Iterator[Problem]:
    """Yield findings with their place; those of an entry that is not approved are no more than notices."""
    fields = fields_of(block)
    for one in found:
        if one.waiver is not None:
            continue
        finding, span = one.finding, one.finding.span
        severity = Severity.NOTICE if entry.fuzzy else finding.severity
        where = _field(one, entry, fields)
        if where is None:
            yield replace(_whole(block, severity, finding.message), finding=one)
        else:
            inside = span is not None and span.end < len(where.places)
            start, end = (span.start, span.end) if span is not None and inside else (0, -1)
            yield Problem(where.places[start], where.places[end], severity, finding.message, one)


def _field(one: EntryFinding, entry: Entry, fields: Iterable[Field]) -> Field | None:
    """Return the text that a finding is about: the form of the translation, or the source."""
    name, form = "msgstr", entry.msgstr.index(one.target) if one.target in entry.msgstr else 0
    if one.finding.span is not None and one.finding.span.side == "source":
        name, form = ("msgid_plural" if one.source == entry.msgid_plural else "msgid"), 0
    return next((field for field in fields if (field.name, field.form) == (name, form)), None)


def _whole(block: EntryBlock, severity: Severity, message: str) -> Problem:
    line = next((at for at, one in enumerate(block.lines) if one.startswith(("msgctxt", "msgid"))), 0)
    return Problem((line, 0), (line, len(block.lines[line].rstrip("\r\n"))), severity, message)
