"""Hard boundaries of ten languages, in files that a linguist can edit: data/<language>.txt.

`|` stands where a segment ends and is taken out with nothing in its place but the space that is written around it;
a line that starts with `? ` is one that we do not get right yet, and has to lose its `?` once we do.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from postl10n.stages.segment import sentences

DATA = Path(__file__).parent / "data"
LANGUAGES = tuple(sorted(path.stem for path in DATA.glob("*.txt")))


def lines(language: str) -> list[str]:
    text = (DATA / f"{language}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def divided(case: str, language: str) -> tuple[list[str], list[str]]:
    """What the fixture wants of a case, and what we make of it."""
    text = case.replace(" | ", " ").replace("|", "")
    return [part.strip() for part in case.split("|")], sentences(text, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_hard_cases_are_cut_where_the_fixture_says(language: str) -> None:
    cases = [divided(line, language) for line in lines(language) if not line.startswith("? ")]
    assert len(cases) >= 60
    assert [ours for wanted, ours in cases if ours != wanted] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_cases_that_are_marked_as_wrong_still_are(language: str) -> None:
    open_ = [divided(line.removeprefix("? "), language) for line in lines(language) if line.startswith("? ")]
    assert [ours for wanted, ours in open_ if ours == wanted] == []


def test_there_are_cases_of_ten_languages() -> None:
    assert set(LANGUAGES) == {"ar", "be", "en", "es", "fr", "ja", "ko", "pt", "ru", "zh"}
