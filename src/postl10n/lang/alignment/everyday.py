"""Everyday words of news in some languages (`everyday_words.tsv`): what a sentence speaks of where it has no figures."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from importlib.resources import files

from postl10n.registry import cached

_STEM, _STEM_OF_ROOTS = 4, 3
"""Letters from which an entry is the beginning of a word's forms; three where words are roots of three consonants."""
_ENDING = 3
"""The most letters behind it."""


@cached(None)
def _table() -> Mapping[str, Mapping[str, list[str]]]:
    """Return the concepts of each language's words."""
    text = files(__package__).joinpath("everyday_words.tsv").read_text("utf-8")
    known: dict[str, dict[str, list[str]]] = {}
    for number, row in enumerate(csv.DictReader(text.splitlines(), delimiter="\t")):
        for code, cell in row.items():
            words = known.setdefault(code, defaultdict(list))
            for word in dict.fromkeys(cell.split()):
                words[word].append(f"everyday {number}")
    return known


@cached(None)
def everyday_words(code: str) -> Callable[[str, Iterable[str]], Collection[str]] | None:
    """Return a function that finds a language's everyday words in a text, given its words; None if it has none."""
    known = _table().get(code)
    if known is None:
        return None
    if code == "zh":
        anywhere = re.compile("|".join(sorted(map(re.escape, known), key=len, reverse=True)))
        return lambda text, _: {sign for word in anywhere.findall(text) for sign in known[word]}
    least = _STEM_OF_ROOTS if code == "ar" else _STEM

    def found(_: str, words: Iterable[str]) -> Collection[str]:
        beginnings = (
            (word, *(word[:-at] for at in range(1, _ENDING + 1) if len(word) - at >= least)) for word in words
        )
        entries = (next((one for one in those if one in known), "") for those in beginnings)
        return {sign for entry in entries if entry for sign in known[entry]}

    return found
