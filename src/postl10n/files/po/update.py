"""The new bytes of an updated file: unchanged entries keep their bytes, the others are written as gettext would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from postl10n.errors import CatalogError, Place
from postl10n.files.po.charset import UTF8, UTF8_BOM, Charset, declared_in
from postl10n.files.po.format import PoLayout, format_entry, layout_of, newline_of
from postl10n.files.po.scan import Scan
from postl10n.model.catalog import Catalog, Entry

_NEWLINE = ord("\n")
_BLANK_LINES = re.compile(rb"(?:[ \t\r\f\v]*\n)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Old:
    """A file as it was parsed."""

    data: bytes
    scan: Scan
    charset: Charset
    """The charset of `data`."""
    catalog: Catalog
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Updated:
    """A file as it is to be written."""

    data: bytes
    written: tuple[bytes, ...]
    """The entries written anew; the others keep their bytes."""
    chunks: tuple[bytes, ...]
    """The bytes of all entries in order, the header's and preceding blank lines included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Target:
    """The format in which entries are written into a file."""

    layout: PoLayout
    charset: Charset
    newline: bytes
    path: str

    def written(self, entry: Entry) -> bytes:
        """Return a formatted entry in the file's charset, with its newlines. Raises CatalogError."""
        text = format_entry(entry, self.layout)
        data = self.encoded(text, entry)
        return data if self.newline == b"\n" else data.replace(b"\n", self.newline)

    def encoded(self, text: str, entry: Entry) -> bytes:
        """Return a text in the file's charset. Raises CatalogError."""
        try:
            return text.encode(self.charset.codec, "surrogateescape")
        except UnicodeEncodeError as error:
            raise CatalogError(
                f"U+{ord(text[error.start]):04X} cannot be written in {self.charset.codec}: {entry.msgid[:60]!r}",
                place=Place(path=self.path, line=entry.line),
                hint="Convert the catalog to UTF-8, for instance with msgconv -t UTF-8.",
            ) from error


def new_bytes(catalog: Catalog, *, wrap: bool) -> bytes:
    """Return the bytes of a new file: UTF-8, `\\n`. Raises CatalogError for text that is no Unicode."""
    target = _Target(layout=PoLayout(wrapped=wrap), charset=UTF8, newline=b"\n", path="<new>")
    return b"\n".join(target.written(entry) for entry in _all(catalog, 0))


def updated(old: Old, catalog: Catalog) -> Updated:
    """Return the file updated with another catalog. Raises CatalogError."""
    target = _target(old, _charset_of(old, catalog))
    pieces = _Pieces(old, target)
    chunks = [pieces.of(entry, at) for at, entry in enumerate(_all(catalog, old.scan.header or 0))]
    begin, end = old.data[: pieces.offsets[0]], old.data[pieces.offsets[-1] :]
    joined = tuple(_joined(chunks, target.newline))
    return Updated(
        data=b"".join([begin, *joined, end]),
        written=tuple(pieces.written),
        chunks=joined,
    )


def formatted_bytes(old: Old, *, modern: bool) -> bytes:
    """Return the file with every entry written anew, wrapped or not like most of it; modern: see `PoLayout`."""
    target = _target(old, old.charset)
    target = replace(target, layout=replace(target.layout, modern=modern))
    bom = UTF8_BOM if old.data.startswith(UTF8_BOM) else b""
    entries = _all(old.catalog, old.scan.header or 0)
    return bom + target.newline.join(target.written(entry) for entry in entries)


def _target(old: Old, charset: Charset) -> _Target:
    layout = layout_of(old.scan.work, old.scan.charset)
    return _Target(
        layout=PoLayout(
            wrapped=layout.wrapped, wide_ambiguous=charset.wide_ambiguous, raw_bytes=not charset.declared
        ),
        charset=charset,
        newline=newline_of(old.data),
        path=old.path,
    )


def _all(catalog: Catalog, header_at: int) -> list[Entry]:
    """Return the entries, with the header's at the position that it has in the file."""
    entries = list(catalog.entries)
    if catalog.header is not None:
        entries.insert(header_at, catalog.header)
    return entries


