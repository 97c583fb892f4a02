"""Catalogs of a project on the disk: read, and written only where nobody else wrote meanwhile."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from postl10n.errors import CatalogError, Place, Postl10nError, system_fault
from postl10n.files.po import MAX_BYTES, PoFile, new_po, parse_po, serialize_po
from postl10n.model.catalog import Catalog
from postl10n.project.layout import ProjectLayout
from postl10n.project.system import read_regular, sync_folder
from postl10n.project.writes import (
    TRIES,
    ChangedMeanwhileError,
    always_changing,
    inside,
    lock,
    write_file,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A catalog file as it was read; `po` is None where there is no file."""

    path: Path
    po: PoFile | None
    moved_from: Path | None = None
    """Where it was read, if it still lies there: its article has another name now."""

    @property
    def catalog(self) -> Catalog | None:
        return self.po.catalog if self.po else None


class CatalogFiles:
    """Reads and writes the PO and POT files of a project."""

    def __init__(self, layout: ProjectLayout) -> None:
        self._layout = layout
        self._inside: set[Path] = set()
        """Folders that are known not to lead out of the project."""

    def data(self, path: Path) -> bytes | None:
        """Return the bytes of a file, None where there is none. Raises CatalogError or UsageError."""
        try:
            # Following every part of every path costs more than the reading.
            if path.parent in self._inside and not path.is_symlink():
                return read_regular(path, MAX_BYTES)
            resolved = inside(path, self._layout.root)
            if not path.is_symlink():
                self._inside.add(path.parent)
            return read_regular(resolved, MAX_BYTES)
        except FileNotFoundError:
            return None
        except OSError as error:
            place = Place(path=self._layout.shown(path))
            raise system_fault("read", error, place, CatalogError) from error

    def read(self, path: Path) -> Stored:
        """Return the file at path. Raises CatalogError, UsageError or FaultGroup where it can't be read."""
        data = self.data(path)
        return Stored(path=path, po=None if data is None else parse_po(data, path=self._layout.shown(path)))

    def values(self, path: Path) -> Catalog | None:
        """Return what a file says, without its syntax: for thousands of catalogs, none of which is kept or written.

        Raises CatalogError, UsageError or FaultGroup where it can't be read.
        """
        data = self.data(path)
        return None if data is None else parse_po(data, path=self._layout.shown(path), values=True).catalog

    def write(self, stored: Stored, change: Callable[[Catalog | None], Catalog]) -> bool:
        """Put `change(what the file holds)` in its place; True if a byte of it changed.

        If another program saved the file since it was read, the change is made again to what is there now.
        """
        return self.respell(stored, spelling(change))[0]

    def respell(self, stored: Stored, change: Callable[[PoFile | None], PoFile]) -> tuple[bool, bytes]:
        """The same where the change says how the file is to be spelt; its bytes too."""
        before, after = _spelt(stored, change)
        if before == after:
            return False, after  # Nothing is written, so that nobody has to be waited for.
        with self._lock(stored.path):
            for _ in range(TRIES):
                try:
                    changed = before != after and write_file(
                        stored.path, after, root=self._layout.root, durable=True, expected=before
                    )
                    return changed, after
                except ChangedMeanwhileError:
                    stored = self._read_again(stored)
                    before, after = _spelt(stored, change)
            raise always_changing(self._layout.shown(stored.path))

    def move(self, before: Path, after: Path) -> bool:
        """Give a file another name, durably; False, and nothing done, where there is none or another is in the way.

        A catalog or template that nobody worked on is in nobody's way: it is removed first.
        Raises UsageError for a path that leads out of the project, or a folder that can't be written.
        """
        first, second = sorted((before, after))
        with self._lock(first), self._lock(second):
            if not os.path.lexists(before) or (os.path.lexists(after) and not self.untouched(after)):
                return False
            for path in (before, after):
                inside(path.parent, self._layout.root)
            try:
                after.parent.mkdir(parents=True, exist_ok=True)
                after.unlink(missing_ok=True)
                before.rename(after)
                for folder in {before.parent, after.parent}:
                    sync_folder(folder)
            except OSError as error:
                place = Place(path=self._layout.shown(before))
                raise system_fault("renamed", error, place) from error
            return True

    def untouched(self, path: Path) -> bool:
        """Return True if a file is a catalog or template that nobody has edited."""
        if path.suffix not in (".po", ".pot"):
            return False
        try:
            catalog = self.read(path).catalog
        except Postl10nError:
            return False
        return catalog is not None and catalog.untouched

    def _read_again(self, stored: Stored) -> Stored:
        """Raises CatalogError where the file is there no more: made anew, it would lack what was in it."""
        again = self.read(stored.path)
        if stored.po is not None and again.po is None:
            raise CatalogError(
                "was renamed or removed by another program meanwhile",
                place=Place(path=self._layout.shown(stored.path)),
                hint="Run the command again.",
            )
        return again

    def _lock(self, path: Path) -> AbstractContextManager[None]:
        return lock(self._layout.shown(path).replace("/", "+"), self._layout.cache / "locks")


def spelling(change: Callable[[Catalog | None], Catalog]) -> Callable[[PoFile | None], PoFile]:
    """Return the change of a file that a change of what it says asks for."""

    def respell(po: PoFile | None) -> PoFile:
        catalog = change(po.catalog if po else None)
        return po.updated(catalog) if po else new_po(catalog)

    return respell


def _spelt(stored: Stored, change: Callable[[PoFile | None], PoFile]) -> tuple[bytes | None, bytes]:
    """Return the bytes of a catalog as it was read, and as the change has it."""
    return serialize_po(stored.po) if stored.po else None, serialize_po(change(stored.po))
