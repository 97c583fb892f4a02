"""The state of an entry, computed from the file alone (see the table of catalog states in the design)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from postl10n.model.ids import base_id, segment_id, target_hash

if TYPE_CHECKING:
    from postl10n.model.catalog import Entry


class State(StrEnum):
    """The review state of an entry."""

    DRAFT = "draft"
    EDITED_DRAFT = "edited draft"
    STALE = "stale"
    NEEDS_WORK = "needs work"
    APPROVED = "approved"
    EMPTY = "empty"


_MARK = "postl10n: "
ORIGIN = re.compile(
    rf"{_MARK}(?P<name>\S+)(?: (?P<score>[01](?:\.\d+)?))?"
    r" (?P<segment>[0-9a-f]{8})(?:-\d+)?/(?P<target>[0-9a-f]{8})"
)


TERM_MISSING = f"{_MARK}term missing: "
FIGURES_DIFFER = f"{_MARK}figures differ: "
UNKNOWN_WORDS = f"{_MARK}unknown words: "
DOUBTFUL = f"{_MARK}doubtful: "
DRAFT_NOTES = (TERM_MISSING, FIGURES_DIFFER, UNKNOWN_WORDS, DOUBTFUL)
"""Prefixes of comments that report problems of a draft; they are removed with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The origin of a draft and its hashes: the comment `# postl10n: memory 0.92 3f9a12c4/5d0c11e2`."""

    name: str
    score: float | None
    segment: str
    target: str

    def comment(self) -> str:
        score = "" if self.score is None else f" {self.score:.2f}"
        return f"{_MARK}{self.name}{score} {self.segment}/{self.target}"


def origin_of(entry: Entry) -> Origin | None:
    """Return the entry's own origin comment, the last if there are several.

    A comment with another segment's id was copied by a tool (msgmerge does that) and is ignored.
    """
    own = segment_id(entry.msgid)
    for comment in reversed(entry.comments):
        found = ORIGIN.fullmatch(comment.strip())
        if found and base_id(found["segment"]) == own:
            score = float(found["score"]) if found["score"] else None
            return Origin(name=found["name"], score=score, segment=own, target=found["target"])
    return None


def is_origin(comment: str) -> bool:
    """Return True if a comment states the origin of a draft."""
    return ORIGIN.fullmatch(comment.strip()) is not None


def draft_comment(name: str, msgid: str, msgstr: tuple[str, ...], score: float | None = None) -> str:
    """Return the origin comment of a new draft."""
    return Origin(name=name, score=score, segment=segment_id(msgid), target=target_hash(msgstr)).comment()


def state_of(entry: Entry) -> State:
    """Return the first state of the design's table that fits the entry.

    An entry is empty only if all its forms are: one filled form is somebody's work.
    """
    if not any(entry.msgstr):
        return State.EMPTY
    if not entry.fuzzy:
        return State.APPROVED if entry.translated else State.NEEDS_WORK
    origin = origin_of(entry)
    if origin is not None:
        return State.DRAFT if origin.target == target_hash(entry.msgstr) else State.EDITED_DRAFT
    return State.STALE if entry.previous is not None else State.NEEDS_WORK
