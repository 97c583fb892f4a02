"""Decoding the parts of an entry to a value: texts are unescaped and decoded, comments sorted by kind."""

from __future__ import annotations

import re

from postl10n.files.po.syntax import Parts, content, text_pattern
from postl10n.files.po.text import unescape
from postl10n.model.catalog import Entry, Previous

_PREVIOUS = re.compile(rb"(msgctxt|msgid_plural|msgid)" + text_pattern(rb"[ \t\r\f\v#~|]*+"))
_REFERENCE = re.compile(r"(?:\u2068[^\u2069]*\u2069|\S)+")
_FLAG = re.compile(r"range:[ \t]*[^\s,]+|[^\s,]+")
_ISOLATES = {0x2068: None, 0x2069: None}
_ODD_LINES = (b"\n ", b"\n\t", b"\r", b"\f", b"\v")
"""Bytes of lines that begin with white space, or end in more than a line feed."""


_Lines = tuple[str, ...]
_Comments = tuple[_Lines, _Lines, _Lines, _Lines, _Lines]
"""The comment lines of an entry by kind: the translator's, extracted, references, flags, workflow."""
_NO_COMMENTS: _Comments = ((), (), (), (), ())


def decode(parts: Parts, codec: str, line: int) -> Entry:
    """Return the entry as a value; `line` is the number of the line with its first keyword."""
    lead, previous, context, msgid, plural, msgstr, obsolete, _, _ = parts
    translator, extracted, references, flags, workflow = _comments(lead, codec)
    return Entry(
        msgid=_text(msgid, codec),
        msgctxt=None if context is None else _text(context, codec),
        msgid_plural=None if plural is None else _text(plural, codec),
        msgstr=(_text(msgstr[0], codec),) if len(msgstr) == 1 else tuple(_text(one, codec) for one in msgstr),
        comments=translator,
        extracted=extracted,
        references=references,
        flags=flags,
        workflow=workflow,
        previous=None if previous is None else _previous(previous, codec),
        obsolete=obsolete,
        line=line,
    )


def _text(text: bytes, codec: str) -> str:
    inner = content(text)
    if b"\\" in inner:
        # An escape can represent any byte, whatever the charset of the rest of the file.
        inner = unescape(inner)
    return inner.decode(codec, "surrogateescape")


def _previous(lines: bytes, codec: str) -> Previous:
    return Previous(**{word.decode(): _text(text, codec) for word, text in _PREVIOUS.findall(lines)})


def _comments(lead: bytes, codec: str) -> _Comments:
    lines = lead.strip()
    if not lines:
        return _NO_COMMENTS
    if lines.startswith(b"#: ") and b"\n" not in lines and lines.isascii():
        # Most entries have only this.
        return (), (), tuple(lines[3:].decode("ascii").split()), (), ()
    lead = lead.lstrip()
    if any(odd in lead for odd in _ODD_LINES):
        lead = b"\n".join(line.lstrip().removesuffix(b"\r") for line in lead.split(b"\n"))
    # Decoded as a whole: line by line takes twice as long, and comments are half of a catalog.
    return _by_kind([line for line in lead.decode(codec, "surrogateescape").split("\n") if line])


def _by_kind(lines: list[str]) -> _Comments:
    translator: list[str] = []
    extracted: list[str] = []
    references: list[str] = []
    flags: list[str] = []
    workflow: list[str] = []
    for line in lines:
        mark, rest = line[1:2], line[2:]
        if mark == ".":
            extracted.append(_comment(rest))
        elif mark == ":":
            if "\u2068" in rest or "\u2069" in rest:
                references += (one.translate(_ISOLATES) for one in _REFERENCE.findall(rest))
            else:
                references += rest.split()
        elif mark in (",", "!"):
            flags += _FLAG.findall(rest)
        elif mark == "=":
            workflow += _FLAG.findall(rest)
        else:
            translator.append(_comment(line[1:]))
    return (
        tuple(translator),
        tuple(extracted),
        tuple(references),
        tuple(dict.fromkeys(flags)),
        tuple(dict.fromkeys(workflow)),
    )


def _comment(text: str) -> str:
    """Return the comment without the space after its mark, and without the one added after a final backslash."""
    text = text.removeprefix(" ")
    return text[:-1] if text[-1:] == " " and text.rstrip(" ").endswith("\\") else text
