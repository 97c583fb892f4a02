"""An entry with a draft: fuzzy, with the comment that says where it came from."""

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
    """The entry with this draft in the place of an earlier one, of which no comment is left."""
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
