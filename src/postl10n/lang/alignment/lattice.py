"""The most probable links between the sentences of two texts, by dynamic programming over groups of sentences.

A sentence is linked with one or two of the other text, or left out. What speaks for a link is a sum
of log-odds: the two lengths, the signs that both have and those that only one has, and whether both begin a paragraph. A
link's probability is its share in all alignments (forward–backward).
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from postl10n.lang.alignment.signs import NUMBER, SentenceSigns

_PRIORS = {(1, 1): 0.87, (1, 0): 0.05, (0, 1): 0.05, (2, 1): 0.015, (1, 2): 0.015}
_PRIORS_ELSEWHERE = {(1, 1): 0.04, (1, 0): 0.48, (0, 1): 0.48, (2, 1): 0.004, (1, 2): 0.004}
"""In what has no partner in the order of the text: a paragraph that the other text has elsewhere."""
_AT_AN_EDGE = math.log(0.3)
"""Sentences left out before the first link and behind the last one: pages have more around a text than in it."""
_SPREAD, _SPREAD_OF_SHORT = 0.22, 5.4
"""Of the logarithm of the ratio of lengths: in general, and times the square root of the reciprocal length."""
_SPREAD_OF_ALL = 1.0
_LEAST_LENGTH, _MOST_LENGTH = -4.4, 3.0
_GAIN = 1.5
_LOST, _LOST_FIGURE = 0.5, 0.75
"""Weights of a sign that the other side lacks: each side counts its own."""
_NOTHING_SHARED = -1.6
_STARTS_TOO = 0.9
"""The chance that the translation of a paragraph's first sentence begins one."""
_ACROSS = math.log(0.05)
"""Two paragraphs in one link."""
_ALL_START = 0.9
"""The share from which beginnings of paragraphs say nothing: each sentence is one."""
_IMPOSSIBLE = -math.inf
_DOUBTFUL = 0.5
"""The probability of a link below which its sentences are looked for elsewhere."""
_NEGLIGIBLE = 12.0
"""Log-odds."""
_WHOLE = 40_000
"""Pairs of sentences up to which all are looked at; above, those between safe links."""
_BAND = 150
_FEW = 16
"""A sign is as telling in a shorter text as in one of so many sentences."""
_MARGIN = 12
_RARE = 3
_SAFE = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bead:
    """Sentences of the source with those that translate them, `[start, end)` each; one side may be empty."""

    source: tuple[int, int]
    target: tuple[int, int]
    probability: float = 0.0
    evidence: float = 0.0
    """The log-odds of the link beside its place in the order: 0 if nothing speaks for or against it."""

    @property
    def linked(self) -> bool:
        return self.source[0] < self.source[1] and self.target[0] < self.target[1]


@dataclass(frozen=True, slots=True)
class _Group:
    length: float
    log_length: float
    signs: frozenset[str]
    missed: float
    """The log-odds if no sign of it is found on the other side."""
    starts: bool
    across: bool


Windows = Sequence[range]
"""For each sentence of the source, and the end, those of the target that it is compared with."""


def align(
    source: Sequence[SentenceSigns], target: Sequence[SentenceSigns], windows: Windows | None = None
) -> tuple[list[Bead], Windows]:
    """Return the most probable alignment, in the order of the source, and where another look at the same texts need look.

    windows: those of an earlier look.
    """
    beads, windows = _Lattice(source, target).beads(windows)
    kept = [bead for bead in beads if bead.linked and bead.probability >= _DOUBTFUL]
    own = _without(range(len(source)), [bead.source for bead in kept])
    other = _without(range(len(target)), [bead.target for bead in kept])
    left = _Lattice([source[at] for at in own], [target[at] for at in other], _PRIORS_ELSEWHERE)
    for bead in left.beads(None)[0] if own and other else ():
        one, two = _place(own, bead.source), _place(other, bead.target)
        if one and two and bead.probability >= _DOUBTFUL:
            kept.append(replace(bead, source=one, target=two))
    sides = [[bead.source for bead in kept], [bead.target for bead in kept]]
    kept += (Bead(source=(at, at + 1), target=(0, 0)) for at in _without(own, sides[0]))
    kept += (Bead(source=(0, 0), target=(at, at + 1)) for at in _without(other, sides[1]))
    return sorted(kept, key=lambda bead: (bead.source, bead.target)), windows


def _without(places: Iterable[int], spans: Iterable[tuple[int, int]]) -> list[int]:
    taken = {at for span in spans for at in range(*span)}
    return [at for at in places if at not in taken]


