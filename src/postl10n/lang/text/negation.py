"""Negation and quantity: words that change what a sentence asserts, by language (`lang/text/negation.txt`)."""

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
# Letters that identify their language, the most specific first: kana are more specific than Han.
_LETTERS = (
    ("ko", re.compile(r"[\uac00-\ud7a3]")),
    ("ja", re.compile(r"[\u3041-\u30fa]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
)
_WORD = re.compile(r"\w+")
_FEW_LETTERS = (("be", re.compile("[ўЎ]")), ("uk", re.compile("[їЇєЄґҐ]")), ("ru", re.compile("[а-яА-Я]")))


@dataclass(frozen=True, slots=True, kw_only=True)
class NegationWords:
    """The words of one language in `lang/text/negation.txt`."""

    weighty: tuple[str, ...]
    """Words of negation and quantity."""
    look_alikes: tuple[str, ...]
    counted_as: Mapping[str, str]
    scale: tuple[str, ...]
    prefixes: tuple[str, ...]
    frequent: frozenset[str]
    """Whole words by which the language is recognised."""


@cache
def lexicons() -> Mapping[str, NegationWords]:
    """Return the words of all languages by language code."""
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
    """Return the pattern of a listed language's weighty words; group `skip` matches their look-alikes."""
    # Compiled when used: the patterns of all languages take 20 ms.
    lexicon = lexicons()[language]
    return re.compile(f"(?P<skip>{any_of(lexicon.look_alikes)})|{any_of(lexicon.weighty)}")


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first; one that never matches if there are none.

    A word matches whole unless `*` or its script says otherwise; one that ends in an apostrophe is elided, and
    the next word follows it directly.
    """
    groups: dict[tuple[str, str], list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        groups.setdefault(_bounds(word), []).append(re.escape(word.strip("*")))
    # One test of the bounds for many words is several times faster than one for each.
    return (
        "|".join(f"{before}(?:{'|'.join(group)}){after}" for (before, after), group in groups.items())
        or r"(?!)"
    )


def _bounds(word: str) -> tuple[str, str]:
    if _WIDE.match(word):
        return "", ""
    return "" if word.startswith("*") else r"(?<!\w)", "" if word.endswith(("*", "'")) else r"(?!\w)"


def weighty_words(text: str, language: str) -> Counter[str]:
    """Return the count of each word of negation or quantity in a text; empty for a language that is not listed.

    >>> weighty_words("You can't post all of it.", "en") == weighty_words("You cannot post all of it.", "en")
    True
    """
    lexicon = lexicons().get(language)
    if lexicon is None:
        return Counter()
    hits = list(_weighty(language).finditer(text.lower().replace("\u2019", "'")))
    return Counter([lexicon.counted_as.get(hit[0], hit[0]) for hit in hits if hit["skip"] is None])


def turned_round(one: str, other: str, language: str) -> bool:
    """Return True if one word is the other with a negating prefix (possible, impossible)."""
    lexicon = lexicons().get(language)
    short, long = sorted((one.lower(), other.lower()), key=len)
    prefixes = lexicon.prefixes if lexicon else ()
    return len(short) > 3 and any(long == prefix + short for prefix in prefixes)


def guess_language(text: str) -> str | None:
    """Return the listed language with the most frequent words in the text, else the one suggested by its letters."""
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
