"""German: the dictionary of simplemma, and compounds that it does not have, by their last word."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from postl10n.lang.languages.base import Morphology
from postl10n.lang.languages.lemmatised import SHORTEST_PART, Lemmatised, known, lemma

_UMLAUTS = str.maketrans("äöü", "aou")
# Of nouns, weak and strong, and of adjectives; the genitive is what loans have.
_ENDINGS = frozenset(("", "e", "en", "er", "ern", "em", "es", "n", "s", "ens"))


class German(Lemmatised):
    """A compound changes as its last word does: Sortierzentren is Sortierzentrum, Eilbriefe is no Brief."""

    def may_be(self, term: str, word: str) -> bool:
        return super().may_be(term.translate(_UMLAUTS), word.translate(_UMLAUTS))

    def same(self, term: str, word: str, *, alone: bool) -> bool:
        return (
            super().same(term, word, alone=alone)
            or self._same_compound(term, word, alone)
            or _same_stem(term, word)
        )

    def keys(self, word: str) -> Iterator[str]:
        yield from super().keys(word)
        for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            yield from (word[:at] + one for one in self.lemmas(word[at:]))
        if not known(word, "de"):
            yield from (word.removesuffix(one) for one in _ENDINGS)

    def lemmas(self, word: str) -> frozenset[str]:
        """Return the lemmas of a word, as a noun and as any other; those of adjectives have one in turn."""
        found = super().lemmas(word)
        return frozenset(found | {lemma(one, "de") for one in found})

    def _same_compound(self, term: str, word: str, alone: bool) -> bool:
        """Return True if the two have the same beginning, and forms of one word behind it."""
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(term, word, strict=False)))
        last = min(shared, len(term) - SHORTEST_PART, len(word) - SHORTEST_PART)
        return any(
            known(term[at:], "de") and known(word[at:], "de") and self._same_word(term[at:], word[at:], alone)
            for at in range(last, SHORTEST_PART - 1, -1)
        )


def _same_stem(term: str, word: str) -> bool:
    """Return True if an unknown word has the endings of a noun: a name, or a loan."""
    if known(term, "de") or known(word, "de") or not word.startswith(term):
        return False
    return word[len(term) :] in _ENDINGS


def for_locale(_locale: str) -> Morphology:
    """Return the rules of every locale of the language."""
    return German("de")
