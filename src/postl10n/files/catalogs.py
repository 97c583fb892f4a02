"""Catalogs of a project on the disk: read, and written only where nobody else wrote meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from postl10n.errors import CatalogError, Place
from postl10n.files.layout import Layout
from postl10n.files.po import PoFile, new_po, parse_po, serialize_po
from postl10n.files.writes import TRIES, ChangedMeanwhileError, always_changing, inside, lock, write_file
from postl10n.model.catalog import Catalog


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A catalog file as it was read; `po` is None where there is no file."""

    path: Path
    po: PoFile | None
    moved_from: Path | None = None
    """Where it was read, if it is still to be moved to its path: its article has another name now."""

    @property
    def catalog(self) -> Catalog | None:
        return self.po.catalog if self.po else None


class CatalogFiles:
    """Reads and writes the PO and POT files of a project."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def read(self, path: Path) -> Stored:
        """The file at path. Raises CatalogError or FaultGroup where it can't be read."""
        shown = self._layout.shown(path)
        try:
            data = inside(path, self._layout.root).read_bytes()
        except FileNotFoundError:
            return Stored(path=path, po=None)
        except OSError as error:
            raise CatalogError(f"can't be read: {error.strerror}", place=Place(path=shown)) from error
        return Stored(path=path, po=parse_po(data, path=shown))

    def write(self, stored: Stored, change: Callable[[Catalog | None], Catalog]) -> bool:
        """Put `change(what the file holds)` in its place; True if a byte of it changed.

        If another program saved the file since it was read, the change is made again to what is there now.
        """

        def respell(po: PoFile | None) -> PoFile:
            catalog = change(po.catalog if po else None)
            return po.updated(catalog) if po else new_po(catalog)

        return self.respell(stored, respell)

    def respell(self, stored: Stored, change: Callable[[PoFile | None], PoFile]) -> bool:
        """The same where the change says how the file is to be spelt."""
        name = self._layout.shown(stored.path).replace("/", "+")
        with lock(name, self._layout.cache / "locks"):
            self._move(stored)
            for _ in range(TRIES):
                try:
                    return self._write_once(stored, change)
                except ChangedMeanwhileError:
                    stored = self.read(stored.path)
            raise always_changing(self._layout.shown(stored.path))

    def _move(self, stored: Stored) -> None:
        """Give the file its new name; never over another one."""
        if stored.moved_from is not None and not stored.path.exists():
            inside(stored.path, self._layout.root).parent.mkdir(parents=True, exist_ok=True)
            inside(stored.moved_from, self._layout.root).rename(stored.path)

    def _write_once(self, stored: Stored, change: Callable[[PoFile | None], PoFile]) -> bool:
        before = serialize_po(stored.po) if stored.po else None
        after = serialize_po(change(stored.po))
        if before == after:
            return False
        return write_file(stored.path, after, root=self._layout.root, durable=True, expected=before)
