"""What a text must hold for an expression to match in it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postl10n.lang.languages import lexicon
from postl10n.lang.languages.factor_words import factor_words
from postl10n.lang.languages.language import language
from postl10n.lang.values.search import may_match, needles


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\b(?:doubl|tripl)(?:ed|ing)\b|\btwo-?fold\b", {"doubl", "tripl", "fold"}),
        (r"半数|过半", {"半数", "过半"}),
        (r"jan(?:uary)?|january", {"jan"}),
        (r"(?<!half )a dozen", {"a dozen"}),
        (r"по?ловин", {"ловин"}),
        (r"\d{4}", set("0123456789")),
        (r"(?:half)?", None),
        (r"[abc]+", None),
        (r"half|[abc]", None),
        (r"x*", None),
        (r"a.+?bcd", {"bcd"}),
        (r"\(ab[一二]", {"(ab"}),
        (r"\d:\d", {":"}),
        (r"\d[./-]\d", {".", "/", "-"}),
        (r"\d\s?[a:]", set("0123456789")),
    ],
)
def test_needles(pattern: str, expected: set[str] | None) -> None:
    assert needles(pattern) == expected


@given(st.text(alphabet="ab", max_size=12))
def test_an_expression_that_matches_has_a_needle(text: str) -> None:
    for pattern in (r"ab+a", r"(?:ab|ba){2}", r"a(?:bb)?ab|bba", r"(?=ab)abab", r"b{2,}a"):
        expression = re.compile(pattern)
        assert may_match(needles(pattern), text) or not expression.search(text)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "sales more than doubled in the first three quarters"),
        ("ru", "выручка выросла вдвое"),
        ("zh_Hans", "销售额翻了一番"),
        ("ar", "انخفضت التكاليف إلى النصف"),
        ("ko", "두 배로 늘었다"),
    ],
)
def test_no_phrase_of_a_lexicon_is_passed_over(locale: str, text: str) -> None:
    factors = factor_words(language(locale).code)
    idioms = (*lexicon(locale).idioms, *(factors.idioms if factors else ()))
    found = [one for one in idioms if one.expression.search(text)]

    assert found
    assert all(may_match(needles(one.expression.pattern), text) for one in found)
