"""Dates as they are written in ten languages, listed in data/dates.tsv."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postl10n.stages.extract.dateline import read_dateline
from postl10n.stages.extract.dates import find_date

LINES = (Path(__file__).parent / "data" / "dates.tsv").read_text(encoding="utf-8").splitlines()
LOCALES = ("en", "zh", "ru", "be", "pt", "fr", "es", "ar", "ja", "ko")


@pytest.mark.parametrize("line", [line for line in LINES if not line.startswith("#")])
def test_a_date(line: str) -> None:
    locale, text, date = line.split("\t")

    found = find_date(text, locale)

    assert found is not None
    assert str(found[0]) == date


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "08/12/2021"),
        ("en", "Track 1234.5.6789 parcels"),
        ("en", "version 2021.13.40"),
        ("en", "call 20211208"),
        ("en", "May 2021"),
        ("ru", "31 февраля 2021 г."),
        ("zh", "今年12月8日"),
    ],
)
def test_no_date(locale: str, text: str) -> None:
    assert find_date(text, locale) is None


def test_the_order_of_day_and_month_is_the_locale_s() -> None:
    found = {locale: find_date("08/12/2021", locale) for locale in ("en_US", "en_GB", "pt_BR", "zh")}

    assert {locale: str(one[0]) if one else None for locale, one in found.items()} == {
        "en_US": None,
        "en_GB": "2021-12-08",
        "pt_BR": "2021-12-08",
        "zh": None,
    }


@given(st.text(max_size=100), st.sampled_from(LOCALES))
def test_a_span_is_in_its_line(text: str, locale: str) -> None:
    found = find_date(text, locale)

    assert found is None or 0 <= found[1] < found[2] <= len(text)


@pytest.mark.parametrize(
    ("locale", "text", "agency"),
    [
        (
            "zh_Hans",
            "发布时间：2021-12-08 10:15 来源：中国邮政集团有限公司 浏览次数：1234 字号：[大 中 小]",
            "中国邮政集团有限公司",
        ),
        ("ru", "8 декабря 2021 года, 10:15", None),
        ("pt", "Publicado em 08/12/2021 às 10h15 | Atualizado em 09/12/2021", None),
        ("fr", "Paris, le 8 décembre 2021", "Paris"),
        ("en", "Date Palm Post, 8 Dec 2021", "Date Palm Post"),
        ("ko", "등록일 2021. 12. 8.", None),
    ],
)
def test_labels_and_counters_are_no_publisher(locale: str, text: str, agency: str | None) -> None:
    found = read_dateline(text, 1, locale)

    assert found is not None
    assert found[0].agency == agency
    assert str(found[1]) == "2021-12-08"


@pytest.mark.parametrize("text", ["It opened on 8 December 2021.", "Founded 8 Dec 2021!"])
def test_a_sentence_is_no_dateline(text: str) -> None:
    assert read_dateline(text, 1, "en") is None
