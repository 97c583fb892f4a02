"""The occurrence index, and what is said of a project from it."""

from __future__ import annotations

import html5lib
import pytest

from postl10n.lang.terms.usage import renderings
from postl10n.model.catalog import MERGED, Catalog, Entry
from postl10n.model.glossary import Concept, FirstMention, Glossary, Term, TermStatus, TermType
from postl10n.model.term_usage import LocaleConsistency, UnitVerdict
from postl10n.reports.pages import consistency_page
from postl10n.stages.terms import TermFinder
from postl10n.stages.terms.consistency import ArticleUnits, locale_consistency
from postl10n.stages.terms.occurrences import (
    demand_for,
    found_in,
    lines_of,
    locate,
    msgids_of,
    unit_verdict,
    units_of,
)


def term(text: str, status: str = "preferred", kind: str = "full-form") -> Term:
    return Term(text=text, status=TermStatus(status), type=TermType(kind))


UPU = Concept(
    id="upu",
    subject="organizations",
    terms={
        "en": (term("Universal Postal Union"), term("UPU", kind="acronym")),
        "ru": (term("Всемирный почтовый союз"), term("ВПС", "admitted", "acronym")),
    },
)
PARCEL = Concept(
    id="parcel",
    subject="services",
    terms={
        "en": (term("parcel"),),
        "ru": (term("посылка"), term("отправление", "admitted"), term("пакет", "forbidden")),
    },
)
GLOSSARY = Glossary(concepts=(UPU, PARCEL))


def catalog(*pairs: tuple[str, str]) -> Catalog:
    entries = tuple(
        Entry(msgid=source, msgstr=(target,), line=at) for at, (source, target) in enumerate(pairs, 1)
    )
    return Catalog(header=None, entries=entries)


def article(name: str, *pairs: tuple[str, str], glossary: Glossary = GLOSSARY) -> ArticleUnits:
    made = catalog(*pairs)
    located = locate(msgids_of(made), TermFinder(glossary, "en"), "en")
    return ArticleUnits(
        article=name, path=f"{name}.po", units=tuple(units_of(lines_of(made))), located=located
    )


def report(*articles: ArticleUnits, glossary: Glossary = GLOSSARY) -> LocaleConsistency:
    return locale_consistency(articles, glossary, source="en", locale="ru")


def rules(made: LocaleConsistency) -> list[str]:
    return [finding.finding.rule for concept in made.concepts for finding in concept.findings]


def test_an_article_definition_takes_part() -> None:
    texts = ("The Universal Postal Union (hereinafter called the Union) met.", "The Union met.")

    located = locate(texts, TermFinder(GLOSSARY, "en"), "en")

    assert [[one.text for one in located[text]] for text in texts] == [
        ["Universal Postal Union", "Union"],
        ["Union"],
    ]


def test_every_occurrence_gets_a_use_of_its_own() -> None:
    text = "Посылка за посылкой."

    own, spare = renderings(3, PARCEL, text, "en", "ru")

    assert [(one.verdict, one.text) for one in own] == [
        ("exact", "Посылка"),
        ("lemma", "посылкой"),
        ("absent", None),
    ]
    assert not spare


def test_a_run_is_one_unit() -> None:
    made = catalog(("A parcel came.", "Посылка и союз."), ("The UPU met.", MERGED), ("Bye.", "Пока."))
    located = locate(msgids_of(made), TermFinder(GLOSSARY, "en"), "en")

    units = list(units_of(lines_of(made)))

    assert [unit.sources for unit in units] == [("A parcel came.", "The UPU met."), ("Bye.",)]
    whole = "A parcel came. The UPU met."
    assert [whole[one.start : one.end] for one in found_in(units[0], located, "en")] == ["parcel", "UPU"]


def test_an_empty_entry_is_read_from_its_parent() -> None:
    own = lines_of(catalog(("A parcel.", ""), ("Bye.", "Пока.")))
    parent = {line.key: line for line in lines_of(catalog(("A parcel.", "Посылка.")))}

    units = list(units_of(own, [("ru", parent)]))

    assert [(unit.targets, unit.inherited) for unit in units] == [(("Посылка.",), "ru"), (("Пока.",), None)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Посылку вручили.", UnitVerdict.RIGHT),
        ("Отправления вручили.", UnitVerdict.RIGHT),
        ("Пакет вручили.", UnitVerdict.WRONG),
        ("Посылку и пакет вручили.", UnitVerdict.WRONG),
        ("Письмо вручили.", UnitVerdict.WRONG),
    ],
)
def test_unit_verdicts(text: str, wanted: UnitVerdict) -> None:
    assert unit_verdict(demand_for(PARCEL, "en", "ru"), (text,), "ru") is wanted


