"""The closed list of typography that a translation is carried over."""

from __future__ import annotations

import unicodedata
from importlib.resources import files

from hypothesis import given
from hypothesis import strategies as st

from postl10n.lang.text.typography import typography_key


def test_the_list_has_nothing_but_quotes_and_dots() -> None:
    text = files("postl10n.lang.text").joinpath("typography.txt").read_text(encoding="utf-8")
    rows = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    assert {row[0] for row in rows} == {"'", '"', "..."}
    for char in (spelling for row in rows for spelling in row[1:]):
        assert "QUOTATION MARK" in unicodedata.name(char) or char == "…"


@given(st.text(alphabet="aé \n'\"’“….-", max_size=12))
def test_a_key_is_its_own_key(text: str) -> None:
    assert typography_key(typography_key(text)) == typography_key(text)


def test_the_ends_are_kept_as_they_are() -> None:
    assert typography_key("a\n") != typography_key("a ")
    assert typography_key(" a") != typography_key("a")
    assert typography_key("\n\n") != typography_key("\n")
