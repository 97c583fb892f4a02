"""The journal of a locale: what happened to its drafts and scores, one JSON object a line, only ever appended to."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Iterator, Mapping, Sequence

from postl10n.errors import CatalogError, Place, fault_of, system_fault
from postl10n.project.inputs import read_present
from postl10n.project.layout import ProjectLayout
from postl10n.project.system import regular
from postl10n.project.writes import inside, lock

RENAMED = "renamed"
"""The event of an article that has another id from then on: `was`, and `article`, its new one."""


def append(layout: ProjectLayout, locale: str, events: Sequence[Mapping[str, object]]) -> None:
    """Add events at the end of a locale's journal, durably and in one write, after those of other processes.

    A last line that a crash cut short is closed first, so that it can harm no other. Raises UsageError.
    """
    lines = "".join(json.dumps(event, ensure_ascii=False, sort_keys=True) + "\n" for event in events)
    if not lines:
        return
    path = layout.journal(locale)
    target = inside(path, layout.root)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with (
            lock(layout.shown(path).replace("/", "+"), layout.cache / "locks"),
            open(target, "a+b", opener=regular) as stream,
        ):
            if stream.tell() and os.pread(stream.fileno(), 1, stream.tell() - 1) != b"\n":
                lines = "\n" + lines
            stream.write(lines.encode())
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise system_fault("written", error, Place(path=str(path))) from error


def rename(layout: ProjectLayout, locale: str, old: str, new: str, today: datetime.date) -> None:
    """Say that an article has another id now, if the journal tells of it. Raises UsageError, CatalogError."""
    if any(event.get("article") == old for event in read(layout, locale)):
        event = {"event": RENAMED, "date": today.isoformat(), "was": old, "article": new}
        append(layout, locale, [event])


def read(layout: ProjectLayout, locale: str) -> Iterator[Mapping[str, object]]:
    """The events of a locale's journal, oldest first; none if there is no file.

    An article that was renamed later has its present id. A line that a crash cut short is left out. Raises
    CatalogError for a line that never was an event, such as the conflict markers of a merge.
    """
    path = layout.journal(locale)
    shown = layout.shown(path)
    lines = (read_present(path, shown=shown) or b"").split(b"\n")
    later = _renames(lines)
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        while later and later[-1][0] <= number:
            later.pop()
        try:
            event = _event(line)
        except RecursionError as error:
            raise fault_of(error, Place(path=shown, line=number), CatalogError) from error
        if event is not None:
            article = event.get("article")
            now = later[-1][1].get(article) if later and isinstance(article, str) else None
            yield event if now is None else {**event, "article": now}
        elif not line.startswith(b"{"):
            raise CatalogError("is not a line of a journal", place=Place(path=shown, line=number))


def _event(line: bytes) -> Mapping[str, object] | None:
    try:
        event = json.loads(line)
    except ValueError:
        return None
    return event if isinstance(event, dict) else None


def _renames(lines: list[bytes]) -> list[tuple[int, Mapping[str, str]]]:
    """The lines of renames, the last first, each with the present id of every id above it."""
    found: list[tuple[int, Mapping[str, str]]] = []
    for number in range(len(lines), 0, -1):
        # Most journals hold no rename: their lines are not read twice.
        event = _event(lines[number - 1]) if f'"{RENAMED}"'.encode() in lines[number - 1] else None
        if event is not None and event.get("event") == RENAMED:
            was, article = event.get("was"), event.get("article")
            if isinstance(was, str) and isinstance(article, str):
                ids = found[-1][1] if found else {}
                found.append((number, {**ids, was: ids.get(article, article)}))
    return found
