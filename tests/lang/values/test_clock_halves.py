"""The half of a Germanic clock is before the hour that it names; a Persian date is in one of two of our months."""

from __future__ import annotations

import pytest

from postl10n.stages.check.pairs import SegmentPair, check_pair

AT_HALF_PAST_FOUR = "The counter opens at half past four."


@pytest.mark.parametrize(
    ("locale", "right", "wrong"),
    [
        ("de", "Der Schalter öffnet um halb fünf.", "Der Schalter öffnet um halb vier."),
        ("nl", "Het loket gaat om half vijf open.", "Het loket gaat om half vier open."),
        ("da", "Skranken åbner klokken halv fem.", "Skranken åbner klokken halv fire."),
        ("nb", "Skranken åpner klokka halv fem.", "Skranken åpner klokka halv fire."),
        ("sv", "Luckan öppnar halv fem.", "Luckan öppnar kl. 17.30."),
    ],
)
def test_halves_of_the_clock(locale: str, right: str, wrong: str) -> None:
    for target, expected in ((right, []), (wrong, ["number"])):
        pair = SegmentPair(AT_HALF_PAST_FOUR, target, "en", locale)
        assert [one.rule for one in check_pair(pair)] == expected


@pytest.mark.parametrize(("month", "expected"), [("مرداد", []), ("مهر", ["date"])])
def test_persian_dates(month: str, expected: list[str]) -> None:
    target = f"این تمبر در ۱۵ {month} ۱۴۰۳ منتشر شد."
    pair = SegmentPair("The stamp appeared on 5 August 2024.", target, "en", "fa")
    assert [one.rule for one in check_pair(pair)] == expected
