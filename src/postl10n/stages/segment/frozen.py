"""Frozen boundaries: a block is covered with msgids of the committed template (DESIGN, "Catalog rules")."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def cover(text: str, msgids: Sequence[str] | Frozen) -> list[str] | None:
    """The segments of `text` as the template had them, or None where its msgids cannot cover all of it.

    `text` and `msgids` are normalised, `msgids` in reading order; between two msgids stands one space or
    none, and each may be used any number of times. After a msgid the one that follows it in the template is
    tried first, then the longest that fits, so that a sentence which another block also has in two parts
    keeps the form it has among its neighbours. An offset from which nothing led to the end is not tried
    again, which keeps the search to one visit an offset. For many blocks of one template give a `Frozen`.
    """
    found = msgids if isinstance(msgids, Frozen) else Frozen(msgids)
    # One open iterator a chosen segment: backtracking without recursion, as a block may have thousands.
    taken: list[int] = []
    starts: list[int] = [0]
    choices: list[Iterator[int]] = [found.ends(text, 0, None)]
    dead: set[int] = set()
    while choices:
        end = next((end for end in choices[-1] if _skip_space(text, end) not in dead), None)
        if end is None:
            choices.pop()
            dead.add(starts.pop())
            if taken:
                taken.pop()
            continue
        taken.append(end)
        if end == len(text):
            return [text[start:stop] for start, stop in zip(starts, taken, strict=True)]
        last = text[starts[-1] : end]
        starts.append(_skip_space(text, end))
        choices.append(found.ends(text, starts[-1], last))
    return None


class Frozen:
    """The msgids of a template's body in reading order, with what finds those that stand at an offset.

    They are sorted, so that of those which a text starts with the longest is the last one before that text, or
    one that it starts with itself: time an offset is logarithmic in their number, however alike they begin.
    """

    def __init__(self, msgids: Iterable[str]) -> None:
        texts = [msgid for msgid in msgids if msgid]
        self._after = dict(zip(reversed(texts[:-1]), reversed(texts[1:]), strict=True))
        self._sorted = sorted(set(texts))
        self._longest = max(map(len, texts), default=0)
        self._shorter = _prefixes(self._sorted)

    def __bool__(self) -> bool:
        return bool(self._sorted)

    def ends(self, text: str, start: int, last: str | None) -> Iterator[int]:
        """Where the msgids that fit at `start` end: the one after `last` first, then longest first."""
        successor = self._after.get(last) if last is not None else None
        if successor is not None and text.startswith(successor, start):
            yield start + len(successor)
        at = bisect_right(self._sorted, text[start : start + self._longest]) - 1
        while at >= 0:
            if text.startswith(self._sorted[at], start):
                yield start + len(self._sorted[at])
            at = self._shorter[at]


def _prefixes(texts: Sequence[str]) -> list[int]:
    """For each of the sorted texts the index of the longest other one that it starts with; -1 for none."""
    shorter: list[int] = []
    open_: list[int] = []
    for at, text in enumerate(texts):
        while open_ and not text.startswith(texts[open_[-1]]):
            open_.pop()
        shorter.append(open_[-1] if open_ else -1)
        open_.append(at)
    return shorter


def _skip_space(text: str, offset: int) -> int:
    return offset + 1 if text.startswith(" ", offset) else offset