def _charset_of(old: Old, catalog: Catalog) -> Charset:
    """Return the charset of the new bytes: the header may declare another one than before."""
    if catalog.header == old.catalog.header or catalog.header is None:
        return old.charset
    declared = declared_in(catalog.header.msgstr[0].encode("utf-8", "replace"))
    return declared if declared.declared else old.charset


def _joined(chunks: list[bytes], newline: bytes) -> Iterator[bytes]:
    """Yield the chunks: no blank line before the first, and each begins on a new line."""
    for at, chunk in enumerate(chunks):
        last = at == len(chunks) - 1
        yield chunk if last or chunk.endswith(b"\n") else chunk + newline


class _Pieces:
    """The bytes of each entry: its old ones if it is unchanged."""

    def __init__(self, old: Old, target: _Target) -> None:
        self.offsets = offsets_in(old.data, old.scan)
        self.written: list[bytes] = []
        self._old = old
        self._target = target
        self._entries = _all(old.catalog, old.scan.header or 0)
        self._index = {_key(one): at for at, one in enumerate(self._entries)}
        self._same_codec = target.charset.codec == old.charset.codec
        self._in_lines = {offset for offset in self.offsets if not self._begins_line(offset)}
        if old.scan.domains and len(self._index) < len(self._entries):
            # With domains, one key may belong to several entries, which a catalog can't distinguish.
            raise CatalogError(
                "a file whose domains share messages cannot be changed",
                place=Place(path=old.path),
                hint="Split it into one file a domain.",
            )

    def of(self, entry: Entry, position: int) -> bytes:
        """Return the bytes for an entry, preceding blank lines included."""
        at = self._index.get(_key(entry))
        if at is None:
            return self._separator(b"\n", position) + self._write(entry)
        data, begin, end = self._old.data, self.offsets[at], self.offsets[at + 1]
        kept = self._kept(at, entry)
        if kept and position and data[begin] == _NEWLINE:
            return data[begin:end]
        found = _BLANK_LINES.match(data, begin)
        body = found.end() if found else begin
        blank = data[begin:body]
        separator = blank if position == at else self._separator(blank, position)
        return separator + (data[body:end] if kept else self._write(entry))

    def _write(self, entry: Entry) -> bytes:
        self.written.append(self._target.written(entry))
        return self.written[-1]

    def _separator(self, blank: bytes, position: int) -> bytes:
        return b"" if position == 0 else blank or self._target.newline

    def _kept(self, at: int, entry: Entry) -> bool:
        """Return True if an entry's bytes can be kept: it is unchanged, and shares no line with another."""
        before = self._entries[at]
        return (
            (entry is before or entry == before)
            and self._same_codec
            and self._in_lines.isdisjoint(self.offsets[at : at + 2])
        )

    def _begins_line(self, offset: int) -> bool:
        data = self._old.data
        return offset in (0, len(data)) or data[offset - 1] == _NEWLINE or data[:offset] == UTF8_BOM


def _key(entry: Entry) -> tuple[bool, str | None, str]:
    return entry.obsolete, entry.msgctxt, entry.msgid


def offsets_in(data: bytes, scan: Scan) -> list[int]:
    """Return the start of every entry and the end of the last, as offsets in the file itself."""
    places = [*scan.starts, scan.tail]
    return places if scan.work is data else _mapped(data, scan.work, places)


def _mapped(data: bytes, work: bytes, places: list[int]) -> list[int]:
    """Return offsets in the scanned text as offsets in the file: both have the same lines.

    An entry that begins within a line is never kept (see `_Pieces`), so the start of its line suffices.
    """
    mapped = []
    at = counted = 0
    for place in places:
        if place == len(work):
            at = len(data)
        else:
            for _ in range(work.count(b"\n", counted, place)):
                at = data.index(b"\n", at) + 1
        mapped.append(at)
        counted = place
    return mapped
