"""Similarity of texts by shared character trigrams, and the most similar of many.

Trigrams tolerate edits of every kind, changed words as well as reordered sentences, and need no words, so that they
suit scripts without spaces. Repeats count: the third `the` of a text only matches the third of another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Grams = frozenset[str]

_RAREST = 40
"""The number of a text's trigrams looked up: the rarest are the most specific."""
_MOST_LOOKED_AT = 2000
"""The number of postings counted for one text, so that a query's cost does not grow with the index."""
_LONGEST = 20_000
"""In characters; of longer texts, the beginning and the end are compared."""


def grams(text: str) -> Grams:
    """Return the trigrams of a text in lower case, with repeats numbered.

    >>> sorted(grams("ana ana"))
    [' an', ' an\\x001', 'a a', 'ana', 'ana\\x001', 'na ', 'na \\x001']
    """
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST // 2]} {text[-_LONGEST // 2 :]}"
    padded = f" {' '.join(text.lower().split())} "
    pieces = [padded[at : at + 3] for at in range(len(padded) - 2)]
    counts = Counter(pieces)
    repeats = [one for one in counts.items() if one[1] > 1] if len(counts) < len(pieces) else []
    return frozenset(counts).union([f"{gram}\0{nth}" for gram, count in repeats for nth in range(1, count)])


def likeness(one: Grams, other: Grams) -> float:
    """Return the Dice coefficient of two texts' trigrams, 0 to 1."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 1.0


def coverage(part: Grams, whole: Grams) -> float:
    """Return the share of the one text's trigrams found in the other, 0 to 1."""
    return len(part & whole) / len(part) if part else 1.0


def framed(one: str, other: str) -> float:
    """Return the share of the longer text in equal beginnings and ends, 0 to 1; fast to compute.

    >>> framed("Open at 9 sharp.", "Open at 10 sharp.")
    0.8823529411764706
    """
    if one == other:
        return 1.0
    start, end_one, _ = differing(one, other)
    return (start + len(one) - end_one) / max(len(one), len(other))


def differing(one: str, other: str) -> tuple[int, int, int]:
    """Return the bounds of the difference of two texts: the common start, and the end in each."""
    start = _common_start(one, other)
    most = min(len(one), len(other)) - start
    end = _common_start(one[::-1][:most], other[::-1][:most])
    return start, len(one) - end, len(other) - end


def _common_start(one: str, other: str) -> int:
    """Return the length of the common beginning, by bisection: comparing slices is faster than single characters."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


@dataclass(frozen=True, slots=True)
class Near:
    """A similar text of the index."""

    index: int
    score: float


class SimilarityIndex:
    """Finds similar texts without comparing a text with all."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._grams: Sequence[Grams] = [grams(text) for text in texts]
        self._postings: dict[str, list[int]] = defaultdict(list)
        for index, own in enumerate(self._grams):
            for gram in own:
                self._postings[gram].append(index)

    def candidates(self, wanted: Grams, limit: int) -> list[int]:
        """Return the texts that share most of the rarest trigrams, the most promising first."""
        known = sorted((self._postings[gram] for gram in wanted if gram in self._postings), key=len)
        places = islice(chain.from_iterable(known[:_RAREST]), _MOST_LOOKED_AT)
        shared = Counter(places)
        return nsmallest(limit, shared, key=lambda index: (-shared[index], index))

    def nearest(self, wanted: Grams, *, limit: int, least: float = 0.5) -> list[Near]:
        """Return at most `limit` texts with a similarity of `least` or more, the best first, ties in order."""
        scored = (Near(at, likeness(wanted, self._grams[at])) for at in self.candidates(wanted, 4 * limit))
        return sorted((near for near in scored if near.score >= least), key=lambda n: (-n.score, n.index))[
            :limit
        ]
