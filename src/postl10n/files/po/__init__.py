"""Gettext PO files, kept to the byte: `parse_po`, `serialize_po`, and `PoFile`, which ties bytes to values.

A file is scanned for where its entries begin; an entry becomes a value when `PoFile.catalog` is asked for.
Writing keeps the bytes of every entry that is still equal to what the file held.
"""

from __future__ import annotations

from collections.abc import Iterator

from postl10n.errors import CatalogError, Place, Postl10nError
from postl10n.files.po import charset as po_charset
from postl10n.files.po.charset import Charset
from postl10n.files.po.decode import decode
from postl10n.files.po.findings import findings
from postl10n.files.po.scan import Scan, parts_at, scan
from postl10n.files.po.update import Old, formatted_bytes, new_bytes, updated_bytes
from postl10n.model.catalog import Catalog, Entry

MAX_BYTES = 64 * 1024 * 1024
MAX_STRING = 1024 * 1024


class PoFile:
    """A PO file as bytes, with its entries as values when asked. It never changes: see `updated`."""

    __slots__ = ("_catalog", "_charset", "_data", "_limits", "_path", "_scan")

    def __init__(self, data: bytes, scan: Scan, charset: Charset, path: str, limits: tuple[int, int]) -> None:
        """Made by `parse_po` and `new_po`."""
        self._data = data
        self._scan = scan
        self._charset = charset
        self._path = path
        self._limits = limits
        self._catalog: Catalog | None = None

    @property
    def path(self) -> str:
        """The path it was given, for messages."""
        return self._path

    @property
    def catalog(self) -> Catalog:
        """Header and entries as values, decoded once."""
        if self._catalog is None:
            entries = list(self._decoded())
            at = self._scan.header
            header = entries.pop(at) if at is not None else None
            self._catalog = Catalog(header=header, entries=tuple(entries))
        return self._catalog

    def updated(self, catalog: Catalog) -> PoFile:
        """The same file holding the given catalog, in its order.

        An entry equal to the one held under the same key keeps its bytes, blank lines included; others
        are written as msgcat would. Raises CatalogError where the file's charset lacks a character.
        """
        if catalog == self.catalog:
            return self
        return self._read_again(updated_bytes(self._old(), catalog))

    def formatted(self) -> PoFile:
        """The same entries, each written as msgcat would; wrapped or not as most of the file is.

        Raises CatalogError for a file with `domain` lines, which say to which catalog the next entries belong.
        """
        if self._scan.domains:
            raise CatalogError("holds several domains", place=Place(path=self._path), hint="Split it first.")
        return self._read_again(formatted_bytes(self._old()))

    def _old(self) -> Old:
        return Old(
            data=self._data, scan=self._scan, charset=self._charset, catalog=self.catalog, path=self._path
        )

    def _read_again(self, data: bytes) -> PoFile:
        return parse_po(data, path=self._path, max_bytes=self._limits[0], max_string=self._limits[1])

    def faults(self) -> tuple[Postl10nError, ...]:
        """What is kept as it is and yet wrong: NUL, plural forms that do not fit the header's rule."""
        return tuple(findings(self.catalog, self._path))

    def _decoded(self) -> Iterator[Entry]:
        work = self._scan.work
        line, counted = 1, 0
        for at in self._scan.starts:
            parts = parts_at(work, at)
            line += work.count(b"\n", counted, parts.head)
            counted = parts.head
            yield decode(parts, self._scan.charset, line)


def parse_po(
    data: bytes, *, path: str = "<po>", max_bytes: int = MAX_BYTES, max_string: int = MAX_STRING
) -> PoFile:
    """Read a PO file or template. `path` is for messages only.

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
    found = scan(data, charset, path, max_string)
    return PoFile(data, found, charset, path, (max_bytes, max_string))


def serialize_po(po: PoFile) -> bytes:
    """The bytes of the file; those it was read from as long as nothing changed."""
    return po._data


def new_po(catalog: Catalog, *, wrap: bool = True) -> PoFile:
    """A new file from values: UTF-8, `\\n`."""
    return parse_po(new_bytes(catalog, wrap=wrap), path="<new>")
