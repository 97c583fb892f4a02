"""What a reviewer typed, made fit for a catalog; and what no catalog may hold."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from postl10n.model.catalog import Catalog, Entry
from postl10n.model.review import Edit
from postl10n.stages.catalog.edit import edited, people_comments
from postl10n.stages.catalog.merge3 import merge3
from postl10n.workspace.review.refs import entry_hash

LONGEST = 100_000
"""Characters of a text or a comment; no sentence has them."""
_LINE_SEPARATORS = frozenset({"Zl", "Zp"})


class RefusedError(Exception):
    """An edit that must not be saved; the message is for the reviewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """An edit brought together with what the file holds; `entry` is None where both changed the same."""

    entry: Entry | None
    joined: bool
    """Whether the file held something else than the reviewer saw."""


def mine(base: Entry, edit: Edit, forms: int) -> Entry:
    """The entry as the reviewer wants it; `forms` is how many texts it is to have. Raises RefusedError."""
    if len(edit.targets) != forms:
        raise RefusedError(f"{len(edit.targets)} texts where {forms} are needed")
    old = (*base.msgstr, *[""] * (forms - len(base.msgstr)))
    texts = tuple(
        _unchanged_or(before, text, _model(base, at))
        for at, (before, text) in enumerate(zip(old, edit.targets, strict=False))
    )
    if not any(texts) and not any(base.msgstr):
        # Its number of forms is none of the reviewer's doing.
        texts = base.msgstr
    if edit.accept and not all(texts):
        raise RefusedError("an empty text can't be accepted")
    return edited(base, texts, accept=edit.accept, comments=_comment_lines(base, edit.comment))


def _model(entry: Entry, form: int) -> str:
    return entry.msgid_plural if form and entry.msgid_plural is not None else entry.msgid


def _unchanged_or(before: str, text: str, source: str) -> str:
    """The text as a catalog has it; the old one, to the byte, where a browser changed no more than line ends."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if plain == before.replace("\r\n", "\n").replace("\r", "\n"):
        return before
    _refuse_control(plain, "the text")
    return fitted(unicodedata.normalize("NFC", plain), source)


def fitted(text: str, source: str) -> str:
    """The text with line breaks at its ends where the source has them, as msgfmt wants it; no other outer space.

    >>> fitted(" a \\n", "b"), fitted("a", "b\\n")
    ('a', 'a\\n')
    """
    if not text.strip():
        return ""
    if not source or source == source.strip():
        return text.strip()
    lead = "\n" if source.startswith("\n") else ""
    tail = "\n" if source.endswith("\n") else ""
    return f"{lead}{text.strip(chr(10))}{tail}"


def _refuse_control(text: str, what: str) -> None:
    if len(text) > LONGEST:
        raise RefusedError(f"{what} has more than {LONGEST:,} characters")
    for char in text:
        if char not in "\n\t" and unicodedata.category(char) in ("Cc", "Cs"):
            raise RefusedError(f"{what} holds the control character U+{ord(char):04X}")


def _comment_lines(base: Entry, comment: str | None) -> tuple[str, ...] | None:
    """The lines of a comment; None where it is what stands there."""
    if comment is None:
        return None
    plain = comment.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    lines = tuple(plain.split("\n")) if plain.strip() else ()
    if "\n".join(people_comments(base)).strip("\n") == "\n".join(lines):
        return None
    for line in lines:
        _refuse_control(line, "the comment")
        if any(unicodedata.category(char) in _LINE_SEPARATORS for char in line):
            raise RefusedError("the comment holds a line separator that is no line break")
    return tuple(unicodedata.normalize("NFC", line.strip()) for line in lines)


def merged(base: Entry | None, wanted: Entry, now: Entry, seen: str) -> Merged:
    """What is to be written: `base` is the entry as the reviewer saw it, None where nobody remembers it.

    `seen` is its hash, `wanted` what the reviewer made of it, `now` what the file holds.
    """
    if entry_hash(now) == seen:
        return Merged(entry=wanted, joined=False)
    if _same_text(wanted, now):
        return Merged(entry=now, joined=True)
    if base is None:
        return Merged(entry=None, joined=True)
    sides = (Catalog(header=None, entries=(one,)) for one in (base, wanted, now))
    done = merge3(*sides)
    if done.conflicts or len(done.catalog.entries) != 1:
        return Merged(entry=None, joined=True)
    return Merged(entry=done.catalog.entries[0], joined=True)


def _same_text(one: Entry, other: Entry) -> bool:
    return (one.msgstr, one.fuzzy, one.comments) == (other.msgstr, other.fuzzy, other.comments)
