"""Characters and words that Chinese does not double."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files

from postl10n.registry import compiled

_HAN_TWICE = compiled(r"([\u4e00-\u9fff])\1(?!\1)")
_HAN_WORD_TWICE = compiled(r"([\u4e00-\u9fff]{2,8})\1")
_HAN_NUMERAL = frozenset("〇零一二三四五六七八九十百千万萬亿億兆两兩")
_DATA = tomllib.loads((files(__package__) / "doubled.toml").read_text("utf-8"))
_HAN_SINGLE = frozenset(_DATA["single"])


def doubled(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield characters and words doubled by mistake, as (text, start, end) of both."""
    for match in _HAN_TWICE.finditer(text):
        character = match[1]
        before, behind = text[: match.start()][-1:], text[match.end() : match.end() + 1]
        if (
            character in _HAN_SINGLE
            and behind not in tuple(_DATA["across"].get(character, ""))
            and before not in tuple(_DATA["behind"].get(character, ""))
        ):
            yield character, *match.span()
    for match in _HAN_WORD_TWICE.finditer(text):
        if not _HAN_NUMERAL.issuperset(match[1]) and len(set(match[1])) > 1:
            yield match[1], *match.span()
