"""Files that a command names, in a project or not."""

from __future__ import annotations

from pathlib import Path

from postl10n.errors import CatalogError, Place, UsageError

LARGEST = 256 * 1024 * 1024
"""Bytes of a file that is read whole to be scored."""


def read_input(path: Path, *, shown: str | None = None, most: int | None = None) -> bytes:
    """Return the bytes of a file; `shown` is its path as messages have it.

    Raises CatalogError if it can't be read, UsageError if it has more than `most` bytes.
    """
    place = Place(path=shown or str(path))
    try:
        if most is not None and path.stat().st_size > most:
            raise UsageError(f"is larger than {most // 1024**2} MB", place=place)
        return path.read_bytes()
    except OSError as error:
        raise CatalogError(f"can't be read: {error.strerror}", place=place) from error
