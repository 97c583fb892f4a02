"""Lines and positions of a text, in the units that the client counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from lsprotocol import types

# The only line breaks of the protocol; Python's splitlines also breaks at U+2028 and form feeds, which texts may hold.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_UNITS = {
    types.PositionEncodingKind.Utf8: ("utf-8", 1, "ignore"),
    types.PositionEncodingKind.Utf16: ("utf-16-le", 2, "surrogatepass"),
    types.PositionEncodingKind.Utf32: ("utf-32-le", 4, "surrogatepass"),
}
Cursor = tuple[int, int]
"""A line and a column in code points, both from 0."""


def lines_of(text: str) -> list[str]:
    """Return the lines of a text with their line breaks."""
    return _LINE.findall(text)


class Units:
    """Columns of the client and of Python, which counts code points."""

    def __init__(self, encoding: types.PositionEncodingKind | str | None) -> None:
        self._codec, self._size, self._cut = _UNITS[types.PositionEncodingKind(encoding or "utf-16")]

    def column(self, lines: Sequence[str], row: int, character: int) -> int:
        """Return the client's column of a line in code points; one beyond the line is at its end."""
        if row >= len(lines):
            return 0
        data = lines[row].rstrip("\r\n").encode(self._codec, "surrogatepass")[: character * self._size]
        return len(data.decode(self._codec, self._cut))

    def range(self, lines: Sequence[str], start: Cursor, end: Cursor, *, at: int = 0) -> types.Range:
        """Return the client's range of a span in lines, the first of which has the number `at`."""
        first, last = (
            types.Position(
                at + row, len(lines[row][:column].encode(self._codec, "surrogatepass")) // self._size
            )
            for row, column in (start, end)
        )
        return types.Range(first, last)

    def changed(
        self, lines: Sequence[str], event: types.TextDocumentContentChangeEvent, *, at: int = 0
    ) -> list[str]:
        """Return the lines after an edit of the client; the first of them has the number `at`."""
        if not isinstance(event, types.TextDocumentContentChangePartial):
            return lines_of(event.text)
        first, last = event.range.start, event.range.end
        start, end = min(first.line - at, len(lines)), min(last.line - at, len(lines))
        before = "".join(lines[start : start + 1])[: self.column(lines, start, first.character)]
        after = "".join(lines[end : end + 1])[self.column(lines, end, last.character) :]
        # Lines before and behind may have no end of their own any more, or not yet.
        kept = max(0, start - 1)
        return [
            *lines[:kept],
            *lines_of("".join([*lines[kept:start], before, event.text, after, *lines[end + 1 :]])),
        ]


def line_edits(old: Sequence[str], new: Sequence[str], *, at: int = 0) -> list[types.TextEdit]:
    """Return the edits that make some lines others; the first of the lines has the number `at`."""
    # Of a file's hundred thousand lines most stay at its beginning and its end.
    head = tail = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    was, now = old[head : len(old) - tail], new[head : len(new) - tail]
    return [
        types.TextEdit(
            range=types.Range(types.Position(at + head + first, 0), types.Position(at + head + last, 0)),
            new_text="".join(now[begin:end]),
        )
        for kind, first, last, begin, end in SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
        if kind != "equal"
    ]
