"""Negation and quantity: the words that turn what a sentence says, by language (`data/meaning.txt`)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]")
# Letters that tell their language by themselves, the most telling first: kana say more than Han.
_LETTERS = (
    ("ko", re.compile(r"[\uac00-\ud7a3]")),
    ("ja", re.compile(r"[\u3041-\u30fa]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
)
_WORD = re.compile(r"\w+")
_FEW_LETTERS = (("be", re.compile("[ўЎ]")), ("uk", re.compile("[їЇєЄґҐ]")), ("ru", re.compile("[а-яА-Я]")))


@dataclass(frozen=True, slots=True, kw_only=True)
class NegationWords:
    """What `data/meaning.txt` says of one language."""

    weighty: tuple[str, ...]
    """Negation and quantity."""
    look_alikes: tuple[str, ...]
    counted_as: Mapping[str, str]
    scale: tuple[str, ...]
    prefixes: tuple[str, ...]
    frequent: frozenset[str]
    """Whole words by which the language is recognised."""


@cache
def lexicons() -> Mapping[str, NegationWords]:
    """All languages, by their code."""
    text = files(__package__).joinpath("negation.txt").read_text(encoding="utf-8")
    rows: dict[str, dict[str, list[str]]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            language, kind, words = (field.strip() for field in line.split(" : ", 2))
            rows.setdefault(language, {})[kind] = [word.replace("_", " ") for word in words.split()]
    return {language: _lexicon(kinds) for language, kinds in rows.items()}


def _lexicon(kinds: Mapping[str, Sequence[str]]) -> NegationWords:
    words = [*kinds.get("not", ()), *kinds.get("all", ())]
    pairs = dict(word.split("=") for word in words if "=" in word)
    return NegationWords(
        weighty=tuple(word.partition("=")[0] for word in words if not word.startswith("!")),
        look_alikes=tuple(word[1:] for word in words if word.startswith("!")),
        counted_as={word.strip("*"): as_word for word, as_word in pairs.items()},
        scale=tuple(kinds.get("scale", ())),
        prefixes=tuple(kinds.get("prefix", ())),
        frequent=frozenset((*kinds.get("common", ()), *words)),
    )


@cache
def _weighty(language: str) -> re.Pattern[str]:
    """The weighty words of a listed language; group `skip` are their look-alikes."""
    # Compiled when used: the patterns of all languages take 20 ms.
    lexicon = lexicons()[language]
    return re.compile(f"(?P<skip>{any_of(lexicon.look_alikes)})|{any_of(lexicon.weighty)}")


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words of the list, the longest first; one that never matches if there are none.

    A word matches whole unless `*` or its script says otherwise; one that ends in an apostrophe is elided, and
    what follows it is another word.
    """
    groups: dict[tuple[str, str], list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        groups.setdefault(_bounds(word), []).append(re.escape(word.strip("*")))
    # One test of the bounds for many words: several times faster than one for each.
    return (
        "|".join(f"{before}(?:{'|'.join(group)}){after}" for (before, after), group in groups.items())
        or r"(?!)"
    )


def _bounds(word: str) -> tuple[str, str]:
    if _WIDE.match(word):
        return "", ""
    return "" if word.startswith("*") else r"(?<!\w)", "" if word.endswith(("*", "'")) else r"(?!\w)"


def weighty_words(text: str, language: str) -> Counter[str]:
    """How often each word of negation or quantity stands in a text; nothing for a language that is not listed.

    >>> weighty_words("You can't post all of it.", "en") == weighty_words("You cannot post all of it.", "en")
    True
    """
    lexicon = lexicons().get(language)
    if lexicon is None:
        return Counter()
    hits = list(_weighty(language).finditer(text.lower().replace("\u2019", "'")))
    return Counter([lexicon.counted_as.get(hit[0], hit[0]) for hit in hits if hit["skip"] is None])


def turned_round(one: str, other: str, language: str) -> bool:
    """Whether one word is the other with a prefix that negates it (possible, impossible)."""
    lexicon = lexicons().get(language)
    short, long = sorted((one.lower(), other.lower()), key=len)
    prefixes = lexicon.prefixes if lexicon else ()
    return len(short) > 3 and any(long == prefix + short for prefix in prefixes)


def guess_language(text: str) -> str | None:
    """The listed language whose frequent words fill the text most, else the one that its letters hint at."""
    letters = sum(char.isalpha() for char in text)
    for language, script in _LETTERS:
        if 5 * len(script.findall(text)) > letters > 0:
            return language
    words = Counter(_WORD.findall(text.lower().replace("\u2019", "'")))
    counts = {code: sum(words[word] for word in lexicon.frequent) for code, lexicon in lexicons().items()}
    best = max(counts, key=lambda code: counts[code])
    if counts[best]:
        return best
    return next((language for language, letter in _FEW_LETTERS if letter.search(text)), None)
