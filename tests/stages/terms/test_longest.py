"""A longer name is no use of the shorter one inside it, in a source or in a translation."""

from __future__ import annotations

import pytest

from postl10n.model.glossary import Concept, Glossary, Term
from postl10n.stages.check.project import TermChecker
from postl10n.stages.terms import TermFinder

NAMES = {
    "post": {
        "en": "China Post",
        "pt_PT": "China Post",
        "fr": "Poste de Chine",
        "ru": "Почта Китая",
        "zh_Hans": "中国邮政",
    },
    "group": {
        "en": "China Post Group",
        "pt_PT": "Grupo China Post",
        "fr": "Groupe de la Poste de Chine",
        "ru": "группа «Почта Китая»",
        "zh_Hans": "中国邮政集团",
    },
    "office": {
        "en": "post office",
        "pt_PT": "estação de correios",
        "fr": "bureau de poste",
        "ru": "почтовое отделение",
    },
    "word": {"en": "post", "pt_PT": "correio", "fr": "poste", "ru": "почта"},
}
CONCEPTS = tuple(
    Concept(id=id_, subject="names", terms={locale: (Term(text=text),) for locale, text in terms.items()})
    for id_, terms in NAMES.items()
)


def missing(source: str, target: str, locale: str) -> list[str]:
    found = TermFinder(Glossary(concepts=CONCEPTS), "en").find(source)
    checker = TermChecker(source="en", locale=locale, concepts={one.id: one for one in CONCEPTS})
    return [
        source[one.span.start : one.span.end]
        for one in checker.findings(found, source, target)
        if one.rule == "term-missing" and one.span is not None
    ]


@pytest.mark.parametrize(
    ("locale", "target", "lost"),
    [
        ("pt_PT", "O Grupo China Post e a China Post assinaram.", []),
        ("pt_PT", "O Grupo China Post assinou.", ["China Post"]),
        ("fr", "Le Groupe de la Poste de Chine a signé.", ["China Post"]),
        ("ru", "Договор подписала группа «Почта Китая».", ["China Post"]),
        ("zh_Hans", "中国邮政集团签署了协议。", ["China Post"]),
        ("zh_Hans", "中国邮政集团和中国邮政签署了协议。", []),
    ],
)
def test_a_longer_name_does_not_answer_for_the_shorter(locale: str, target: str, lost: list[str]) -> None:
    assert missing("China Post Group and China Post signed.", target, locale) == lost


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("The post-office staff were kind.", ["post-office"]),
        ("The post office staff were kind.", ["post office"]),
        ("China-Post-Group lorries", ["China-Post-Group"]),
        ("The post is late.", ["post"]),
        ("A post -- office hours apply", ["post"]),
    ],
)
def test_hyphen_and_space_are_one(source: str, names: list[str]) -> None:
    found = TermFinder(Glossary(concepts=CONCEPTS), "en").find(source)
    assert [source[one.start : one.end] for one in found] == names
