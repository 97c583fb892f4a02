from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postl10n.model.article import Role
from postl10n.model.findings import Severity
from postl10n.stages.check.pairs import SegmentPair, check_pair
from postl10n.stages.check.registry import RULES, pair_rules

LOCALES = ("ar", "be", "es", "fr", "ja", "ko", "pt", "ru", "zh_Hans", "zh_Hant_HK")


def found(
    source: str, target: str, locale: str, source_locale: str = "en", role: Role | None = None
) -> list[str]:
    return sorted({one.rule for one in check_pair(SegmentPair(source, target, source_locale, locale, role))})


def test_every_rule_is_named_once_and_documented() -> None:
    assert [rule.name for rule in pair_rules()] == list(RULES)
    assert all(rule.documentation and isinstance(rule.severity, Severity) for rule in pair_rules())


def test_only_the_rules_asked_for_run() -> None:
    pair = SegmentPair("Is it 5?", "5 ?", "en", "ru")
    assert {one.rule for one in check_pair(pair, {"space"})} == {"space"}


def test_spans_are_code_points_of_the_target() -> None:
    target = "去年处理包裹1.75亿件。"
    (finding,) = check_pair(
        SegmentPair("It handled 1.75 billion parcels last year.", target, "en", "zh_Hans")
    )
    assert finding.span is not None
    assert target[finding.span.start : finding.span.end] == "1.75亿"
    assert finding.message == "1.75亿 (175,000,000) instead of 1.75 billion (1,750,000,000)"


def test_an_empty_target_has_no_findings() -> None:
    assert check_pair(SegmentPair("Sorting takes 45 minutes.", " ", "en", "fr")) == []


@pytest.mark.parametrize(
    ("source", "target", "locale", "expected"),
    [
        ("EMS volume is up.", "EMS 业务量上升", "zh_Hans", []),
        ("Why?", "Чаму.", "be", ["end-punctuation"]),
        ("When does the parcel arrive?", "Ծանրոցը գալիս է։", "hy", ["end-punctuation"]),
        ("The parcel arrives.", "Ե՞րբ է գալիս ծանրոցը։", "hy", ["end-punctuation"]),
    ],
)
def test_a_headline_needs_no_stop(source: str, target: str, locale: str, expected: list[str]) -> None:
    assert found(source, target, locale, role=Role.TITLE) == expected


