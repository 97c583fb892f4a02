"""Words that translate one another, learnt from sentences that are linked already."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from postl10n.lang.locales import spaced

_WORD = re.compile(r"[^\W\d_]{3,}")
_RUN = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]{2,}|[^\W\d_]{3,}")
_WIDE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]")
Link = tuple[frozenset[str], frozenset[str], float]
"""The words of both sides of a link, and its probability."""
_STEM = 6
"""Letters by which the forms of a word are one."""
_LEAST_SHARED = 2.5
_LEAST_DICE = 0.5
_MOST_SENTENCES = 4000
_FREQUENT, _FREQUENT_IN_FEW = 0.1, 8
"""The share of sentences, or the number, beyond which a word says nothing."""


def words(text: str, locale: str) -> frozenset[str]:
    """Return what may be a word: stems, or pairs of signs where words are not spaced.

    >>> sorted(words("Почта открыла пункт.", "ru")), sorted(words("中国邮政", "zh_Hans"))
    (['открыл', 'почта', 'пункт'], ['中国', '国邮', '邮政'])
    """
    lowered = text.lower()
    if spaced(locale):
        return frozenset(word[:_STEM] for word in _WORD.findall(lowered))
    found: set[str] = set()
    for run in _RUN.findall(lowered):
        if _WIDE.match(run):
            found.update(run[at : at + 2] for at in range(len(run) - 1))
        else:
            found.add(run[:_STEM])
    return frozenset(found)


class LearntWords:
    """For each language, words with the signs that they and their counterparts share."""

    def __init__(self, pairs: Mapping[tuple[str, str], float]) -> None:
        self._sides: tuple[dict[str, tuple[str, float]], dict[str, tuple[str, float]]] = ({}, {})
        for (one, other), kept in pairs.items():
            sign = f"learnt {one} {other}"
            self._sides[0][one] = self._sides[1][other] = (sign, kept)

    def __len__(self) -> int:
        return len(self._sides[0])

    def signs(self, found: Iterable[str], *, target: bool) -> dict[str, float]:
        known = self._sides[target]
        return dict(known[one] for one in found if one in known)


def learn(links: Sequence[Link]) -> LearntWords:
    """Return the words that occur together far more often than apart; each has one counterpart."""
    links = links[:_MOST_SENTENCES]
    places: defaultdict[str, list[int]] = defaultdict(list)
    counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for at, (one, other, weight) in enumerate(links):
        for word in one:
            places[word].append(at)
            counts[0][word] += weight  # type: ignore[assignment]
        for word in other:
            counts[1][word] += weight  # type: ignore[assignment]
    most = max(_FREQUENT_IN_FEW, _FREQUENT * len(links))
    best: dict[str, tuple[float, str]] = {}
    taken: dict[str, tuple[float, str]] = {}
    for word, where in places.items():
        if counts[0][word] < _LEAST_SHARED or len(where) > most:
            continue
        dice, counterpart = _counterpart(where, links, counts[0][word], counts[1])
        if dice >= _LEAST_DICE:
            best[word] = dice, counterpart
            taken[counterpart] = max(taken.get(counterpart, (0.0, "")), (dice, word))
    return LearntWords(
        {(word, other): min(0.9, dice) for word, (dice, other) in best.items() if taken[other][1] == word}
    )


def _counterpart(
    where: Sequence[int], links: Sequence[Link], count: float, counts: Mapping[str, float]
) -> tuple[float, str]:
    """Return the word of the other side that is most like a word in its places, with the Dice coefficient."""
    together: Counter[str] = Counter()
    for at in where:
        weight = links[at][2]
        for other in links[at][1]:
            together[other] += weight  # type: ignore[assignment]
    found = ((2 * n / (count + counts[other]), other) for other, n in together.items() if n >= _LEAST_SHARED)
    return max(found, default=(0.0, ""))
