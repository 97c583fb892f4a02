"""Arabic: conjunctions, prepositions and the article are written to the word, pronouns and endings after it."""

from __future__ import annotations

import re

from postl10n.lang.morphology.base import Morphology

# Hamza and dots are often left out in print: أ إ آ are written ا, ى is ي, ة is ه.
_SPELLING = str.maketrans("أإآٱىة", "اااايه")
_PREFIX = re.compile("[وف]?(?:[بك]?ال|لل|[بلكس])?")
_ARTICLE = "ال"
_DEFINITE = ("ال", "لل")
# Dual, sound plural, tanwin, pronouns; a final ة (written ه here) becomes ت before them.
_PRONOUNS = ("ي", "ه", "ها", "هم", "هن", "ك", "كم", "نا", "هما")
_SUFFIXES = frozenset(("ا", "ان", "ين", "ون", "ات", *_PRONOUNS, *(f"ات{one}" for one in _PRONOUNS)))
_AFTER_TA = frozenset(
    ("ات", "ت", "تان", "تين", *(f"ت{one}" for one in _PRONOUNS), *(f"ات{one}" for one in _PRONOUNS))
)
_JOINED_TO_LATIN = frozenset("وفبكلاـ")
# A shorter rest may be part of anything.
_SHORTEST_STEM = 3


class Arabic(Morphology):
    inflects_forms = True

    def spelling(self, text: str) -> str:
        return text.translate(_SPELLING)

    def stands_alone(self, text: str, start: int, end: int) -> bool:
        # A name in Latin letters takes prefixes too: وCTT, بـ DHL.
        first = start
        while text[start].isascii() and first and text[first - 1] in _JOINED_TO_LATIN:
            first -= 1
        begins = first == 0 or not (text[first - 1].isalnum() and text[first].isalnum())
        ends = end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum())
        return begins and ends

    def same(self, term: str, word: str, *, alone: bool) -> bool:
        stem = term.removeprefix(_ARTICLE) if len(term) > len(_ARTICLE) + 1 else term
        return any(_ends_as(stem, rest, definite) for rest, definite in _without_prefixes(word))


def _without_prefixes(word: str) -> set[tuple[str, bool]]:
    """The word without each run of prefixes it may begin with, and whether that held the article.

    The letters of a prefix may as well be the word's own.
    """
    longest = _PREFIX.match(word)
    rests = {(word, False)}
    for size in range(1, longest.end() + 1 if longest else 1):
        if _PREFIX.fullmatch(word[:size]):
            rests.add((word[size:], word[:size].endswith(_DEFINITE)))
    return rests


def _ends_as(stem: str, word: str, definite: bool) -> bool:
    if word == stem:
        return True
    if len(stem) < _SHORTEST_STEM:
        return False
    # A noun has the article or a pronoun, never both: الطابعة is no stamp (طابع) of his.
    if stem.endswith("ه") and word.startswith(stem[:-1]):
        ending = word[len(stem) - 1 :]
        return ending in _AFTER_TA and not (definite and ending.endswith(_PRONOUNS))
    ending = word[len(stem) :]
    return word.startswith(stem) and ending in _SUFFIXES and not (definite and ending.endswith(_PRONOUNS))
