"""Frozen boundaries: the covering rule."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from postl10n.stages.segment.frozen import Frozen, cover

SEGMENTS = st.lists(st.text(alphabet="ab.", min_size=1, max_size=4), min_size=1, max_size=8)


def brute(text: str, msgids: set[str]) -> bool:
    """Whether any cover exists, by trying every way."""
    if not text:
        return True
    return any(
        brute(text[len(msgid) :], msgids)
        or (text[len(msgid) :][:1] == " " and brute(text[len(msgid) + 1 :], msgids))
        for msgid in msgids
        if text.startswith(msgid)
    )


@given(SEGMENTS, st.booleans())
def test_any_text_made_of_msgids_is_covered_with_them(segments: list[str], spaced: bool) -> None:
    text = (" " if spaced else "").join(segments)
    found = cover(text, segments)
    assert found is not None
    assert set(found) <= set(segments)
    assert "".join(found) == text.replace(" ", "")


@given(
    st.text(alphabet="ab. ", max_size=10),
    st.lists(st.text(alphabet="ab. ", min_size=1, max_size=3), max_size=4),
)
def test_a_cover_is_found_exactly_where_one_exists(text: str, msgids: list[str]) -> None:
    line = " ".join(text.split())
    normal = [" ".join(msgid.split()) for msgid in msgids]
    exists = bool(line) and brute(line, {msgid for msgid in normal if msgid})
    # A final space is trimmed from a normalised line, so that both readings of it agree.
    assert (cover(line, normal) is not None) == exists


def test_the_longest_msgid_is_taken_first() -> None:
    assert cover("It came. It was late.", ["It came.", "It was late.", "It came. It was late."]) == [
        "It came. It was late."
    ]


def test_the_search_goes_back_where_the_longest_leads_nowhere() -> None:
    msgids = ["A. B.", "A.", "B. C."]
    assert cover("A. B. C.", msgids) == ["A.", "B. C."]


def test_the_next_msgid_of_the_template_is_preferred_to_a_longer_one() -> None:
    msgids = ["First.", "It came.", "It was late.", "It came. It was late."]
    assert cover("First. It came. It was late.", msgids) == ["First.", "It came.", "It was late."]


def test_repeats_and_other_order_are_covered() -> None:
    assert cover("二。一。二。", ["一。", "二。"]) == ["二。", "一。", "二。"]


def test_a_changed_block_is_not_covered() -> None:
    assert cover("It came today. It was late.", ["It came.", "It was late."]) is None
    assert cover("It came. It was late", ["It came.", "It was late."]) is None
    assert cover("It came.", []) is None
    assert cover("", ["It came."]) is None
    assert cover("It came.  It was late.", ["It came.", "It was late."]) is None


def test_a_hopeless_search_ends_soon() -> None:
    msgids = ["a" * length for length in range(1, 60)]
    start = time.process_time()
    assert cover("a" * 5000 + "b", msgids) is None
    assert time.process_time() - start < 5


def test_a_block_of_thousands_of_segments_is_covered() -> None:
    segments = [f"Sentence {number}." for number in range(5000)]
    assert cover(" ".join(segments), segments) == segments


def test_many_blocks_of_one_template_take_time_that_is_linear_in_them() -> None:
    def seconds(blocks: int) -> float:
        msgids = [f"Sentence {number} of the post office." for number in range(3 * blocks)]
        texts = [" ".join(msgids[at : at + 3]) for at in range(0, len(msgids), 3)]
        start = time.process_time()
        frozen = Frozen(msgids)
        assert all(cover(text, frozen) for text in texts)
        return time.process_time() - start

    seconds(100)
    # 16 times the blocks: quadratic work would take 256 times as long.
    assert seconds(8_000) < 80 * max(seconds(500), 0.005)
