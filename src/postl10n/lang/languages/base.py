"""The interface of morphologies, with the defaults for a language of which nothing more is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

# A shared beginning of fewer letters says nothing.
_LEAST_STEM = 4


def shared(one: str, other: str) -> int:
    """Return how many letters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


class Morphology:
    """Words are given in lower case and folded as `spelling` does."""

    inflects_forms = False
    """True if forms listed in the glossary, such as broken plurals, take prefixes and endings themselves."""

    indexed = False
    """True if sources are searched for every form of a term, by `keys`; otherwise for its `plurals` alone."""
    begins_alike = False
    """True if a word that is the `same` as a term, or `alike`, has a key of it or begins with its first three letters."""
    capitalised = False
    """True if common nouns begin with a capital, so that a word in lower case is no form of one."""

    def spelling(self, text: str) -> str:
        """The text in one orthography, where the language has several; the length stays."""
        return text

    def split(self, word: str) -> Iterator[tuple[int, int]]:
        """The parts of a written word that are words of the language: l'envoi is two."""
        yield 0, len(word)

    def plural(self, word: str) -> str | None:
        """Return the one plural that a rule gives; None where there is no rule, or several plurals."""
        return None

    def same(self, term: str, word: str, *, alone: bool) -> bool:
        """Return True if the word is a form of the term's word; `alone` if the term has no other."""
        return False

    def may_be(self, term: str, word: str) -> bool:
        """Return False only if neither `same` nor `alike` can hold: a quick test without a dictionary."""
        return True

    def knows(self, word: str) -> bool:
        """Return True if a dictionary has the word, in whatever form."""
        return False

    def alike(self, term: str, word: str) -> bool:
        """Return True if the two begin so alike that the word may be a form: no firm evidence.

        Of two words that the dictionary knows, and not as forms of one another, neither is a form of the other.
        """
        common = shared(term, word)
        if common < max(_LEAST_STEM, len(term) - 3) or len(word) - common > 3:
            return False
        return not (self.knows(word) and self.knows(term))

    def keys(self, word: str) -> Iterable[str]:
        """The keys by which a word of a text is looked up."""
        return ()

    def term_keys(self, term: str) -> Iterable[str]:
        """The keys of a term's word: every word that is the `same` has one of these among its `keys`."""
        return self.keys(term)

    def singulars(self, term: str) -> Iterable[str]:
        """The words of which the term's, if it is the only one and no name, may be a plural: nouns are free in number."""
        return ()

    def variants(self, term: str) -> Iterator[str]:
        """Other ways to write the whole term that count as its forms."""
        yield from ()

    def plurals(self, term: str) -> Iterator[str]:
        """The regular plurals of the whole term by which a source may name it."""
        yield from ()

    def particles_follow(self, text: str, at: int) -> bool:
        """Return True if the rest of the written word, from `at`, consists of particles."""
        return False

    def agree(self, term: Sequence[str], words: Sequence[str]) -> bool:
        """Return True if the words, each a form of the term's word at its place, agree as the term's do."""
        return True

    def may_interrupt(self, word: str) -> bool:
        """Return True if the word may come between two words of a term, as a further adjective does."""
        return False

    def is_whole_word(self, text: str, start: int, end: int) -> bool:
        """Return True if `text[start:end]` begins and ends at word boundaries."""
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        return not (before.isalnum() and text[start].isalnum()) and not (
            after.isalnum() and text[end - 1].isalnum()
        )
