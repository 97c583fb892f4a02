"""The record of a build for the next one, in `.postl10n/build/`: JSON, as a cache may come from a stranger.

`outputs.json` maps outputs to their inputs, `pages.json` describes each page, and `journal.jsonl` lists what was
written since, so that an interrupted build resumes. All can be deleted at any time: then the next build makes every
page again, and leaves pages of articles that are gone.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path
from typing import IO

from postl10n.errors import Place, system_fault
from postl10n.files.json_values import plain, reader
from postl10n.model.findings import EntryFinding
from postl10n.model.site import PageFacts
from postl10n.project.layout import ProjectLayout
from postl10n.project.system import read_regular, regular
from postl10n.project.writes import OURS, inside, write_file

_FORMAT = 2
# What reading a damaged or foreign record raises.
_UNREADABLE = (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file of the site as it was written; what it was made of is behind `key`."""

    key: str
    digest: str
    size: int
    mtime: int
    """Nanoseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """The outcome of a build."""

    whole: str = ""
    """The digest of all inputs; empty if the build was limited or interrupted."""
    as_of: datetime.date = datetime.date.min
    files: Mapping[str, Output] = field(default_factory=dict)
    notices: tuple[EntryFinding, ...] = ()
    deadlines: tuple[datetime.date, ...] = ()


Pages = Mapping[tuple[str, str], PageFacts]
"""By article and locale."""


class BuildRecord:
    """Reads and writes the record of a project's site."""

    def __init__(self, layout: ProjectLayout) -> None:
        self._root = layout.root
        self._folder = layout.cache / "build"

    def outputs(self) -> Outputs:
        """Return the outputs of the last build, and those that an interrupted one wrote after it."""
        found = Outputs()
        try:
            stored = json.loads(read_regular(self._folder / "outputs.json"))
            # Which files are ours is told by records of every version.
            files: Mapping[str, Output] = reader(Mapping[str, Output])(stored["files"])
            found = Outputs(files={path: one for path, one in files.items() if _is_inside(path)})
            if stored["format"] == _FORMAT:
                found = replace(reader(Outputs)(stored["build"]), files=found.files)
        except _UNREADABLE:
            pass
        since = dict(self._journaled())
        if not since:
            return found
        return Outputs(as_of=found.as_of, files={**found.files, **since})

    def pages(self) -> tuple[datetime.date, dict[tuple[str, str], PageFacts]]:
        """Return the day that the last build was made for, and what it knew of each page."""
        try:
            stored = json.loads(read_regular(self._folder / "pages.json"))
            if stored["format"] != _FORMAT:
                return datetime.date.min, {}
            as_of = datetime.date.fromisoformat(stored["as_of"])
            pages: tuple[PageFacts, ...] = reader(tuple[PageFacts, ...])(stored["pages"])
            return as_of, {(one.card.article, one.card.locale): one for one in pages}
        except _UNREADABLE:
            return datetime.date.min, {}

    def save(self, outputs: Outputs, pages: Pages) -> None:
        """Put the outcome of a whole build in the place of all that was known."""
        rows = plain(list(pages.values()))
        self._write("pages.json", {"format": _FORMAT, "as_of": outputs.as_of.isoformat(), "pages": rows})
        build = plain(replace(outputs, files={}))
        self._write("outputs.json", {"format": _FORMAT, "files": plain(outputs.files), "build": build})
        inside(self._journal, self._root).unlink(missing_ok=True)

    @contextmanager
    def journal(self) -> Iterator[IO[str]]:
        """A stream for `note`. Raises UsageError where it can't be written."""
        path = inside(self._journal, self._root)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with open(path, "a", encoding="utf-8", opener=regular) as stream:
                # A line that an interrupted build could not finish must not swallow the first of this one.
                stream.write("\n")
                yield stream
        except OSError as error:
            # One of another file names it.
            place = Place(path=str(path)) if error.filename is None else None
            raise system_fault("written", error, place) from error

    @property
    def _journal(self) -> Path:
        return self._folder / "journal.jsonl"

    def _journaled(self) -> Iterable[tuple[str, Output]]:
        try:
            lines = read_regular(self._journal).decode().splitlines()
        except _UNREADABLE:
            return
        for line in lines:
            try:
                path, *row = json.loads(line)
                if _is_inside(path):
                    yield path, reader(Output)(row)
            except _UNREADABLE:
                # Blank, or cut off in the middle: what it would say is found out again.
                continue

    def _write(self, name: str, value: object) -> None:
        data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        write_file(self._folder / name, data, root=self._root, durable=False, expected=OURS)


PLANNED = Output(key="", digest="", size=-1, mtime=0)
"""Of a file that is about to be written where there is none: ours, even if the build is stopped right then."""


def note(stream: IO[str], path: str, output: Output) -> None:
    """Tell the journal that a file of the site was written."""
    stream.write(json.dumps([path, *astuple(output)]) + "\n")


def _is_inside(path: object) -> bool:
    """Return True if a path of a record, which may be a stranger's, stays in the site."""
    return isinstance(path, str) and bool(path) and path[0] != "/" and ".." not in path.split("/")
