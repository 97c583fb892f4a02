"""Files that a command names, in a project or not."""

from __future__ import annotations

import contextlib
import re
import tomllib
from pathlib import Path

from postl10n.errors import (
    CatalogError,
    Place,
    Postl10nError,
    ProjectError,
    UsageError,
    as_faults,
    system_fault,
)
from postl10n.files.formats import ending
from postl10n.model.ids import content_hash
from postl10n.project.layout import ProjectLayout
from postl10n.project.system import MOST_BYTES, read_regular
from postl10n.project.writes import OURS, content_at, inside, write_file


class Destination:
    """The destination of an export, with the file's content before it is made.

    A file is replaced if its bytes are what an export of this project once wrote, which the project's cache
    remembers by a digest: then nobody has edited it.
    """

    def __init__(self, path: Path, layout: ProjectLayout) -> None:
        """Raises UsageError for what can't be read."""
        self._path = path
        self._layout = layout
        self._before = content_at(path)

    def write(self, data: bytes, *, force: bool = False) -> bool:
        """Put an export there, with `force` in the place of any file; True if that changed anything.

        Raises UsageError, with nothing written.
        """
        if not force and self._before not in (None, data) and not self._record(self._before or b"").exists():
            hint = "It may contain somebody's work. Choose another name, or replace it with --force."
            message = "exists, and was not exported by this project or was edited since"
            raise UsageError(message, place=Place(path=str(self._path)), hint=hint)
        # Where it can't be remembered, the next export asks for --force.
        with contextlib.suppress(UsageError):
            write_file(self._record(data), b"", root=self._layout.root, durable=False, expected=OURS)
        root = self._path.resolve().parent
        return write_file(self._path, data, root=root, durable=True, expected=self._before)

    def _record(self, data: bytes) -> Path:
        return self._layout.cache / "exports" / content_hash(data)


LARGEST = 256 * 1024 * 1024
"""Bytes of a file that a command names; its reader may allow less."""
_LARGER = {"tmx": MOST_BYTES}


def read_input(
    path: Path,
    *,
    shown: str | None = None,
    root: Path | None = None,
    fault: type[Postl10nError] = CatalogError,
) -> bytes:
    """Return the bytes of a file; `shown` is its path as messages have it.

    Raises the fault if it can't be read: it is no regular file, or too large. Raises UsageError if it leads out of `root`.
    """
    place = Place(path=shown or str(path))
    try:
        path = inside(path, root) if root else path
        return read_regular(path, _LARGER.get(ending(path), LARGEST))
    except OSError as error:
        raise system_fault("read", error, place, fault) from error


def load_toml(text: str, path: str) -> dict[str, object]:
    """Return the tables of a file of settings. Raises ProjectError with the line."""
    with as_faults(Place(path=path), ProjectError):
        try:
            table = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
            line, column = (int(found[1]), int(found[2])) if found else (len(text.splitlines()), None)
            message = str(error).partition(" (at ")[0]
            raise ProjectError(message, place=Place(path=path, line=line, column=column)) from error
        if (escape := _NUL.search(text)) and _holds_nul(table):
            place = Place(path=path, line=text.count("\n", 0, escape.start()) + 1)
            raise ProjectError(
                "a text holds the character NUL", place=place, hint="No path or name may have it."
            )
        return table


_NUL = re.compile(r"\\u0000|\\U0{8}")


def _holds_nul(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_holds_nul, (*value, *value.values())))
    return (
        any(map(_holds_nul, value)) if isinstance(value, list) else isinstance(value, str) and "\0" in value
    )


def read_present(
    path: Path, *, shown: str, root: Path | None = None, fault: type[Postl10nError] = CatalogError
) -> bytes | None:
    """The same, and None where there is no file."""
    try:
        return read_input(path, shown=shown, root=root, fault=fault)
    except fault as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return None
        raise