@pytest.mark.parametrize(
    ("source", "target", "locale"),
    [
        ("“We sort by hand,” she said.", "«Мы сортируем вручную», — сказала она.", "ru"),
        ("“We sort by hand,” she said.", "「手作業です」と話した。", "ja"),
        ("The “Dragon” stamp is out.", "طُرح طابع ”التنين“.", "ar"),
        ("It’s the operators’ duty.", "C’est le devoir des opérateurs.", "fr"),
        ("a) registered mail", "a) correio registado", "pt"),
        ("Open (see page 2", "Abierto (véase la página 2", "es"),
        ("Is it here?", "¿Está aquí?", "es"),
        ("Where is it?", "どこにありますか。", "ja"),
        ("When does the parcel arrive?", "Ե՞րբ է գալիս ծանրոցը։", "hy"),
        ("It arrived. Thank you!", "Այն հասել է։ Շնորհակալությո՜ւն։", "hy"),
        ("Thank you!", "ありがとうございました。", "ja"),
        ("Look …", "Voyez …", "fr"),
        ("Hongkong Post", "Hongkong Post", "fr"),
        ("Service", "Service", "fr"),
        ("The committee meets.", "委员会会议召开。", "zh_Hans"),
        ("Everyone waits.", "人人都在等待。", "zh_Hans"),
        ("Please see all of it.", "请见所有有关内容。", "zh_Hans"),
        ("Volumes rise more and more.", "取扱量はますます増えている。", "ja"),
        ("We ask you.", "Nous vous le demandons, car nous nous en réjouissons.", "fr"),
        ("The SMS fee is low.", "Плата за SMS-сообщения невысока.", "ru"),
        ("It runs on .NET here.", "Il fonctionne avec .NET ici.", "fr"),
        ("China Post Group serves you.", "China Post Group 为您服务。", "zh_Hans"),
        ("Note: see below", "Remarque\u202f: voir ci-dessous", "fr"),
        ("Track it at www.post.example.", "Проследите на www.post.example.", "ru"),
        ("The post opened.", "ប្រៃសណីយ៍\u200bបានបើក។", "km"),
        ("Run `post box` now.", "Запустите `post box`.", "ru"),
        ("See [the rules](sorting-rules.md).", "见[规则](sorting-rules.md)。", "zh_Hans"),
        (":func:`post_box`", ":func:`post_box`", "ja"),
        ("Dates: 08/16/88 (none)", "Datas: 08/16/88 (nenhuma)", "pt"),
        (
            "Costs grew by a quarter to 3 million.",
            "Los costes crecieron una cuarta parte, hasta 3 millones.",
            "es",
        ),
        ("Continue the run if it has stopped", "Continua a execução se tiver parado", "pt"),
        ("It has not exceeded 50 kilos.", "Não excedeu 50 quilos.", "pt"),
        ("The link is down.", "A ligação não responde.", "pt"),
        ("Begin by opening a box.", "Comece depois de abrir uma caixa.", "pt"),
    ],
)
def test_right_pairs(source: str, target: str, locale: str) -> None:
    assert found(source, target, locale) == []


@pytest.mark.parametrize(
    ("source", "target", "locale", "rule"),
    [
        ("Is it here?", "Está aquí?", "es", "end-punctuation"),
        ("Is it here?", "هل هو هنا?", "ar", "end-punctuation"),
        ("It is here.", "在这里.", "zh_Hans", "end-punctuation"),
        ("It is here.", "C’est ici。", "fr", "end-punctuation"),
        ("Note: read this.", "Remarque: lisez ceci.", "fr", "space"),
        ("It is here.", "Es ist  hier.", "de", "space"),
        ("It is (nearly) here.", "Está ( casi) aquí.", "es", "space"),
        ("The two sides agree.", "双方将将同意。", "zh_Hans", "doubled-word"),
        ("It was late.", "遅れた遅れた。", "ja", "doubled-word"),
        ("The mail arrived.", "郵件已到达。", "zh_Hant_HK", "script"),
        ("The mail arrived.", "邮件已到達。", "zh_Hans", "script"),
        ("The mail arrived.", "邮便が届いた。", "ja", "script"),
        ("Parcels wait here.", "Пoсылки ждут здесь.", "ru", "script"),
        ("The EMS parcel.", "包裹为ЕМS。", "zh_Hans", "script"),
        ("The mail arrived.", "Письмо\u200b пришло.", "ru", "control-character"),
        ("The mail arrived.", "សំបុត្រ\u0007បានមកដល់។", "km", "control-character"),
        ("The sorting centre grows.", "该sorting centre在发展。", "zh_Hans", "untranslated"),
        ("Where is my parcel?", "Where is my parcel?", "fr", "copied-source"),
        ("See (page one).", "见（第一页)。", "zh_Hans", "bracket"),
        ("The “Dragon” stamp.", "El sello “Dragón».", "es", "quote"),
        ("Write to a@b.example.", "Écrivez à a＠b.example.", "fr", "email"),
        ("See https://a.example/x.", "Voir https://a.example/y.", "fr", "url"),
    ],
)
def test_faulty_pairs(source: str, target: str, locale: str, rule: str) -> None:
    assert rule in found(source, target, locale)


