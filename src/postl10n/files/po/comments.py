"""Changing the translator's comments of one entry without touching another byte of the file."""

from __future__ import annotations

import re

from postl10n.files.po.layout import newline_of
from postl10n.files.po.update import Old, offsets_in

_BLANK_LINES = re.compile(rb"(?:[ \t\r\f\v]*\n)*")
# `#,`, `#.`, `#:`, `#|`, `#=` and `#~` lines are not translator's comments.
_COMMENT = re.compile(rb"[ \t]*#(?![,.:|=~])")


def recommented_bytes(old: Old, index: int, lost: tuple[str, ...], added: tuple[str, ...]) -> bytes:
    """Return the file's bytes with comment lines of an entry removed, and others added after its last one.

    `index` counts the entries as the scan does, the header's included. Raises UnicodeEncodeError if the
    file's charset lacks a character.
    """
    offsets = offsets_in(old.data, old.scan)
    start, end = offsets[index], offsets[index + 1]
    chunk = old.data[start:end]
    blank = _BLANK_LINES.match(chunk)
    lead = blank.end() if blank else 0
    newline = newline_of(old.data)
    codec = old.charset.codec
    out = {one.strip().encode(codec, "surrogateescape") for one in lost}
    new = [b"# " + one.encode(codec, "surrogateescape") + newline for one in added]
    lines = chunk[lead:].splitlines(keepends=True)
    kept = [line for line in lines if not (_COMMENT.match(line) and _text(line) in out)]
    at = max((number + 1 for number, line in enumerate(kept) if _COMMENT.match(line)), default=0)
    body = b"".join([*kept[:at], *new, *kept[at:]])
    return b"".join((old.data[: start + lead], body, old.data[end:]))


def _text(line: bytes) -> bytes:
    return line.strip().removeprefix(b"#").strip()
