"""German: the dictionary of simplemma, and compounds that it does not have, by their last word."""

from __future__ import annotations

from itertools import takewhile

from postl10n.lang.languages.base import Morphology
from postl10n.lang.languages.lemmatised import Lemmatised, known, lemma

_SHORTEST_PART = 3
_UMLAUTS = str.maketrans("äöü", "aou")
# Of nouns, weak and strong, and of adjectives; the genitive is what loans have.
_ENDINGS = frozenset(("", "e", "en", "er", "ern", "em", "es", "n", "s", "ens"))


class German(Lemmatised):
    """A compound changes as its last word does: Sortierzentren is Sortierzentrum, Eilbriefe is no Brief."""

    def may_be(self, term: str, word: str) -> bool:
        return term[0].translate(_UMLAUTS) == word[0].translate(_UMLAUTS)

    def same(self, term: str, word: str, *, alone: bool) -> bool:
        return _same_word(term, word, alone) or _same_compound(term, word, alone) or _same_stem(term, word)


def _same_word(term: str, word: str, alone: bool) -> bool:
    """Return True if the word is a form of the term's, which must be a lemma if it is `alone`."""
    found = _lemmas(word)
    return term in found or (not alone and not found.isdisjoint(_lemmas(term)))


def _lemmas(word: str) -> frozenset[str]:
    """Return the lemmas of a word in lower case, as a noun and as any other; those of adjectives have one in turn."""
    found = {lemma(word, "de"), lemma(word.capitalize(), "de")}
    return frozenset(found | {lemma(one, "de") for one in found})


def _same_compound(term: str, word: str, alone: bool) -> bool:
    """Return True if the two have the same beginning, and forms of one word behind it."""
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(term, word, strict=False)))
    last = min(shared, len(term) - _SHORTEST_PART, len(word) - _SHORTEST_PART)
    return any(
        known(term[at:], "de") and known(word[at:], "de") and _same_word(term[at:], word[at:], alone)
        for at in range(last, _SHORTEST_PART - 1, -1)
    )


def _same_stem(term: str, word: str) -> bool:
    """Return True if an unknown word has the endings of a noun: a name, or a loan."""
    if known(term, "de") or known(word, "de") or not word.startswith(term):
        return False
    return word[len(term) :] in _ENDINGS


def for_locale(_locale: str) -> Morphology:
    """Return the rules of every locale of the language."""
    return German("de")
