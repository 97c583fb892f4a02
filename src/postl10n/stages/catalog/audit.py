"""The losses of a tool in a catalog: entries emptied, drafts, comments, states, header fields; and their recovery.

Only losses count: a translation that was changed into another one is the translator's work.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from postl10n.model.catalog import FUZZY, Catalog, Entry, Key
from postl10n.model.states import State, state_of
from postl10n.stages.catalog.edit import people_comments

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_CHANGING = frozenset({"PO-Revision-Date", "POT-Creation-Date", "Last-Translator", "X-Generator"})
"""Header fields that every tool may change."""


class LossKind(StrEnum):
    """The lost text, in the field's words."""

    EMPTIED = "emptied"
    """A translation, or one of its plural forms, is empty now."""
    DRAFT_DROPPED = "draft dropped"
    """The same of a draft that nobody had edited."""
    SOURCE_COPIED = "source copied"
    """The source is in the place of the translation."""
    REMOVED = "removed"
    """The entry with its translation is not in the file, not even as obsolete."""
    CONTEXT = "context lost"
    """The message is there without its msgctxt."""
    MADE_FUZZY = "made fuzzy"
    FUZZY_CLEARED = "fuzzy cleared"
    """The text is as before and counts as approved: a person's decision, or a tool's habit."""
    COMMENTS = "comments lost"
    """Comments by people, or those by which an entry that is no approved one is known as a draft."""
    PREVIOUS = "previous source lost"
    HEADER = "header field lost"


