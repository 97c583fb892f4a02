"""Recognising words that are names, by form and position, or that belong to a glossary term."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING

from postl10n.lang.languages.language import language as language_of
from postl10n.lang.languages.lemmatised import known
from postl10n.registry import compiled

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from postl10n.lang.text.word_diff import DiffToken

# What a sentence begins after; then nothing but signs up to its first word.
_SENTENCE_END = compiled(r"(?:^|[.!?:;…。！？\n]|[–—-]\s)[^\w]*$")
_KATAKANA = compiled(r"[\u30a1-\u30fa\u30fc]")
_LATIN = compiled(r"[A-Za-z\u00c0-\u024f]")
_ADDRESS = compiled(r"@|://|^www\.|_")
_UNCASED = compiled(r"[\u2e80-\u9fff\uac00-\ud7a3\u0e00-\u0eff\u0590-\u06ff\u0900-\u0dff]")
_LONGEST_PARTICLE = 3
"""In letters: particles such as `of`, `de` and `von` may be inside a name."""
_LARGE_VOCABULARY = 5000
"""The number of different words in texts from which on a word that is never in lower case counts as a name."""


class Vocabulary:
    """The common words of a language: those in lower case in the given texts, and those in a dictionary."""

    def __init__(self, language: str, texts: Sequence[str] = ()) -> None:
        self.language = language
        self._texts = texts

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(" ".join(self._texts).split())

    def has(self, word: str) -> bool:
        """Return True if a capitalised word is a common one, whose capital may be due to its position."""
        if word.lower() in self._words:
            return True
        if word in _places(self.language):
            return False
        enough = len(self._words) >= _LARGE_VOCABULARY and not language_of(self.language).nouns_capitalised
        return not enough and _in_dictionary(word, self.language)


class Names:
    """The names in one text."""

    def __init__(
        self, text: str, language: str, terms: Collection[str] = (), vocabulary: Vocabulary | None = None
    ) -> None:
        self._text, self._language = text, language
        self._vocabulary = vocabulary or Vocabulary(language)
        self._terms = [hit.span() for hit in _occurrences(text, terms)]

    @cached_property
    def _uncased(self) -> bool:
        return bool(_UNCASED.search(self._text))

    def are_term(self, words: Sequence[DiffToken]) -> bool:
        """Return True if there are words and all are inside glossary terms."""
        return bool(words) and all(
            any(start <= word.start and word.end <= end for start, end in self._terms) for word in words
        )

    def are_names(self, words: Sequence[DiffToken], *, any_capital: bool = False) -> bool:
        """Return True if there are words and all are names; particles and figures between names are part of them.

        any_capital: count a capital at the beginning of a sentence as a name's.
        """
        plain = [
            word
            for word in words
            if not (word.text[0].isdigit() or (any_capital and word.text[0].isupper()) or self._is_name(word))
        ]
        inner = words[1:-1]
        return bool(words) and all(word in inner and len(word.text) <= _LONGEST_PARTICLE for word in plain)

    def _is_name(self, word: DiffToken) -> bool:
        text = word.text
        if self.are_term((word,)) or _ADDRESS.search(text):
            return True
        if sum(char.isupper() for char in text) > 1 or (text[0].isalpha() and any(c.isdigit() for c in text)):
            return True
        if self._uncased:
            return bool(_KATAKANA.match(text) or _LATIN.match(text))
        return text[0].isupper() and not self._is_common(word)

    def _is_common(self, word: DiffToken) -> bool:
        """Return True if a word may be a common one, capitalised only because of its position or its language."""
        first = bool(_SENTENCE_END.search(self._text, max(0, word.start - 12), word.start))
        if not first and not language_of(self._language).nouns_capitalised:
            return False
        return self._vocabulary.has(word.text)


def _in_dictionary(word: str, language: str) -> bool:
    """Return True if a language's dictionary has the word, or there is none. Dictionaries contain place names too."""
    try:
        return known(word.lower(), language) or known(word, language)
    except ValueError:
        return True


@cache
def _places(language: str) -> frozenset[str]:
    """Return the words in CLDR's names of countries and large cities in a language."""
    # Imported when used: CLDR data takes a while to load.
    from babel import Locale, UnknownLocaleError
    from babel.core import get_global

    zones = {zone.rpartition("/")[2].replace("_", " ") for zone in get_global("zone_territories")}
    try:
        locale = Locale.parse(language, sep="-" if "-" in language else "_")
    except (UnknownLocaleError, ValueError):
        return frozenset(zones)
    cities = {str(zone["city"]) for zone in locale.time_zones.values() if "city" in zone}
    names = {*zones, *cities, *(str(name) for name in locale.territories.values())}
    return frozenset(word for name in names for word in name.split() if len(word) > _LONGEST_PARTICLE)


def _occurrences(text: str, terms: Collection[str]) -> Iterator[re.Match[str]]:
    for term in terms:
        if term:
            yield from re.finditer(re.escape(term), text, re.IGNORECASE)
