"""The grammar of PO files as regular expressions over bytes: the common spellings of an entry, read fast.

What these patterns accept is a subset of what gettext accepts; `po_reader` reads everything else, one
token at a time, and says what is wrong where nothing can be read. Source of the grammar: the gettext
manual, "The Format of PO Files", and the behaviour of msgfmt and msgcat 0.21.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_BLANK = rb"[ \t\r\f\v]*+"
ESCAPE = rb'\\(?:[abfnrtv"\\\n]|[0-7]|x[0-9A-Fa-f])'
_CHARACTERS = rb'(?:[^"\\\n]++|' + ESCAPE + rb")*+"
STRING = rb'"' + _CHARACTERS + rb'"'
_END = _BLANK + rb"(?:\n|\Z)"
_LEAD = rb"(?:" + _BLANK + rb"(?:\n|#(?![~|])[^\n]*+(?:\n|\Z)))*+"
# Blank lines may stand between an entry's strings; the slow reader sees to such entries.
_NOTHING_MORE = rb'(?!\s*+(?:#~[ \t]*+)?(?:"|msgstr))'
MOST_FORMS = 6
"""Plural forms that any language needs (Arabic has six); the slow reader takes any number."""


class Parts(NamedTuple):
    """An entry taken apart.

    A text is what stands from its first quote to its last one, these two left out: escapes are still written
    out, and lines are still apart (see `content`).
    """

    lead: bytes
    """Comments and blank lines before the first keyword."""
    previous: bytes | None
    """The `#|` lines as a whole."""
    context: bytes | None
    msgid: bytes
    plural: bytes | None
    msgstr: tuple[bytes, ...]
    obsolete: bool
    head: int
    """Offset of the first keyword (of `#~` where the entry is obsolete)."""
    end: int


def text_pattern(mark: bytes) -> bytes:
    """One or more quoted strings, each on a line of its own after the first; from first to last quote a group."""
    return _text(mark, rb"(")


def _text(mark: bytes, group: bytes) -> bytes:
    more = rb'(?:"' + _BLANK + rb"\n" + mark + rb'"' + _CHARACTERS + rb")*+"
    return _BLANK + rb'"' + group + _CHARACTERS + more + rb')"'


def _forms(mark: bytes, index: int = 0) -> bytes:
    """`msgstr[0]` and its followers, numbered without a gap."""
    one = mark + rb"msgstr\[%d\]" % index + _text(mark, rb"(?:") + _END
    more = rb"(?:" + _forms(mark, index + 1) + rb")?+" if index + 1 < MOST_FORMS else b""
    return one + more


def _entry(mark: bytes, previous_mark: bytes) -> re.Pattern[bytes]:
    """A whole entry whose every line begins with `mark`."""

    def section(keyword: bytes) -> bytes:
        return mark + keyword + text_pattern(mark) + _END

    def unnamed(keyword: bytes) -> bytes:
        return rb"(?:" + previous_mark + keyword + _text(previous_mark, rb"(?:") + _END + rb")"

    previous = (
        rb"((?:" + unnamed(b"msgctxt") + rb"?+" + unnamed(b"msgid") + unnamed(b"msgid_plural") + rb"?+)?+)"
    )
    return re.compile(
        rb"("
        + _LEAD
        + rb")"
        + previous
        + rb"()(?:"
        + section(b"msgctxt")
        + rb")?+"
        + section(b"msgid")
        + rb"(?:"
        + section(b"msgstr")
        + rb"|"
        + section(b"msgid_plural")
        + rb"("
        + _forms(mark)
        + rb"))"
        + _NOTHING_MORE
    )


ACTIVE = _entry(_BLANK, _BLANK + rb"#\|" + _BLANK)
OBSOLETE = _entry(_BLANK + rb"#~" + _BLANK, _BLANK + rb"#~\|" + _BLANK)
LEAD, PREVIOUS, HEAD, CONTEXT, MSGID, MSGSTR, PLURAL, FORMS = range(1, 9)
"""Numbers of the groups of both patterns."""

REST = re.compile(_LEAD)
"""Comments and blank lines: what may follow the last entry."""

_STRING = re.compile(rb'"((?:[^"\\\n]++|\\.)*+)"', re.DOTALL)
_FORM = re.compile(rb"msgstr\[\d\]" + text_pattern(rb"[ \t\r\f\v#~]*+"))


def match(data: bytes, at: int) -> re.Match[bytes] | None:
    """The entry that begins at an offset in one of the common spellings; its `re` says which."""
    return ACTIVE.match(data, at) or OBSOLETE.match(data, at)


def parts_of(found: re.Match[bytes]) -> Parts:
    """Take a matched entry apart."""
    lead, previous, _, context, msgid, msgstr, plural, forms = found.groups()
    return Parts(
        lead,
        previous or None,
        context,
        msgid,
        plural,
        (msgstr,) if forms is None else tuple(_FORM.findall(forms)),
        found.re is OBSOLETE,
        found.start(HEAD),
        found.end(),
    )


def content(text: bytes) -> bytes:
    """What the strings of a text (see `Parts`) hold together, escapes still written out."""
    if b"\n" not in text:
        return text
    # Lines that begin with their quote, as nearly all do, need no pattern.
    joined = text.replace(b'"\n"', b"")
    return b"".join(_STRING.findall(b'"%b"' % text)) if b"\n" in joined else joined
