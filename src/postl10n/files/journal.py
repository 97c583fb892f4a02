"""The journal of a locale: what happened to its drafts and scores, one JSON object a line, only ever appended to."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from postl10n.errors import CatalogError, Place, UsageError
from postl10n.files.writes import inside, lock

NAME = "journal.jsonl"


def append(path: Path, events: list[Mapping[str, object]], *, root: Path, locks: Path) -> None:
    """Add events at the end of a journal, durably and in one write, after those of other processes.

    A last line that a crash cut short is closed first, so that it can harm no other. Raises UsageError.
    """
    lines = "".join(json.dumps(event, ensure_ascii=False, sort_keys=True) + "\n" for event in events)
    if not lines:
        return
    target = inside(path, root)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with lock(path.relative_to(root).as_posix().replace("/", "+"), locks), target.open("a+b") as stream:
            if stream.tell() and not _ends_line(stream.fileno(), stream.tell()):
                lines = "\n" + lines
            stream.write(lines.encode())
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise UsageError(f"can't be written: {error.strerror}", place=Place(path=str(path))) from error


def read(path: Path, *, shown: str) -> Iterator[Mapping[str, object]]:
    """The events of a journal, oldest first; none if there is no file.

    A line that a crash cut short is left out. Raises CatalogError for a line that never was an event, such as
    the conflict markers of a merge.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return
    except OSError as error:
        raise CatalogError(f"can't be read: {error.strerror}", place=Place(path=shown)) from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            event = json.loads(line)
        except ValueError:
            event = None
        if isinstance(event, dict):
            yield event
        elif not line.startswith(b"{"):
            raise CatalogError("is no line of a journal", place=Place(path=shown, line=number))


def _ends_line(handle: int, size: int) -> bool:
    return os.pread(handle, 1, size - 1) == b"\n"
