"""Wrapping texts as gettext does."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import partial
from itertools import chain

from postl10n.files.po.breaks import LineBreaks, widths

PAGE_WIDTH = 79
"""The width of a line in columns, quotes included."""
_LIMIT = PAGE_WIDTH - 1
_SEGMENT = re.compile(r"[^\x85\u2028\u2029]*[\x85\u2028\u2029]|[^\x85\u2028\u2029]+")
_ESCAPE = re.compile(r"\\(?:[0-7]{3}|.)")


def wrap(
    escaped: str,
    start: int,
    *,
    margin: int = 1,
    wide_ambiguous: bool = False,
    unbroken: re.Pattern[str] | None = None,
    modern: bool = False,
) -> list[str]:
    """Return the lines of one portion of a text: escaped, and ending at its `\\n` or at the end of the text.

    `start` is the column after the opening quote on the first line, `margin` the one on the lines after it.
    Matches of `unbroken` are not broken. A piece without a possible break may exceed the width.
    modern: as gettext 0.23 and later, not as 0.21.
    """
    if start + len(escaped) <= _LIMIT and escaped.isascii():
        return [escaped]
    first, *others = [escaped] if escaped.isascii() else _SEGMENT.findall(escaped)
    possible = partial(_possible, unbroken=unbroken, modern=modern)
    lines = _wrapped(first, start, margin, wide_ambiguous, possible)
    for segment in others:
        # libunistring restarts counting columns after these, though gettext does not end its line there.
        following = _wrapped(segment, 0, margin, wide_ambiguous, possible)
        lines[-1] += following[0]
        lines += following[1:]
    return lines


def _wrapped(
    escaped: str,
    column: int,
    margin: int,
    wide_ambiguous: bool,
    breaks: Callable[[str], Callable[[int], bool]],
) -> list[str]:
    filled = widths(escaped, wide_ambiguous=wide_ambiguous)
    if column + filled[-1] <= _LIMIT:
        return [escaped]
    possible = breaks(escaped)
    lines = []
    begin = 0
    while column + filled[-1] - filled[begin] > _LIMIT:
        most = bisect_right(filled, filled[begin] + _LIMIT - column) - 1
        nearest = chain(range(most, begin, -1), range(max(most, begin) + 1, len(escaped)))
        place = next(filter(possible, nearest), None)
        if place is None:
            break
        lines.append(escaped[begin:place])
        begin, column = place, margin
    return [*lines, escaped[begin:]]


def _possible(escaped: str, *, unbroken: re.Pattern[str] | None, modern: bool) -> Callable[[int], bool]:
    """Return a function that is True for a possible break: never in an escape, nor before the last newline."""
    possible = LineBreaks(escaped, modern=modern).possible
    if "\\" not in escaped and unbroken is None:
        return possible
    inside = _inside(_ESCAPE, escaped)
    if unbroken is not None:
        inside |= _inside(unbroken, escaped)
    if escaped.endswith("\\n"):
        inside.add(len(escaped) - 2)
    return lambda place: place not in inside and possible(place)


def _inside(pattern: re.Pattern[str], text: str) -> set[int]:
    return {at for found in pattern.finditer(text) for at in range(found.start() + 1, found.end())}
