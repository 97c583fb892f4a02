"""Scanning a PO file: the offsets of its entries, and everything that makes it unreadable."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import chain

from postl10n.errors import CatalogError, Place, raise_faults
from postl10n.files.po.charset import UTF8, UTF8_BOM, Charset
from postl10n.files.po.decode import decode
from postl10n.files.po.reader import SyntaxFault, read_item
from postl10n.files.po.syntax import (
    CONTEXT,
    HEAD,
    MSGID,
    OBSOLETE,
    REST,
    Parts,
    content,
    match,
    parts_of,
)
from postl10n.files.po.text import unescape
from postl10n.model.catalog import Entry

_CONFLICT = re.compile(rb"^(<{7}|>{7})(?:[ \t\r][^\n]*)?$", re.MULTILINE)
_BLANK_LINE = re.compile(rb"\n[ \t\r]*\n")
_EOT = b"\x04"
# Two patterns that each begin with a fixed byte are searched several times faster than one for both.
_EOT_BYTE = re.compile(_EOT)
_EOT_ESCAPE = re.compile(rb"\\(?:0{0,2}4(?![0-7])|x(?:[0-9A-Fa-f]*0)?4(?![0-9A-Fa-f]))")
MOST_FAULTS = 20

_Key = tuple[bytes, bytes | str | None, bytes | str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """The offsets of a file's entries, in `work`."""

    work: bytes
    """The file, or its text in UTF-8 if its own charset can't be scanned."""
    charset: Charset
    """The charset of `work`."""
    starts: array[int]
    """The start of each entry, preceding blank lines included; each ends where the next begins."""
    tail: int
    """The end of the last entry; comments and blank lines may follow."""
    header: int | None
    """The index of the header's entry."""
    domains: bool
    """True if there are `domain` lines, so that several entries may have one key."""


def parts_at(work: bytes, at: int) -> Parts:
    """Return the entry that the scan found at an offset."""
    found = match(work, at)
    if found:
        return parts_of(found)
    while True:
        item = read_item(work, at)
        if item.parts is not None:
            return item.parts
        at = item.end


def scan(data: bytes, charset: Charset, path: str, max_string: int) -> Scan:
    """Find every entry of a file whose bytes are valid. Raises CatalogError or FaultGroup."""
    return _Scanner(*_scannable(data, charset), path, max_string).run()


def scan_values(data: bytes, charset: Charset, path: str, max_string: int) -> tuple[Scan, list[Entry]]:
    """Scan as `scan` does, and return the entries as values too, the header's included: faster than matching them again."""
    scanner = _Decoding(*_scannable(data, charset), path, max_string)
    return scanner.run(), scanner.entries


def _scannable(data: bytes, charset: Charset) -> tuple[bytes, Charset]:
    if charset.scannable:
        return data, charset
    # Comments may contain bytes that are invalid in the charset.
    return data.decode(charset.codec, "surrogateescape").encode("utf-8", "surrogateescape"), UTF8


