"""Words and particles that Japanese does not double."""

from __future__ import annotations

import re
from collections.abc import Iterator

_KANA_TWICE = re.compile(r"([\u3040-\u309f\u30a0-\u30ff\u4e00-\u9fff]{2,12})\1")
_HAN_NUMERAL = frozenset("〇零一二三四五六七八九十百千万萬亿億兆两兩")
# Adverbs of two kana said twice: ますます, いろいろ. Only these pairs are slips.
_KANA_SLIPS = frozenset(
    {"した", "です", "する", "いる", "ある", "ない", "から", "まで", "より", "など", "って", "れる"}
)


def doubled(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield words doubled by mistake, as (word, start, end) of both."""
    for match in _KANA_TWICE.finditer(text):
        word = match[1]
        kana_only = all("\u3040" <= sign <= "\u30ff" for sign in word)
        if _HAN_NUMERAL.issuperset(word) or len(set(word)) == 1 or word == "間の":  # 時間の間の
            continue
        if not kana_only or len(word) > 2 or word in _KANA_SLIPS:
            yield word, *match.span()
    for particle in ("をを", "がが"):
        at = text.find(particle)
        if at >= 0:
            yield particle[0], at, at + 2