def test_nothing_is_asked_where_the_locale_has_no_term() -> None:
    assert unit_verdict(demand_for(PARCEL, "en", "fr"), ("colis",), "fr") is UnitVerdict.UNTESTED


def test_a_well_kept_project_is_quiet() -> None:
    made = report(
        article(
            "one",
            ("The Universal Postal Union (UPU) met.", "Всемирный почтовый союз (ВПС) собрался."),
            ("The UPU weighs parcels.", "ВПС взвешивает посылки."),
        ),
        article("two", ("The Universal Postal Union met.", "Заседание Всемирного почтового союза прошло.")),
    )

    assert rules(made) == []
    assert [variant.count for variant in made.concepts[0].variants] == [2, 2]


def test_one_concept_under_two_names() -> None:
    usual = article("one", ("A parcel.", "Посылка."), ("Two parcels.", "Две посылки."))
    other = article("two", ("A parcel.", "Отправление."))
    both = article("three", ("A parcel.", "Посылка."), ("Two parcels.", "Два отправления."))

    made = report(usual, other, both)

    assert rules(made) == ["term-inconsistent", "term-mixed"]
    assert [finding.article for finding in made.concepts[0].findings] == ["two", "three"]


def test_a_translation_may_vary_where_its_source_does() -> None:
    concept = Concept(
        id="parcel",
        subject="services",
        terms={
            "en": (term("parcel"), term("postal item", "admitted")),
            "ru": (term("посылка"), term("отправление", "admitted")),
        },
    )
    glossary = Glossary(concepts=(concept,))
    made = article("one", ("A parcel.", "Посылка."), ("A postal item.", "Отправление."), glossary=glossary)

    assert rules(report(made, glossary=glossary)) == []


def test_forbidden_missing_and_repeated() -> None:
    made = report(
        article(
            "one",
            ("A parcel here.", "Пакет здесь."),
            ("A parcel there.", "Письмо там."),
            ("Parcel by parcel it grew.", "Посылок стало больше."),
        )
    )

    found = [
        (one.finding.rule, str(one.finding.severity), one.place.line) for one in made.concepts[0].findings
    ]
    assert found == [
        ("term-forbidden", "error", 1),
        ("term-missing", "warning", 2),
        ("term-repeat-missing", "notice", 3),
    ]


def test_an_acronym_left_as_it_is() -> None:
    left = report(article("one", ("The UPU met.", "UPU собрался.")))
    kept_beside = report(article("one", ("The UPU met.", "Всемирный почтовый союз (UPU) собрался.")))

    assert rules(left) == ["term-untranslated-acronym"]
    assert rules(kept_beside) == []


@pytest.mark.parametrize(
    ("rule", "first", "wanted"),
    [
        (FirstMention.ANY, "Всемирный почтовый союз собрался.", []),
        (FirstMention.ANY, "ВПС собрался.", ["term-first-mention"]),
        (FirstMention.FULL_FORM, "ВПС собрался.", ["term-first-mention"]),
        (FirstMention.FULL_FORM, "Всемирный почтовый союз собрался.", []),
        (FirstMention.FULL_FORM_WITH_ACRONYM, "Всемирный почтовый союз собрался.", ["term-first-mention"]),
        (FirstMention.FULL_FORM_WITH_ACRONYM, "Всемирный почтовый союз (ВПС) собрался.", []),
    ],
)
def test_first_mention(rule: FirstMention, first: str, wanted: list[str]) -> None:
    concept = Concept(id="upu", subject="organizations", first_mention=rule, terms=UPU.terms)
    glossary = Glossary(concepts=(concept,))
    made = article(
        "one",
        ("The Universal Postal Union met.", first),
        ("The Universal Postal Union left.", "Всемирный почтовый союз разошёлся."),
        glossary=glossary,
    )

    found = [rule for rule in rules(report(made, glossary=glossary)) if rule != "term-mixed"]
    assert found == wanted


def test_the_page_runs_nothing_of_strangers() -> None:
    evil = '<script>alert(1)</script><img src=x onerror="alert(2)">\u202e'
    made = report(article(evil, (f"A parcel {evil}.", f"Пакет {evil}.")))

    page = consistency_page(made, "en").decode()

    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    assert len(list(tree.iter("script"))) == 1
    assert not list(tree.iter("img"))
    assert "\u202e" not in page
    assert not [one for one in tree.iter() for name in ("src", "href", "onerror") if name in one.attrib]
    assert [mark.text for mark in tree.iter("mark")] == ["parcel", "Пакет"]
