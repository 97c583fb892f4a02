"""Esperanto's endings: o, oj, on, ojn for nouns, the same with a for adjectives; verbs change their endings too."""

from __future__ import annotations

from postl10n.lang.languages.base import Morphology

_NOMINAL = {f"{vowel}{ending}": vowel for vowel in "oa" for ending in ("", "j", "n", "jn")}
_VERBAL = dict.fromkeys(("i", "as", "is", "os", "us", "u"), "i")
_ENDINGS = sorted((_NOMINAL | _VERBAL).items(), key=lambda one: -len(one[0]))


class Esperanto(Morphology):
    """Words whose stem is the same and that are of the same kind are forms of one word."""

    def same(self, term: str, word: str, *, alone: bool) -> bool:
        return _root(term) == _root(word) is not None


def for_locale(locale: str) -> Morphology:
    """The rules of a locale of the language."""
    return Esperanto()


def _root(word: str) -> tuple[str, str] | None:
    """The stem, and the ending that a dictionary gives the word; None for a word without any."""
    for ending, named in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= 2:
            return stem, named
    return None
