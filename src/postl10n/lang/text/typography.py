"""Texts that differ only in the spelling of quotes, dots and white space."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files


@cache
def _spellings() -> tuple[dict[int, str], tuple[tuple[str, str], ...]]:
    """Return the closed list: a table of single characters, and longer spellings."""
    text = files(__package__).joinpath("typography.txt").read_text(encoding="utf-8")
    rows = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    pairs = [(spelling, mark) for mark, *spellings in rows for spelling in spellings]
    single = {ord(spelling): mark for spelling, mark in pairs if len(spelling) == 1}
    return single, tuple((spelling, mark) for spelling, mark in pairs if len(spelling) > 1)


def typography_key(text: str) -> str:
    """Return the text with every spelling on the closed list folded; if keys are equal, a translation needs no review.

    White space is collapsed but not trimmed, and both ends are kept as they are: gettext requires that a msgstr begins
    and ends with a line break where its msgid does.

    >>> typography_key("Don’t  wait…") == typography_key("Don't wait...")
    True
    >>> typography_key("Don't wait") == typography_key("Don't wait.")
    False
    """
    single, longer = _spellings()
    core = text.strip()
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    folded = unicodedata.normalize("NFC", " ".join(core.split())).translate(single)
    for spelling, mark in longer:
        folded = folded.replace(spelling, mark)
    return before + folded + after if core else text
