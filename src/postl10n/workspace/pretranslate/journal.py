"""Events about drafts in a locale's journal: made, rejected, and answers that arrived from an engine.

Three kinds of events, each about one segment:

    draft       a draft is, or was, in a catalog: written after the catalog
    rejected    a person rejected it
    arrived     an engine's answer: written as it arrives, before any catalog, so that a run that is killed
                pays for nothing twice. It says nothing about the content of a catalog.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from postl10n.model.memory import Draft
from postl10n.project.journal import append, read
from postl10n.project.layout import ProjectLayout
from postl10n.project.writes import lock

_Entry = tuple[str | None, str]
"""Msgctxt and segment id."""

AskedTexts = tuple[str, str, str, str]
"""Segment id, engine, the locale of the text, and the id of the question."""


class DraftJournal:
    """The journal of one locale, as far as it is about drafts."""

    def __init__(self, layout: ProjectLayout, locale: str, today: datetime.date) -> None:
        """Raises CatalogError for a journal that can't be read."""
        self.locale = locale
        self._today = today
        self._layout = layout
        self._locks = layout.cache / "locks"
        self._path = layout.journal(locale)
        self._drafted: dict[str, dict[_Entry, set[str]]] = {}
        self._replaced: set[tuple[str, _Entry, str]] = set()
        self._rejected: dict[_Entry, set[str]] = {}
        self._arrived: dict[AskedTexts, str] = {}
        self._size = -1
        self._refresh()

    def record(self, made: Iterable[tuple[str, Draft]]) -> None:
        """Add the drafts, each with its article, that the journal does not have; another run may have added them."""
        made = list(made)
        if all(self.knows(article, draft) for article, draft in made):
            return
        with lock(f"drafts+{self.locale}", self._locks):
            self._refresh()
            self._append(
                [
                    _draft_event(article, one, self._today)
                    for article, one in made
                    if not self.knows(article, one)
                ]
            )

    def knows(self, article: str, draft: Draft) -> bool:
        """Return True if the journal has the draft already."""
        return draft.hash in self._drafted.get(article, {}).get((draft.context, draft.segment), ())

    def rejected(self, article: str) -> dict[_Entry, frozenset[str]]:
        """The drafts that were made for entries of the article and that stand there no more, unless we took them away.

        Those that still stand are among them; nobody offers them a second time.
        """
        found = {entry: frozenset(targets) for entry, targets in self._rejected.items()}
        for entry, targets in self._drafted.get(article, {}).items():
            gone = {one for one in targets if (article, entry, one) not in self._replaced}
            found[entry] = found.get(entry, frozenset()) | gone
        return found

    @contextmanager
    def asking(self) -> Iterator[None]:
        """While an engine is asked: another run that would ask for the same waits, and then finds the answers."""
        with lock(f"asking+{self.locale}", self._locks):
            self._refresh()
            yield

    def arrived(self, asked: AskedTexts) -> str | None:
        """The answer that an earlier run, or this one, got to a question."""
        return self._arrived.get(asked)

    def arrive(self, article: str, asked: AskedTexts, answer: str) -> None:
        """Keep an answer, durably."""
        segment, engine, source, question = asked
        event = {
            "event": "arrived",
            "date": self._today.isoformat(),
            "article": article,
            "segment": segment,
            "engine": engine,
            "from": source,
            "asked": question,
            "answer": answer,
        }
        with lock(f"drafts+{self.locale}", self._locks):
            self._refresh()
            self._append([event])

    def _append(self, events: list[Mapping[str, object]]) -> None:
        append(self._layout, self.locale, events)
        self._size = _size(self._path)
        for event in events:
            self._take(event)

    def _refresh(self) -> None:
        """Read the journal if it grew since."""
        size = _size(self._path)
        if size == self._size:
            return
        for event in read(self._layout, self.locale):
            self._take(event)
        self._size = size

    def _take(self, event: Mapping[str, object]) -> None:
        segment, context = event.get("segment"), event.get("context")
        if not isinstance(segment, str):
            return
        entry = (context if isinstance(context, str) else None, segment)
        match event:
            case {"event": "rejected", "hash": str(target)}:
                self._rejected.setdefault(entry, set()).add(target)
            case {"event": "draft", "article": str(article), "hash": str(target)}:
                self._drafted.setdefault(article, {}).setdefault(entry, set()).add(target)
                if isinstance(replaced := event.get("replaces"), str):
                    self._replaced.add((article, entry, replaced))
            case {
                "event": "arrived",
                "engine": str(engine),
                "from": str(source),
                "asked": str(question),
                "answer": str(answer),
            }:
                self._arrived[segment, engine, source, question] = answer


def _draft_event(article: str, draft: Draft, today: datetime.date) -> Mapping[str, object]:
    return {
        "event": "draft",
        "date": today.isoformat(),
        "article": article,
        "context": draft.context,
        "segment": draft.segment,
        "origin": draft.origin,
        "score": draft.score,
        "target": draft.target,
        "hash": draft.hash,
        **({"replaces": draft.replaces} if draft.replaces else {}),
    }


def _size(path: Path) -> int:
    """In bytes: a journal is only ever appended to."""
    return path.stat().st_size if path.exists() else 0
