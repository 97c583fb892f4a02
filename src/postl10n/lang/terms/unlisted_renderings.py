"""Renderings of a concept that the glossary does not know, found by what occurs where the concept does and hardly elsewhere.

No aligner and no model: runs of words, or of characters in scripts without spaces, are compared by the likelihood ratio
of Dunning (1993) between the translations of units that name the concept and those of all others.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from unicodedata import combining, normalize

from postl10n.lang.languages import language, morphology
from postl10n.lang.locales import spaced
from postl10n.model.term_usage import UnlistedRendering
from postl10n.registry import cached

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_MOST_WORDS, _LONGEST_RUN = 5, 10
_STEM = 6
"""Letters by which forms of a word are taken as one."""
LEAST_UNITS = 2
_LEAST_SHARE = 0.25
"""The share of the concept's units that a rendering accounts for."""
_LEAST_OWN = 0.6
"""The share of a rendering's uses that are in the concept's units."""
_LEAST_RATIO = 6.6
"""Of chi-squared with one degree of freedom: p < .01."""
_MOST = 3
_SHORT = 3
"""Letters of a word that is no end of an expression if it is twice as frequent: an article or a preposition."""
_Run = tuple[str, ...]


class Background:
    """The approved translations of a locale, counted once for all concepts."""

    def __init__(self, targets: Sequence[str], locale: str) -> None:
        self._locale = locale
        self._runs = [_runs(text, locale) for text in targets]
        self._counts = Counter(run for runs in self._runs for run in runs)

    def renderings(self, units: Sequence[int]) -> tuple[UnlistedRendering, ...]:
        """Return what the translations of some units, by their numbers, share; the most frequent first.

        A unit counts for one rendering alone.
        """
        left = list(units)
        found: list[UnlistedRendering] = []
        while len(left) >= LEAST_UNITS and len(found) < _MOST:
            best = self._best(left, len(units))
            if best is None:
                break
            run, ratio = best
            own = [unit for unit in left if run in self._runs[unit]]
            surface = Counter(self._runs[unit][run] for unit in own).most_common(1)[0][0]
            certainty = 1 - math.exp(-ratio / 2)
            found.append(UnlistedRendering(text=surface, count=len(own), certainty=round(certainty, 3)))
            left = [unit for unit in left if unit not in own]
        return tuple(found)

    def _best(self, units: Sequence[int], whole: int) -> tuple[_Run, float] | None:
        hits = Counter(run for unit in units for run in self._runs[unit])
        least = max(LEAST_UNITS, _LEAST_SHARE * whole)
        fitting = [
            (self._ratio(count, self._counts[run], len(units)), len("".join(run)), run)
            for run, count in hits.items()
            if count >= least
            and count >= _LEAST_OWN * self._counts[run]
            and not any(len(end) <= _SHORT and self._counts[end,] >= 2 * count for end in (run[0], run[-1]))
        ]
        ratio, _, run = max(fitting, default=(0.0, 0, ()))
        return (run, ratio) if ratio >= _LEAST_RATIO else None

    def _ratio(self, inside: int, everywhere: int, units: int) -> float:
        """Return the log-likelihood ratio of a run's frequency in the units and in all others."""
        others, elsewhere = len(self._runs) - units, everywhere - inside
        share = everywhere / len(self._runs)
        if inside * others <= elsewhere * units:
            return 0.0
        return 2 * (_log_likelihood(inside, units, share) + _log_likelihood(elsewhere, others, share))


def _log_likelihood(count: int, size: int, share: float) -> float:
    """Return how much better its own share explains a count than a share of all."""
    total = 0.0
    for part, expected in ((count, size * share), (size - count, size * (1 - share))):
        if part:
            total += part * math.log(part / expected)
    return total


def _runs(text: str, locale: str) -> dict[_Run, str]:
    """Return the runs of a text, words by their beginnings, each as it is written."""
    return dict(_word_runs(text, locale) if spaced(locale) else _character_runs(text))


@cached(65536)
def _stem(word: str, locale: str) -> str:
    """Return the beginning of the shortest form by which a language's rules know a word, without accents."""
    rules = morphology(locale)
    lowered = rules.spelling(word.lower())
    # Prepositions and articles are taken off where they are written as one word with the next.
    keys = rules.keys if language(locale).proclitics else rules.term_keys
    shortest = min(keys(lowered), key=len, default=lowered)
    return "".join(one for one in normalize("NFD", shortest) if not combining(one))[:_STEM]


def _word_runs(text: str, locale: str) -> Iterator[tuple[_Run, str]]:
    words = list(_WORD.finditer(text))
    for at, first in enumerate(words):
        run: list[str] = []
        last = first
        for word in words[at : at + _MOST_WORDS]:
            # Neither punctuation nor what is blanked is inside an expression.
            if word is not first and text[last.end() : word.start()] != " ":
                break
            last = word
            run.append(_stem(word[0], locale))
            if len(first[0]) > 2 and len(word[0]) > 2:
                yield tuple(run), text[first.start() : word.end()]


def _character_runs(text: str) -> Iterator[tuple[_Run, str]]:
    for word in _WORD.finditer(text):
        for at in range(len(word[0])):
            for end in range(at + 2, min(at + _LONGEST_RUN, len(word[0])) + 1):
                yield (word[0][at:end],), word[0][at:end]
