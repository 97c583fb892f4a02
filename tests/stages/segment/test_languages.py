"""The sentence fixtures, one file a language, which a linguist can edit without knowing Python."""

from __future__ import annotations

from pathlib import Path

import pytest

from postl10n.stages.segment import sentences

HERE = Path(__file__).parent
LANGUAGES = sorted(path.stem for path in HERE.glob("??.txt"))


def cases(name: str) -> list[list[str]]:
    """The segments of every case in a fixture file; blank lines and comments are left out."""
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [
        [part.strip() for part in line.split("|")]
        for line in lines
        if line.strip() and not line.startswith("#")
    ]


@pytest.mark.parametrize(
    ("language", "segments"),
    [
        pytest.param(language, case, id=" ".join(case))
        for language in LANGUAGES
        for case in cases(f"{language}.txt")
    ],
)
def test_paragraph_is_cut_where_the_fixture_says(language: str, segments: list[str]) -> None:
    joined = ("" if language in {"zh", "ja"} else " ").join(segments)
    assert sentences(joined, language) == segments


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_enough_cases(language: str) -> None:
    assert len(cases(f"{language}.txt")) >= 25


def test_at_least_46_of_the_48_golden_kinds_are_right() -> None:
    golden = cases("en_golden.txt")
    wrong = [case for case in golden if sentences(" ".join(case), "en") != case]
    assert len(golden) == 48
    assert len(wrong) <= 2, "\n".join(" | ".join(case) for case in wrong)
