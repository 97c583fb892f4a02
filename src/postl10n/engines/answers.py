"""Checks that an engine's answer can be a translation at all; others are discarded."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from types import MappingProxyType

import regex

from postl10n.lang.languages.han_standards import foreign_characters
from postl10n.lang.locales import script
from postl10n.model.project import EngineAsk

_MARK_OR_BRACKET = re.compile(r"⟦\d+⟧|[⟦⟧]")
_HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--|&(?:[A-Za-z]{2,8}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_BREAK = re.compile(r"[ \t]*[\t\r\n]+[ \t]*| {2,}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_WORD = regex.compile(r"[\p{L}\p{M}]+")
# Marks and addresses.
_NO_WORDS = re.compile(r"⟦\d+⟧|[!-~]*[@/][!-~]*|[!-~]+\.[A-Za-z][!-~]*")
# Characters: no language needs so many times the space of another; short texts are allowed some more.
_LONGER, _SLACK = 12, 100
# CLDR's scripts that consist of several of Unicode's.
_MIXED_SCRIPTS = MappingProxyType(
    {
        "Hans": ("Hani", "Bopo"),
        "Hant": ("Hani", "Bopo"),
        "Jpan": ("Hani", "Hira", "Kana"),
        "Kore": ("Hang", "Hani"),
    }
)


def usable(ask: EngineAsk, answer: object, locale: str) -> str | None:
    """Return the answer on one line, trimmed; None if it cannot be a translation of the text.

    Rejected are: no text, an empty text, other marks than the text's, more HTML than the text has, control characters,
    another script than the locale's, and a text that is far too long.
    """
    if not isinstance(answer, str):
        return None
    line = _BREAK.sub(" ", answer).strip()
    if not line or len(line) > _LONGER * len(ask.text) + _SLACK or _CONTROL.search(line):
        return None
    if _marks(line) != _marks(ask.text) or adds_html(ask.text, line):
        return None
    return line if in_script(line, ask.text, locale) else None


def adds_html(text: str, answer: str) -> bool:
    """Return True if the answer has more tags and entities than the text."""
    return len(_HTML.findall(answer)) > len(_HTML.findall(text))


def in_script(answer: str, text: str, locale: str) -> bool:
    """Return True if most letters of the answer are in the locale's script.

    Names and codes that are in the text too are not counted, nor are addresses: an answer of nothing else passes for
    every script. Chinese scripts are distinguished by the characters that only the other one writes.
    """
    kind = script(locale)
    kept = frozenset(word for word in _WORD.findall(text) if not word.islower())
    letters = "".join(word for word in _WORD.findall(_NO_WORDS.sub(" ", answer)) if word not in kept)
    own = len(_of_script(kind).findall(letters))
    if len(letters) > 2 * own:
        return False
    return not _other_chinese(letters, kind)


def _marks(text: str) -> Counter[str]:
    return Counter(_MARK_OR_BRACKET.findall(text))


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
