"""Gettext PO files, preserved to the byte: `parse_po`, `serialize_po`, and `PoFile`, which maps bytes to values.

A file is scanned for the offsets of its entries; they are decoded when `PoFile.catalog` is first used.
Writing keeps the bytes of every entry that is equal to the one in the file.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import replace

from postl10n.errors import CatalogError, FaultGroup, Place, Postl10nError
from postl10n.files.po import charset as po_charset
from postl10n.files.po.charset import Charset
from postl10n.files.po.decode import decode
from postl10n.files.po.findings import findings
from postl10n.files.po.format import newline_of
from postl10n.files.po.scan import Scan, parts_at, scan, scan_values
from postl10n.files.po.update import Old, Updated, formatted_bytes, new_bytes, offsets_in, updated
from postl10n.model.catalog import Catalog, Entry

_BLANK_LINES = re.compile(rb"(?:[ \t\r\f\v]*\n)*")
# `#,`, `#.`, `#:`, `#|`, `#=` and `#~` lines are not translator's comments.
_COMMENT = re.compile(rb"[ \t]*#(?![,.:|=~])")


def recommented_bytes(old: Old, index: int, lost: tuple[str, ...], added: tuple[str, ...]) -> bytes:
    """Return the file's bytes with comment lines of an entry removed, and others added after its last one.

    `index` counts the entries as the scan does, the header's included. Raises UnicodeEncodeError if the
    file's charset lacks a character.
    """
    offsets = offsets_in(old.data, old.scan)
    start, end = offsets[index], offsets[index + 1]
    chunk = old.data[start:end]
    blank = _BLANK_LINES.match(chunk)
    lead = blank.end() if blank else 0
    newline = newline_of(old.data)
    codec = old.charset.codec
    out = {one.strip().encode(codec, "surrogateescape") for one in lost}
    new = [b"# " + one.encode(codec, "surrogateescape") + newline for one in added]
    lines = chunk[lead:].splitlines(keepends=True)
    kept = [line for line in lines if not (_COMMENT.match(line) and _text(line) in out)]
    at = max((number + 1 for number, line in enumerate(kept) if _COMMENT.match(line)), default=0)
    body = b"".join([*kept[:at], *new, *kept[at:]])
    return b"".join((old.data[: start + lead], body, old.data[end:]))


def _text(line: bytes) -> bytes:
    return line.strip().removeprefix(b"#").strip()


def carried(old: Old, made: Updated) -> tuple[Scan, Catalog] | None:
    """Return offsets and values of the new file; None if it has to be parsed.

    Entries with their old bytes in their old order are taken over; entries written anew are parsed.
    """
    offsets = offsets_in(old.data, old.scan)
    whole = all(chunk.endswith(b"\n") for chunk in made.chunks)
    if not whole or old.scan.work is not old.data or old.scan.domains or len(made.chunks) != len(offsets) - 1:
        return None
    before = list(old.catalog.entries)
    if old.catalog.header is not None and old.scan.header is not None:
        before.insert(old.scan.header, old.catalog.header)
    starts = array("q")
    entries: list[Entry] = []
    at, moved = offsets[0], 0
    for index, chunk in enumerate(made.chunks):
        starts.append(at)
        begin, end = offsets[index], offsets[index + 1]
        if len(chunk) == end - begin and old.data.startswith(chunk, begin):
            entry = before[index]
            entries.append(replace(entry, line=entry.line + moved) if moved and entry.line else entry)
        else:
            entry = _read(made.data, at, old, index, offsets, moved)
            if entry.key != before[index].key or entry.obsolete != before[index].obsolete:
                return None
            entries.append(entry)
            moved += chunk.count(b"\n") - old.data.count(b"\n", begin, end)
        at += len(chunk)
    scan = replace(old.scan, work=made.data, starts=starts, tail=at)
    header = entries.pop(scan.header) if scan.header is not None else None
    return scan, Catalog(header=header, entries=tuple(entries))


def _read(data: bytes, at: int, old: Old, index: int, offsets: list[int], moved: int) -> Entry:
    """Parse an entry that was written anew; its line is counted from the start of its old one."""
    parts = parts_at(data, at)
    line = 1 + old.data.count(b"\n", 0, offsets[index]) + moved + data.count(b"\n", at, parts.head)
    return decode(parts, old.charset.codec, line)


MAX_BYTES = 64 * 1024 * 1024
MAX_STRING = 1024 * 1024


class PoFile:
    """A PO file as bytes, with its entries as values on request. Immutable: see `updated`."""

    __slots__ = ("_catalog", "_charset", "_data", "_limits", "_made", "_path", "_scan")

    def __init__(self, data: bytes, charset: Charset, path: str, limits: tuple[int, int]) -> None:
        """Created by `parse_po` and `new_po`."""
        self._data = data
        self._charset = charset
        self._path = path
        self._limits = limits
        self._scan: Scan | None = None
        self._catalog: Catalog | None = None
        self._made: tuple[Old, Updated] | None = None
        """The file and the update that it was made from, until its values are needed."""

    @property
    def path(self) -> str:
        """The path given for messages."""
        return self._path

    @property
    def catalog(self) -> Catalog:
        """The header and the entries as values, decoded once."""
        if self._catalog is None:
            self._carry()
        if self._catalog is None:
            self._catalog = _catalog(self._scanned(), list(self._decoded()))
        return self._catalog

    def _carry(self) -> None:
        """Take over unchanged entries from the file that this one was made from."""
        made, self._made = self._made, None
        found = carried(*made) if made is not None else None
        if found is not None:
            self._scan, self._catalog = found

    def updated(self, catalog: Catalog) -> PoFile:
        """Return the file with the given catalog, in its order.

        An entry equal to the present one with the same key keeps its bytes, preceding blank lines included; others
        are written as msgcat would. Raises CatalogError if the file's charset lacks a character.
        """
        if catalog == self.catalog:
            return self
        made = updated(self._old(), catalog)
        if self._is_sound(made, catalog):
            # Most callers only want the bytes, so they are parsed again only on demand.
            po = PoFile(made.data, self._charset, self._path, self._limits)
            po._made = (self._old(), made)
            return po
        return self._read_again(made.data)

    def _is_sound(self, made: Updated, catalog: Catalog) -> bool:
        """Return True if parsing the result would find no fault: no duplicate entry, none written wrongly."""
        keys = {entry.key for entry in catalog.entries}
        distinct = len(keys) == len(catalog.entries) and (
            catalog.header is None or catalog.header.key not in keys
        )
        if not distinct or self._scanned().domains or len(made.data) > self._limits[0]:
            return False
        if po_charset.charset_of(made.data) != self._charset:
            return False
        written = b"".join(made.written)
        try:
            po_charset.check(written, self._charset, self._path)
            found = scan(written, self._charset, self._path, self._limits[1])
        except (CatalogError, FaultGroup):
            return False
        return len(found.starts) == len(made.written) and not found.domains

    def recommented(self, entry: Entry, *, lost: tuple[str, ...] = (), added: tuple[str, ...] = ()) -> PoFile:
        """Return the file with translator's comments of one entry removed, and others added after them.

        Every other byte is kept, unless the file's spelling of the entry makes that impossible. Raises
        CatalogError if the file's charset lacks a character.
        """
        comments = (*(one for one in entry.comments if one not in lost), *added)
        entries = tuple(
            replace(one, comments=comments) if one is entry else one for one in self.catalog.entries
        )
        wanted = replace(self.catalog, entries=entries)
        index = next(at for at, one in enumerate(self.catalog.entries) if one is entry)
        header = self._scanned().header
        try:
            at = index if header is None or index < header else index + 1
            made = self._read_again(recommented_bytes(self._old(), at, lost, added))
        except (CatalogError, FaultGroup, UnicodeEncodeError):
            return self.updated(wanted)
        return made if made.catalog == wanted else self.updated(wanted)

    def formatted(self, *, modern: bool = False) -> PoFile:
        """Return the file with every entry written as msgcat 0.21 would; wrapped or not like most of the file.

        modern: as msgcat 0.23 and later, which breaks some lines elsewhere.
        Raises CatalogError for a file with `domain` lines, which assign the entries after them to different catalogs.
        """
        if self._scanned().domains:
            raise CatalogError("holds several domains", place=Place(path=self._path), hint="Split it first.")
        return self._read_again(formatted_bytes(self._old(), modern=modern))

    def _old(self) -> Old:
        return Old(
            data=self._data,
            scan=self._scanned(),
            charset=self._charset,
            catalog=self.catalog,
            path=self._path,
        )

    def _scanned(self) -> Scan:
        if self._scan is None:
            self._scan = scan(self._data, self._charset, self._path, self._limits[1])
        return self._scan

    def _read_again(self, data: bytes) -> PoFile:
        return parse_po(data, path=self._path, max_bytes=self._limits[0], max_string=self._limits[1])

    def faults(self) -> tuple[Postl10nError, ...]:
        """Return the faults of content that is kept nevertheless: NUL, plural forms that do not fit the header's rule."""
        return tuple(findings(self.catalog, self._path))

    def _decoded(self) -> Iterator[Entry]:
        found = self._scanned()
        work = found.work
        line, counted = 1, 0
        for at in found.starts:
            parts = parts_at(work, at)
            line += work.count(b"\n", counted, parts.head)
            counted = parts.head
            yield decode(parts, found.charset.codec, line)


