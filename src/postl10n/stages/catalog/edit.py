"""A person's edit of one entry: the text, its approval, and the comments by people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from postl10n.model.catalog import FUZZY, Entry
from postl10n.model.states import DRAFT_NOTES, State, is_origin, state_of

# Notes that merges and drafts write into an entry's comments for its translator:
#   postl10n: changed <class>: {-old words-} {+new words+}       <class> is a value of `ChangeKind`
#   postl10n: stale since <ISO date>
#   postl10n: carried typography <segment id of the old msgid>
#   postl10n: term missing: "…" → "…"       a draft lacks a term of the glossary
#   postl10n: figures differ: …             a draft has other figures than its source
#   postl10n: unknown words: …              words that an engine left untranslated in a draft
#   postl10n: other forms: "…" "…"          plural forms for which a message without a plural has no room
#   postl10n: conflict, theirs: "…"         the translation of the other branch
# The first three are about one edit and are replaced by those of the next, and so are the three about drafts; the
# others contain translations and stay until a person removes them.
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


OURS = "postl10n:"
"""The prefix of comments that only we write: origins, notes, waivers."""


def people_comments(entry: Entry) -> tuple[str, ...]:
    """Return the comment lines written by people."""
    return tuple(line for line in entry.comments if not line.startswith(OURS))


def edited(
    entry: Entry, targets: Sequence[str], *, accept: bool, comments: Sequence[str] | None = None
) -> Entry:
    """Return the entry after a person's edit: approved, or fuzzy; an empty one is neither.

    Approval removes the previous source, the notes of merges and the other side of a conflict, which it decides; origin
    comments stay, as history. If approval is withdrawn, the text is a person's: an origin comment that would make it a
    draft again is removed.

    comments: the lines by people, None to keep them; one that would look like ours gets a dash before it.
    """
    msgstr = tuple(targets)
    flags = tuple(flag for flag in entry.flags if flag != FUZZY)
    workflow = tuple(flag for flag in entry.workflow if flag != FUZZY)
    fuzzy = not accept and any(msgstr)
    if fuzzy and entry.fuzzy:
        flags, workflow = entry.flags, entry.workflow
    elif fuzzy:
        flags = (FUZZY, *flags)
    result = replace(
        entry,
        msgstr=msgstr,
        flags=flags,
        workflow=workflow,
        previous=entry.previous if fuzzy else None,
        comments=_comments(entry, comments, settled=not fuzzy),
    )
    if not entry.fuzzy and state_of(result) is State.DRAFT:
        return replace(result, comments=tuple(line for line in result.comments if not is_origin(line)))
    return result


def stamped(header: Entry | None, *, revised: str, translator: str = "") -> Entry | None:
    """Return the header with the date of a person's edit, and their name if it is known.

    revised: in gettext's form, `2026-01-31 12:00+0000`. translator: `Name <mail>`.
    """
    if header is None:
        return None
    lines = header.msgstr[0].splitlines()
    for name, value in (("Last-Translator", translator), ("PO-Revision-Date", revised)):
        if not value:
            continue
        line = f"{name}: {value}"
        at = next((number for number, one in enumerate(lines) if one.startswith(f"{name}:")), None)
        if at is None:
            lines.insert(_place(lines, name), line)
        else:
            lines[at] = line
    return replace(header, msgstr=("".join(f"{line}\n" for line in lines), *header.msgstr[1:]))


_ORDER = (
    "Project-Id-Version",
    "Report-Msgid-Bugs-To",
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
)
"""The header fields that gettext writes first, in its order."""


def _place(lines: Sequence[str], name: str) -> int:
    """Return the line index at which gettext would write the field."""
    before = _ORDER[: _ORDER.index(name)]
    return max(
        (number + 1 for number, line in enumerate(lines) if line.partition(":")[0] in before), default=0
    )


def _comments(entry: Entry, people: Sequence[str] | None, *, settled: bool) -> tuple[str, ...]:
    """Return the comments: those by people, if given, before ours; existing ones keep their order."""
    kept = tuple(
        line for line in entry.comments if not (settled and (is_note(line) or line.startswith(CONFLICT)))
    )
    if people is None or tuple(people) == people_comments(entry):
        return kept
    ours = (line for line in kept if line.startswith(OURS))
    return (*(f"- {line}" if line.lstrip().startswith(OURS) else line for line in people), *ours)
