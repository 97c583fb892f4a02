"""Folding finds equal what readers take as equal, and leads back to the original."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postl10n.lang.text.folding import fold, is_acronym, unify_scripts
from postl10n.lang.text.normalise import normalise


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Belpost’s “Post”", 'belpost\'s "post"'),
        ("China–Europe", "china-europe"),
        ("ＣＴＴ　（澳門）", "ctt (澳門)"),
        ("ｺﾞｳﾊﾟｯｸ", "ゴウパック"),
        ("cafe\u0301", "café"),
        ("Deutsch\u00adland", "deutschland"),
        ("a  b\tc\nd", "a b c d"),
        ("{1}Macao{/1} Post{2/}x", "macao post\ufffcx"),
        ("{{1}}", "{{1}}"),
        ("İstanbul", "istanbul"),
        ("البَرِيد", "البريد"),
        ("邮政", "邮政"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text).text == folded


def test_span_leads_back() -> None:
    text = "die {1}Cafe\u0301{/1} ｺﾞ"
    folded = fold(text)
    start = folded.text.index("café")
    first, last = folded.span(start, start + 4)
    assert text[first:last] == "Cafe\u0301"
    first, last = folded.span(len(folded.text) - 1, len(folded.text))
    assert text[first:last] == "ｺﾞ"


@given(st.text(st.sampled_from("aÉ’ \u0301\u00adｺﾞ{1}/İ小（\n邮"), max_size=40))
def test_every_character_leads_to_a_place_in_order(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.cased)
    spans = [folded.span(at, at + 1) for at in range(len(folded.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


@given(st.text(st.characters(codec="ascii", exclude_characters="{"), max_size=40).map(normalise))
def test_folded_stays_folded(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@pytest.mark.parametrize(
    ("text", "cyrillic", "unified"),
    [
        ("паштовae", True, "паштовае"),
        ("Бeлпoшта", False, "Белпошта"),
        ("ЕMS", False, "EMS"),
        ("СТТ", False, "CTT"),
        ("CTT", True, "СТТ"),
    ],
)
def test_unify_scripts(text: str, cyrillic: bool, unified: str) -> None:
    assert unify_scripts(text, cyrillic=cyrillic) == unified


@pytest.mark.parametrize(
    ("text", "answer"), [("EMS", True), ("ВПС", True), ("G20", False), ("ePacket", False), ("包裹", False)]
)
def test_is_acronym(text: str, answer: bool) -> None:
    assert is_acronym(text) is answer
