"""The text of msgids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postl10n.lang.text.normalise import escape_braces, normalise, unescape_braces


def test_white_space_of_every_kind_is_one_space() -> None:
    assert normalise(" on\u00a0December\u2002 7,\u3000\n2021\t ") == "on December 7, 2021"
    assert normalise("Cafe\u0301") == "Café"


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert once.strip() == once


@given(st.text(st.sampled_from("ab{}1/ ")))
def test_braces_come_back(text: str) -> None:
    assert unescape_braces(escape_braces(text)) == text


@given(st.text(st.sampled_from("ab \u00a0\t\n\x1c\u2003e\u0301\u200b")))
def test_a_long_text_is_normalised_like_a_short_one(text: str) -> None:
    short = normalise(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("postl10n.lang.text.normalise._LONG", -1)
        assert normalise(text) == short
