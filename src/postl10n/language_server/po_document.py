"""A PO file as it is typed: its entries are parsed one by one, and only those again that an edit touches.

A part that can't be parsed keeps the entry that it was before, and says what is wrong with it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from lsprotocol.types import Range, TextDocumentContentChangeEvent, TextDocumentContentChangePartial, TextEdit

from postl10n import Entry, EntryFinding, FaultGroup, Key, Postl10nError, Severity, parse_po, serialize_po
from postl10n.language_server.positions import Cursor, Units, line_edits, lines_of

# The editor has decoded the file already, whatever its header says of the charset.
_PREAMBLE = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
_PREAMBLE_LINES = _PREAMBLE.count(b"\n")
_CHARSET = re.compile(r"(charset=)[^\\\"\s]+")
_HEADER = re.compile(r'(?:\s*#[^\n]*\n)*\s*msgid\s+""\s*\n\s*msgstr')
_BLANK = re.compile(r"\s*\Z")
_TRANSLATION = re.compile(r"\s*(?:#~\s*)?msgstr\b")
_BEGINS = re.compile(r"\s*(?:#(?!~\s*(?:msgstr|\"|msgid_plural))|msgctxt\b|msgid\b)")
_FIELD = re.compile(r'\s*(?:#~\s*)?(?:(?P<name>msg(?:ctxt|id_plural|id|str))(?:\[(?P<form>\d+)\])?\s*)?"')
_SIGN = re.compile(r"\\(?:x[0-9A-Fa-f]{1,2}|[0-7]{1,3}|.)|[^\"\\]")


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem of an entry; places are a line of its block, from 0, and a column in code points."""

    start: Cursor
    end: Cursor
    severity: Severity
    message: str
    finding: EntryFinding | None = None
    """The rule's finding; None for what can't be parsed."""


@dataclass(slots=True)
class EntryBlock:
    """The lines of one entry, blank lines after it included."""

    lines: list[str]
    read: bool = False
    """True once its lines were parsed."""
    entry: Entry | None = None
    """The entry, the last that could be parsed; None for comments alone."""
    faults: tuple[tuple[int, str], ...] = ()
    """The faults of its syntax, each with a line of the block, from 0."""
    judged: bool = False
    problems: tuple[Problem, ...] = ()

    @property
    def is_header(self) -> bool:
        return self.entry is not None and self.entry.msgid == "" and self.entry.msgctxt is None

    def parse(self) -> None:
        """Parse the lines; where they are half typed, the entry stays that of before."""
        self.read, self.faults = True, ()
        try:
            self.entry = _entry("".join(self.lines))
        except Postl10nError as error:
            faults = error.faults if isinstance(error, FaultGroup) else (error,)
            last = len(self.lines) - 1
            lines = ((one.place.line if one.place else None) or 1 for one in faults)
            places = (max(0, min(line - 1 - _PREAMBLE_LINES, last)) for line in lines)
            self.faults = tuple((line, one.message) for line, one in zip(places, faults, strict=True))


def _entry(text: str) -> Entry | None:
    if _HEADER.match(text):
        # As many lines as the preamble, beside which it would be a second header.
        data = b"\n" * _PREAMBLE_LINES + _CHARSET.sub(r"\1UTF-8", text).encode("utf-8", "surrogatepass")
        return parse_po(data, path="<editor>").catalog.header
    data = _PREAMBLE + text.encode("utf-8", "surrogatepass")
    return next(iter(parse_po(data, path="<editor>").catalog.entries), None)


@dataclass(frozen=True, slots=True)
class Field:
    """A text of an entry: `places[n]` is where its n-th character is in the block, the last one where it ends."""

    name: str
    form: int
    places: Sequence[Cursor]

    def holds(self, place: Cursor) -> bool:
        return self.places[0] <= place <= self.places[-1]


def fields_of(block: EntryBlock) -> list[Field]:
    """Return the texts of a block's lines; what can't be read is left out."""
    found: list[Field] = []
    places: list[Cursor] = []
    for number, line in enumerate(block.lines):
        opened = _FIELD.match(line)
        if opened is None:
            continue
        if opened["name"]:
            places = []
            found.append(Field(opened["name"], int(opened["form"] or 0), places))
        elif places:
            places.pop()
        at = opened.end()
        while sign := _SIGN.match(line, at):
            places.append((number, at))
            at = sign.end()
        places.append((number, min(at, len(line.rstrip("\r\n")))))
    return found


