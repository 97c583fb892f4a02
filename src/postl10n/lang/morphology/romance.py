"""Portuguese, French and Spanish: number by rule, the rest by the dictionaries of simplemma."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from postl10n.lang.morphology.base import Morphology
from postl10n.lang.morphology.lemmatised import lemma

_ELISION = re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'")

# Endings of the singular with those of its plurals; the first that fits holds.
_PLURALS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "pt": (
        ("ão", ("ões", "ães", "ãos")),
        ("al", ("ais",)),
        ("el", ("éis", "eis")),
        ("ol", ("óis",)),
        ("ul", ("uis",)),
        ("il", ("is", "eis")),
        ("m", ("ns",)),
        ("ês", ("eses",)),
        ("ás", ("ases",)),
        ("s", ("ses", "s")),
        ("r", ("res",)),
        ("z", ("zes",)),
        ("n", ("ns", "nes")),
        ("x", ("x",)),
        ("", ("s",)),
    ),
    "es": (
        ("ión", ("iones",)),
        ("án", ("anes",)),
        ("én", ("enes",)),
        ("ín", ("ines",)),
        ("ón", ("ones",)),
        ("ún", ("unes",)),
        ("és", ("eses",)),
        ("ás", ("ases",)),
        ("z", ("ces",)),
        ("í", ("íes", "ís")),
        ("ú", ("úes", "ús")),
        ("s", ("ses", "s")),
        ("x", ("x",)),
        ("y", ("yes", "is")),
        *((vowel, (vowel + "s",)) for vowel in "aeiouáéó"),
        ("", ("es", "s")),
    ),
    "fr": (
        ("ail", ("aux", "ails")),
        ("al", ("aux", "als")),
        ("eau", ("eaux",)),
        ("au", ("aux", "aus")),
        ("eu", ("eux", "eus")),
        ("ou", ("ous", "oux")),
        ("s", ("s",)),
        ("x", ("x",)),
        ("z", ("z",)),
        ("", ("s",)),
    ),
}
_PLAIN = str.maketrans("áéíóúâêîôû", "aeiouaeiou")
# The spelling of 1990 drops these; œ is written oe where a keyboard has none.
_FRENCH_VARIANTS = (("î", "i"), ("û", "u"), ("œ", "oe"))


# Endings of adjectives, by which one may stand between the words of a term (bureau central de poste).
_ADJECTIVE = re.compile(
    r".{2,}(?:[aeiu]l|a[ui]x|a[il]es|ales|iels?|ielles?|ifs?|ives?|iques?|aires?|iens?|iennes?|eux|euses?|ais|aises?"
    r"|ic[oa]s?|iv[oa]s?|[aá]ri[oa]s?|an[oa]s?|eir[oa]s?|os[oa]s?|ad[oa]s?|áveis|ável|ables?|ibles?)$"
)


class Romance(Morphology):
    def __init__(self, code: str) -> None:
        self._code = code

    def split(self, word: str) -> Iterator[tuple[int, int]]:
        article = _ELISION.match(word)
        if article and article.end() < len(word):
            yield 0, article.end()
            yield article.end(), len(word)
        else:
            yield 0, len(word)

    def may_interrupt(self, word: str) -> bool:
        return _ADJECTIVE.match(word) is not None

    def same(self, term: str, word: str, *, alone: bool) -> bool:
        own, other = _plain(term, self._code), _plain(word, self._code)
        if own[0].translate(_PLAIN) != other[0].translate(_PLAIN):
            return False
        if other in _with_plurals(own, self._code):
            return True
        found = lemma(word, self._code)
        return found == term or (not alone and found == lemma(term, self._code))


@lru_cache(maxsize=10_000)
def _with_plurals(word: str, code: str) -> frozenset[str]:
    forms = {word}
    for ending, plurals in _PLURALS[code]:
        if word.endswith(ending):
            stem = word[: len(word) - len(ending)]
            forms.update(stem + plural for plural in plurals)
            break
    return frozenset(forms)


def _plain(word: str, code: str) -> str:
    """The word in one spelling, where dropping an accent cannot make it another word."""
    if code == "fr":
        for written, plain in _FRENCH_VARIANTS:
            word = word.replace(written, plain)
    elif code == "es":
        word = re.sub("([csx])ion$", r"\1ión", word)
    return word
