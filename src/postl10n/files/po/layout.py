"""Detecting the style of a file from its bytes: its newline, and whether texts are wrapped."""

from __future__ import annotations

import re
from itertools import islice

from postl10n.files.po.charset import Charset
from postl10n.files.po.format import PoLayout
from postl10n.files.po.syntax import content
from postl10n.files.po.wrap import wrap

# A text continued after a line that neither ends in \n nor is the empty first one.
_CONTINUED = re.compile(rb'(?<!\\n)(?<![ \t]")"[ \t\r]*\n(?:#~\|?[ \t]*)?"')
_LONG_LINE = re.compile(
    rb'^(?:#[~|]+[ \t]*)?(?:msg[a-z_]+(?:\[\d\])?[ \t]+)?"([^\n]{79,})"[ \t\r]*$', re.MULTILINE
)
_ENOUGH = 300
"""The maximum number of lines of either kind to examine."""


def newline_of(data: bytes) -> bytes:
    """Return the newline of the file's first line; `\\n` if it has none."""
    end = data.find(b"\n")
    return b"\r\n" if end > 0 and data[end - 1 : end] == b"\r" else b"\n"


def layout_of(work: bytes, charset: Charset) -> PoLayout:
    """Return the layout of most long texts in the file; wrapped if there are none."""
    continued = sum(1 for _ in islice(_CONTINUED.finditer(work), _ENOUGH))
    return PoLayout(
        wrapped=continued == _ENOUGH or continued >= _unwrapped(work, charset),
        wide_ambiguous=charset.wide_ambiguous,
        raw_bytes=not charset.declared,
    )


def _unwrapped(work: bytes, charset: Charset) -> int:
    return sum(
        len(wrap(content(line[1]).decode(charset.codec, "replace"), 1)) > 1
        for line in islice(_LONG_LINE.finditer(work), _ENOUGH)
    )
