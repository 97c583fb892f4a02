"""Arabic: conjunctions, prepositions and the article are written to the word, pronouns and endings after it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from postl10n.lang.languages.base import Morphology
from postl10n.registry import compiled

# Hamza and dots are often left out in print: أ إ آ are written ا, ى is ي, ة is ه.
_SPELLING = str.maketrans("أإآٱىة", "اااايه")
_PREFIX = compiled("[وف]?(?:[بك]?ال|لل|[بلكس])?")
_ARTICLE = "ال"
_DEFINITE = ("ال", "لل")
# Dual, sound plural, tanwin, pronouns; a final ة (written ه here) becomes ت before them.
_PRONOUNS = ("ي", "ه", "ها", "هم", "هن", "ك", "كم", "نا", "هما")
_SUFFIXES = frozenset(("ا", "ان", "ين", "ون", "ات", *_PRONOUNS, *(f"ات{one}" for one in _PRONOUNS)))
_AFTER_TA = frozenset(
    ("ات", "ت", "تان", "تين", *(f"ت{one}" for one in _PRONOUNS), *(f"ات{one}" for one in _PRONOUNS))
)
_LONGEST_SUFFIX = max(map(len, _SUFFIXES | _AFTER_TA))
_JOINED_TO_LATIN = frozenset("وفبكلاـ")
# A shorter rest may be part of anything.
_SHORTEST_STEM = 3


class Arabic(Morphology):
    inflects_forms = True
    indexed = True

    def spelling(self, text: str) -> str:
        return text.translate(_SPELLING)

    def is_whole_word(self, text: str, start: int, end: int) -> bool:
        # A name in Latin letters takes prefixes too: وCTT, بـ DHL.
        first = start
        while text[start].isascii() and first and text[first - 1] in _JOINED_TO_LATIN:
            first -= 1
        begins = first == 0 or not (text[first - 1].isalnum() and text[first].isalnum())
        ends = end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum())
        return begins and ends

    def same(self, term: str, word: str, *, alone: bool) -> bool:
        return any(
            _ends_as(form, rest, definite)
            for rest, definite in _without_prefixes(word)
            for form in self.term_keys(term)
        )

    def keys(self, word: str) -> Iterator[str]:
        for rest, _ in _without_prefixes(word):
            yield rest
            for size in range(1, min(_LONGEST_SUFFIX, len(rest) - _SHORTEST_STEM + 1) + 1):
                stem, ending = rest[:-size], rest[-size:]
                if ending in _SUFFIXES:
                    yield stem
                if ending in _AFTER_TA:
                    yield f"{stem}ه"

    def term_keys(self, term: str) -> Iterator[str]:
        # What looks like the article may be the word's own: إلكتروني.
        stem = term.removeprefix(_ARTICLE) if len(term) > len(_ARTICLE) + 1 else term
        yield from {term, stem}
        yield from _broken_plurals(stem)


_C = "بتثجحخدذرزسشصضطظعغفقكلمنه"
_TABLE = tomllib.loads(files(__package__).joinpath("morphology.toml").read_text(encoding="utf-8"))
_BROKEN = {
    compiled(singular.replace("[وC]", f"[و{_C}]").replace("C", f"[{_C}]")): plural
    for singular, plural in _TABLE["broken_plurals"].items()
}


@lru_cache(maxsize=10_000)
def _broken_plurals(stem: str) -> tuple[str, ...]:
    return tuple(
        found.expand(plural) for singular, plural in _BROKEN.items() if (found := singular.fullmatch(stem))
    )


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


def for_locale(_locale: str) -> Morphology:
    return Arabic()
