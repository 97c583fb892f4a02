"""From an entry's parts to a value of the model: texts unescaped and decoded, comments sorted by kind."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from postl10n.files.po.charset import Charset
from postl10n.files.po.syntax import STRING, Parts, content
from postl10n.files.po.text import unescape
from postl10n.model.catalog import Entry, Previous

_PREVIOUS = re.compile(
    rb"(msgctxt|msgid_plural|msgid)((?:[ \t\r\f\v]*+(?:\n[ \t\r\f\v#~|]*+)?" + STRING + rb")++)"
)
_REFERENCE = re.compile(r"(?:\u2068[^\u2069]*\u2069|\S)+")
_FLAG = re.compile(r"range:[ \t]*[^\s,]+|[^\s,]+")
_ISOLATES = {0x2068: None, 0x2069: None}


@dataclass(slots=True)
class _Comments:
    """The comment lines of an entry, by kind."""

    translator: list[str] = field(default_factory=list)
    extracted: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    workflow: list[str] = field(default_factory=list)

    def add(self, line: str) -> None:
        mark, rest = line[1:2], line[2:]
        if mark == ":":
            self.references += (one.translate(_ISOLATES) for one in _REFERENCE.findall(rest))
        elif mark in (",", "!"):
            self.flags += _FLAG.findall(rest)
        elif mark == "=":
            self.workflow += _FLAG.findall(rest)
        elif mark == ".":
            self.extracted.append(_comment(rest))
        else:
            self.translator.append(_comment(line[1:]))


def _comment(text: str) -> str:
    """Without the space after the mark, and the one that `po_format` sets after a last backslash."""
    text = text.removeprefix(" ")
    return text[:-1] if text.endswith(" ") and text.rstrip(" ").endswith("\\") else text


def decode(parts: Parts, charset: Charset, line: int) -> Entry:
    """The entry as a value; `line` is that of its first keyword."""

    def text(quoted: bytes) -> str:
        inner = content(quoted)
        if b"\\" in inner:
            # An escape can stand for any byte, whatever charset the rest of the file is in.
            inner = unescape(inner)
        return inner.decode(charset.codec, "surrogateescape")

    comments = _Comments()
    for raw in parts.lead.split(b"\n"):
        stripped = raw.lstrip()
        if stripped:
            comments.add(stripped.removesuffix(b"\r").decode(charset.codec, "surrogateescape"))
    previous = None
    if parts.previous is not None:
        found = {word.decode(): text(quoted) for word, quoted in _PREVIOUS.findall(parts.previous)}
        previous = Previous(**found)
    return Entry(
        msgid=text(parts.msgid),
        msgctxt=None if parts.context is None else text(parts.context),
        msgid_plural=None if parts.plural is None else text(parts.plural),
        msgstr=tuple(text(form) for form in parts.msgstr),
        comments=tuple(comments.translator),
        extracted=tuple(comments.extracted),
        references=tuple(comments.references),
        flags=tuple(dict.fromkeys(comments.flags)),
        workflow=tuple(dict.fromkeys(comments.workflow)),
        previous=previous,
        obsolete=parts.obsolete,
        line=line,
    )
