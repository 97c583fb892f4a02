"""Values in hard but ordinary wording: what a text says, whatever words and signs it says it in."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postl10n.lang.cldr import locale_data
from postl10n.lang.values import compare, has_number_words, parse_values
from postl10n.lang.values.units import UNITS, currencies, same_quantity


def amounts(text: str, locale: str) -> list[str]:
    return [f"{one.amounts[0].normalize():f}" for one in parse_values(text, locale) if one.amounts]


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en", "It sold 3 lakh stamps and 1.5 crore cards.", ["300000", "15000000"]),
        ("en", "Some 12,34,567 letters.", ["1234567"]),
        ("en", "It is 2½ feet or 2 1/2 feet long.", ["2.5", "2.5"]),
        ("zh_Hant_HK", "廿四個郵筒", ["24"]),
        ("zh_Hans", "人民币贰拾叁万元", ["230000"]),
        ("zh_Hans", "六五折", ["35"]),
        ("ko", "우체국 열다섯 곳", ["15"]),
        ("ru", "в восьмиэтажном здании", ["8"]),
        ("ar", "شهرين", ["2"]),
        ("cs", "42 miliónů a 42 milionům", ["42", "42000000"]),
        ("th", "ปี 2566", ["2023"]),
        ("hi", "२,५०,००० लोग", ["250000"]),
    ],
)  # fmt: skip
def test_amounts(locale: str, text: str, expected: list[str]) -> None:
    assert amounts(text, locale) == expected


@pytest.mark.parametrize(
    ("locale", "text", "unit"),
    [
        ("fi", "Paketti painoi 3 kilogrammaa.", "kg"),
        ("de", "Der Weg misst 7 Kilometern.", "km"),
        ("uk", "Через 5 місяців", "month"),
        ("zh_Hans", "不超过5兆字节", "mb"),
        ("en", "The pole is 6 m.", "m"),
        ("ar", "بعد ساعتين", "h"),
    ],
)
def test_units_in_any_case(locale: str, text: str, unit: str) -> None:
    assert [one.unit for one in parse_values(text, locale)] == [unit]


@pytest.mark.parametrize(
    ("locale", "text", "codes"),
    [
        ("cs", "za 20 kanadských dolarů", {"CAD"}),
        ("es", "15 pesos colombianos", {"COP"}),
        ("id", "Rp15.000", {"IDR"}),
        ("pl", "40 złotych", {"PLN"}),
        ("zh_Hans", "300元新台币", {"TWD"}),
        ("en", "NGN 500", {"NGN"}),
    ],
)
def test_every_currency_has_its_code(locale: str, text: str, codes: set[str]) -> None:
    assert set(parse_values(text, locale)[0].currencies) == codes


def test_a_shared_name_stands_for_all_that_have_it() -> None:
    assert {"MXN", "ARS", "PHP"} <= currencies("PESO")
    assert "EUR" not in currencies("DOLLAR")


@pytest.mark.parametrize(
    ("source", "target", "locale"),
    [
        ("It costs 19 euros and 5 cents.", "19,05 €", "fr"),
        ("It is 5 ft 6 in long.", "1,68 m", "fr"),
        ("It lasts 1 year and 6 months.", "18 mois", "fr"),
        ("One in four letters", "25 % des lettres", "fr"),
        ("It opens at 8.30.", "À 8 h 30", "fr"),
        ("It opened on 7.10.24.", "Am 7. Oktober 2024", "de"),
        ("Version 2.10.24", "Version 2.10.24", "hu"),
    ],
)
def test_the_same_in_one_figure_or_two(source: str, target: str, locale: str) -> None:
    assert compare(parse_values(source, "en"), parse_values(target, locale)) == []


def test_a_figure_is_added_only_where_the_words_of_the_source_are_known() -> None:
    added = parse_values("Le directeur a remercié ses 27 agents.", "fr")
    assert [one.fault for one in compare((), added)] == ["number"]
    assert not compare((), added, source_words_known=False)
    assert has_number_words("fr")
    assert not has_number_words("th")


@given(
    st.decimals("0.5", "5000", places=1),
    st.sampled_from([("mi", "km"), ("lb", "kg"), ("inch", "cm"), ("acre", "ha")]),
)
def test_a_conversion_to_three_digits_is_the_same_quantity(amount: Decimal, units: tuple[str, str]) -> None:
    first, second = units
    exact = amount * UNITS[first][1] / UNITS[second][1]
    assert same_quantity(amount, first, Decimal(f"{exact:.3g}"), second)
    assert not same_quantity(amount, first, exact * Decimal("1.2"), second)


def test_no_locale_has_the_names_of_another_that_was_read_before() -> None:
    assert locale_data("he")["months"]["stand-alone"]["wide"][9] == "ספטמבר"
    assert locale_data("lv")["months"]["stand-alone"]["wide"][9] == "septembris"
    assert locale_data("xx") == {}
