"""Constructions whose values a translation tells otherwise: multiples, halves, quarters that passed, ordinals in words."""

from __future__ import annotations

import pytest

from postl10n.lang.values import compare, parse_values

SAME = [
    ("Users have tripled since 2015.", "ru", "С 2015 года число пользователей утроилось."),
    ("Sales more than doubled.", "zh_Hans", "销售额增长逾一倍。"),
    ("Costs fell by half.", "ja", "コストは半減した。"),
    (
        "In the first three quarters, income rose.",
        "es",
        "En los tres primeros trimestres, los ingresos subieron.",
    ),
    ("In the first three quarters, income rose.", "ko", "1~3분기 수입이 늘었다."),
    ("It took a year and a half.", "fr", "Il a fallu un an et demi."),
    ("It took a year and a half.", "ar", "استغرق ذلك سنة ونصف السنة."),
    ("It took two and a half hours.", "zh_Hans", "耗时两个半小时。"),
    ("The 200,000th parcel arrived.", "be", "Прыбыла двухсоттысячная пасылка."),
    ("It was founded in the 19th century.", "fr", "Elle a été fondée au XIXe siècle."),
    ("The drone carries 5 kg over 25 km.", "ja", "ドローンは5キロの荷物を25キロ先まで運ぶ。"),
    ("It was downloaded 1.5 million times.", "ar", "جرى تنزيله مليونًا ونصف المليون مرة."),
]
OTHER = [
    ("Users have tripled since 2015.", "ru", "С 2015 года число пользователей удвоилось."),
    ("Costs fell by half.", "pt", "Os custos caíram para um terço."),
    ("The 150th day.", "en", "The hundred and fortieth day."),
    ("It runs from November 29 to December 1.", "fr", "Du 29 décembre au 1er décembre."),
    ("The third-largest operator", "pt", "O segundo maior operador"),
    ("a site of 3.2 hectares", "ru", "участок площадью 3,2 тыс. кв. м"),
    ("over 9,800 km", "ko", "9800m에 걸쳐"),
    ("in the 1950s", "zh_Hans", "19世纪50年代"),
]


@pytest.mark.parametrize(("source", "locale", "target"), SAME)
def test_told_otherwise(source: str, locale: str, target: str) -> None:
    assert compare(parse_values(source, "en"), parse_values(target, locale)) == []


@pytest.mark.parametrize(("source", "locale", "target"), OTHER)
def test_changed(source: str, locale: str, target: str) -> None:
    assert compare(parse_values(source, "en"), parse_values(target, locale))