@dataclass(slots=True)
class _Scanner:
    work: bytes
    charset: Charset
    path: str
    max_string: int
    starts: array[int] = field(default_factory=lambda: array("q"))
    keys: dict[_Key, int] = field(default_factory=dict)
    faults: list[CatalogError] = field(default_factory=list)
    header: int | None = None
    domain: bytes = b""
    domains: bool = False

    def run(self) -> Scan:
        work = self.work
        start = at = len(UTF8_BOM) if work.startswith(UTF8_BOM) else 0
        while at < len(work) and len(self.faults) < MOST_FAULTS:
            found = match(work, at)
            if found:
                self._matched(start, found)
                start = at = found.end()
                continue
            rest = REST.match(work, at)
            if rest and rest.end() == len(work):
                break
            at, entered = self._read(start, at)
            start = at if entered else start
        self._check_eot()
        if self.faults:
            raise_faults(self._conflicts() or self.faults)
        return Scan(
            work=work,
            charset=self.charset,
            starts=self.starts,
            tail=start,
            header=self.header,
            domains=self.domains,
        )

    def _matched(self, start: int, found: re.Match[bytes]) -> None:
        context = found[CONTEXT]
        key = self.domain, None if context is None else _plain(context), _plain(found[MSGID])
        self._add(start, found.start(HEAD), key, found.re is OBSOLETE)
        if found.end() - found.start() > self.max_string:
            self._check_length(parts_of(found))

    def _read(self, start: int, at: int) -> tuple[int, bool]:
        """Parse one item with the slow parser; return the offset after it, and True if it was an entry or a fault."""
        try:
            item = read_item(self.work, at)
        except SyntaxFault as fault:
            self._fault(fault.message, fault.offset, fault.hint)
            after = _BLANK_LINE.search(self.work, max(fault.offset, at))
            return after.end() if after else len(self.work), True
        if item.parts is not None:
            self._enter(start, item.parts)
            self._check_length(item.parts)
        elif item.domain is not None:
            self.domain, self.domains = item.domain, True
        return item.end, item.parts is not None

    def _enter(self, start: int, parts: Parts) -> None:
        context = None if parts.context is None else _plain(parts.context)
        self._add(start, parts.head, (self.domain, context, _plain(parts.msgid)), parts.obsolete)

    def _add(self, start: int, head: int, key: _Key, obsolete: bool) -> None:
        first = self.keys.setdefault(key, head)
        if first != head:
            self._duplicate(head, first)
        if self.header is None and not obsolete and key[1] is None and not key[2]:
            self.header = len(self.starts)
        self.starts.append(start)

    def _duplicate(self, head: int, first: int) -> None:
        # msgfmt and msgcat count obsolete entries too.
        self._fault(
            f"this message is already in line {self._line(first)}",
            head,
            "Keep one of the two entries, or tell them apart by msgctxt.",
        )

    def _check_length(self, parts: Parts) -> None:
        longest = max(len(content(text)) for text in (parts.msgid, *parts.msgstr))
        if longest > self.max_string:
            self._fault(f"a text of {longest:,} bytes; {self.max_string:,} are allowed", parts.head, None)

    def _check_eot(self) -> None:
        """Report EOT in any text: it ends the msgctxt in MO files, and gettext refuses it."""
        found = chain(_EOT_BYTE.finditer(self.work), _EOT_ESCAPE.finditer(self.work))
        entries = {bisect_right(self.starts, one.start()) - 1 for one in found}
        for index in sorted(entries - {-1}):
            parts = parts_at(self.work, self.starts[index])
            texts = (parts.context, parts.msgid, parts.plural, *parts.msgstr)
            written = [content(text) for text in texts if text is not None] + [parts.previous or b""]
            if any(_EOT in unescape(text) for text in written):
                self._fault("a text holds EOT (\\004), which gettext reserves", parts.head, "Take it out.")

    def _fault(self, message: str, offset: int, hint: str | None) -> None:
        place = Place(path=self.path, line=self._line(offset))
        self.faults.append(CatalogError(message, place=place, hint=hint))

    def _line(self, offset: int) -> int:
        return self.work.count(b"\n", 0, offset) + 1

    def _conflicts(self) -> list[CatalogError]:
        """Return one fault for each merge conflict: all other faults in the file follow from them."""
        marks = list(_CONFLICT.finditer(self.work))
        opening = [mark for mark in marks if mark[1].startswith(b"<")] or marks[:1]
        return [
            CatalogError(
                "a conflict of a version control system was left in the file",
                place=Place(path=self.path, line=self._line(mark.start())),
                hint="Keep one side, or both as one entry, and delete the <<<<<<<, ======= and >>>>>>> lines.",
            )
            for mark in opening[:MOST_FAULTS]
        ]


@dataclass(slots=True)
class _Decoding(_Scanner):
    """A scanner that also decodes the entries, whose values then serve as keys."""

    entries: list[Entry] = field(default_factory=list)
    lines: int = 1
    counted: int = 0

    def _matched(self, start: int, found: re.Match[bytes]) -> None:
        parts = parts_of(found)
        self._enter(start, parts)
        if found.end() - found.start() > self.max_string:
            self._check_length(parts)

    def _enter(self, start: int, parts: Parts) -> None:
        self.lines += self.work.count(b"\n", self.counted, parts.head)
        self.counted = parts.head
        entry = decode(parts, self.charset.codec, self.lines)
        self.entries.append(entry)
        self._add(start, parts.head, (self.domain, entry.msgctxt, entry.msgid), parts.obsolete)


def _plain(text: bytes) -> bytes:
    """Return the text unescaped, so that texts compare equal however they are wrapped and escaped."""
    return unescape(content(text))
