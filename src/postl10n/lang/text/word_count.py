"""Counting words as translators are paid: words, or characters in scripts without spaces."""

from __future__ import annotations

from postl10n.registry import compiled

_IDEOGRAPH = (
    r"\u3005\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    r"\U00020000-\U0003ffff"
)
_LETTERS = rf"[^\W_{_IDEOGRAPH}]+"
# Each ideograph and kana is a unit; everything else counts by runs, which they end.
_UNIT = compiled(rf"[{_IDEOGRAPH}]|{_LETTERS}(?:[’'.,·–-]{_LETTERS})*")
_PLACEHOLDER = compiled(r"\{/?\d+/?\}")


def word_count(text: str) -> int:
    """Return the number of words: an ideograph or kana, a figure and a Latin word count as one each, placeholders as none.

    >>> word_count("China Post’s 1.75 billion items"), word_count("中国邮政 17.5亿")
    (5, 6)
    >>> word_count("2024年中国邮政处理包裹17.5亿件")
    13
    """
    return len(_UNIT.findall(_PLACEHOLDER.sub(" ", text) if "{" in text else text))
