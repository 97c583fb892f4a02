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
STRING = rb'"(?:[^"\\\n]++|' + ESCAPE + rb')*+"'
_END = _BLANK + rb"(?:\n|\Z)"
_LEAD = rb"(?:" + _BLANK + rb"(?:\n|#(?![~|])[^\n]*+(?:\n|\Z)))*+"
# Blank lines may stand between an entry's strings; the slow reader sees to such entries.
_NOTHING_MORE = rb'(?!\s*+(?:#~[ \t]*+)?(?:"|msgstr))'
MOST_FORMS = 6
"""Plural forms that any language needs (Arabic has six); the slow reader takes any number."""


class Parts(NamedTuple):
    """An entry taken apart: each text still as its quoted strings, with whatever stood between them."""

    lead: bytes
    """Comments and blank lines before the first keyword."""
    previous: bytes | None
    """The `#|` lines, their marks taken off by nobody yet."""
    context: bytes | None
    msgid: bytes
    plural: bytes | None
    msgstr: tuple[bytes, ...]
    obsolete: bool
    head: int
    """Offset of the first keyword (of `#~` where the entry is obsolete)."""
    end: int


def _strings(mark: bytes) -> bytes:
    """One or more quoted strings, each on a line of its own after the first."""
    return _BLANK + STRING + rb"(?:" + _BLANK + rb"\n" + mark + STRING + rb")*+"


def _forms(mark: bytes, index: int = 0) -> bytes:
    """`msgstr[0]` and its followers, numbered without a gap."""
    one = mark + rb"msgstr\[%d\]" % index + _strings(mark) + _END
    more = rb"(?:" + _forms(mark, index + 1) + rb")?+" if index + 1 < MOST_FORMS else b""
    return one + more


def _entry(mark: bytes, previous_mark: bytes) -> re.Pattern[bytes]:
    """A whole entry whose every line begins with `mark`."""

    def section(keyword: bytes, before: bytes, group: bytes = b"") -> bytes:
        return before + keyword + rb"(" + group + _strings(before) + rb")" + _END

    def unnamed(keyword: bytes) -> bytes:
        return rb"(?:" + section(keyword, previous_mark, b"?:") + rb")"

    previous = (
        rb"((?:" + unnamed(b"msgctxt") + rb"?+" + unnamed(b"msgid") + unnamed(b"msgid_plural") + rb"?+)?+)"
    )
    return re.compile(
        rb"("
        + _LEAD
        + rb")"
        + previous
        + rb"()(?:"
        + section(b"msgctxt", mark)
        + rb")?+"
        + section(b"msgid", mark)
        + rb"(?:"
        + section(b"msgstr", mark)
        + rb"|"
        + section(b"msgid_plural", mark)
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

_TEXT = re.compile(rb'"((?:[^"\\\n]++|\\.)*+)"', re.DOTALL)
_FORM = re.compile(rb"msgstr\[\d\]((?:[ \t\r\f\v]*+(?:\n[ \t\r\f\v#~]*+)?" + STRING + rb")++)")


def match(data: bytes, at: int) -> tuple[re.Match[bytes], bool] | None:
    """The entry that begins at an offset in one of the common spellings, and whether it is obsolete."""
    found = ACTIVE.match(data, at)
    if found:
        return found, False
    found = OBSOLETE.match(data, at)
    return (found, True) if found else None


def parts_of(found: re.Match[bytes], obsolete: bool) -> Parts:
    """Take a matched entry apart."""
    lead, previous, _, context, msgid, msgstr, plural, forms = found.groups()
    return Parts(
        lead=lead,
        previous=previous or None,
        context=context,
        msgid=msgid,
        plural=plural,
        msgstr=(msgstr,) if forms is None else tuple(_FORM.findall(forms)),
        obsolete=obsolete,
        head=found.start(HEAD),
        end=found.end(),
    )


def content(quoted: bytes) -> bytes:
    """What quoted strings hold together, escapes still written out."""
    if b"\n" not in quoted:
        inner = quoted.strip()
        if inner.count(b'"') == 2:
            return inner[1:-1]
    return b"".join(_TEXT.findall(quoted))
