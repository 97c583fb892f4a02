"""Negation and quantity: the words that turn what a sentence says (`<code>/negation.txt`)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postl10n.lang.languages.language import LANGUAGES, codes, data
from postl10n.registry import cached, compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_WIDE = compiled(r"[\u2e80-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class NegationWords:
    """The words in one language's `negation.txt`; README.md explains its lines."""

    weighty: tuple[str, ...]
    """Words of negation and quantity."""
    look_alikes: tuple[str, ...]
    counted_as: Mapping[str, str]
    scale: tuple[str, ...]
    prefixes: tuple[str, ...]
    frequent: frozenset[str]
    """Whole words by which the language is recognised."""
    script: re.Pattern[str] | None
    """The letters that identify the language where they are a fifth of a text."""
    letters: str
    """Letters that each hint at the language, as part of a character class; the fewer, the stronger the hint."""


@cached(None)
def negation(language: str) -> NegationWords | None:
    """The words of a language, if it is listed."""
    text = data(language, "negation.txt")
    if text is None:
        return None
    rows = (line.split(" : ", 1) for line in text.splitlines() if line)
    with LANGUAGES.guard(language):
        return _lexicon({kind: [word.replace("_", " ") for word in words.split()] for kind, words in rows})


@cached(None)
def _listed() -> Mapping[str, NegationWords]:
    """All languages, by their code."""
    return {code: words for code in codes() if (words := negation(code)) is not None}


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
        script=re.compile(f"[{kinds['script'][0]}]") if "script" in kinds else None,
        letters="".join(kinds.get("letters", ())),
    )


@cached(None)
def _weighty(language: str) -> re.Pattern[str] | None:
    """Return the pattern of a listed language's weighty words; group `skip` matches their look-alikes."""
    # Compiled when used: the patterns of all languages take 20 ms.
    lexicon = negation(language)
    if lexicon is None:
        return None
    return re.compile(f"(?P<skip>{any_of(lexicon.look_alikes)})|{any_of(lexicon.weighty)}")


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first; one that never matches if there are none.

    A word matches whole unless `*` or its script says otherwise; one that ends in an apostrophe is elided, and
    the next word follows it directly.
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
    """Return the count of each word of negation or quantity in a text; empty for a language that is not listed.

    >>> weighty_words("You can't post all of it.", "en") == weighty_words("You cannot post all of it.", "en")
    True
    """
    lexicon, expression = negation(language), _weighty(language)
    if lexicon is None or expression is None:
        return Counter()
    hits = list(expression.finditer(text.lower().replace("\u2019", "'")))
    return Counter([lexicon.counted_as.get(hit[0], hit[0]) for hit in hits if hit["skip"] is None])


def negates(one: str, other: str, language: str) -> bool:
    """Return True if one word is the other with a negating prefix (possible, impossible)."""
    lexicon = negation(language)
    short, long = sorted((one.lower(), other.lower()), key=len)
    prefixes = lexicon.prefixes if lexicon else ()
    return len(short) > 3 and any(long == prefix + short for prefix in prefixes)


def guess_language(text: str) -> str | None:
    """Return the listed language with the most frequent words in the text, else the one suggested by its letters."""
    count = sum(char.isalpha() for char in text)
    for code, lexicon in _listed().items():
        if lexicon.script and 5 * len(lexicon.script.findall(text)) > count > 0:
            return code
    words = Counter(_WORD.findall(text.lower().replace("\u2019", "'")))
    counts = {code: sum(words[word] for word in lexicon.frequent) for code, lexicon in _listed().items()}
    best = max(counts, key=lambda code: counts[code])
    if counts[best]:
        return best
    hints = ((lexicon.letters, code) for code, lexicon in _listed().items() if lexicon.letters)
    by_number = sorted(hints, key=lambda hint: len(hint[0]))
    return next((code for letters, code in by_number if re.search(f"[{letters}]", text)), None)
