"""How alike two texts are by the character trigrams they share, and the nearest of many.

Trigrams bear edits of every kind, a changed word as well as a sentence turned round, and need no words, so that
they serve scripts without spaces. Repeats count: the third `the` of a text meets only the third of another.
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
"""How many of a text's grams are looked up: the rarest tell the most."""
_MOST_LOOKED_AT = 2000
"""Places of grams that are counted for one text, so that a query's cost does not grow with the index."""
_LONGEST = 20_000
"""In characters; of a longer text its beginning and its end are compared."""


def grams(text: str) -> Grams:
    """The trigrams of a text in lower case, repeats numbered.

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
    """From 0 to 1: Dice's coefficient of two texts' grams."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 1.0


def coverage(part: Grams, whole: Grams) -> float:
    """From 0 to 1: how much of the one text is found in the other."""
    return len(part & whole) / len(part) if part else 1.0


def framed(one: str, other: str) -> float:
    """From 0 to 1: the share of the longer text that their equal beginnings and ends make up; quickly told.

    >>> framed("Open at 9 sharp.", "Open at 10 sharp.")
    0.8823529411764706
    """
    if one == other:
        return 1.0
    start, end_one, _ = differing(one, other)
    return (start + len(one) - end_one) / max(len(one), len(other))


def differing(one: str, other: str) -> tuple[int, int, int]:
    """Where two texts differ: the start in both, and the end in either."""
    start = _common_start(one, other)
    most = min(len(one), len(other)) - start
    end = _common_start(one[::-1][:most], other[::-1][:most])
    return start, len(one) - end, len(other) - end


def _common_start(one: str, other: str) -> int:
    """How many characters are alike at the beginning, by halving: comparing slices is faster than characters."""
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
    """A text of the index that is like the one asked for."""

    index: int
    score: float


class SimilarityIndex:
    """Finds the texts that are like a given one without comparing it with all."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._grams: Sequence[Grams] = [grams(text) for text in texts]
        self._postings: dict[str, list[int]] = defaultdict(list)
        for index, own in enumerate(self._grams):
            for gram in own:
                self._postings[gram].append(index)

    def candidates(self, wanted: Grams, limit: int) -> list[int]:
        """The texts that share the most of the rarest grams, the most promising first."""
        known = sorted((self._postings[gram] for gram in wanted if gram in self._postings), key=len)
        places = islice(chain.from_iterable(known[:_RAREST]), _MOST_LOOKED_AT)
        shared = Counter(places)
        return nsmallest(limit, shared, key=lambda index: (-shared[index], index))

    def nearest(self, text: str, *, limit: int = 5, least: float = 0.5) -> list[Near]:
        """At most `limit` texts whose likeness is `least` or more, the best first, then in order."""
        return self.nearest_to(grams(text), limit=limit, least=least)

    def nearest_to(self, wanted: Grams, *, limit: int = 5, least: float = 0.5) -> list[Near]:
        """As `nearest`, for a text whose grams are at hand."""
        scored = (Near(at, likeness(wanted, self._grams[at])) for at in self.candidates(wanted, 4 * limit))
        return sorted((near for near in scored if near.score >= least), key=lambda n: (-n.score, n.index))[
            :limit
        ]
