"""Morphology shared by Portuguese, French and Spanish: number by rule, the rest by simplemma's dictionaries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from postl10n.lang.languages.base import Morphology
from postl10n.lang.languages.lemmatised import known, lemma

Plurals = tuple[tuple[str, tuple[str, ...]], ...]
"""Endings of the singular with those of its plurals; the first that fits holds."""
# Letters that all forms of a word begin with; what has other forms is no noun and no adjective.
_LEAST_SHARED = 2
_ELISION = re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'")
_PLAIN = str.maketrans("áéíóúâêîôû", "aeiouaeiou")
# Endings of adjectives, by which one may stand between the words of a term (bureau central de poste).
_ADJECTIVE = re.compile(
    r".{2,}(?:[aeiu]l|a[ui]x|a[il]es|ales|iels?|ielles?|ifs?|ives?|iques?|aires?|iens?|iennes?|eux|euses?|ais|aises?"
    r"|ic[oa]s?|iv[oa]s?|[aá]ri[oa]s?|an[oa]s?|eir[oa]s?|os[oa]s?|ad[oa]s?|áveis|ável|ables?|ibles?)$"
)


class Romance(Morphology):
    code: str
    plural_endings: Plurals
    irregular: Mapping[str, str] = MappingProxyType({})
    """Words in one spelling that have this form alone."""
    accents: Mapping[int, int]
    """Letters with what is written for them where a keyboard has no accents."""
    prepositions: Mapping[str, str] = MappingProxyType({})
    """Prepositions, contracted ones too, by the one they are: one may take the article of a noun that is spoken of
    before (caixa de correio, caixas do correio)."""

    def plain(self, word: str) -> str:
        """The word in one spelling, where dropping an accent cannot make it another word."""
        return word

    def with_plurals(self, word: str) -> frozenset[str]:
        """A word in one spelling, and the plurals it may have."""
        forms = {word}
        for ending, plurals in self.plural_endings:
            if word.endswith(ending):
                stem = word[: len(word) - len(ending)]
                forms.update(stem + plural for plural in plurals)
                break
        return frozenset(forms)

    def split(self, word: str) -> Iterator[tuple[int, int]]:
        article = _ELISION.match(word)
        if article and article.end() < len(word):
            yield 0, article.end()
            yield article.end(), len(word)
        else:
            yield 0, len(word)

    def may_interrupt(self, word: str) -> bool:
        return _ADJECTIVE.match(word) is not None

    def may_be(self, term: str, word: str) -> bool:
        if self.irregular and self.plain(term) in self.irregular:
            return True
        if len(term) < _LEAST_SHARED or term in self.prepositions:
            return term[0].translate(_PLAIN) == word[0].translate(_PLAIN)
        shared = self.plain(term)[:_LEAST_SHARED], self.plain(word)[:_LEAST_SHARED]
        return shared[0].translate(_PLAIN) == shared[1].translate(_PLAIN)

    def same(self, term: str, word: str, *, alone: bool) -> bool:
        own, other = self.plain(term), self.plain(word)
        if own in self.irregular:
            return other in (own, self.irregular[own])
        if own[0].translate(_PLAIN) != other[0].translate(_PLAIN):
            return False
        if other in _with_plurals(self, own) or self._unaccented(own, other):
            return True
        if not alone and term in self.prepositions:
            return self.prepositions[term] == self.prepositions.get(word)
        if not self.may_be(term, word):
            return False
        found = lemma(word, self.code)
        return found == term or (not alone and found == lemma(term, self.code))

    def _unaccented(self, term: str, word: str) -> bool:
        """Return True if the word is a form but for its accents, and no word of its own, as termino is."""
        wanted = word.translate(self.accents)
        forms = _with_plurals(self, term)
        return any(form.translate(self.accents) == wanted for form in forms) and not known(word, self.code)


@lru_cache(maxsize=10_000)
def _with_plurals(rules: Romance, word: str) -> frozenset[str]:
    return rules.with_plurals(word)