def _place(places: Sequence[int], span: tuple[int, int]) -> tuple[int, int] | None:
    """Return the span in the whole text; None if there is something between its sentences, or nothing in it."""
    inside = places[slice(*span)]
    whole = inside and inside[-1] - inside[0] < len(inside)
    return (inside[0], inside[-1] + 1) if whole else None


class _Lattice:
    def __init__(
        self,
        source: Sequence[SentenceSigns],
        target: Sequence[SentenceSigns],
        priors: Mapping[tuple[int, int], float] = _PRIORS,
    ) -> None:
        self._moves = tuple((a, b, math.log(prior)) for (a, b), prior in priors.items())
        self._n, self._m = len(source), len(target)
        counts = [Counter(sign for one in side for sign in one.signs) for side in (source, target)]
        self._counts = counts
        kept: dict[str, float] = {}
        for one in (*source, *target):
            kept.update(one.signs)
        pairs = (max(self._n, _FEW) + 1) * (max(self._m, _FEW) + 1)
        self._weights = {
            sign: _GAIN * max(0.0, math.log(pairs / ((counts[0][sign] + 0.5) * (counts[1][sign] + 0.5))) / 2)
            + math.log(kept[sign] / (1 - kept[sign]))
            for sign in counts[0].keys() & counts[1].keys()
        }
        self._sides = tuple(
            [_groups(side, size, self._weights) for size in (1, 2)] for side in (source, target)
        )
        logs = [one.log_length for side in self._sides for one in side[0]]
        self._mean = sum(logs) / max(1, len(logs))
        self._starting = tuple(
            min(0.97, max(0.03, sum(one.starts for one in side) / max(1, len(side))))
            for side in (source, target)
        )

    def beads(self, windows: Windows | None) -> tuple[list[Bead], Windows]:
        """Return the best path, and the windows outside which no path is probable."""
        n, m = self._n, self._m
        windows = windows or self._windows()
        scores: dict[tuple[int, int, int, int], float] = {}
        forward: list[dict[int, float]] = []
        best: list[dict[int, float]] = []
        came: dict[tuple[int, int], tuple[int, int]] = {}
        for i in range(n + 1):
            forward.append({})
            best.append({})
            for j in windows[i]:
                if not i and not j:
                    forward[0][0] = best[0][0] = 0.0
                    continue
                sums, top = [], _IMPOSSIBLE
                for a, b, prior in self._moves:
                    x, y = i - a, j - b
                    if x < 0 or y not in forward[x]:
                        continue
                    scores[x, y, a, b] = gained = self._score(x, y, a, b, prior)
                    sums.append(forward[x][y] + gained)
                    if best[x][y] + gained > top:
                        top = best[x][y] + gained
                        came[i, j] = a, b
                if sums:
                    forward[i][j] = _log_sum(sums)
                    best[i][j] = top
        backward = self._backward(windows, scores)
        found = []
        i, j = n, m
        while i or j:
            a, b = came[i, j]
            x, y = i - a, j - b
            through = forward[x][y] + scores[x, y, a, b] + backward[i][j] - forward[n][m]
            evidence = self._likeness(self._sides[0][a - 1][x], self._sides[1][b - 1][y]) if a and b else 0.0
            found.append(
                Bead(source=(x, i), target=(y, j), probability=math.exp(min(0.0, through)), evidence=evidence)
            )
            i, j = x, y
        whole = forward[n][m] - _NEGLIGIBLE
        near: list[range] = []
        for row, rest in zip(forward, backward, strict=True):
            probable = [j for j in row if row[j] + rest.get(j, _IMPOSSIBLE) > whole]
            # A sentence may only have been passed over, in a group with the one before it.
            near.append(
                range(max(0, probable[0] - 1), min(m, probable[-1] + 1) + 1) if probable else near[-1]
            )
        return found[::-1], near

    def _backward(
        self, windows: Sequence[range], scores: dict[tuple[int, int, int, int], float]
    ) -> list[dict[int, float]]:
        backward: list[dict[int, float]] = [{} for _ in windows]
        backward[self._n][self._m] = 0.0
        for i in range(self._n, -1, -1):
            for j in reversed(windows[i]):
                sums = [
                    backward[i + a][j + b] + scores[i, j, a, b]
                    for a, b, _ in self._moves
                    if (i, j, a, b) in scores and j + b in backward[i + a]
                ]
                if sums:
                    backward[i][j] = _log_sum(sums)
        return backward

    def _score(self, x: int, y: int, a: int, b: int, prior: float) -> float:
        if not b:
            return _AT_AN_EDGE if y in (0, self._m) else prior
        if not a:
            return _AT_AN_EDGE if x in (0, self._n) else prior
        return prior + self._likeness(self._sides[0][a - 1][x], self._sides[1][b - 1][y])

    def _likeness(self, one: _Group, other: _Group) -> float:
        """Return the log-odds that the one translates the other."""
        shared = one.signs & other.signs
        score = one.missed + other.missed + sum([self._weights[sign] for sign in shared])
        variance = _SPREAD**2 + _SPREAD_OF_SHORT / (one.length + other.length + 2)
        near = (one.log_length - other.log_length) ** 2 / variance / 2
        far = min((other.log_length - self._mean) ** 2 / _SPREAD_OF_ALL**2 / 2, _MOST_LENGTH)
        score += max(_LEAST_LENGTH, math.log(_SPREAD_OF_ALL / math.sqrt(variance)) - near + far)
        if not shared:
            score += _NOTHING_SHARED
        if one.starts or other.starts:
            share = self._starting[one.starts]
            score += math.log(
                _STARTS_TOO / share if one.starts and other.starts else (1 - _STARTS_TOO) / (1 - share)
            )
        for group, share in zip((one, other), self._starting, strict=True):
            if group.across and share < _ALL_START:
                score += _ACROSS
        return score

    def _windows(self) -> list[range]:
        """Return the sentences of the target that each of the source is compared with."""
        n, m = self._n, self._m
        if n * m <= _WHOLE:
            return [range(m + 1)] * (n + 1)
        safe = [(0, 0), *self._safe_links(), (n, m)]
        windows = []
        at = 0
        for i in range(n + 1):
            while at + 2 < len(safe) and safe[at + 1][0] <= i:
                at += 1
            first, last = safe[max(0, at - 1)], safe[min(len(safe) - 1, at + 2)]
            low, high = first[1] - _MARGIN, last[1] + _MARGIN
            # Where nothing is safe for long, about as far along on both sides.
            step = (last[1] - first[1]) / max(1, last[0] - first[0])
            middle = first[1] + (i - first[0]) * step
            low, high = max(low, int(middle - step) - _BAND), min(high, int(middle + step) + _BAND)
            windows.append(range(max(0, low), min(m, high) + 1))
        return windows

    def _safe_links(self) -> list[tuple[int, int]]:
        """Return the longest chain of single links in order that rare signs make plain."""
        rare = {sign for sign in self._weights if max(one[sign] for one in self._counts) <= _RARE}
        places: defaultdict[str, list[int]] = defaultdict(list)
        for j, group in enumerate(self._sides[1][0]):
            for sign in group.signs & rare:
                places[sign].append(j)
        links = []
        for i, group in enumerate(self._sides[0][0]):
            near = {j for sign in group.signs & rare for j in places[sign]}
            scored = sorted((self._likeness(group, self._sides[1][0][j]), j) for j in near)
            if scored and scored[-1][0] >= _SAFE:
                links.append((i, scored[-1][1]))
        return _rising(links)


