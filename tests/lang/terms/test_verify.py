"""The verifier, sentence by sentence: `terms/<locale>.tsv` is for linguists to correct and to add to."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postl10n.lang.terms.verify import Verdict, VerifiedUse, uses, verify

FIXTURES = Path(__file__).parent
SHARED = Path(__file__).parents[4] / "shared" / "bench" / "terms"


def _rows() -> list[tuple[str, ...]]:
    return [
        (path.stem, *line.split("\t"))
        for path in sorted(FIXTURES.glob("*.tsv"))
        for line in path.read_text("utf-8").splitlines()
        if not line.startswith("#")
    ]


@pytest.mark.parametrize(("locale", "term", "text", "verdict"), _rows())
def test_fixture(locale: str, term: str, text: str, verdict: str) -> None:
    use = verify(term, text, locale)
    assert (use.verdict if use else Verdict.ABSENT) == verdict


def test_span_is_of_the_text_as_given() -> None:
    text = "Тэрміны {1}мытнага{/1} афармлення"
    use = verify("мытнае афармленне", text, "be")
    assert use is not None
    assert text[use.start : use.end] == "мытнага{/1} афармлення"


def test_listed_form_is_stronger_than_lemma_and_weaker_than_exact() -> None:
    assert verify("посылка", "ряд посылок", "ru", forms=["посылок"]) == VerifiedUse(Verdict.LISTED, 4, 11)
    best = verify("посылка", "посылок, посылка", "ru", forms=["посылок"])
    assert best == VerifiedUse(Verdict.EXACT, 9, 16)


@pytest.mark.parametrize("text", ["إرسال الطرود", "تملأ طرودها الطائرات", "وطرود كثيرة"])
def test_a_listed_broken_plural_takes_prefixes_and_endings(text: str) -> None:
    use = verify("طرد", text, "ar", forms=["طرود"])
    assert use is not None
    assert use.verdict.firm


@pytest.mark.parametrize(
    ("text", "used"),
    [("وبريد هونغ كونغ وCTT الخبرات", True), ("بالـCTT", True), ("وXCTT", False), ("CTTs", False)],
)
def test_arabic_prefixes_stand_before_latin_names(text: str, used: bool) -> None:
    assert (verify("CTT", text, "ar") is not None) == used


def test_every_use_is_counted_once() -> None:
    found = uses("марка", "Марка, марки и маркой; Маркс.", "ru", forms=["марки"])
    assert [use.verdict for use in found if use.verdict.firm] == [
        Verdict.EXACT,
        Verdict.LISTED,
        Verdict.LEMMA,
    ]


def test_guard_hides_a_use_and_only_that() -> None:
    found = uses("小包", "迷你小包郵件与小包", "zh_Hans", not_inside=["小包郵件"])
    assert found == (VerifiedUse(Verdict.EXACT, 7, 9),)


def test_case_sensitive_term_in_another_form_keeps_its_capital() -> None:
    assert verify("Почта", "услуги почты", "ru", case_sensitive=True) is None
    use = verify("Почта", "услуги Почты", "ru", case_sensitive=True)
    assert use is not None
    assert use.verdict is Verdict.LEMMA


def test_traditional_is_not_simplified() -> None:
    assert verify("邮政", "郵政署", "zh_Hans") is None


def test_brand_of_lookalikes_is_the_same_in_either_script() -> None:
    assert verify("CTT", "Оператор СТТ сообщил", "ru") == VerifiedUse(Verdict.EXACT, 9, 12)


@pytest.mark.parametrize("verdict", list(Verdict))
def test_firm_verdicts(verdict: Verdict) -> None:
    assert verdict.firm == (verdict not in (Verdict.STEM, Verdict.ABSENT))


@pytest.mark.parametrize(
    "locale", ["ru", "be", "pt_PT", "fr", "es", "ar", "ko", "zh_Hant_MO", "th", "de", "vi"]
)
@settings(deadline=None)  # the first word of a language loads its dictionary
@given(data=st.data())
def test_uses_are_inside_the_text_and_apart(locale: str, data: st.DataObject) -> None:
    alphabet = st.sampled_from("аоькпшаe'’ -ＡA\u0301{1}/小包着ﾊﾟ가물 الب")
    term = data.draw(st.text(alphabet, max_size=6))
    text = data.draw(st.text(alphabet, max_size=30)) + term + data.draw(st.text(alphabet, max_size=5))
    found = uses(term, text, locale)
    ends = [0, *(offset for use in found for offset in (use.start, use.end)), len(text)]
    assert ends == sorted(ends)
    assert all(use.start < use.end for use in found)


# Recall and false accepts of firm verdicts on the development data, as the issue asks.
LIMITS = {
    "ru": (0.99, 0.005),
    "pt_PT": (0.90, 0.01),
    "fr": (0.90, 0.01),
    "es": (0.90, 0.01),
    "be": (0.93, 0.03),
}


@pytest.mark.skipif(not SHARED.exists(), reason="the shared development data is not beside this repository")
def test_nouns_of_the_development_data() -> None:
    firm: Counter[tuple[str, bool]] = Counter()
    total: Counter[tuple[str, bool]] = Counter()
    for line in (SHARED / "nouns_dev.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        use = verify(row["term"], row["text"], row["locale"])
        key = (row["locale"], row["used"])
        total[key] += 1
        firm[key] += use is not None and use.verdict.firm
    for locale, (recall, accepts) in LIMITS.items():
        assert firm[locale, True] / total[locale, True] >= recall, locale
        assert firm[locale, False] / total[locale, False] <= accepts, locale


def test_words_that_begin_alike_are_others_where_a_dictionary_knows_them() -> None:
    """First figures, 30 November 2026, 78b9243, before the code: 26 of 50 other words accepted, 0 of 30 forms missed."""
    lines = (FIXTURES / "likeness" / "other_words.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    wrong = Counter(
        used for locale, term, text, used in rows if bool(verify(term, text, locale)) != (used == "yes")
    )
    assert wrong["no"] <= 4
    assert wrong["yes"] <= 1


def test_near_words_that_are_other_terms_are_neither_accepted_nor_asked_about() -> None:
    """What they told first stands in the file; the one that is left is the locative of the term as well."""
    lines = (FIXTURES / "likeness" / "near_words.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    wrong = [row for row in rows if bool(verify(row[1], row[2], row[0])) != (row[3] == "yes")]
    assert [text for _, _, text, _ in wrong] == ["Лісце ападае ў парку."]
