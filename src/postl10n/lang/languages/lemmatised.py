"""Languages of which the dictionary of simplemma is all we know."""

from __future__ import annotations

from functools import lru_cache

from postl10n.lang.languages.base import Morphology
from postl10n.lang.languages.language import language

# https://github.com/adbar/simplemma#supported-languages
_LISTED = (
    "ast bg ca cs cy da de el en et fa fi ga gd gl hi hu hy id is it ka la lb lt lv mk ms nb nl nn pl ro se sk sl sq sv sw"
    " tl tr uk"
)
LANGUAGES = frozenset(_LISTED.split())


@lru_cache(maxsize=100_000)
def lemma(word: str, code: str) -> str:
    # The dictionaries are unpacked at the first word of a language: up to a second.
    import simplemma

    return simplemma.lemmatize(word, code).lower()


@lru_cache(maxsize=10_000)
def known(word: str, code: str) -> bool:
    """Return True if the dictionary has the word, in whatever form."""
    import simplemma

    return simplemma.is_known(word, code)


class Lemmatised(Morphology):
    def __init__(self, code: str) -> None:
        self._code = code

    def may_be(self, term: str, word: str) -> bool:
        return term[0] == word[0]

    def knows(self, word: str) -> bool:
        return known(word, self._code)

    def same(self, term: str, word: str, *, alone: bool) -> bool:
        if not self.may_be(term, word):
            return False
        found = self._lemmas(word)
        return term in found or (not alone and not found.isdisjoint(self._lemmas(term)))

    def _lemmas(self, word: str) -> frozenset[str]:
        # Briefe are letters, as briefe I brief.
        nouns = (word.capitalize(),) if language(self._code).nouns_capitalised else ()
        return frozenset(lemma(form, self._code) for form in (word, *nouns))
