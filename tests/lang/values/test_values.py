"""What the value parsers read, and which values of two languages are the same."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postl10n.lang.values import Certainty, ValueKind, compare, parse_values
from postl10n.lang.values.digits import readings

LOCALES = ("ar", "be", "en", "es", "fr", "ja", "ko", "pt", "ru", "zh_Hans", "zh_Hant_HK", "de")


def amounts(text: str, locale: str) -> list[Decimal]:
    return [one.amounts[0] for one in parse_values(text, locale) if one.certainty > Certainty.DOUBTFUL]


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en", "1.75 billion parcels", "1750000000"),
        ("zh_Hans", "17.5亿件", "1750000000"),
        ("pt", "1,75 mil milhões de encomendas", "1750000000"),
        ("pt_BR", "1,75 bilhão de encomendas", "1750000000"),
        ("ru", "1,75 млрд посылок", "1750000000"),
        ("es", "1750 millones de paquetes", "1750000000"),
        ("ko", "17억 5000만 개", "1750000000"),
        ("ja", "17億5000万個", "1750000000"),
        ("fr", "1,75 milliard de colis", "1750000000"),
        ("ar", "1.75 مليار طرد", "1750000000"),
        ("es", "2,3 billones", "2300000000000"),
        ("pt", "2,3 biliões", "2300000000000"),
        ("fr", "2\u202f300 milliards", "2300000000000"),
        ("zh_Hans", "4.2万亿元", "4200000000000"),
        ("en", "14,085.2 tonnes", "14085.2"),
        ("ru", "14\u00a0085,2 т", "14085.2"),
        ("zh_Hans", "1.40852万吨", "14085.2"),
        ("ar", "١٤٬٠٨٥٫٢ طن", "14085.2"),
        ("zh_Hans", "三百五十万封", "3500000"),
        ("zh_Hans", "60多万件", "600000"),
        ("en", "half a million letters", "500000"),
        ("en", "one and a half million", "1500000"),
        ("pt", "um milhão e meio de vezes", "1500000"),
        ("ru", "полтора миллиона раз", "1500000"),
        ("be", "паўмільёна пасылак", "500000"),
        ("ar", "مليونا شخص", "2000000"),
        ("ar", "خمسة وعشرون طابعًا", "25"),
        ("fr", "quatre-vingt-dix-sept bureaux", "97"),
        ("fr", "soixante-quinze timbres", "75"),
        ("es", "treinta y dos mil sellos", "32000"),
        ("en", "two hundred and forty-three thousand", "243000"),
        ("ko", "사흘 안에", "3"),
        ("ja", "3割5分", "35"),
        ("en", "about 3.4m users", "3400000"),
    ],
)
def test_numbers(locale: str, text: str, expected: str) -> None:
    assert amounts(text, locale)[:1] == [Decimal(expected)]


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("zh_Hans", "万国邮政联盟"),
        ("zh_Hans", "四川至九龙的邮路"),
        ("zh_Hans", "“一带一路”倡议"),
        ("zh_Hant_HK", "星期一至五"),
        ("ja", "一帯一路と万国郵便連合"),
        ("fr", "un trieur flambant neuf"),
        ("es", "el medio ambiente"),
        ("pt", "uma nova estação"),
        ("en", "one of the finest"),
        ("ko", "일대일로"),
    ],
)
def test_what_is_no_number(locale: str, text: str) -> None:
    assert amounts(text, locale) == []


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en", "from October 17 to 18, 2025", {("month", 10), ("day", 17), ("day", 18), ("year", 2025)}),
        ("zh_Hans", "2025年10月17日至18日", {("month", 10), ("day", 17), ("day", 18), ("year", 2025)}),
        ("zh_Hans", "十月十七日", {("month", 10), ("day", 17)}),
        ("ko", "10월 17일부터 18일까지", {("month", 10), ("day", 17), ("day", 18)}),
        ("fr", "le 1er mai 2024", {("month", 5), ("day", 1), ("year", 2024)}),
        ("ru", "с 17 по 18 октября 2025 г.", {("month", 10), ("day", 17), ("day", 18), ("year", 2025)}),
        ("be", "у верасні 2025 года", {("month", 9), ("year", 2025)}),
        ("ar", "يومي 17 و18 أكتوبر", {("month", 10), ("day", 17), ("day", 18)}),
        ("de", "am 3. März 2025", {("month", 3), ("year", 2025)}),
        ("en", "in 2022/23", {("year", 2022), ("year", 2023)}),
        ("en", "the 1990s", {("decade", 1990)}),
        ("zh_Hans", "20世纪90年代", {("decade", 1990)}),
        ("en", "the nineties", {("decade", 90)}),
        ("ja", "7～9月期", {("quarter", 3), ("month", 7), ("month", 9)}),
        ("ru", "в III квартале", {("quarter", 3)}),
        ("en", "at 3:30 p.m.", {("time", 930)}),
        ("fr", "à 15\u00a0h\u00a030", {("time", 930)}),
        ("zh_Hans", "下午3时30分", {("time", 930)}),
        ("ar", "الساعة الخامسة والنصف مساءً", {("time", 1050)}),
    ],
)
def test_dates_and_times(locale: str, text: str, expected: set[tuple[str, int]]) -> None:
    found = {(one.kind.value, int(one.amounts[0])) for one in parse_values(text, locale)}
    assert expected <= found


@pytest.mark.parametrize(
    ("locale", "text", "currencies", "unit"),
    [
        ("en", "HK$4.6 billion", {"HKD"}, ""),
        ("en", "US$3.4 million", {"USD"}, ""),
        ("zh_Hans", "46亿港元", {"HKD"}, ""),
        ("zh_Hans", "1650亿元", {"CNY"}, ""),
        ("zh_Hant_HK", "2.2元", {"CNY", "HKD", "MOP", "TWD"}, ""),
        ("ru", "3,4 млн долл. США", {"USD"}, ""),
        ("pt", "310 milhões de patacas", {"MOP"}, ""),
        ("ko", "1650억 위안", {"CNY"}, ""),
        ("en", "12,500 square metres", set(), "m2"),
        ("fr", "2 kg", set(), "kg"),
        ("ru", "14 085,2 т", set(), "t"),
        ("en", "the 11,000-kilometre railway", set(), "km"),
        ("ja", "45分", set(), "min"),
    ],
)
def test_money_and_units(locale: str, text: str, currencies: set[str], unit: str) -> None:
    (value,) = parse_values(text, locale)
    assert (set(value.currencies), value.unit) == (currencies, unit)


@pytest.mark.parametrize(
    ("source", "locale", "target"),
    [
        ("4 percent", "zh_Hans", "百分之四"),
        ("up 150 percent", "zh_Hans", "增长1.5倍"),
        ("up 150 percent", "ja", "2.5倍に"),
        ("two-thirds", "ja", "3分の2"),
        ("20 percent of parcels", "zh_Hans", "五分之一的包裹"),
        ("up to 2 kg", "fr", "jusqu’à 2 000 g"),
        ("within 48 hours", "es", "en dos días"),
        ("three parties", "zh_Hans", "三方"),
        ("Q3 2023", "ja", "2023年7～9月期"),
        ("the first five months", "zh_Hans", "1—5月"),
        ("the 14th Five-Year Plan", "zh_Hans", "“十四五”规划"),
        ("COVID-19", "zh_Hans", "新冠肺炎"),
        ("24/7", "ru", "круглосуточно"),
        ("call +853 2800 1234", "zh_Hans", "致电2800 1234"),
        ("in five instalments", "fr", "quinquennal"),
    ],
)
def test_equal_values(source: str, locale: str, target: str) -> None:
    assert compare(parse_values(source, "en"), parse_values(target, locale)) == []


@pytest.mark.parametrize(
    ("source", "locale", "target", "expected"),
    [
        ("1.75 billion parcels", "zh_Hans", "1.75亿件", ["number"]),
        ("1.75 billion", "es", "1,75 billones", ["number"]),
        ("14,085.2 tonnes", "pt", "14.085.2 toneladas", ["number"]),
        ("March 5, 2025", "zh_Hans", "2025年5月3日", ["date", "date"]),
        ("165 billion yuan", "zh_Hans", "1650亿美元", ["currency"]),
        ("2 kg", "ja", "2グラム", ["unit"]),
        ("twice a day", "ru", "два раза в неделю", ["unit"]),
        ("tens of thousands of parcels", "ko", "소포 수천 개", ["number"]),
        ("one in five", "es", "uno de cada diez", ["number"]),
        ("25 lockers", "fr", "des consignes", ["number"]),
    ],
)
def test_changed_values(source: str, locale: str, target: str, expected: list[str]) -> None:
    found = compare(parse_values(source, "en"), parse_values(target, locale))
    assert [one.fault.value for one in found] == expected


def test_both_values_can_be_shown() -> None:
    (value,) = parse_values("17.5亿", "zh_Hans")
    assert value.described() == "17.5亿 (1,750,000,000)"


def test_a_locale_that_divides_by_spaces_can_read_a_dot_both_ways() -> None:
    assert readings("2.300", ",", ".", False) == (Decimal(2300), Decimal("2.300"))
    assert readings("12,500", ",", ".", False) == (Decimal("12.500"),)
    assert readings("14.085.2", ",", ".", True) == ()


@settings(deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(LOCALES))
def test_whole_numbers_survive_the_grouping_of_every_locale(number: int, locale: str) -> None:
    from babel.numbers import format_decimal

    written = format_decimal(number, locale=locale)
    found = [
        one for one in parse_values(f"({written})", locale) if one.kind in (ValueKind.NUMBER, ValueKind.YEAR)
    ]
    assert [one.amounts[0] for one in found] == [Decimal(number)]


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=120), st.sampled_from(LOCALES))
def test_any_text_is_read_and_has_no_faults_against_itself(text: str, locale: str) -> None:
    values = parse_values(text, locale)
    assert all(0 <= one.start <= one.end <= len(text) for one in values)
    assert compare(values, values) == []


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en", "the first ten of its 15 members", [10, 15]),
        ("ar", "المؤتمر الثاني عشر", [12]),
        ("ar", "أول عشرة من أعضائها", [10]),
        ("zh_Hans", "两三天内收到", [2, 3]),
        ("zh_Hans", "三四个协议", [3, 4]),
        ("zh_Hans", "七八十个", []),
    ],
)
def test_words_that_are_two_numbers(locale: str, text: str, expected: list[int]) -> None:
    assert set(amounts(text, locale)) >= {Decimal(one) for one in expected}
    assert not {Decimal(11), Decimal(23), Decimal(34)} & set(amounts(text, locale))
