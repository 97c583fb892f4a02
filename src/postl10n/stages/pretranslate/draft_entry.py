"""Entries with drafts: fuzzy, with a comment that states the origin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from postl10n.model.catalog import FUZZY, Entry, Previous
from postl10n.model.ids import segment_id, target_hash
from postl10n.model.memory import Draft
from postl10n.model.states import DRAFT_NOTES, draft_comment, is_origin


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
        if not is_origin(comment) and not comment.strip().startswith(DRAFT_NOTES)
    )
    return replace(
        entry,
        msgstr=msgstr,
        flags=entry.flags if entry.fuzzy else (FUZZY, *entry.flags),
        comments=(*kept, draft_comment(origin, entry.msgid, msgstr, score), *notes),
        previous=previous,
    )


def draft_of(
    entry: Entry,
    msgstr: tuple[str, ...],
    *,
    origin: str,
    score: float | None = None,
    replaces: str | None = None,
) -> Draft:
    """Return the record of a draft of an entry."""
    return Draft(
        segment=segment_id(entry.msgid),
        context=entry.msgctxt,
        origin=origin,
        score=score,
        target="\0".join(msgstr),
        hash=target_hash(msgstr),
        replaces=replaces,
    )
