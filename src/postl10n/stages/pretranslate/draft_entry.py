"""Entries with drafts: fuzzy, with a comment that states the origin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from postl10n.model.catalog import FUZZY, Entry, Previous
from postl10n.model.states import DRAFT_NOTES, ORIGIN, draft_comment


def drafted(
    entry: Entry,
    msgstr: tuple[str, ...],
    *,
    origin: str,
    score: float | None = None,
    notes: Sequence[str] = (),
    previous: Previous | None = None,
) -> Entry:
    """Return the entry with this draft; the comments of an earlier draft are removed."""
    kept = tuple(
        comment
        for comment in entry.comments
        if not ORIGIN.fullmatch(comment.strip()) and not comment.strip().startswith(DRAFT_NOTES)
    )
    return replace(
        entry,
        msgstr=msgstr,
        flags=entry.flags if entry.fuzzy else (FUZZY, *entry.flags),
        comments=(*kept, draft_comment(origin, entry.msgid, msgstr, score), *notes),
        previous=previous,
    )
