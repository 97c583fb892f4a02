"""Frozen boundaries: a block is covered with msgids of the committed template (DESIGN, "Catalog rules")."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PREFIX = 8
"""Characters by which msgids are found; shorter ones are found whole."""


def cover(text: str, msgids: Sequence[str]) -> list[str] | None:
    """The segments of `text` as the template had them, or None where its msgids cannot cover all of it.

    `text` and `msgids` are normalised, `msgids` in reading order; between two msgids stands one space or
    none, and each may be used any number of times. After a msgid the one that follows it in the template is
    tried first, then the longest that fits, so that a sentence which another block also has in two parts
    keeps the form it has among its neighbours. An offset from which nothing led to the end is not tried
    again, which keeps the search to one visit an offset.
    """
    found = _Msgids(msgids)
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


class _Msgids:
    """Finds the msgids that stand at an offset, by their first characters."""

    def __init__(self, msgids: Sequence[str]) -> None:
        texts = [msgid for msgid in msgids if msgid]
        self._after = dict(zip(reversed(texts[:-1]), reversed(texts[1:]), strict=True))
        self._by_prefix: dict[str, list[str]] = {}
        for msgid in sorted(set(texts), key=lambda msgid: (-len(msgid), msgid)):
            self._by_prefix.setdefault(msgid[:_PREFIX], []).append(msgid)

    def ends(self, text: str, start: int, last: str | None) -> Iterator[int]:
        """Where the msgids that fit at `start` end: the one after `last` first, then longest first."""
        successor = self._after.get(last) if last is not None else None
        if successor is not None and text.startswith(successor, start):
            yield start + len(successor)
        for size in range(min(_PREFIX, len(text) - start), 0, -1):
            for msgid in self._by_prefix.get(text[start : start + size], ()):
                if (size == _PREFIX or len(msgid) == size) and text.startswith(msgid, start):
                    yield start + len(msgid)


def _skip_space(text: str, offset: int) -> int:
    return offset + 1 if text.startswith(" ", offset) else offset
