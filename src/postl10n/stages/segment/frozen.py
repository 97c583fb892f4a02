"""Frozen boundaries: a block is covered with msgids of the committed template (DESIGN, "Catalog rules")."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def cover(text: str, msgids: Sequence[str] | Frozen) -> list[str] | None:
    """Return the segments of `text` as in the template, or None if its msgids cannot cover all of it.

    `text` and `msgids` are normalised, `msgids` in reading order; between two msgids there is one space or none, and
    each may be used any number of times. After a msgid, the one that follows it in the template is tried first, then
    the longest match, so that a sentence which another block has in two parts keeps the form that it has among its
    neighbours. An offset from which the end cannot be reached is not tried again, so every offset is visited at most
    once. For many blocks of one template, pass a `Frozen`.
    """
    found = msgids if isinstance(msgids, Frozen) else Frozen(msgids)
    # One open iterator for each chosen segment: backtracking without recursion, as a block may have thousands.
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
    """The msgids of a template's body in reading order, indexed to find those at an offset of a text.

    They are sorted: the longest one that a text starts with is the last one sorted before the text, or one that this
    one starts with. So the time for each offset is logarithmic in their number, however alike their beginnings.
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
        """Yield the ends of the msgids that match at `start`: the one after `last` first, then the longest first."""
        successor = self._after.get(last) if last is not None else None
        if successor is not None and text.startswith(successor, start):
            yield start + len(successor)
        at = bisect_right(self._sorted, text[start : start + self._longest]) - 1
        while at >= 0:
            if text.startswith(self._sorted[at], start):
                yield start + len(self._sorted[at])
            at = self._shorter[at]


def _prefixes(texts: Sequence[str]) -> list[int]:
    """Return, for each of the sorted texts, the index of the longest other one that it starts with; -1 for none."""
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
