"""Arabic: conjunctions, prepositions and the article are written to the word, pronouns and endings after it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

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


# Consonants; و and ي are mostly long vowels, ا always.
_C = "[بتثجحخدذرزسشصضطظعغفقكلمنه]"
# Patterns of plurals that follow from the singular's (ه is ة): مكتب مكاتب, طابع طوابع, صندوق صناديق, رساله رسائل, طرد طرود,
# وقت اوقات. Many nouns have others, which a glossary lists as forms. اسعار of سعر is no pattern here: without its hamza
# it is that of masdars as well (اعلام, flags or the media).
_BROKEN = tuple(
    (compiled(singular), plurals)
    for singular, plurals in (
        (f"(م{_C})({_C}{_C})ه?", (r"\1ا\2",)),
        (f"({_C})ا({_C}{_C})", (r"\1وا\2",)),
        (f"({_C}{_C})(و)ا({_C})", (r"\1ا\2ي\3",)),
        (f"({_C}{_C})({_C})[ويا]({_C})", (r"\1ا\2ي\3",)),
        (f"({_C})ا({_C})[وي]({_C})", (r"\1وا\2ي\3",)),
        (f"([و{_C[1:-1]}]{_C})[ياو]({_C})ه", (r"\1ائ\2",)),
        (f"({_C}{_C})({_C})", (r"\1و\2",)),
        (f"(و{_C})({_C})", (r"ا\1ا\2",)),
    )
)


@lru_cache(maxsize=10_000)
def _broken_plurals(stem: str) -> tuple[str, ...]:
    return tuple(
        found.expand(plural)
        for singular, plurals in _BROKEN
        if (found := singular.fullmatch(stem))
        for plural in plurals
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
