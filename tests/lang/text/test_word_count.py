"""Counting words of texts that mix ideographs, figures and Latin words."""

from __future__ import annotations

import pytest

from postl10n.lang.text.word_count import word_count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("2024年中国邮政处理包裹17.5亿件", 13),
        ("EMS寄往日本", 5),
        ("日本郵便はEMSを扱う", 9),
        ("佐々木", 3),
        ("ジョン・スミス", 6),
        ("1 月至9月", 5),
        ("中国邮政（China Post）", 6),
        ("우정사업본부가 3일 밝혔다", 3),
        ("China Post’s 1.75 billion items", 5),
        ("共{1}件{2}包裹{/2}", 4),
        ("、。・", 0),
    ],
)
def test_an_ideograph_a_figure_and_a_latin_word_are_one_each(text: str, count: int) -> None:
    assert word_count(text) == count
