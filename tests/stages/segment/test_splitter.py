"""What holds for every text and language, and what a linguist's fixtures cannot say."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postl10n.stages.segment import segment_text, sentences, spaced, unspaced

LANGUAGES = ("en", "zh", "ru", "be", "pt", "fr", "es", "ar", "ja", "ko", "th", "de")
PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [". ", "! ", "? ", "。", "！", "”", "“", "「", "」", "(", ")", "...", " ", "\n", "\n\n",
             "U.S.", "г. ", "No. 1", "1. ", "A. ",
             "»", "« ", "؟ ", "http://a.b/c.d", "[12]", "😀", "\u00a0", "Word", "слово", "单词"]
        ),
        st.text(max_size=5),
    ),
    max_size=30,
).map("".join)  # fmt: skip


def squashed(text: str) -> str:
    return "".join(text.split())


@given(PIECES, st.sampled_from(LANGUAGES))
def test_nothing_is_lost_and_no_segment_is_empty_or_padded(text: str, language: str) -> None:
    segments = sentences(text, language)
    assert squashed("".join(segments)) == squashed(text)
    assert all(segment and segment == segment.strip() for segment in segments)


@given(PIECES, st.sampled_from(LANGUAGES))
def test_a_segmentation_covers_its_own_text(text: str, language: str) -> None:
    line = " ".join(text.split())
    segments = sentences(line, language)
    assert (
        segment_text(line, language, segments)
        and "".join(segment_text(line, language, segments)) == "".join(segments)
        if segments
        else segment_text(line, language) == []
    )


@pytest.mark.parametrize("locale", ["zh_Hans", "zh-Hant-MO", "zh"])
def test_the_language_of_a_locale_decides(locale: str) -> None:
    assert sentences("开通服务。欢迎使用。", locale) == ["开通服务。", "欢迎使用。"]


@pytest.mark.parametrize("locale", ["th", "lo", "km", "my"])
def test_languages_without_marks_give_one_unit(locale: str) -> None:
    assert sentences(" One. Two. ", locale) == ["One. Two."]
    assert sentences("  ", locale) == []


def test_a_language_without_rules_of_its_own_is_cut_at_marks() -> None:
    assert sentences("Der Brief kam an. Er war leer.", "de") == ["Der Brief kam an.", "Er war leer."]


def test_an_empty_line_and_a_short_line_end_a_segment_and_a_wrapped_line_does_not() -> None:
    raw = "Postal news\nThe museum, which stands opposite the head office of the operator,\nreopened.\n\nFree"
    assert sentences(raw, "en") == [
        "Postal news",
        "The museum, which stands opposite the head office of the operator,\nreopened.",
        "Free",
    ]


def test_frozen_boundaries_win_over_rules() -> None:
    frozen = ["It came. It was late.", "Nobody knew."]
    assert segment_text("It came. It was late. Nobody knew.", "en", frozen) == frozen
    assert segment_text("It came. It was late. Anna knew.", "en", frozen) == [
        "It came.",
        "It was late.",
        "Anna knew.",
    ]


@pytest.mark.parametrize(
    "unit",
    [
        "A. ",
        "No. ",
        "x (",
        "“a. ",
        "。",
        "「あ。",
        "…",
        " . ",
        "a.b",
        "!) ",
        "\n",
        "1. ",
        "\x00. ",
        "»",
        "?? a ",
    ],
)
@pytest.mark.no_cover
def test_time_is_linear_on_hostile_lines(unit: str) -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        sentences(unit * times, "ja" if unit in "「あ。" else "en")
        return time.process_time() - start

    seconds(100)
    # 16 times the text: quadratic work would take 256 times as long.
    assert seconds(40_000) < 80 * max(seconds(2_500), 0.001_25)


WORDS = st.sampled_from(
    [
        "the",
        "office",
        "No",
        "Mr",
        "e.g",
        "U.S",
        "p.m",
        "г",
        "т.п",
        "слово",
        "C",
        "St",
        "1998",
        "(see",
        "«Дом",
        "The",
    ]
)


@given(st.lists(st.tuples(WORDS, st.sampled_from([" ", ". ", "。", ".", "? ", ") "])), max_size=20))
def test_what_is_decided_at_a_glance_is_what_all_rules_say(pieces: list[tuple[str, str]]) -> None:
    text = "".join(word + mark for word, mark in pieces)
    for language in ("en", "ru", "ja"):
        quick = sentences(text, language)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(spaced, "at_a_glance", lambda *_: None)
            patch.setattr(unspaced, "plainly_ends", lambda *_: False)
            assert sentences(text, language) == quick


@pytest.mark.parametrize(
    "mark", ["¹", "¹²", "¹,²", "⁽¹⁾", "[12]", "[a]", "[note 1]", "*", "†", "**", " ²", "3", "(4)"]
)
def test_the_mark_of_a_footnote_hides_no_boundary(mark: str) -> None:
    assert sentences(f"The letter came.{mark} Nobody read it.", "en") == [
        f"The letter came.{mark}",
        "Nobody read it.",
    ]


@pytest.mark.parametrize("text", ["Dr.¹ Smith came.", "See fig.2 The end.", "The U.S.¹ Army won."])
def test_the_mark_of_a_footnote_makes_no_boundary(text: str) -> None:
    assert sentences(text, "en") == [text]
