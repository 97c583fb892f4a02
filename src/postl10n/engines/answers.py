"""What an engine's answer must be to be a draft at all; anything else is no answer."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from types import MappingProxyType

import regex

from postl10n.lang.locales import script
from postl10n.model.engines import EngineAsk

_MARK_OR_BRACKET = re.compile(r"⟦\d+⟧|[⟦⟧]")
_HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--|&(?:[A-Za-z]{2,8}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_BREAK = re.compile(r"[ \t]*[\t\r\n]+[ \t]*| {2,}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_WORD = regex.compile(r"[\p{L}\p{M}]+")
# Marks and addresses.
_NO_WORDS = re.compile(r"⟦\d+⟧|[!-~]*[@/][!-~]*|[!-~]+\.[A-Za-z][!-~]*")
# Characters: no language takes so many times the room of another, and short texts are given some slack.
_LONGER, _SLACK = 12, 100
# CLDR's scripts that are several of Unicode's.
_MIXED_SCRIPTS = MappingProxyType(
    {
        "Hans": ("Hani", "Bopo"),
        "Hant": ("Hani", "Bopo"),
        "Jpan": ("Hani", "Hira", "Kana"),
        "Kore": ("Hang", "Hani"),
    }
)


def usable(ask: EngineAsk, answer: object, locale: str) -> str | None:
    """The answer on one line, trimmed; None if it cannot be a translation of the text.

    That is: no text, empty, not the marks of the text, more HTML than the text has, control characters, another
    script than the locale's, or far too long.
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
    """Whether the answer has more tags and entities than the text."""
    return len(_HTML.findall(answer)) > len(_HTML.findall(text))


def in_script(answer: str, text: str, locale: str) -> bool:
    """Whether most letters of the answer are of the locale's script.

    Names and codes that stand in the text as well do not count, nor do addresses: an answer of nothing else is in
    every script. Chinese is told apart by what GB 2312 and Big5 do not share.
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
        # Marks and signs that several scripts share are no one's fault.
        return regex.compile(
            "[" + "".join(rf"\p{{sc={name}}}" for name in (*names, "Zyyy", "Zinh")) + "]", regex.V1
        )
    except regex.error:
        # A script that this version of Unicode does not know: everything passes.
        return regex.compile(".", regex.DOTALL)


def _other_chinese(letters: str, kind: str) -> bool:
    own, other = {"Hans": ("gb2312", "big5"), "Hant": ("big5", "gb2312")}.get(kind, ("", ""))
    if not own:
        return False
    foreign = sum(_only(sign, other, own) for sign in letters)
    # More than the odd name: one sign in eight, and two at least. A Simplified text has about one in three.
    return foreign >= 2 and 8 * foreign > len(letters)


def _only(sign: str, codec: str, other: str) -> bool:
    return bool(sign.encode(codec, "ignore")) and not sign.encode(other, "ignore")
