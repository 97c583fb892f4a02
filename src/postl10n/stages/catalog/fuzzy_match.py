"""Fuzzy matches: an edited message is searched for between its unchanged neighbours, then everywhere.

The thresholds are Dice coefficients of character trigrams. Measured on nine languages and 20,000 entries of
documentation, the best of thousands of unrelated sentences reaches 0.31 and the worst of 1,600 sentences with one or
two words changed, a clause inserted or its halves swapped has 0.56. Between the same neighbours, the position
supports a pair too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from postl10n.lang.text.similarity import Grams, SimilarityIndex, coverage, framed, grams, likeness

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

LEAST_BETWEEN_NEIGHBOURS = 0.45
LEAST_FRAMED = 0.7
"""The share of the longer text in its equal beginning and end: enough for the only two texts of a gap."""
LEAST_ANYWHERE = 0.55
LEAST_IN_PARTS = 0.8
"""The threshold for a sentence that was split, or two that were joined, taken together."""
LEAST_PART_COVERED = 0.7
"""The share of each part of a split or a join that must be found in the whole."""
GAIN_BY_PART = 0.01
"""A part counts only if the similarity is so much higher with it than without."""
_ROUNDING = 0.02
"""The tolerance for estimating numbers of trigrams by lengths in characters."""
_WIDEST_GAP = 48
"""The entries at either side of a gap that are compared pairwise; the middle of a wider one is left to the index."""
_HINT_OF_PART = 0.2
"""The minimum similarity of a text to a possible part of it: two words of a sentence of ten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pools:
    """The texts of both sides, the indices of those that are free, and the pairs found already (new to old)."""

    old: Sequence[str]
    new: Sequence[str]
    free_old: Sequence[int]
    free_new: Sequence[int]
    anchors: Mapping[int, int]
    in_order: Sequence[int]
    """The old entries in document order, without obsolete ones."""


@dataclass(frozen=True, slots=True)
class MatchPair:
    """Old and new texts, by index, that belong together: one to one, one to two, or two to one."""

    score: float
    olds: tuple[int, ...]
    news: tuple[int, ...]


_OLD, _NEW = 0, 1


class _Texts:
    """The texts of both sides, with the trigrams of texts and of joined neighbours, each computed once."""

    def __init__(self, pools: Pools) -> None:
        self.sides = (pools.old, pools.new)
        self._made: dict[tuple[int, tuple[int, ...]], Grams] = {}

    def grams(self, side: int, *at: int) -> Grams:
        made = self._made.get((side, at))
        if made is None:
            made = self._made[side, at] = grams(" ".join(self.sides[side][one] for one in at))
        return made


def near_matches(pools: Pools) -> list[MatchPair]:
    """Return pairs without equal texts: first within gaps, then among all that are left."""
    texts = _Texts(pools)
    old_left, new_left = set(pools.free_old), set(pools.free_new)
    taken: list[MatchPair] = []
    for olds, news in _gaps(pools):
        proposed = _proposals(texts, olds, news, LEAST_BETWEEN_NEIGHBOURS)
        taken += _best(proposed, old_left, new_left)
    taken += _best(_anywhere(pools, texts, old_left, new_left), old_left, new_left)
    # Pairs found anywhere serve as neighbours too.
    for olds, news in _gaps(_after(pools, taken, old_left, new_left)):
        taken += _best(_proposals(texts, olds, news, LEAST_BETWEEN_NEIGHBOURS), old_left, new_left)
    return taken


def _after(pools: Pools, taken: Iterable[MatchPair], old_left: set[int], new_left: set[int]) -> Pools:
    """Return the pools without the pairs taken; both sides of a split or a join are anchors."""
    anchors = dict(pools.anchors)
    for pair in taken:
        anchors |= {new: pair.olds[-1 if new == pair.news[-1] else 0] for new in pair.news}
    return replace(pools, anchors=anchors, free_old=sorted(old_left), free_new=sorted(new_left))


def _best(proposed: Iterable[MatchPair], old_left: set[int], new_left: set[int]) -> Iterator[MatchPair]:
    """Yield the best proposals with no text taken, and remove their texts from those left."""
    for pair in sorted(proposed, key=lambda p: (-p.score, p.news, p.olds)):
        if old_left.issuperset(pair.olds) and new_left.issuperset(pair.news):
            old_left.difference_update(pair.olds)
            new_left.difference_update(pair.news)
            yield pair


def _gaps(pools: Pools) -> Iterator[tuple[list[int], list[int]]]:
    """Yield runs of free messages with the free old entries between the same neighbours, in document order."""
    place = {old: at for at, old in enumerate(pools.in_order)}
    free = set(pools.free_old)
    for run in _runs(pools.free_new):
        before = place.get(pools.anchors.get(run[0] - 1, -1), -1 if run[0] == 0 else None)
        end = len(pools.in_order) if run[-1] == len(pools.new) - 1 else None
        after = place.get(pools.anchors.get(run[-1] + 1, -1), end)
        olds: set[int] = set()
        if before is not None:
            olds.update(_walk(pools.in_order, free, before + 1, 1))
        if after is not None:
            olds.update(_walk(pools.in_order, free, after - 1, -1))
        if olds:
            yield sorted(olds, key=place.__getitem__), run


