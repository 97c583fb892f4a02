"""Languages of which the dictionary of simplemma is all we know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, cast
from unicodedata import normalize

from postl10n.lang.languages.base import Morphology, shared
from postl10n.lang.languages.language import language
from postl10n.registry import word_table

if TYPE_CHECKING:
    from simplemma import Lemmatizer
    from simplemma.strategies import DictionaryLookupStrategy

# https://github.com/adbar/simplemma#supported-languages
_LISTED = (
    "ast bg ca cs cy da de el en et fa fi ga gd gl hi hu hy id is it ka la lb lt lv mk ms nb nl nn pl ro se sk sl sq sv sw"
    " tl tr uk"
)
LANGUAGES = frozenset(_LISTED.split())
_SHORTEST_PART = 3
"""In letters: a shorter end of a word is taken for no word of a compound."""
_TO_UMLAUTS = str.maketrans("aou", "äöü")
_UMLAUTS = str.maketrans("äöüå", "aoua")

_LEAST_BESIDE = 5
"""The same beside a term in a word that is one of its own: Marketing is no Marke."""


@lru_cache(maxsize=100_000)
def lemma(word: str, code: str) -> str:
    return _strategies()[0].lemmatize(word, code).lower()


@lru_cache(maxsize=10_000)
def known(word: str, code: str) -> bool:
    """Return True if the dictionary has the word, in whatever form. Raises ValueError where there is none."""
    return _strategies()[1].get_lemma(normalize("NFC", word), code) is not None


class _Dictionaries:
    """simplemma's dictionaries: mapped where they can be, else unpacked, which takes up to a second each."""

    @cache  # noqa: B019 - there is one for the whole process
    def get_dictionary(self, lang: str) -> Mapping[str, str]:
        from simplemma.strategies.dictionaries import dictionary_factory

        table = word_table(lang)
        if table is None:
            return dictionary_factory.DEFAULT_DICTIONARY_FACTORY.get_dictionary(lang)
        return dictionary_factory.MappingStrToByteString(cast("dict[bytes, bytes]", table))


@cache
def _strategies() -> tuple[Lemmatizer, DictionaryLookupStrategy]:
    # Imported when used: it takes a tenth of a second.
    from simplemma import Lemmatizer
    from simplemma.strategies import DefaultStrategy, DictionaryLookupStrategy

    dictionaries = _Dictionaries()
    strategy = DefaultStrategy(dictionary_factory=dictionaries)
    return Lemmatizer(lemmatization_strategy=strategy), DictionaryLookupStrategy(dictionaries)


def _umlauted(noun: str) -> str:
    """Return the plural in -er of a noun, with the umlaut: Fächer."""
    at = max(map(noun.rfind, "aou"))
    return f"{noun[:at]}{noun[at:].translate(_TO_UMLAUTS)}er" if at >= 0 else ""


