"""The grammar of PO files as regular expressions over bytes, for fast parsing of the common spellings.

These patterns accept a subset of what gettext accepts; `files.po.reader` parses everything else, one token at a
time, and reports what is wrong where nothing can be parsed. Source of the grammar: the gettext manual,
"The Format of PO Files", and the behaviour of msgfmt and msgcat 0.21.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from postl10n.registry import compiled

_BLANK = rb"[ \t\r\f\v]*+"
ESCAPE = rb'\\(?:[abfnrtv"\\\n]|[0-7]|x[0-9A-Fa-f])'
_CHARACTERS = rb'(?:[^"\\\n]++|' + ESCAPE + rb")*+"
STRING = rb'"' + _CHARACTERS + rb'"'
_END = _BLANK + rb"(?:\n|\Z)"
_LEAD = rb"(?:" + _BLANK + rb"(?:\n|#(?![~|])[^\n]*+(?:\n|\Z)))*+"
# Blank lines may come between an entry's strings; the slow parser handles such entries.
_NOTHING_MORE = rb'(?!\s*+(?:#~[ \t]*+)?(?:"|msgstr))'
MOST_FORMS = 6
"""The most plural forms that a language needs (Arabic has six); the slow parser accepts any number."""


class Parts(NamedTuple):
    """The parts of an entry.

    A text is everything between its first quote and its last one: with escapes, and with the quotes and line
    breaks between its strings (see `content`).
    """

    lead: bytes
    """Comments and blank lines before the first keyword."""
    previous: bytes | None
    """The `#|` lines together."""
    context: bytes | None
    msgid: bytes
    plural: bytes | None
    msgstr: tuple[bytes, ...]
    obsolete: bool
    head: int
    """The offset of the first keyword (of `#~` in an obsolete entry)."""
    end: int


def text_pattern(mark: bytes) -> bytes:
    """Return the pattern of one or more strings, each after the first on its own line; the group omits the outer quotes."""
    return _text(mark, rb"(")


def _text(mark: bytes, group: bytes) -> bytes:
    more = rb'(?:"' + _BLANK + rb"\n" + mark + rb'"' + _CHARACTERS + rb")*+"
    return _BLANK + rb'"' + group + _CHARACTERS + more + rb')"'


def _forms(mark: bytes, index: int = 0) -> bytes:
    """Return the pattern of `msgstr[0]` and the forms after it, numbered without a gap."""
    one = mark + rb"msgstr\[%d\]" % index + _text(mark, rb"(?:") + _END
    more = rb"(?:" + _forms(mark, index + 1) + rb")?+" if index + 1 < MOST_FORMS else b""
    return one + more


def _entry(mark: bytes, previous_mark: bytes) -> re.Pattern[bytes]:
    """Return the pattern of a whole entry, with every line beginning with `mark`."""

    def section(keyword: bytes) -> bytes:
        return mark + keyword + text_pattern(mark) + _END

    def unnamed(keyword: bytes) -> bytes:
        return rb"(?:" + previous_mark + keyword + _text(previous_mark, rb"(?:") + _END + rb")"

    previous = (
        rb"((?:" + unnamed(b"msgctxt") + rb"?+" + unnamed(b"msgid") + unnamed(b"msgid_plural") + rb"?+)?+)"
    )
    return compiled(
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
"""The numbers of the groups in both patterns."""

REST = re.compile(_LEAD)
"""Comments and blank lines, which may follow the last entry."""

_STRING = re.compile(rb'"((?:[^"\\\n]++|\\.)*+)"', re.DOTALL)
_FORM = re.compile(rb"msgstr\[\d\]" + text_pattern(rb"[ \t\r\f\v#~]*+"))


def match(data: bytes, at: int) -> re.Match[bytes] | None:
    """Return the match of the entry at an offset, if it is in a common spelling; its `re` shows which."""
    return ACTIVE.match(data, at) or OBSOLETE.match(data, at)


def parts_of(found: re.Match[bytes]) -> Parts:
    """Return the parts of a matched entry."""
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
    """Return the joined strings of a text (see `Parts`), with escapes kept."""
    if b"\n" not in text:
        return text
    # Nearly all lines begin with their quote and need no pattern.
    joined = text.replace(b'"\n"', b"")
    return b"".join(_STRING.findall(b'"%b"' % text)) if b"\n" in joined else joined