def _runs(indices: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for at in indices:
        if run and at != run[-1] + 1:
            yield run
            run = []
        run.append(at)
    if run:
        yield run


def _walk(order: Sequence[int], free: set[int], start: int, step: int) -> Iterator[int]:
    """Yield free old entries from a position on, up to the first that is paired."""
    at = start
    while 0 <= at < len(order) and order[at] in free and abs(at - start) < _WIDEST_GAP:
        yield order[at]
        at += step


def _proposals(texts: _Texts, olds: list[int], news: list[int], least: float) -> list[MatchPair]:
    """Return every good pair in a gap, split and joined sentences included."""
    if (
        len(olds) == len(news) == 1
        and framed(texts.sides[_OLD][olds[0]], texts.sides[_NEW][news[0]]) >= LEAST_FRAMED
    ):
        return [MatchPair(1.0, (olds[0],), (news[0],))]
    if len(news) > 2 * _WIDEST_GAP:
        news = news[:_WIDEST_GAP] + news[-_WIDEST_GAP:]
    score = {
        (old, new): likeness(texts.grams(_OLD, old), texts.grams(_NEW, new)) for old in olds for new in news
    }
    found = [MatchPair(value, (old,), (new,)) for (old, new), value in score.items() if value >= least]
    found += (pair for old in olds for pair in _splits(texts, old, news, score))
    found += (pair for new in news for pair in _joins(texts, olds, new, score))
    return found


def _splits(
    texts: _Texts, old: int, news: Sequence[int], score: Mapping[tuple[int, int], float]
) -> Iterator[MatchPair]:
    for one, two in pairwise(news):
        value = _in_parts(texts, _OLD, old, (one, two), (score[old, one], score[old, two]))
        if value is not None and two == one + 1:
            yield MatchPair(value, (old,), (one, two))


def _joins(
    texts: _Texts, olds: Sequence[int], new: int, score: Mapping[tuple[int, int], float]
) -> Iterator[MatchPair]:
    for one, two in pairwise(olds):
        value = _in_parts(texts, _NEW, new, (one, two), (score[one, new], score[two, new]))
        if value is not None:
            yield MatchPair(value, (one, two), (new,))


def _in_parts(
    texts: _Texts, side: int, whole: int, parts: tuple[int, int], scores: tuple[float, float]
) -> float | None:
    """Return the similarity of a text to two of the other side taken together; None if they are not its parts.

    `scores` are its similarities to each of them.
    """
    if sum(scores) < LEAST_IN_PARTS / 2:
        return None
    other = 1 - side
    least = max(LEAST_IN_PARTS, max(scores) + GAIN_BY_PART)
    length, together = len(texts.sides[side][whole]), sum(len(texts.sides[other][one]) for one in parts) + 1
    # The lengths alone may show that the similarity can't be high enough.
    if 2 * min(length, together) / (length + together) + _ROUNDING < least:
        return None
    own = texts.grams(side, whole)
    value = likeness(own, texts.grams(other, *parts))
    covered = (coverage(texts.grams(other, one), own) >= LEAST_PART_COVERED for one in parts)
    return value if value >= least and all(covered) else None


def _anywhere(pools: Pools, texts: _Texts, old_left: set[int], new_left: set[int]) -> list[MatchPair]:
    """Return good pairs among all entries left, wherever they are."""
    olds = [at for at in pools.free_old if at in old_left]
    if not olds or not new_left:
        return []
    index = SimilarityIndex(pools.old[at] for at in olds)
    score: dict[tuple[int, int], float] = {}
    for new in sorted(new_left):
        near = index.nearest(texts.grams(_NEW, new), limit=4, least=_HINT_OF_PART)
        score.update({(olds[hit.index], new): hit.score for hit in near})
    found = [
        MatchPair(value, (old,), (new,)) for (old, new), value in score.items() if value >= LEAST_ANYWHERE
    ]
    return [*found, *_parts_anywhere(texts, score, old_left, new_left)]


def _parts_anywhere(
    texts: _Texts, score: Mapping[tuple[int, int], float], old_left: set[int], new_left: set[int]
) -> Iterator[MatchPair]:
    """Yield splits and joins whose sentences are adjacent."""
    for old, new in score:
        if new + 1 in new_left:
            both = {(old, new): score[old, new], (old, new + 1): score.get((old, new + 1), 0.0)}
            yield from _splits(texts, old, (new, new + 1), both)
        if old + 1 in old_left:
            both = {(old, new): score[old, new], (old + 1, new): score.get((old + 1, new), 0.0)}
            yield from _joins(texts, (old, old + 1), new, both)
        if new - 1 in new_left and (old, new - 1) not in score:
            yield from _splits(texts, old, (new - 1, new), {(old, new): score[old, new], (old, new - 1): 0.0})
        if old - 1 in old_left and (old - 1, new) not in score:
            yield from _joins(texts, (old - 1, old), new, {(old, new): score[old, new], (old - 1, new): 0.0})
