"""Words that share the characters of a term, in languages that write no spaces.

Of Chinese the frequencies of words are known (`zh/boundaries.py`). Elsewhere a term counts as crossed where known
words reach into it from both sides: in 大切手続き the characters of 切手 are the end of 大切 and the beginning of 手続.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Protocol

from postl10n.lang.languages.language import LANGUAGES, data, language, module
from postl10n.registry import cached

# Words side by side do not spell more characters than these by chance.
_LONGEST_CROSSED = 3


class Contexts(Protocol):
    @property
    def doubtful_after(self) -> frozenset[str] | None:
        """The characters without one of which after the term it is not crossed; None where any may follow."""

    @property
    def doubtful_before(self) -> str:
        """The same before the term: it may be crossed there, whatever follows."""

    def crossed(self, text: str, start: int, end: int) -> bool:
        """Return True if `text[start:end]`, which spells the term, is not the term."""


@dataclass(frozen=True, slots=True)
class _Neighbours:
    """Words that must not overlap or contain one term."""

    before: tuple[str, ...]
    """Beginnings of words that end in the term's first characters."""
    after: tuple[str, ...]
    containers: tuple[tuple[str, int], ...]
    """Longer words that only contain the term's characters, with its offset in each."""
    doubtful_before: str = ""

    @property
    def doubtful_after(self) -> frozenset[str] | None:
        return None if self.containers else frozenset(self.after)

    def crossed(self, text: str, start: int, end: int) -> bool:
        if self.before and text.endswith(self.before, 0, start) and text.startswith(self.after, end):
            return True
        return any(
            offset <= start and text.startswith(word, start - offset) for word, offset in self.containers
        )


@dataclass(frozen=True, slots=True)
class _Words:
    by_end: dict[str, tuple[str, ...]]
    """The beginnings of words by what follows them in the word."""
    by_start: dict[str, tuple[str, ...]]
    containers: tuple[str, ...]


def contexts(term: str, locale: str) -> Contexts | None:
    """The contexts in which the term is not meant; None where nothing is known to cross it."""
    if not term:
        return None
    code = language(locale).code
    own = module(code, "boundaries")
    if own is not None:
        with LANGUAGES.guard(code):
            found: Contexts | None = own.contexts(term)
            return found and LANGUAGES.stand_in(code, found)
    return _neighbours(term, code)


@cached(20_000)
def _neighbours(term: str, code: str) -> _Neighbours | None:
    words = _words(code)
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    if 1 < len(term) <= _LONGEST_CROSSED:
        before = words.by_end.get(term[0], ())
        after = words.by_start.get(term[-1], ())
    containers = tuple((word, word.index(term)) for word in words.containers if term in word and term != word)
    if not (before and after):
        before = after = ()
    if not (before or containers):
        return None
    return _Neighbours(before, after, containers)


@cached(8)
def _words(code: str) -> _Words:
    text = data(code, "words.txt") or ""
    listed = [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]
    by_end: dict[str, list[str]] = defaultdict(list)
    by_start: dict[str, list[str]] = defaultdict(list)
    for word in listed:
        if len(word) == 2:
            by_start[word[0]].append(word[1])
        if len(word) in (2, 3):
            by_end[word[-1]].append(word[:-1])
    return _Words(
        {end: tuple(starts) for end, starts in by_end.items()},
        {start: tuple(ends) for start, ends in by_start.items()},
        tuple(word[1:] for word in listed if word.startswith("!")),
    )
