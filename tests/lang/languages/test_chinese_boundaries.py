"""Terms in Chinese told from characters of other words by the frequency of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postl10n.lang.languages.zh.boundaries import contexts

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("before", "term", "after", "crossed"),
    [
        ("隧道", "中通", "过", True),
        ("", "中通", "快递上市", False),
        ("他深", "信箱", "子里没有易碎品", True),
        ("新设", "信箱", "二十个", False),
        ("上", "海關", "閉網點", True),
        ("香港", "海關", "檢獲冒牌貨", False),
        ("负责收", "集邮", "包的车", True),
        ("雜", "貨櫃", "檯前有人龍", True),
        ("白", "俄罗斯邮政", "宣布", True),
        ("驻", "俄罗斯邮政", "代表", False),
        ("被毛毡", "包裹", "得很严实", True),
        ("雾气", "包裹", "了整座山城", True),
        ("收到", "包裹", "了吗", False),
        ("被退回的", "包裹", "，共三件", False),
        ("邮政", "投递", "了三万件", False),
    ],
)
def test_what_stands_around_a_term(before: str, term: str, after: str, crossed: bool) -> None:
    text = before + term + after
    assert contexts(term).crossed(text, len(before), len(before) + len(term)) is crossed


@given(HAN)
def test_a_term_that_stands_alone_is_one(term: str) -> None:
    assert not contexts(term).crossed(f"，{term}。", 1, 1 + len(term))


@given(HAN, HAN, HAN)
def test_only_a_doubtful_character_makes_a_term_crossed(before: str, term: str, after: str) -> None:
    """The finder does not ask where `doubtful_after` excludes it."""
    around = contexts(term)
    doubtful = around.doubtful_after
    if around.crossed(before + term + after, len(before), len(before) + len(term)):
        assert doubtful is None or after[0] in doubtful or before[-1] in around.doubtful_before
