"""Spans of a text, asked what they cover."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable


class Spans:
    """Spans [start, end) of one text, which may overlap.

    >>> spans = Spans([(5, 9), (0, 3), (6, 7)])
    >>> spans.covers(1), spans.covers(3), spans.covers(8), spans.covers(3, 6)
    (True, False, True, True)
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def covers(self, start: int, end: int | None = None) -> bool:
        """Return True if a part of [start, end) is covered, or the one character at `start`; in logarithmic time."""
        at = bisect_right(self._starts, start if end is None else end - 1) - 1
        return at >= 0 and self._ends[at] > start
