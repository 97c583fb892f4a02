"""Texts with their translations: aligned, and aligned again with the words learnt from the first time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from postl10n.lang.alignment.lattice import Bead, Windows, align
from postl10n.lang.alignment.signs import Passage, SentenceSigns, sentences
from postl10n.lang.alignment.vocabulary import LearntWords, Link, learn, words

_LEAST = 0.3
"""The probability from which a link teaches words."""


class TextPair:
    """A text and what may be its translation."""

    def __init__(
        self, source: Sequence[Passage], target: Sequence[Passage], source_locale: str, locale: str
    ) -> None:
        self.source, self.target = source, target
        self._sentences = sentences(source, target, source_locale, locale)
        self._windows: Windows | None = None
        self._words = tuple(
            [words(one.text, code) for one in side]
            for side, code in ((source, source_locale), (target, locale))
        )

    def beads(self, known: LearntWords | None = None) -> list[Bead]:
        """Return its alignment, by the words known beside the signs."""
        one, other = (self._with(known, side) if known else self._sentences[side] for side in (0, 1))
        beads, self._windows = align(one, other, self._windows)
        return beads

    def links(self, beads: Sequence[Bead]) -> Iterator[Link]:
        """Yield the words of both sides of what is probably linked, with the probability."""
        for bead in beads:
            if bead.linked and bead.probability >= _LEAST:
                one, other = (
                    frozenset().union(*own[slice(*at)])
                    for own, at in zip(self._words, (bead.source, bead.target), strict=True)
                )
                yield one, other, bead.probability

    def _with(self, known: LearntWords, side: int) -> list[SentenceSigns]:
        return [
            replace(one, signs={**one.signs, **known.signs(found, target=side == 1)})
            for one, found in zip(self._sentences[side], self._words[side], strict=True)
        ]


def align_texts(pairs: Sequence[TextPair], known: Sequence[Link] = ()) -> list[list[Bead]]:
    """Return the alignment of each pair, all of the same two languages.

    known: links that are certain, of the same languages: what they teach is used from the beginning.
    """
    before = learn(known)
    first = [pair.beads(before) for pair in pairs]
    learnt = learn(
        [*known, *(link for pair, beads in zip(pairs, first, strict=True) for link in pair.links(beads))]
    )
    return [pair.beads(learnt) for pair in pairs] if learnt else first


def links_between(
    pairs: Iterable[tuple[str, str]], source_locale: str, locale: str, *, most: int
) -> Iterator[Link]:
    """Yield what pairs of texts teach that are known to translate one another."""
    for source, target in islice(pairs, most):
        yield words(source, source_locale), words(target, locale), 1.0