class Lemmatised(Morphology):
    """A compound that the dictionary lacks uses the words it is made of; one that it has is a word of its own.

    It changes as its last word does: Sortierzentren is Sortierzentrum, Eilbriefe is no Brief.
    """

    indexed = True

    def __init__(self, code: str) -> None:
        self._code = code
        self._linking = language(code).linking
        self.begins_alike = not self._linking
        self._endings = language(code).noun_endings
        self.capitalised = language(code).nouns_capitalised

    def may_be(self, term: str, word: str) -> bool:
        one, other = term.translate(_UMLAUTS), word.translate(_UMLAUTS)
        return one[0] == other[0] or (bool(self._linking) and one[:_SHORTEST_PART] in other[_SHORTEST_PART:])

    def knows(self, word: str) -> bool:
        return known(word, self._code) or (self.capitalised and known(word.capitalize(), self._code))

    def same(self, term: str, word: str, *, alone: bool) -> bool:
        if not self.may_be(term, word):
            return False
        if self._same_word(term, word, alone) or (self._linking and self._same_compound(term, word, alone)):
            return True
        if known(word, self._code):
            return False
        # An unknown word with the endings of a noun is a name, or a loan.
        ending = word.removeprefix(term) if word.startswith(term) and not known(term, self._code) else None
        return ending in self._endings or (alone and not self.knows(word) and self._in_compound(term, word))

    def _same_compound(self, term: str, word: str, alone: bool) -> bool:
        """Return True if the two have the same beginning, and forms of one word behind it."""
        last = min(shared(term, word), len(term) - _SHORTEST_PART, len(word) - _SHORTEST_PART)
        return any(
            known(term[at:], self._code)
            and known(word[at:], self._code)
            and self._same_word(term[at:], word[at:], alone)
            for at in range(last, _SHORTEST_PART - 1, -1)
        )

    def _same_word(self, term: str, word: str, alone: bool) -> bool:
        found = self.lemmas(word)
        if term in found or (not alone and not found.isdisjoint(self.lemmas(term))):
            return True
        # Fächer are more than one Fach, whatever verb the dictionary takes them for; of Verkäufer it knows better.
        plural = word.removesuffix("n")
        return self.capitalised and plural == _umlauted(term) and plural not in self.lemmas(plural)

    def alike(self, term: str, word: str) -> bool:
        # Of a compound in the dictionary nobody can tell: the Briefkasten is no letter, the Paketdienst one of parcels.
        doubtful = len(word) >= len(term) + _LEAST_BESIDE and self._in_compound(term, word)
        return doubtful or super().alike(term, word)

    def keys(self, word: str) -> Iterator[str]:
        yield from self.lemmas(word)
        if self._linking and not self.knows(word):
            for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
                yield word[:at]
                for one in self.lemmas(word[at:]):
                    yield from (one, word[:at] + one)
        yield from (word.removesuffix(one) for one in self._endings)

    def term_keys(self, term: str) -> Iterator[str]:
        yield term
        yield from self.lemmas(term)

    def singulars(self, term: str) -> Iterator[str]:
        noun = term.capitalize() if self.capitalised else term
        if (one := lemma(noun, self._code)) != term:
            yield one

    def lemmas(self, word: str) -> frozenset[str]:
        # Briefe are letters, as briefe I brief; the lemmas of adjectives have one in turn.
        found = {
            lemma(form, self._code) for form in ((word, word.capitalize()) if self.capitalised else (word,))
        }
        return frozenset(found | {lemma(one, self._code) for one in found} if self.capitalised else found)

    def _in_compound(self, term: str, word: str) -> bool:
        """Return True if the word is a form of the term with other words of the language before or behind it."""
        if len(term) < _SHORTEST_PART or not self._linking or len(word) < len(term) + _SHORTEST_PART:
            return False
        if word.startswith(term) and any(map(self._is_word, self._linked(word[len(term) :]))):
            return True
        return any(
            word.startswith(term[:_SHORTEST_PART], at)
            and term in self.lemmas(word[at:])
            and any(map(self._is_word, self._linked(word[:at], behind=True)))
            for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
        )

    def _linked(self, part: str, *, behind: bool = False) -> Iterator[str]:
        """Yield the part of a compound without each of the links that it may begin or end with."""
        for one in self._linking:
            if part.endswith(one) if behind else part.startswith(one):
                yield part[: len(part) - len(one)] if behind else part[len(one) :]

    def _is_word(self, part: str) -> bool:
        """Return True for a word of the dictionary, or two of them."""
        if len(part) <= _SHORTEST_PART or self.knows(part):
            return len(part) >= _SHORTEST_PART and self.knows(part)
        return any(
            self.knows(part[:at])
            and any(len(one) > _SHORTEST_PART and self.knows(one) for one in self._linked(part[at:]))
            for at in range(_SHORTEST_PART + 1, len(part) - _SHORTEST_PART)
        )