class PoDocument:
    """The blocks of a file."""

    def __init__(self, text: str) -> None:
        self.blocks = _split(lines_of(text))
        self.keys: Counter[Key] = Counter()
        """The keys of the entries that were parsed."""
        self._count()

    @property
    def text(self) -> str:
        return "".join(line for block in self.blocks for line in block.lines)

    @property
    def header(self) -> Entry | None:
        for block in self.blocks[:3]:
            self.parse(block)
            if block.is_header:
                return block.entry
        return None

    def _count(self) -> None:
        self.starts = list(accumulate((len(one.lines) for one in self.blocks), initial=0))
        """The number of each block's first line, then of all lines."""

    def at(self, line: int) -> int:
        """Return the index of the block that holds a line; -1 in an empty file."""
        return min(bisect_right(self.starts, line) - 1, len(self.blocks) - 1)

    def around(self, line: int) -> tuple[Sequence[str], int]:
        """Return the lines of the block that holds a line, and the number of its first."""
        at = self.at(line)
        return (self.blocks[at].lines, self.starts[at]) if at >= 0 else ((), 0)

    def parse(self, block: EntryBlock) -> EntryBlock:
        if not block.read:
            block.parse()
            if block.entry is not None and not block.entry.obsolete:
                self.keys[block.entry.key] += 1
        return block

    def change(self, event: TextDocumentContentChangeEvent, units: Units) -> None:
        """Make an edit of the client."""
        if not isinstance(event, TextDocumentContentChangePartial):
            self.blocks, self.keys = _split(lines_of(event.text)), Counter()
        else:
            first = max(0, self.at(event.range.start.line) - 1)
            last = min(len(self.blocks), self.at(event.range.end.line) + 2)
            old = self.blocks[first:last]
            lines = [line for block in old for line in block.lines]
            new = _split(units.changed(lines, event, at=self.starts[first]))
            self._adopt(old, new)
            self.blocks[first:last] = new
        self._count()

    def _adopt(self, old: Sequence[EntryBlock], new: list[EntryBlock]) -> None:
        """Keep what is known of blocks that stay, and the last entry of one that is being typed in."""
        known = {tuple(one.lines): one for one in old if one.read}
        kept = set()
        for at, block in enumerate(new):
            same = known.pop(tuple(block.lines), None)
            if same is not None:
                new[at] = same
                kept.add(id(same))
            elif len(old) == len(new):
                block.entry = old[at].entry
                block.problems = old[at].problems
        for one in old:
            if one.read and id(one) not in kept and one.entry is not None and not one.entry.obsolete:
                self.keys[one.entry.key] -= 1

    def duplicate(self, block: EntryBlock) -> bool:
        """Return True if another entry has the same key."""
        entry = block.entry
        return entry is not None and not entry.obsolete and self.keys[entry.key] > 1

    def range(self, at: int, units: Units, start: Cursor, end: Cursor) -> Range:
        """Return the client's range of a span in a block."""
        return units.range(self.blocks[at].lines, start, end, at=self.starts[at])

    def edits(self, at: int, entry: Entry) -> list[TextEdit]:
        """Return the edits that put another entry in the place of a block's; none where the block can't be parsed."""
        block = self.blocks[at]
        if block.faults or not is_active(block):
            return []
        po = parse_po(_PREAMBLE + "".join(block.lines).encode(), path="<editor>")
        made = po.updated(replace(po.catalog, entries=(entry, *po.catalog.entries[1:])))
        new = lines_of(serialize_po(made)[len(_PREAMBLE) :].decode())
        return line_edits(block.lines, new, at=self.starts[at])


def is_active(block: EntryBlock) -> bool:
    """Return True for an entry that is neither the header nor obsolete."""
    return block.entry is not None and not block.entry.obsolete and not block.is_header


def _split(lines: Sequence[str]) -> list[EntryBlock]:
    blocks: list[EntryBlock] = []
    complete = after_blank = True
    for line in lines:
        blank = _BLANK.match(line) is not None
        if not blocks or (not blank and (after_blank or (complete and _BEGINS.match(line) is not None))):
            blocks.append(EntryBlock([]))
            complete = False
        complete = complete or _TRANSLATION.match(line) is not None
        after_blank = blank
        blocks[-1].lines.append(line)
    return blocks
