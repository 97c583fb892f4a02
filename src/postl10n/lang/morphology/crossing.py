"""Whether characters that spell a term belong to other words, in languages that write no spaces.

In 缩小包裹 the characters of 小包 are the end of 缩小 and the beginning of 包裹. A term is taken as crossed
where known words reach into it from both sides; one side is not enough (中国邮政 stands after 其 as well).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from postl10n.lang.locales import language, script

_DATA = {"Hans": "words.zh_Hans.txt", "Hant": "words.zh_Hant.txt", "Jpan": "words.ja.txt"}
# After a Chinese noun these make it a verb (用毛巾包裹着孩子), unless they begin a word (邮政着力推进).
_ASPECTS = ("着", "著", "住", "起来", "起來")
# Words side by side do not spell more characters than these by chance.
_LONGEST_CROSSED = 3
ASPECT_MARKS = frozenset(one[0] for one in _ASPECTS)
"""In a text without these characters no aspect follows a term."""


@dataclass(frozen=True, slots=True)
class Contexts:
    """What must not surround one term."""

    before: tuple[str, ...]
    """Beginnings of words that end in the term's first characters."""
    after: tuple[str, ...]
    containers: tuple[tuple[str, int], ...]
    """Longer words that only contain the term's characters, with its offset in each."""
    aspects: tuple[str, ...]
    aspect_words: tuple[str, ...]
    """Words that only begin like an aspect."""

    @property
    def doubtful_after(self) -> frozenset[str] | None:
        """The characters without one of which after the term it is not crossed; None where any may follow."""
        if self.containers:
            return None
        return frozenset(one[0] for one in (*self.after, *self.aspects))

    def crossed(self, text: str, start: int, end: int) -> bool:
        """Whether `text[start:end]`, which spells the term, is not the term."""
        if self.before and text.endswith(self.before, 0, start) and text.startswith(self.after, end):
            return True
        if any(offset <= start and text.startswith(word, start - offset) for word, offset in self.containers):
            return True
        return text.startswith(self.aspects, end) and not text.startswith(self.aspect_words, end)


@dataclass(frozen=True, slots=True)
class _Words:
    by_end: dict[str, tuple[str, ...]]
    """The beginnings of words by what follows them in the word."""
    by_start: dict[str, tuple[str, ...]]
    containers: tuple[str, ...]
    aspect_words: tuple[str, ...]


def contexts(term: str, locale: str) -> Contexts | None:
    """The contexts in which the term is not meant; None where nothing is known to cross it."""
    name = _DATA.get("Jpan" if language(locale) == "ja" else script(locale))
    if name is None or not term:
        return None
    return _contexts(term, name)


@lru_cache(maxsize=20_000)
def _contexts(term: str, name: str) -> Contexts | None:
    words = _words(name)
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    if 1 < len(term) <= _LONGEST_CROSSED:
        before = words.by_end.get(term[0], ())
        after = words.by_start.get(term[-1], ())
    containers = tuple((word, word.index(term)) for word in words.containers if term in word and term != word)
    aspects = _ASPECTS if name != _DATA["Jpan"] and term[-1] > "\u2fff" else ()
    if not (before and after):
        before = after = ()
    if not (before or containers or aspects):
        return None
    return Contexts(before, after, containers, aspects, words.aspect_words)


@lru_cache(maxsize=8)
def _words(name: str) -> _Words:
    text = files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    listed = [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]
    by_end: dict[str, list[str]] = defaultdict(list)
    by_start: dict[str, list[str]] = defaultdict(list)
    # Of longer words most are a term with one character more (服务业).
    for word in listed:
        if len(word) == len("缩小"):
            by_end[word[1]].append(word[0])
            by_start[word[0]].append(word[1])
    return _Words(
        {end: tuple(starts) for end, starts in by_end.items()},
        {start: tuple(ends) for start, ends in by_start.items()},
        tuple(word[1:] for word in listed if word.startswith("!")),
        tuple(word for word in listed if word.startswith(_ASPECTS) and word not in _ASPECTS),
    )
