"""The script that a text is written in, as far as its letters show."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

import regex

from postl10n.lang.languages.han_standards import foreign_characters
from postl10n.lang.locales import script

_WORD = regex.compile(r"[\p{L}\p{M}]+")
# Marks and addresses.
_NO_WORDS = regex.compile(r"⟦\d+⟧|[!-~]*[@/][!-~]*|[!-~]+\.[A-Za-z][!-~]*")
# CLDR's scripts that consist of several of Unicode's.
_MIXED_SCRIPTS = MappingProxyType(
    {
        "Hans": ("Hani", "Bopo"),
        "Hant": ("Hani", "Bopo"),
        "Jpan": ("Hani", "Hira", "Kana"),
        "Kore": ("Hang", "Hani"),
    }
)


def in_script(answer: str, text: str, locale: str, *, unknown: bool = False) -> bool:
    """Return True if most letters of the answer are in the locale's script.

    Names and codes that are in the text too are not counted, nor are addresses: an answer of nothing else passes for
    every script; unknown: nor is any other word that was left as it is. Chinese scripts are distinguished by the
    characters that only the other one writes.
    """
    kind = script(locale)
    kept = frozenset(word for word in _WORD.findall(text) if unknown or not word.islower())
    letters = "".join(word for word in _WORD.findall(_NO_WORDS.sub(" ", answer)) if word not in kept)
    own = len(_of_script(kind).findall(letters))
    if len(letters) > 2 * own:
        return False
    return not _other_chinese(letters, kind)


@cache
def _of_script(kind: str) -> regex.Pattern[str]:
    names = _MIXED_SCRIPTS.get(kind, (kind,))
    try:
        # Marks and punctuation shared by several scripts always pass.
        return regex.compile(
            "[" + "".join(rf"\p{{sc={name}}}" for name in (*names, "Zyyy", "Zinh")) + "]", regex.V1
        )
    except regex.error:
        # A script unknown to this version of Unicode: everything passes.
        return regex.compile(".", regex.DOTALL)


def _other_chinese(letters: str, kind: str) -> bool:
    if kind not in ("Hans", "Hant"):
        return False
    foreign = sum(map(foreign_characters(kind).__contains__, letters))
    # More than a stray name: one character in eight, and at least two. A Simplified text has about one in three.
    return foreign >= 2 and 8 * foreign > len(letters)
