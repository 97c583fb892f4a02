"""Terms in sources of inflected languages are found in every form: `find/<locale>.tsv` is for linguists to correct."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from postl10n.model.glossary import Concept, Glossary, PartOfSpeech, Term
from postl10n.stages.terms import TermFinder

BANKS = Path(__file__).parent / "find"
SHARED = Path(__file__).parents[4] / "shared" / "bench" / "terms" / "dev.jsonl"


def glossary_of(locale: str, terms: Sequence[str]) -> Glossary:
    return Glossary(
        concepts=tuple(
            Concept(id=f"c{number}", subject="", terms={locale: (Term(text=term),)})
            for number, term in enumerate(terms)
        )
    )


def found(locale: str, text: str, *terms: str) -> list[str]:
    finder = TermFinder(glossary_of(locale, terms), locale)
    return [text[one.start : one.end] for one in finder.find(text)]


@pytest.mark.parametrize(("locale", "unknown"), [("ar", 0), ("de", 0), ("zh_Hans", 2)])
def test_bank(locale: str, unknown: int) -> None:
    """unknown: 中国邮政策 and 挂号信息, which no list of words tells apart."""
    lines = (BANKS / f"{locale}.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    used = [row for row in rows if row[2] == "yes"]
    assert min(len(used), len(rows) - len(used)) >= 10
    assert [row for row in used if not found(locale, row[1], row[0])] == []
    assert sum(bool(found(locale, text, term)) for term, text, _ in rows) - len(used) == unknown


@pytest.mark.skipif(not SHARED.exists(), reason="the shared development data is not beside this repository")
def test_shared_sentences() -> None:
    rows = [json.loads(line) for line in SHARED.read_text("utf-8").splitlines()]
    inflected = [row for row in rows if row["locale"] in ("ru", "be", "pt_PT", "fr", "es")]
    assert inflected
    assert [
        one for one in inflected if bool(found(one["locale"], one["text"], one["term"])) != one["used"]
    ] == []


def test_the_longest_name_is_found_in_whatever_form() -> None:
    text = "О группе «Почта Китая» и о Почте Китая"
    assert found("ru", text, "Почта Китая", "группа «Почта Китая»", "почта") == [
        "группе «Почта Китая",
        "Почте Китая",
    ]


def test_a_vowel_mark_behind_a_term_is_part_of_it() -> None:
    assert found("ar", "فتحت مساراً بريديا\u064b جديدا", "مسار بريدي") == ["مساراً بريديا\u064b"]


def test_one_adjective_may_be_inside_and_addresses_are_no_text() -> None:
    assert found("ru", "в почтовых автоматических отделениях", "почтовое отделение") == [
        "почтовых автоматических отделениях"
    ]
    assert found("ru", "см. https://пример.рф/марки и марки@пример.рф", "марка") == []
    assert found("ru", "Тэги {1}почтовых{/1} {2}марок{/2}", "почтовая марка") == ["почтовых{/1} {2}марок"]


def test_words_joined_by_an_apostrophe_or_a_hyphen() -> None:
    assert found("fr", "L’envoi, les envois-tests et l’adresse d’envoi", "envoi") == [
        "envoi",
        "envois",
        "envoi",
    ]
    assert found("ru", "экспресс-почтой, экспресс почтой", "экспресс-почта") == [
        "экспресс-почтой",
        "экспресс почтой",
    ]


def test_guards_case_and_number_hold_in_forms_too() -> None:
    guarded = Concept(
        id="mark", subject="", terms={"ru": (Term(text="марка", not_inside=("торговой марки",)),)}
    )
    name = Concept(
        id="posts",
        subject="",
        terms={"pt": (Term(text="Correios", part_of_speech=PartOfSpeech.PROPER_NOUN),)},
    )
    finder = TermFinder(Glossary(concepts=(guarded,)), "ru")
    assert [one.start for one in finder.find("торговой марки и марки")] == [17]
    assert TermFinder(Glossary(concepts=(name,)), "pt_PT").find("O correio chegou.") == []
    assert found("pt_PT", "O correio chegou.", "correios") == ["correio"]


def test_one_form_of_two_concepts_names_both() -> None:
    (one,) = TermFinder(glossary_of("ru", ["марка", "марка"]), "ru").find("с маркой")
    assert (one.concept, one.alternatives) == ("c0", ("c1",))