def _catalog(found: Scan, entries: list[Entry]) -> Catalog:
    """Return the entries of a scan, the header's included, as a catalog."""
    header = entries.pop(found.header) if found.header is not None else None
    return Catalog(header=header, entries=tuple(entries))


def parse_po(
    data: bytes,
    *,
    path: str = "<po>",
    max_bytes: int = MAX_BYTES,
    max_string: int = MAX_STRING,
    values: bool = False,
) -> PoFile:
    """Parse a PO file or template. `path` is for messages only.

    values: decode the catalog at once, which takes less time than doing so later.

    Raises CatalogError, or FaultGroup for several, for what msgfmt and msgcat refuse and for what is larger
    than `max_bytes` (the file) or `max_string` (one text).
    """
    if len(data) > max_bytes:
        raise CatalogError(
            f"{len(data):,} bytes are more than the {max_bytes:,} that a catalog may have",
            place=Place(path=path),
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise CatalogError(
            "the file is in UTF-16, which PO files cannot be in",
            place=Place(path=path),
            hint="Save it as UTF-8.",
        )
    charset = po_charset.charset_of(data)
    po_charset.check(data, charset, path)
    po = PoFile(data, charset, path, (max_bytes, max_string))
    if values:
        po._scan, entries = scan_values(data, charset, path, max_string)
        po._catalog = _catalog(po._scan, entries)
    else:
        po._scanned()
    return po


def serialize_po(po: PoFile) -> bytes:
    """Return the bytes of the file; if nothing was changed, exactly those that were parsed."""
    return po._data


def new_po(catalog: Catalog, *, wrap: bool = True) -> PoFile:
    """Return a new file from values: UTF-8, `\\n`."""
    return parse_po(new_bytes(catalog, wrap=wrap), path="<new>")
