"""The terminology success rate of the WMT25 shared task, by the definitions of its two tracks.

Texts are compared as strings in lower case, without word boundaries. Sentences (track 1): of the dictionary's pairs whose
source term the source has, as a string or as a term of ours, the share of which the translation has the target term
in the same way. Documents (track 2): of the pairs whose source term the source has and any of whose target terms the
reference has, the mean of min(occurrences of all target terms in the translation / occurrences in the source, 1).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import daachorse

from postl10n.model.scores import SuccessRate


class TermPair(NamedTuple):
    """A source term, and the target terms any of which will do; in lower case."""

    source: str
    targets: tuple[str, ...]
    concept: str


_MANY = 50
"""The number of pairs from which one search for all of them pays."""


class Dictionary:
    """Pairs of terms, found in a source at once."""

    def __init__(self, pairs: Iterable[TermPair]) -> None:
        self._pairs = [pair for pair in pairs if pair.source]
        self._by_source: dict[str, list[int]] = {}
        for number, pair in enumerate(self._pairs):
            self._by_source.setdefault(pair.source, []).append(number)
        self._terms = list(self._by_source)

    @cached_property
    def _automaton(self) -> daachorse.CharwiseDoubleArrayAhoCorasick:
        return daachorse.CharwiseDoubleArrayAhoCorasick(self._terms)

    def named(self, source: str, concepts: Collection[str] = ()) -> list[TermPair]:
        """Return the pairs whose source term is in a text as a string, and those of the concepts."""
        if len(self._pairs) < _MANY:
            return [pair for pair in self._pairs if pair.concept in concepts or pair.source in source]
        there = {self._terms[index] for _, _, index in self._automaton.find_overlapping(source)}
        found = {number for term in there for number in self._by_source[term]}
        if concepts:
            found |= {number for number, pair in enumerate(self._pairs) if pair.concept in concepts}
        return [self._pairs[number] for number in sorted(found)]


@dataclass(slots=True)
class SuccessCount:
    """The counts so far, of one definition."""

    terms: int = 0
    success: float = 0.0

    def __iadd__(self, other: SuccessCount) -> SuccessCount:
        self.terms += other.terms
        self.success += other.success
        return self

    def rate(self, unit: str) -> SuccessRate | None:
        """Return the rate; None if no term was looked for."""
        return SuccessRate(unit=unit, terms=self.terms, success=self.success) if self.terms else None


def of_sentence(
    dictionary: Dictionary, source: str, target: str, named: Collection[str], used: Callable[[str], bool]
) -> SuccessCount:
    """Count one segment; `named` are the concepts that our own search finds in the source, `used` asks for the target."""
    source, target = source.lower(), target.lower()
    counted = SuccessCount()
    for pair in dictionary.named(source, named):
        counted.terms += 1
        counted.success += any(one in target for one in pair.targets) or used(pair.concept)
    return counted


def of_document(
    dictionary: Dictionary, source: str, targets: Sequence[str], reference: str
) -> list[SuccessCount]:
    """Count one document, for each of several translations of it."""
    source, reference, *texts = (text.lower() for text in (source, reference, *targets))
    counts = [SuccessCount() for _ in texts]
    for pair in dictionary.named(source):
        if any(one in reference for one in pair.targets):
            times = source.count(pair.source)
            for counted, text in zip(counts, texts, strict=True):
                counted.terms += 1
                counted.success += min(sum(map(text.count, pair.targets)) / times, 1.0)
    return counts
