"""Notes that merges write into an entry's comments for its translator.

    # postl10n: changed <class>: {-old words-} {+new words+}       <class> is a value of `ChangeKind`
    # postl10n: stale since <ISO date>
    # postl10n: carried typography <segment id of the old msgid>
    # postl10n: term missing: "…" → "…"       a draft lacks a term of the glossary
    # postl10n: figures differ: …             a draft has other figures than its source
    # postl10n: unknown words: …             words that an engine left untranslated in a draft
    # postl10n: other forms: "…" "…"          plural forms for which a message without a plural has no room
    # postl10n: conflict, theirs: "…"         the translation of the other branch

The first three are about one edit and are replaced by those of the next, and so are the three about drafts; the others
contain translations and stay until a person removes them.
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
    """Return True if a comment is about one edit of the source or one draft, and is removed with it."""
    return comment.startswith(_OF_ONE_EDIT)


def quoted(text: str) -> str:
    """Return a text on one line in quotation marks, with the escapes of C."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    for plain, escape in (("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        escaped = escaped.replace(plain, escape)
    return (
        '"' + "".join(char if char.isprintable() or char == " " else _escape(char) for char in escaped) + '"'
    )


def _escape(char: str) -> str:
    """Return the escape of a control character, `\\x1b`; invisible letters (joiners, direction marks) are kept as text."""
    return f"\\x{ord(char):02x}" if ord(char) < 0xA0 else char
