"""English dates, written as another locale has them."""

from __future__ import annotations

import pytest

from postl10n.lang.values.write_dates import written_dates


def put(text: str, locale: str, source: str = "en") -> str:
    for one in reversed(list(written_dates(text, source, locale))):
        text = text[: one.start] + one.text + text[one.end :]
    return text


@pytest.mark.parametrize(
    ("text", "locale", "written"),
    [
        ("On March 1, 2024, it opened", "es", "El 1 de marzo de 2024, it opened"),
        ("it opened on 9 October 1874.", "es", "it opened el 9 de octubre de 1874."),
        ("on July 14", "fr", "le 14 juillet"),
        ("in May 2025 and by June 3", "pt_PT", "in maio de 2025 and by 3 de junho"),
        ("on March 1, 2024", "ru", "on 1 марта 2024\u202fг."),
        ("on March 1, 2024", "zh_Hans", "on 2024年3月1日"),
        ("May 15 offices close? On May 15.", "es", "May 15 offices close? El 15 de mayo."),
        ("On February 30, 2024", "es", "On February 30, 2024"),
        ("The March 2024a line, marched 7 Marches", "es", "The March 2024a line, marched 7 Marches"),
        ("March 155, August 20244", "es", "March 155, August 20244"),
    ],
)
def test_dates(text: str, locale: str, written: str) -> None:
    assert put(text, locale).replace("\u00a0", "\u202f") == written


def test_other_sources_are_left_alone() -> None:
    assert put("on March 1, 2024", "es", "fr") == "on March 1, 2024"
