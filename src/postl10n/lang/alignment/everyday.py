"""Everyday words of news in some languages (`everyday_words.tsv`): what a sentence speaks of where it has no figures."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from importlib.resources import files

from postl10n.lang.locales import spaced
from postl10n.registry import cached

_STEM = 4
"""Letters from which an entry is the beginning of a word's forms, where the table's head says no other number."""
_ENDING = 3
"""The most letters behind it."""


@cached(None)
def _table() -> Mapping[str, tuple[int, Mapping[str, list[str]]]]:
    """Return the concepts of each language's words, after the letters of a beginning."""
    text = files(__package__).joinpath("everyday_words.tsv").read_text("utf-8")
    known: dict[str, tuple[int, dict[str, list[str]]]] = {}
    for number, row in enumerate(csv.DictReader(text.splitlines(), delimiter="\t")):
        for head, cell in row.items():
            code, _, least = head.partition(" ")
            _, words = known.setdefault(code, (int(least or _STEM), defaultdict(list)))
            for word in dict.fromkeys(cell.split()):
                words[word].append(f"everyday {number}")
    return known


@cached(None)
def everyday_words(code: str) -> Callable[[str, Iterable[str]], Collection[str]] | None:
    """Return a function that finds a language's everyday words in a text, given its words; None if it has none."""
    if code not in _table():
        return None
    least, known = _table()[code]
    if not spaced(code):
        anywhere = re.compile("|".join(sorted(map(re.escape, known), key=len, reverse=True)))
        return lambda text, _: {sign for word in anywhere.findall(text) for sign in known[word]}

    def found(_: str, words: Iterable[str]) -> Collection[str]:
        beginnings = (
            (word, *(word[:-at] for at in range(1, _ENDING + 1) if len(word) - at >= least)) for word in words
        )
        entries = (next((one for one in those if one in known), "") for those in beginnings)
        return {sign for entry in entries if entry for sign in known[entry]}

    return found
