"""Morphology shared by Portuguese, French and Spanish: number by rule, the rest by simplemma's dictionaries."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache

from postl10n.lang.languages.base import Morphology
from postl10n.lang.languages.lemmatised import known, lemma

# Letters that all forms of a word begin with; what has other forms is no noun and no adjective.
_LEAST_SHARED = 2
_ELISION = re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'")
_PLAIN = str.maketrans("áéíóúâêîôû", "aeiouaeiou")
# Endings of adjectives, which may come between the words of a term (bureau central de poste).
_ADJECTIVE = re.compile(
    r".{2,}(?:[aeiu]l|a[ui]x|a[il]es|ales|iels?|ielles?|ifs?|ives?|iques?|aires?|iens?|iennes?|eux|euses?|ais|aises?"
    r"|ic[oa]s?|iv[oa]s?|[aá]ri[oa]s?|an[oa]s?|eir[oa]s?|os[oa]s?|ad[oa]s?|áveis|ável|ables?|ibles?)$"
)


class Romance(Morphology):
    """The morphology of a language with the file `plurals.toml`."""

    indexed = True
    begins_alike = True

    def __init__(self, code: str, text: str) -> None:
        """text: the file's."""
        table = tomllib.loads(text)
        self._code = code
        self._plurals: list[tuple[str, list[str]]] = [(one, those.split()) for one, those in table["plurals"]]
        self._irregular: Mapping[str, str] = table.get("irregular", {})
        self._accents = str.maketrans(*table["accents"])
        named: Mapping[str, str] = table.get("prepositions", {})
        self._prepositions = {form: one for one, forms in named.items() for form in forms.split()}
        self._spellings = [
            (re.compile(one["pattern"]).sub, one.get("least", 0), one["written"])
            for one in table.get("spellings", ())
        ]

    @lru_cache(maxsize=50_000)  # noqa: B019 - there is one of each language
    def plain(self, word: str) -> str:
        """The word in one spelling, where dropping an accent cannot make it another word."""
        for written, least, one in self._spellings:
            if len(word) >= least:
                word = written(one, word)
        return word

    @lru_cache(maxsize=10_000)  # noqa: B019 - as above
    def with_plurals(self, word: str) -> frozenset[str]:
        """A word in one spelling, and the plurals it may have: those of the first ending that fits."""
        for ending, plurals in self._plurals:
            if word == ending[1:] if ending.startswith("^") else word.endswith(ending):
                stem = word[: len(word) - len(ending)] if not ending.startswith("^") else ""
                return frozenset((word, *(stem + plural for plural in plurals)))
        return frozenset((word,))

    def plural(self, word: str) -> str | None:
        forms = self.with_plurals(word) - {word}
        return next(iter(forms)) if len(forms) == 1 and word not in self._irregular else None

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
        if self._irregular and self.plain(term) in self._irregular:
            return True
        if len(term) < _LEAST_SHARED or term in self._prepositions:
            return term[0].translate(_PLAIN) == word[0].translate(_PLAIN)
        shared = self.plain(term)[:_LEAST_SHARED], self.plain(word)[:_LEAST_SHARED]
        return shared[0].translate(_PLAIN) == shared[1].translate(_PLAIN)

    def knows(self, word: str) -> bool:
        return known(word, self._code)

    def same(self, term: str, word: str, *, alone: bool) -> bool:
        own, other = self.plain(term), self.plain(word)
        if own in self._irregular:
            return other in (own, self._irregular[own])
        if own[0].translate(_PLAIN) != other[0].translate(_PLAIN):
            return False
        if other in self.with_plurals(own) or self._unaccented(own, other):
            return True
        if not alone and term in self._prepositions:
            return self._prepositions[term] == self._prepositions.get(word)
        if not self.may_be(term, word):
            return False
        found = lemma(word, self._code)
        return found == term or (not alone and found == lemma(term, self._code))

    def keys(self, word: str) -> Iterator[str]:
        yield self.plain(word).translate(self._accents)
        yield lemma(word, self._code)
        if word in self._prepositions:
            yield self._prepositions[word]

    def term_keys(self, term: str) -> Iterator[str]:
        own = self.plain(term)
        yield from self.keys(term)
        yield term
        yield from (form.translate(self._accents) for form in self.with_plurals(own))
        yield self._irregular.get(own, own).translate(self._accents)

    def singulars(self, term: str) -> Iterator[str]:
        for one in {lemma(term, self._code), term.removesuffix("s")} - {term}:
            if self.plain(term) in self.with_plurals(self.plain(one)) and known(one, self._code):
                yield one
        if term.endswith("o") and not known(term, self._code):
            yield f"{term[:-1]}a"  # an adjective, by its looks, that the dictionary does not have

    def _unaccented(self, term: str, word: str) -> bool:
        """Return True if the word is a form but for its accents, and no word of its own, as termino is."""
        wanted = word.translate(self._accents)
        forms = self.with_plurals(term)
        return any(form.translate(self._accents) == wanted for form in forms) and not known(word, self._code)
