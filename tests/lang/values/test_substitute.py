"""Translations adapted to other figures."""

from __future__ import annotations

import pytest

from postl10n.lang.values.substitute import adapted, mask


@pytest.mark.parametrize(
    ("text", "source", "target", "locale", "expected"),
    [
        (
            "Signed on 12 May 2024.",
            "Signed on 7 December 2021.",
            "Подписано 7 декабря 2021 года.",
            "ru",
            "Подписано 12 мая 2024 года.",
        ),
        (
            "Signed on 12 May 2024.",
            "Signed on 7 December 2021.",
            "2021年12月7日签署。",
            "zh_Hans",
            "2024年5月12日签署。",
        ),
        ("It has 2.5 billion.", "It has 1.75 billion.", "有17.5亿。", "zh_Hans", "有25亿。"),
        (
            "It has 12,500 offices.",
            "It has 950 offices.",
            "В ней 950 отделений.",
            "ru",
            "В ней 12\u00a0500 отделений.",
        ),
        ("Since 2024.", "Since 950.", "С 950 года.", "ru", "С 2024 года."),
        ("It costs 3.50 euros.", "It costs 4.20 euros.", "Стоит 4,20 евро.", "ru", "Стоит 3,50 евро."),
        ("{1}10{/1} of 12", "{1}9{/1} of 11", "{1}9{/1} из 11", "ru", "{1}10{/1} из 12"),
    ],
)
def test_the_new_value_is_put_in(text: str, source: str, target: str, locale: str, expected: str) -> None:
    assert mask(text, "en") == mask(source, "en")
    assert adapted(text, source, target, source_locale="en", locale=locale) == expected


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("5 and 6", "4 and 4", "4 и 4"),  # which of them is which
        ("It has 3 offices.", "It has 2 offices.", "В ней два отделения."),  # spelled out
        ("The same 1", "The same 1", "То же 1"),  # nothing to swap
        ("On 7 May", "On 7 June", "7-го числа"),
    ],
)
def test_what_is_unsure_is_left(text: str, source: str, target: str) -> None:
    assert adapted(text, source, target, source_locale="en", locale="ru") is None


def test_a_mask_keeps_placeholders_and_words() -> None:
    assert mask("{1}In{/1} May 2024, %(n)s {2/}", "en") == "{1}In{/1} \x01 \x00, %(n)s {2/}"
