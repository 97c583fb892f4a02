"""English: the dictionary of simplemma, the possessive, and plurals that no dictionary has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postl10n.lang.languages.base import Morphology
from postl10n.lang.languages.lemmatised import Lemmatised
from postl10n.lang.text.folding import is_acronym

_POSSESSIVE = "'s"
_SIBILANT = re.compile("(?:s|x|z|ch|sh)$", re.IGNORECASE)
_CONSONANT_Y = re.compile("[^aeiou\\W]y$", re.IGNORECASE)
_HEAD = re.compile(r"^([^\W\d_]+)(?= (?:of|for|in|on|to|at|by|with) |-(?:in|of|by)-)")


class English(Lemmatised):
    indexed = False

    def split(self, word: str) -> Iterator[tuple[int, int]]:
        end = len(word) - len(_POSSESSIVE)
        yield 0, end if word.endswith(_POSSESSIVE) and end else len(word)

    def same(self, term: str, word: str, *, alone: bool) -> bool:
        # ePackets is in no dictionary.
        return super().same(term, word, alone=alone) or word in (f"{term}s", f"{term}es")

    def plurals(self, term: str) -> Iterator[str]:
        """Those of the last word, and of the word before a preposition (`offices of exchange`)."""
        if term[-1:].isalpha():
            yield _plural(term)
        if head := _HEAD.match(term):
            yield _plural(head[0]) + term[head.end() :]


def for_locale(_locale: str) -> Morphology:
    return English("en")


def _plural(word: str) -> str:
    if is_acronym(word):
        return word + "s"
    if word.endswith("man"):
        return word[:-2] + "en"
    if _CONSONANT_Y.search(word):
        return word[:-1] + "ies"
    return word + ("es" if _SIBILANT.search(word) else "s")
