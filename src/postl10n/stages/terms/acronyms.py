"""Names whose words begin with the letters of an acronym."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from postl10n.lang.languages.language import DefinitionForms

_LONGEST = 10
_LEAST_COMPOUND = 8
"""In letters: a shorter word lends an acronym no letter but its first."""
_MOST_INNER = 3
_LEAST_LOOSE = 4
"""In letters: in a shorter acronym each part of a word with a hyphen has its letter."""


@dataclass(frozen=True, slots=True)
class SpelledWord:
    text: str
    start: int
    end: int
    joined: bool
    """A hyphen joins it to the word before."""

    @property
    def capital(self) -> bool:
        return self.text[0].isupper() or self.text[0].isdigit()


def words(text: str, forms: DefinitionForms) -> list[SpelledWord]:
    """The words; what is elided is one of its own (`l’`), dotted letters are one (`U.S.`)."""
    elided = rf"(?:\b(?:{forms.elided})['’](?=\w))|" if forms.elided else ""
    pattern = rf"{elided}(?:[^\W\d_]\.){{2,}}|[^\W_]+(?:['’.][^\W_]+)*|&"
    return [
        SpelledWord(one[0], one.start(), one.end(), text[one.start() - 1 : one.start()] in ("-", "‑"))
        for one in re.finditer(pattern, text, re.IGNORECASE)
    ]


def is_acronym(text: str) -> bool:
    letters = text[:-1] if len(text) > 2 and text[-1] == "s" else text
    return (
        2 <= len(letters) <= _LONGEST
        and all(one.isalnum() or one == "&" for one in letters)
        and letters[0].isalpha()
        and not letters[0].islower()
        and not letters[-1].islower()
    )


def spelled_out(acronym: str, text: str, forms: DefinitionForms, *, one_word: bool = False) -> str | None:
    """Return the end of the text whose words begin with the acronym's letters; connectors may be passed over.

    one_word: letters from within a single long word will do.
    """
    letters = [_letter(one) for one in (acronym[:-1] if acronym[-1] == "s" else acronym)]
    known = words(text, forms)[-3 * len(letters) - 4 :]
    if not known or known[-1].end not in (len(text), len(text.rstrip("»”\"'’“"))):
        return None
    start = _Matching(letters, known, forms).start(len(letters), len(known))
    if start is None or known[start].joined or (start == len(known) - 1 and not one_word):
        return None
    if any(word.text == acronym for word in known[start:]):
        return None
    return text[known[start].start :]


class _Matching:
    def __init__(self, letters: Sequence[str], known: Sequence[SpelledWord], forms: DefinitionForms) -> None:
        self._letters, self._words, self._forms = letters, known, forms
        self._found: dict[tuple[int, int], int | None] = {}

    def start(self, letters: int, count: int) -> int | None:
        """The word where the first letters begin, read from the end of the first words."""
        if not letters:
            return count
        if not count:
            return None
        if (letters, count) not in self._found:
            self._found[letters, count] = self._search(letters, count)
        return self._found[letters, count]

    def _search(self, letters: int, count: int) -> int | None:
        word = self._words[count - 1]
        # DSC is "Direção dos Serviços de Correios" rather than "dos Serviços de Correios".
        if self._passed_over(word) and (found := self.start(letters, count - 1)) is not None:
            return found
        for used in self._used(word, self._letters[:letters]):
            if (found := self.start(letters - used, count - 1)) is not None:
                return found
        return None

    def _passed_over(self, word: SpelledWord) -> bool:
        lower = word.text.lower()
        known = self._forms.connectors | self._forms.articles
        return (word.joined and len(self._letters) >= _LEAST_LOOSE) or lower in known or word.text[-1] in "'’"

    def _used(self, word: SpelledWord, letters: Sequence[str]) -> Iterator[int]:
        """Yield the numbers of last letters that a word may stand for."""
        own = [_letter(one) for one in word.text if one.isalnum()]
        if letters[-1] == "&":
            yield from [1] if word.text == "&" or word.text.lower() in self._forms.connectors else []
        elif word.text != "&":
            yield from [1] if own[0] == letters[-1] else []
            whole = word.text.isupper() and 1 < len(own) <= len(letters)
            yield from [len(own)] if whole and own == list(letters[-len(own) :]) else []
            if self._forms.compounds and len(own) >= _LEAST_COMPOUND:
                yield from (
                    n for n in range(2, min(_MOST_INNER, len(letters)) + 1) if _holds(own, letters[-n:])
                )


def _holds(word: Sequence[str], letters: Sequence[str]) -> bool:
    """Return True if the word begins with the first letter and has the others in their order."""
    rest = iter(word)
    return word[0] == letters[0] and all(one in rest for one in letters)


def _letter(character: str) -> str:
    return unicodedata.normalize("NFD", character.casefold())[0]