@settings(deadline=None, max_examples=300)
@given(
    st.text(max_size=80), st.text(max_size=80), st.sampled_from(LOCALES), st.sampled_from(("en", "zh_Hans"))
)
def test_any_two_strings_are_checked(source: str, target: str, locale: str, source_locale: str) -> None:
    for finding in check_pair(SegmentPair(source, target, source_locale, locale)):
        if finding.span is not None:
            text = source if finding.span.side == "source" else target
            assert 0 <= finding.span.start <= finding.span.end <= len(text)


_UNITS = ["a", "1", "1 ", "一", "的", "(“", "\u202e", "https://", "half a ", "5月", "かか", "1,"]
_SIGNED = ["5–6 ", "2024-05-06 ", "<b>x</b> ", "`a` `b", "see http://a.example/x%d5%9a {name} "]


@pytest.mark.parametrize(
    ("unit", "locale"),
    [*itertools.product(_UNITS, ["zh_Hans", "fr", "ko"]), *((one, "fr") for one in _SIGNED)],
)
@pytest.mark.no_cover
def test_a_long_text_takes_linear_time(unit: str, locale: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        start = time.process_time()
        check_pair(SegmentPair("It costs 5 euros.", text, "en", locale))
        check_pair(SegmentPair(text, text + "5", "en", locale))
        check_pair(SegmentPair(text, "5", "en", locale))
        return time.process_time() - start

    seconds(100)
    # Eight times the text may take thirty times as long on a busy machine; quadratic code takes sixty-four.
    assert seconds(20_000) < max(0.25, 30 * seconds(2_500))


@pytest.mark.parametrize("hostile", ["%99999d", "{0.__class__}", "{}" * 50, "%(x", "{1", "\x00\x1b[31m"])
def test_hostile_texts(hostile: str) -> None:
    for locale in LOCALES:
        check_pair(SegmentPair("Dear {name}, %(count)s items.", hostile, "en", locale))
        check_pair(SegmentPair(hostile, hostile, "en", locale))


@pytest.mark.parametrize(
    ("target", "messages"),
    [
        ("Liste des gares", ["{1}…{/1} is missing in the translation"]),
        ("{1}Liste des gares", ["{/1} is missing in the translation"]),
        ("Liste des gares{/1}", ["{1} is missing in the translation"]),
        ("{1}Liste{/1} des {2}gares{/2}", ["{2}…{/2} is not in the source"]),
    ],
)
def test_a_pair_of_tags_that_is_lost_or_added_is_one_finding(target: str, messages: list[str]) -> None:
    source = "{1}List of stations{/1}"
    findings = check_pair(SegmentPair(source, target, "en", "fr"), {"tag"})
    assert [one.message for one in findings] == messages


def test_the_finding_of_a_lost_link_marks_all_of_it() -> None:
    source = "The {1}list of lockers{/1} grows."
    (finding,) = check_pair(SegmentPair(source, "A lista cresce.", "en", "pt_PT"), {"tag"})
    assert finding.span is not None
    assert source[finding.span.start : finding.span.end] == "{1}list of lockers{/1}"


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("The clients’ parcels", None),
        ("‘Post’ and the clients’ parcels", None),
        ("‘Post’ and ‘parcel’", None),
        ("‘The clients’ parcels’", None),
        ("‘It’s a parcel’, they said", None),
        ("‘The ‘post’ and parcel’", None),
        ("“The ‘post’ and the clients’ parcels”", None),
        ("‘Post and parcel", "the quotation mark ‘ is not closed"),
        ("‘Post and the ‘parcel’", "the quotation mark ‘ is not closed"),
        ("‘It’s a parcel", "the quotation mark ‘ is not closed"),
        ("“The ‘post” and parcel’", "‘ is closed by ”"),
    ],
)
def test_a_single_quotation_mark_closes_or_is_an_apostrophe(target: str, message: str | None) -> None:
    found = check_pair(SegmentPair("Post and parcel", target, "en", "en_GB"), {"quote"})
    assert [one.message for one in found][:1] == ([message] if message else [])
