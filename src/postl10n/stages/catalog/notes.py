"""What merges write into an entry's comments, for its translator to read.

    # postl10n: changed <class>: {-old words-} {+new words+}       <class> is a value of `Change`
    # postl10n: stale since <ISO date>
    # postl10n: carried typography <segment id of the old msgid>
    # postl10n: term missing: "…" → "…"       a draft lacks a term of the glossary
    # postl10n: figures differ: …             a draft has other figures than its source
    # postl10n: unknown words: …             words that an engine left in a draft as they were
    # postl10n: other forms: "…" "…"          plural forms for which a message without a plural has no room
    # postl10n: conflict, theirs: "…"         the translation of the other branch

The first three are about one edit and give way to those of the next, and so do the three about drafts; the others hold
translations and stay until a person removes them.
"""

from __future__ import annotations

from postl10n.model.states import DRAFT_NOTES

CHANGED = "postl10n: changed "
STALE_SINCE = "postl10n: stale since "
CARRIED = "postl10n: carried typography "
OTHER_FORMS = "postl10n: other forms: "
CONFLICT = "postl10n: conflict, theirs: "

_OF_ONE_EDIT = (CHANGED, STALE_SINCE, CARRIED, *DRAFT_NOTES)


def is_note(comment: str) -> bool:
    """Whether a comment is about one edit of the source, and goes when there is nothing more to say of it."""
    return comment.startswith(_OF_ONE_EDIT)


def quoted(text: str) -> str:
    """A text as one line in quotation marks, with the escapes of C."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    for plain, escape in (("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        escaped = escaped.replace(plain, escape)
    return (
        '"' + "".join(char if char.isprintable() or char == " " else _escape(char) for char in escaped) + '"'
    )


def _escape(char: str) -> str:
    """Invisible letters of scripts (joiners, marks of direction) are text; control characters become `\\x1b`."""
    return f"\\x{ord(char):02x}" if ord(char) < 0xA0 else char
