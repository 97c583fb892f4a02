"""What articles define themselves: `definitions.tsv` is for linguists to correct and to add to."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postl10n.model.article import Definition, Role, Segment
from postl10n.stages.terms import find_definitions

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("definitions.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def _segments(*texts: str) -> list[Segment]:
    return [Segment(id=f"s{number}", text=text, role=Role.PARAGRAPH) for number, text in enumerate(texts)]


@pytest.mark.parametrize(("locale", "text", "short", "full"), ROWS)
def test_fixture(locale: str, text: str, short: str, full: str) -> None:
    expected = (Definition(short=short, full=full, segment="s0"),) if short else ()
    assert find_definitions(_segments(text), locale) == expected


def test_first_definition_of_a_short_form_stands() -> None:
    found = find_definitions(
        _segments("No.", "Macao Post (hereinafter MP).", "Malta Post (hereinafter MP)."), "en"
    )
    assert found == (Definition(short="MP", full="Macao Post", segment="s1"),)


@pytest.mark.parametrize("locale", ["en", "zh_Hans", "fr", "ar", "sw"])
@given(text=st.text(st.sampled_from("AbC .,()（）hereinafter以下简称“”’'«» &-"), max_size=60))
def test_any_text(locale: str, text: str) -> None:
    for one in find_definitions(_segments(text), locale):
        assert one.short
        assert one.full
