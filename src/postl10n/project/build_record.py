"""The record of a build for the next one, in `.postl10n/build/`: JSON, as a cache may come from a stranger.

`outputs.json` maps outputs to their inputs, `pages.json` describes each page, and `journal.jsonl` lists what was
written since, so that an interrupted build resumes. All can be deleted at any time: then the next build makes every
page again, and leaves pages of articles that are gone.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from postl10n.errors import Place
from postl10n.model.findings import EntryFinding, Finding, Severity
from postl10n.model.site import CardText, PageCard, PageFacts, PageStatus
from postl10n.project.layout import ProjectLayout
from postl10n.project.writes import OURS, inside, write_file

_FORMAT = 1
# What reading a damaged or foreign record raises.
_UNREADABLE = (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError)


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
        """The last build's, with what an interrupted one wrote after it."""
        try:
            found = _outputs(json.loads((self._folder / "outputs.json").read_bytes()))
        except _UNREADABLE:
            found = Outputs()
        since = dict(self._journaled())
        if not since:
            return found
        return Outputs(as_of=found.as_of, files={**found.files, **since})

    def pages(self) -> tuple[datetime.date, dict[tuple[str, str], PageFacts]]:
        """The day that the last build was made for, and what it knew of each page."""
        try:
            stored = json.loads((self._folder / "pages.json").read_bytes())
            if stored["format"] != _FORMAT:
                return datetime.date.min, {}
            as_of = datetime.date.fromisoformat(stored["as_of"])
            return as_of, {(row[0], row[1]): _facts(row) for row in stored["pages"]}
        except _UNREADABLE:
            return datetime.date.min, {}

    def save(self, outputs: Outputs, pages: Pages) -> None:
        """Put the outcome of a whole build in the place of all that was known."""
        rows = [_row(facts) for facts in pages.values()]
        as_of = outputs.as_of.isoformat()
        self._write("pages.json", {"format": _FORMAT, "as_of": as_of, "pages": rows})
        self._write(
            "outputs.json",
            {
                "format": _FORMAT,
                "whole": outputs.whole,
                "as_of": as_of,
                "files": {
                    path: [one.key, one.digest, one.size, one.mtime] for path, one in outputs.files.items()
                },
                "notices": [_notice(one) for one in outputs.notices],
                "deadlines": [one.isoformat() for one in outputs.deadlines],
            },
        )
        inside(self._journal, self._root).unlink(missing_ok=True)

    def journal(self) -> IO[str]:
        """A stream for `note`."""
        path = inside(self._journal, self._root)
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = path.open("a", encoding="utf-8")
        # A line that an interrupted build could not finish must not swallow the first of this one.
        stream.write("\n")
        return stream

    @property
    def _journal(self) -> Path:
        return self._folder / "journal.jsonl"

    def _journaled(self) -> Iterable[tuple[str, Output]]:
        try:
            lines = self._journal.read_text("utf-8").splitlines()
        except _UNREADABLE:
            return
        for line in lines:
            try:
                path, *row = json.loads(line)
                if _is_inside(path):
                    yield path, _output(row)
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
    stream.write(json.dumps([path, output.key, output.digest, output.size, output.mtime]) + "\n")


def _outputs(stored: dict[str, object]) -> Outputs:
    if stored["format"] != _FORMAT:
        return Outputs()
    files, notices, deadlines = stored["files"], stored["notices"], stored["deadlines"]
    if not isinstance(files, dict) or not isinstance(notices, list) or not isinstance(deadlines, list):
        return Outputs()
    return Outputs(
        whole=str(stored["whole"]),
        as_of=datetime.date.fromisoformat(str(stored["as_of"])),
        files={str(path): _output(row) for path, row in files.items() if _is_inside(path)},
        notices=tuple(_finding(row) for row in notices),
        deadlines=tuple(datetime.date.fromisoformat(one) for one in deadlines),
    )


def _is_inside(path: object) -> bool:
    """Return True if a path of a record, which may be a stranger's, stays in the site."""
    return isinstance(path, str) and bool(path) and path[0] != "/" and ".." not in path.split("/")


def _output(row: list[object]) -> Output:
    key, digest, size, mtime = row
    if not isinstance(size, int) or not isinstance(mtime, int):
        raise TypeError
    return Output(key=str(key), digest=str(digest), size=size, mtime=mtime)


def _row(facts: PageFacts) -> list[object]:
    card = facts.card
    return [
        card.article,
        card.locale,
        facts.key,
        card.source,
        card.status.value,
        card.date.isoformat() if card.date else None,
        card.coverage,
        [card.title.text, card.title.locale],
        [card.summary.text, card.summary.locale] if card.summary else None,
        [one.isoformat() for one in facts.deadlines],
        [_notice(one) for one in facts.notices],
        list(facts.targets),
        [list(one) for one in facts.images],
    ]


def _facts(row: list[object]) -> PageFacts:
    article, locale, key, source, status, date, coverage, title, summary, deadlines, notices, to, images = row
    if not isinstance(coverage, float) or not isinstance(deadlines, list) or not isinstance(notices, list):
        raise TypeError
    if not isinstance(to, list) or not isinstance(images, list):
        raise TypeError
    return PageFacts(
        key=str(key),
        card=PageCard(
            article=str(article),
            locale=str(locale),
            source=str(source),
            status=PageStatus(str(status)),
            date=datetime.date.fromisoformat(str(date)) if date is not None else None,
            title=_card_text(title),
            summary=_card_text(summary) if summary is not None else None,
            coverage=coverage,
        ),
        deadlines=tuple(datetime.date.fromisoformat(one) for one in deadlines),
        notices=tuple(_finding(one) for one in notices),
        targets=tuple(map(str, to)),
        images=tuple((str(path), int(line)) for path, line in images),
    )


def _card_text(pair: object) -> CardText:
    if not isinstance(pair, list):
        raise TypeError
    text, locale = pair
    return CardText(text=str(text), locale=str(locale))


def _notice(one: EntryFinding) -> list[object]:
    finding = one.finding
    where = (one.place.path, one.place.line)
    return [
        finding.rule,
        finding.severity.value,
        finding.message,
        one.locale,
        one.article,
        *where,
        one.source,
    ]


def _finding(row: list[object]) -> EntryFinding:
    rule, severity, message, locale, article, path, line, source = row
    if line is not None and not isinstance(line, int):
        raise TypeError
    return EntryFinding(
        finding=Finding(rule=str(rule), severity=Severity(str(severity)), message=str(message)),
        locale=str(locale),
        article=str(article),
        place=Place(path=str(path), line=line),
        source=str(source),
        target="",
    )