_TEXTS = frozenset({LossKind.EMPTIED, LossKind.DRAFT_DROPPED, LossKind.SOURCE_COPIED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """One loss."""

    kind: LossKind
    key: Key
    line: int | None
    """The line of the entry in the file now, or before if it is gone."""
    detail: str
    """The text, comment or field that was lost, on one line."""


def audit(before: Catalog, after: Catalog) -> list[Loss]:
    """Return what the second catalog has lost of the first: the header's fields, then by entry in the first's order."""
    now = _by_key(after)
    found = list(_header_losses(before, after))
    for entry in before.entries:
        found += _entry_losses(entry, now.get(entry.key), now)
    return found


def restored(before: Catalog, after: Catalog, now: Catalog) -> tuple[Catalog, list[Loss]]:
    """Return the present catalog with what was lost restored, and the losses that this repairs.

    Three ways: only where the entry is empty now, or as the tool left it, so that nothing newer is replaced. Cleared
    fuzzy flags stay: a person may have decided so.
    """
    left, present = _by_key(after), _by_key(now)
    mended: list[Loss] = []
    new: dict[Key, Entry] = {}
    missing: list[Entry] = []
    for entry in before.entries:
        every = _entry_losses(entry, left.get(entry.key), left)
        losses = [one for one in every if one.kind not in (LossKind.FUZZY_CLEARED, LossKind.CONTEXT)]
        current = present.get(entry.key)
        if not losses:
            continue
        if current is None and entry.key not in left:
            missing.append(entry)
        elif current is not None and (current == left.get(entry.key) or not any(current.msgstr)):
            new[entry.key] = _mended(entry, current, losses)
        else:
            continue
        mended += losses
    header = _restored_header(before, after, now)
    if header != now.header:
        mended = [*_header_losses(before, after), *mended]
    entries = [new.get(entry.key, entry) for entry in now.entries]
    return replace(now, header=header, entries=tuple(_inserted(entries, missing, before))), mended


def _by_key(catalog: Catalog) -> dict[Key, Entry]:
    """Return the entries by key, active ones before obsolete ones of the same."""
    return {entry.key: entry for entry in sorted(catalog.entries, key=lambda one: not one.obsolete)}


def _entry_losses(entry: Entry, now: Entry | None, present: Mapping[Key, Entry]) -> Iterator[Loss]:
    has_text = any(entry.msgstr)
    text = " | ".join(form for form in entry.msgstr if form)
    if now is None:
        if has_text or people_comments(entry):
            moved = entry.msgctxt is not None and (None, entry.msgid) in present
            yield _loss(LossKind.CONTEXT if moved else LossKind.REMOVED, entry, entry, text)
        return
    emptied = [old for old, new in zip(entry.msgstr, now.msgstr, strict=False) if old and not new]
    if emptied or len(now.msgstr) < len(entry.msgstr):
        is_draft = state_of(entry) is State.DRAFT
        yield _loss(LossKind.DRAFT_DROPPED if is_draft else LossKind.EMPTIED, entry, now, text)
    elif has_text and now.msgstr != entry.msgstr and set(now.msgstr) <= {entry.msgid, entry.msgid_plural}:
        yield _loss(LossKind.SOURCE_COPIED, entry, now, text)
    lost = tuple(line for line in people_comments(entry) if line not in now.comments)
    if now.msgstr == entry.msgstr and has_text:
        yield from _state_losses(entry, now)
        if state_of(now) is not State.APPROVED:
            lost = tuple(line for line in entry.comments if line not in now.comments)
            if entry.previous is not None and now.previous is None:
                yield _loss(LossKind.PREVIOUS, entry, now, entry.previous.msgid or "")
    if lost:
        yield _loss(LossKind.COMMENTS, entry, now, " | ".join(lost))


def _state_losses(entry: Entry, now: Entry) -> Iterator[Loss]:
    if entry.fuzzy != now.fuzzy:
        kind = LossKind.MADE_FUZZY if now.fuzzy else LossKind.FUZZY_CLEARED
        yield _loss(kind, entry, now, " | ".join(entry.msgstr))


def _loss(kind: LossKind, entry: Entry, now: Entry, detail: str) -> Loss:
    return Loss(kind=kind, key=entry.key, line=now.line, detail=" ".join(detail.split()))


def _mended(before: Entry, now: Entry, losses: Sequence[Loss]) -> Entry:
    """Return the entry with what was lost; what the tool has added stays."""
    added = tuple(line for line in now.comments if line not in before.comments)
    if not _TEXTS.isdisjoint(one.kind for one in losses):
        copied = any(one.kind is LossKind.SOURCE_COPIED for one in losses)
        forms = zip(before.msgstr, (*now.msgstr, *before.msgstr[len(now.msgstr) :]), strict=False)
        msgstr = before.msgstr if copied else tuple(new or old for old, new in forms)
    else:
        msgstr = now.msgstr
    if msgstr != before.msgstr or (now.msgstr == msgstr and state_of(now) is State.APPROVED):
        # Somebody's new translation, or approval: only what people wrote beside it comes back.
        return replace(now, msgstr=msgstr, comments=(*people_comments(before), *added))
    fuzzy = (FUZZY,) if FUZZY in before.flags else ()
    return replace(
        now,
        msgstr=msgstr,
        comments=(*before.comments, *added),
        flags=(*fuzzy, *(flag for flag in now.flags if flag != FUZZY)),
        workflow=before.workflow,
        previous=before.previous,
    )


def _inserted(entries: list[Entry], missing: list[Entry], before: Catalog) -> list[Entry]:
    """Return the entries with missing ones, each after the entry that it followed."""
    if not missing:
        return entries
    gone = {entry.key for entry in missing}
    after: dict[Key | None, list[Entry]] = {}
    present = {entry.key for entry in entries}
    last: Key | None = None
    for entry in before.entries:
        if entry.key in gone:
            after.setdefault(last, []).append(entry)
        elif entry.key in present:
            last = entry.key
    result = list(after.get(None, ()))
    for entry in entries:
        result += [entry, *after.get(entry.key, ())]
    return result


def _header_losses(before: Catalog, after: Catalog) -> Iterator[Loss]:
    if before.header is None:
        return
    now = after.header or replace(before.header, msgstr=("",), comments=())
    for name, value in before.fields.items():
        if name not in _CHANGING and name not in after.fields:
            yield _loss(LossKind.HEADER, before.header, now, f"{name}: {value}")
    if lost := [line for line in before.header.comments if line not in now.comments]:
        yield _loss(LossKind.COMMENTS, before.header, now, " | ".join(lost))


def _restored_header(before: Catalog, after: Catalog, now: Catalog) -> Entry | None:
    """Return the header with the fields and comments that the tool lost and nobody has added since."""
    if before.header is None or now.header is None:
        return now.header or before.header
    lost = [
        f"{name}: {value}\n"
        for name, value in before.fields.items()
        if name not in _CHANGING and name not in after.fields and name not in now.fields
    ]
    text = now.header.msgstr[0]
    if lost and text and not text.endswith("\n"):
        text += "\n"
    comments = [line for line in before.header.comments if line not in now.header.comments]
    return replace(now.header, msgstr=(text + "".join(lost),), comments=(*now.header.comments, *comments))
