"""Formatting entries as gettext does: the order of lines, escapes and wrapping of msgcat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from types import MappingProxyType

from postl10n.files.po.charset import Charset
from postl10n.files.po.syntax import content
from postl10n.files.po.text import escape
from postl10n.files.po.wrap import PAGE_WIDTH, wrap
from postl10n.model.catalog import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class PoLayout:
    """The style in which a file's entries are written."""

    wrapped: bool = True
    wide_ambiguous: bool = False
    raw_bytes: bool = False
    """True to write bytes that are no text as they are, not as escapes: the file declares no charset."""
    unbroken: re.Pattern[str] | None = None
    """Parts of a text that are never broken: the directives of an entry's format strings."""
    modern: bool = False
    """True to break lines as gettext 0.23 and later do."""


# Format flags whose directives can contain a space or a hyphen, with the pattern of the directives.
_PERCENT = re.compile(r"%(?:\([^)]*\)|\d+\$)?[-+ #0'I]*(?:\*|\d+)?(?:\.(?:\*|\d+)?)?[hlLqjzt]*[A-Za-z%]")
_BRACES = re.compile(r"\{[^{}]*\}")
_DIRECTIVES = MappingProxyType(
    {
        "c-format": _PERCENT,
        "objc-format": _PERCENT,
        "python-format": _PERCENT,
        "php-format": _PERCENT,
        "perl-format": _PERCENT,
        "python-brace-format": _BRACES,
        "perl-brace-format": _BRACES,
        "java-format": _BRACES,
        "csharp-format": _BRACES,
    }
)


def _layout_for(entry: Entry, layout: PoLayout) -> PoLayout:
    """Return the layout of an entry according to its flags."""
    unbroken = next((_DIRECTIVES[flag] for flag in entry.flags if flag in _DIRECTIVES), None)
    return replace(layout, wrapped=layout.wrapped and "no-wrap" not in entry.flags, unbroken=unbroken)


def format_entry(entry: Entry, layout: PoLayout) -> str:
    """Return the lines of an entry, each with its `\\n`, without blank lines around them."""
    if entry.flags:
        layout = _layout_for(entry, layout)
    mark = "#~ " if entry.obsolete else ""
    lines = [
        *_comment_lines(entry),
        *_references(entry.references),
        *(["#, " + ", ".join(entry.flags)] if entry.flags else ()),
        *(["#= " + ", ".join(entry.workflow)] if entry.workflow else ()),
    ]
    if entry.previous is not None:
        before = "#~| " if entry.obsolete else "#| "
        was = entry.previous
        lines += _sections(before, was.msgctxt, was.msgid, was.msgid_plural, layout)
    lines += _sections(mark, entry.msgctxt, entry.msgid, entry.msgid_plural, layout)
    if entry.msgid_plural is None:
        lines += _string(mark, "msgstr", entry.msgstr[0], layout)
    else:
        for index, form in enumerate(entry.msgstr):
            lines += _string(mark, f"msgstr[{index}]", form, layout)
    return "\n".join(lines) + "\n"


def _comment_lines(entry: Entry) -> Iterator[str]:
    for mark, comments in (("#", entry.comments), ("#.", entry.extracted)):
        for comment in comments:
            for line in comment.split("\n"):
                yield f"{mark} {_closed(line)}" if line else mark


def _closed(comment: str) -> str:
    """Return the comment with a space after a final backslash, for which gettext would join the next line."""
    return f"{comment} " if comment.rstrip(" ").endswith("\\") else comment


def _references(references: tuple[str, ...]) -> Iterator[str]:
    """Yield the `#:` lines; wrapped even if texts are not, and by bytes, as in msgcat."""
    line = "#:"
    for reference in references:
        shown = _isolated(reference)
        if line != "#:" and len(f"{line} {shown}".encode("utf-8", "replace")) > PAGE_WIDTH:
            yield line
            line = "#:"
        line += f" {shown}"
    if line != "#:":
        yield line


def _isolated(reference: str) -> str:
    """Return the reference, with a file name that has spaces between U+2068 and U+2069."""
    if not any(character.isspace() for character in reference):
        return reference
    name, colon, number = reference.rpartition(":")
    if colon and number.isdecimal():
        return f"\u2068{name}\u2069:{number}"
    return f"\u2068{reference}\u2069"


def _sections(
    mark: str, context: str | None, msgid: str | None, plural: str | None, layout: PoLayout
) -> Iterator[str]:
    for keyword, text in (("msgctxt", context), ("msgid", msgid), ("msgid_plural", plural)):
        if text is not None:
            yield from _string(mark, keyword, text, layout)


def _string(mark: str, keyword: str, text: str, layout: PoLayout) -> list[str]:
    """Return a keyword with its text: on one line if it fits and has no inner line break, else one line a piece."""
    portions = [escape(portion, raw_bytes=layout.raw_bytes) for portion in text.split("\n")]
    portions = [f"{portion}\\n" for portion in portions[:-1]] + ([portions[-1]] if portions[-1] else [])
    if len(portions) <= 1:
        pieces = (
            _pieces(portions[0], len(mark) + len(keyword) + 2, len(mark) + 1, layout) if portions else [""]
        )
        if len(pieces) == 1:
            return [f'{mark}{keyword} "{pieces[0]}"']
    lines = [f'{mark}{keyword} ""']
    for portion in portions:
        lines += (f'{mark}"{piece}"' for piece in _pieces(portion, len(mark) + 1, len(mark) + 1, layout))
    return lines


def _pieces(portion: str, start: int, margin: int, layout: PoLayout) -> list[str]:
    if not layout.wrapped:
        return [portion]
    return wrap(
        portion,
        start,
        margin=margin,
        wide_ambiguous=layout.wide_ambiguous,
        unbroken=layout.unbroken,
        modern=layout.modern,
    )


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
