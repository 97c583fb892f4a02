"""Languages that write no spaces: terms are substrings, told apart by what surrounds them."""

from __future__ import annotations

import unicodedata

from postl10n.lang.languages.base import Morphology
from postl10n.lang.languages.word_boundaries import contexts

# Thai vowels that are written after the consonant they belong to.
_FOLLOWING_VOWELS = "ะาำๅ"


class Unspaced(Morphology):
    def __init__(self, locale: str) -> None:
        self._locale = locale

    def is_whole_word(self, text: str, start: int, end: int) -> bool:
        if runs_on(text, start) or runs_on(text, end):
            return False
        around = contexts(text[start:end], self._locale)
        return around is None or not around.crossed(text, start, end)


def runs_on(text: str, at: int) -> bool:
    """Return True if there can be no word boundary between the characters before and at the offset."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if _latin(before) and _latin(after):
        return True
    if _katakana(before) and _katakana(after):
        return True
    return after in _FOLLOWING_VOWELS or unicodedata.category(after) in ("Mn", "Mc")


def _latin(character: str) -> bool:
    return character < "\u0250" and character.isalnum()


def _katakana(character: str) -> bool:
    """Of a katakana word: ポスト is another word than ポストカード. The middle dot tells words apart."""
    return "\u30a1" <= character <= "\u30fa" or character in "ーヽヾ"
