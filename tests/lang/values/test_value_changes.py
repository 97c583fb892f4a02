"""Constructions whose values a translation tells otherwise: multiples, halves, quarters that passed, ordinals in words."""

from __future__ import annotations

import pytest

from postl10n.lang.values import compare, has_number_words, parse_values

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
    ("It flies at 820 kilometres per hour.", "ja", "時速820キロで飛ぶ。"),
    ("It flies at 820 kilometres per hour.", "zh_Hans", "飞行时速约820公里。"),
    ("on the 21st of this month", "ar", "في الحادي والعشرين من هذا الشهر"),
    ("Of every 1,000 letters, few were lost.", "be", "З кожнай тысячы лістоў згублена няшмат."),
    ("12 per 10,000 items", "zh_Hans", "每万件12件"),
    ("Stamps of 50 cents", "fr", "Des timbres de 50 cents"),
    ("The share rose by 2.4 percentage points.", "ko", "비중이 2.4%포인트 상승했다."),
    ("Open five days a week, from Monday to Friday.", "zh_Hans", "每周五天开放，周一至周五。"),
    ("In the first half of 2023, it grew.", "ru", "За шесть месяцев 2023 года рост продолжился."),
    ("from 12 to 4", "ru", "до 4 с 12"),
    ("It took a year and a half.", "zh_Hans", "历时十八个月。"),
    ("from 15 January to 28 February", "ja", "1月15日から2月28日まで"),
    ("Every Monday, 40 volunteers help.", "ar", "يساعد 40 متطوعًا أسبوعيًا."),
    ("The fleet cost $6m.", "zh_Hans", "车队耗资600万美元。"),
    ("The fleet cost $6M to $8M.", "fr", "La flotte a coûté de 6 à 8 millions de dollars."),
    ("Its debt is €1.4B.", "ru", "Долг составляет 1,4 млрд евро."),
    ("The tunnel is 6m wide.", "es", "El túnel tiene 6 m de ancho."),
    ("A race of 10k", "pt", "Uma corrida de 10 km"),
    ("The works last 3 to 4 days.", "ru", "Работы длятся 3–4 дня."),
    ("The bus stops there for 2 nights.", "ru", "Автобус стоит там 2 ночи."),
    ("It shuts at 3 p.m.", "ru", "Закрывается в 3 дня."),
    ("It shuts at 3 p.m.", "ru", "Закрывается в 3 часа дня."),
    ("Open from 2 p.m. to 4 p.m.", "ru", "Открыто с 2 до 4 часов дня."),
    ("Up to 1.6 kg", "ru", "До 1600 г."),
    ("It fell by half.", "ru", "Он сократился вдвое."),
    ("It costs half as much.", "be", "Каштуе ўдвая менш."),
    ("Prices are a third of that.", "es", "Los precios son tres veces menores."),
    ("It is three times cheaper.", "ja", "価格は3分の1だ。"),
    ("Costs fell and sales doubled.", "ru", "Затраты упали и продажи выросли вдвое."),
    ("Read crate(3pm) first.", "ko", "먼저 crate를 읽으십시오."),
    ("In October 2.6 million came.", "ru", "В октябре 2,6 млн пришли."),
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
    ("It flies at 820 kilometres per hour.", "ru", "Он летит со скоростью 820 метров в час."),
    ("It rose by 2.4 percentage points.", "zh_Hans", "提高2.4%。"),
    ("It rose to 27.6 percent.", "fr", "Elle a atteint 27,6 ‰."),
    ("In the second half of 2023, it grew.", "ja", "2023年上半期に成長した。"),
    ("It left on Wednesday, 12 June.", "pt", "Partiu na quinta-feira, 12 de Junho."),
    ("It fell from 12 to 4.", "fr", "Il est passé de 4 à 12."),
    ("It takes 12 to 14 days.", "be", "Гэта займае 14–12 дзён."),
    ("from 15 January to 28 February", "ru", "с 15 февраля по 28 января"),
    ("from 15 January to 28 February", "ja", "2月28日から1月15日まで"),
    ("It lost 86 million pounds.", "pt", "Perdeu 86 milhões de euros."),
    ("It costs 15 Swiss francs.", "ru", "Стоит 15 шведских крон."),
    ("It took a year and a half.", "ar", "استغرق ذلك عامًا."),
    ("Coverage is 100%.", "es", "Tiene una cobertura del 10 %."),
    ("The fleet cost $6m.", "zh_Hans", "车队耗资6000万美元。"),
    ("The fleet cost $6m.", "ko", "비용은 6달러였다."),
    ("It shuts at 3 p.m.", "ru", "Закрывается в 4 дня."),
    ("The works last 3 days.", "ru", "Работы длятся 4 дня."),
    ("The works last 3 hours.", "ru", "Работы длятся 3 дня."),
    ("It weighs 30 kg.", "ru", "Он весит 30 г."),
    ("It opened in 1900.", "ru", "Открыт в 1909 г."),
    ("Sales doubled.", "ru", "Продажи сократились вдвое."),
    ("It costs half as much.", "fr", "Il coûte trois fois moins."),
]
# Languages without a table of number words.
NOT_READ = [
    ("It carried 14 million letters.", "nl", "Ze vervoerde 14 miljoen brieven."),
    ("It carried 14 million letters.", "cs", "Přepravila 14 milionů dopisů."),
    ("It carried 14 million letters.", "th", "ขนส่งจดหมาย 14 ล้านฉบับ"),
    ("It carried 1.4 million letters.", "hi", "इसने 14 लाख पत्र पहुँचाए।"),
    ("It carried 14 million letters.", "sw", "Ilibeba barua milioni 14."),
    ("It carried 14 million letters.", "mn", "14 сая захидал зөөв."),
    ("It has 25 vans.", "nl", "Ze heeft vijfentwintig bestelwagens."),
    ("It has 5 men.", "nl", "Ze heeft 5 mannen."),
]
NOT_READ_BUT_WRONG = [
    ("It carried 14 million letters.", "nl", "Ze vervoerde 14 miljard brieven."),
    ("It carried 14 million letters.", "nl", "Ze vervoerde 41 miljoen brieven."),
    ("It carried 14 million letters.", "mn", "41 сая захидал зөөв."),
    ("It carried 42,000 letters.", "cs", "Přepravila 4 200 dopisů."),
    ("It carried 4,250 letters.", "nl", "Ze vervoerde brieven."),
    ("It weighs 2.5 kg.", "sv", "Det väger 2,5 g."),
]


@pytest.mark.parametrize(("source", "locale", "target"), SAME)
def test_told_otherwise(source: str, locale: str, target: str) -> None:
    assert compare(parse_values(source, "en"), parse_values(target, locale)) == []


@pytest.mark.parametrize(("source", "locale", "target"), OTHER)
def test_changed(source: str, locale: str, target: str) -> None:
    assert compare(parse_values(source, "en"), parse_values(target, locale))


@pytest.mark.parametrize(("source", "locale", "target"), NOT_READ)
def test_a_word_that_is_not_known_may_be_a_large_number(source: str, locale: str, target: str) -> None:
    known = has_number_words(locale)
    assert not known
    assert compare(parse_values(source, "en"), parse_values(target, locale), words_known=known) == []


@pytest.mark.parametrize(("source", "locale", "target"), NOT_READ_BUT_WRONG)
def test_what_no_word_can_make_right(source: str, locale: str, target: str) -> None:
    assert compare(parse_values(source, "en"), parse_values(target, locale), words_known=False)
