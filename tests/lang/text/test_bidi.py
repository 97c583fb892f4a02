from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postl10n.lang.text.bidi import LEFT_TO_RIGHT, POP, turned_runs


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("اتصل على +375 17 293 45 67 اليوم.", ["+375 17 293 45 67"]),
        ("+375 17 293 45 67", ["+375 17 293 45 67"]),
        ("الرمز 220-AB جاهز", ["220-AB"]),
        ("شركة 7 Eleven هنا", ["7 Eleven"]),
        ("الرقم 555-1234", ["555-1234"]),
        ("10 000 000 رسالة", ["10 000 000"]),
        ("מספר +972 3 555 1234 כאן", ["+972 3 555 1234"]),
        # A hyphen joins figures in Hebrew, not behind an Arabic letter.
        ("הטלפון 03-555-1234 כאן", []),
        ("الهاتف 03-555-1234 هنا", ["03-555-1234"]),
        # Figures behind Latin letters go with them.
        ("طائرة Boeing 747 هنا", []),
        ("التتبع RB 123 456 789 CN هنا", []),
        # Ranges, dates and amounts are read from the right, or hold together.
        ("من 10-12 في 1939-1945", []),
        ("بتاريخ 12/05/2024 بلغ 12,500 كغ و 3 MB", []),
        ("0/0)0+0/0", ["0/0)0", "+0/0"]),
        # Somebody has seen to it.
        ("على \u200e+375 17 293 45 67\u200e اليوم", []),
        ("على \u2066+375 17 293 45 67\u2069 اليوم", []),
    ],
)
def test_what_is_turned_round(text: str, runs: list[str]) -> None:
    assert [text[start:end] for start, end in turned_runs(text)] == runs


@given(st.text(alphabet="اب +-/().0123456789AB\u2066\u2069\u200e", max_size=40))
def test_isolates_cure_every_run(text: str) -> None:
    for start, end in reversed(turned_runs(text)):
        text = f"{text[:start]}{LEFT_TO_RIGHT}{text[start:end]}{POP}{text[end:]}"
    assert turned_runs(text) == []
