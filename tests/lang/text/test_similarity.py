"""Likeness of texts by their trigrams, and the index that finds the like ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postl10n.lang.text.similarity import SimilarityIndex, coverage, differing, framed, grams, likeness

texts = st.text(alphabet="ab 邮局.1", max_size=20)


@given(texts)
def test_a_text_is_like_itself_whatever_its_case_and_blanks(text: str) -> None:
    assert likeness(grams(text), grams(f"  {text.upper()}\n")) == 1.0


@given(texts, texts)
def test_likeness_is_mutual_and_a_share(one: str, other: str) -> None:
    assert likeness(grams(one), grams(other)) == likeness(grams(other), grams(one))
    assert 0 <= likeness(grams(one), grams(other)) <= 1


@given(texts, texts)
def test_what_differs_stands_between_what_is_equal(one: str, other: str) -> None:
    start, end_one, end_other = differing(one, other)
    assert one[:start] == other[:start]
    assert one[end_one:] == other[end_other:]
    assert 0 <= framed(one, other) <= 1
    assert (framed(one, other) == 1) == (one == other)


def test_repeats_count() -> None:
    assert likeness(grams("ha ha ha"), grams("ha")) < 0.5


def test_a_part_is_covered_by_its_whole() -> None:
    assert coverage(grams("the office opens"), grams("today the office opens early")) == 1.0
    assert coverage(grams("a heron"), grams("today the office opens early")) < 0.3


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("The office in Brest opens at nine", "The office in Minsk opens at nine"),
        ("opens at nine The office in Minsk", "The office in Minsk opens at nine"),
        ("邮局今天上午不开门", "邮局今天上午开门"),
    ],
)
def test_the_nearest_is_found(wanted: str, found: str) -> None:
    pool = [f"Office {n} closes on day {n * 3}" for n in range(400)]
    pool += ["The office in Minsk opens at nine", "邮局今天上午开门", "包裹已经送达客户手中"]
    near = SimilarityIndex(pool).nearest(grams(wanted), limit=2)
    assert pool[near[0].index] == found


def test_nothing_is_near_an_unrelated_text_or_in_an_empty_index() -> None:
    assert (
        SimilarityIndex(["A heron on a stamp", ""]).nearest(grams("Customers queue for pensions"), limit=5)
        == []
    )
    assert SimilarityIndex([]).nearest(grams("x"), limit=5) == []


def test_a_text_of_common_grams_alone_is_found_too() -> None:
    pool = ["post office"] * 1000
    assert len(SimilarityIndex(pool).nearest(grams("post office"), limit=3)) == 3