def _groups(side: Sequence[SentenceSigns], size: int, weights: Collection[str]) -> list[_Group]:
    found = []
    for at in range(len(side) - size + 1):
        own = side[at : at + size]
        length = sum(one.length for one in own) + size - 1
        signs = {sign: kept for one in own for sign, kept in one.signs.items()}
        found.append(
            _Group(
                length,
                math.log(length + 1),
                frozenset(sign for sign in signs if sign in weights),
                sum(
                    math.log(1 - kept) * (_LOST_FIGURE if sign[0] == NUMBER else _LOST)
                    for sign, kept in signs.items()
                ),
                own[0].starts,
                any(one.starts for one in own[1:]),
            )
        )
    return found


def _log_sum(values: Sequence[float]) -> float:
    top = max(values)
    return top + math.log(sum([math.exp(one - top) for one in values]))


def _rising(links: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest chain of links that rise on both sides; the links rise on the first already."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for at, (_, j) in enumerate(links):
        place = bisect_left(ends, j)
        ends[place:] = [j, *ends[place + 1 :]]
        last[place:] = [at, *last[place + 1 :]]
        before.append(last[place - 1] if place else -1)
    chain = []
    at = last[-1] if last else -1
    while at >= 0:
        chain.append(links[at])
        at = before[at]
    return chain[::-1]
