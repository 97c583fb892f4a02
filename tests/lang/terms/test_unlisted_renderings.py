"""Renderings of concepts that the glossary does not have."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from postl10n.lang.terms.concept_terms import target_terms
from postl10n.lang.terms.unlisted_renderings import Background
from postl10n.lang.terms.verify import verify
from postl10n.project.layout import ProjectLayout
from postl10n.stages.terms.suggest import SuggestionKind
from postl10n.workspace import Selection, Workspace
from postl10n.workspace.glossary_exchange import suggest_concepts
from postl10n.workspace.review.review import Review
from postl10n.workspace.selection import silent
from postl10n.workspace.terms.terminology import Terminology

ROOT = Path(__file__).parents[3]
RUSSIAN = [
    "Управление почты открыло музей.",
    "Об этом сообщило Управление почты.",
    "В Управлении почты прошла встреча.",
    "Почтовое ведомство выпустило марку.",
    "Марку показало почтовое ведомство.",
    "Поезд вышел из Чунцина.",
    "Контейнеры идут в Дуйсбург.",
    "Посылки доставляют за три дня.",
    "Конгресс прошёл в Дубае.",
    "Музей открыт с утра.",
    "Марки купили коллекционеры.",
    "Встреча прошла в Минске.",
]


def test_what_a_concept_is_called_is_found_with_its_counts() -> None:
    found = Background(RUSSIAN, "ru").renderings(range(5))
    assert [(one.text.lower(), one.count) for one in found] == [
        ("управление почты", 3),
        ("почтовое ведомство", 2),
    ]
    assert found[0].certainty > 0.95


def test_what_occurs_everywhere_or_once_is_no_rendering() -> None:
    assert Background(["Почта открыта."] * 20, "ru").renderings(range(5)) == ()
    assert Background(RUSSIAN, "ru").renderings([0]) == ()
    assert Background(RUSSIAN, "ru").renderings([0, 5, 8]) == ()


def test_scripts_without_spaces_are_compared_by_characters() -> None:
    chinese = [
        "邮政局发行了邮票。",
        "这是邮政局宣布的。",
        "博物馆由邮政局开设。",
        "列车从重庆出发。",
        "包裹三天送达。",
        "大会在迪拜举行。",
    ]
    (found,) = Background(chinese, "zh_Hans").renderings([0, 1, 2])
    assert (found.text, found.count) == ("邮政局", 3)


HIDDEN = [
    ("zh_Hans", "ems"),
    ("zh_Hans", "parcel"),
    ("ru", "china-post"),
    ("fr", "belpost"),
    ("pt_PT", "ctt-portugal"),
    ("ar", "container"),
]
"""Of 67 concepts that occur in three or more sentences of a locale, 62 were found again at the
first try, 65 by the beginnings of words.
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("sample")
    for name in ("articles", "glossary", "locales"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "postl10n.toml", folder)
    return Workspace.open(folder)


@pytest.mark.parametrize(("locale", "concept"), HIDDEN)
def test_a_term_that_is_taken_out_of_the_glossary_is_found_again(
    sample: Workspace, locale: str, concept: str
) -> None:
    own = sample.glossary.by_id()[concept]
    terms = [term.text for term in target_terms(own, "en", locale)]
    hidden = replace(own, do_not_translate=False, terms={"en": own.terms["en"]})
    glossary = replace(
        sample.glossary, concepts=tuple(hidden if one is own else one for one in sample.glossary)
    )
    layout = ProjectLayout(root=sample.root, project=sample.project)
    report = Terminology(layout, lambda: glossary, silent).consistency(Selection(locales=[locale]))
    (uses,) = [one for one in report.locales[0].concepts if one.concept == concept]
    found = [one.text for one in uses.unlisted[:1]]
    right = any(verify(term, text, locale) or verify(text, term, locale) for term in terms for text in found)
    assert right


def test_a_card_names_what_stands_in_place_of_a_term(sample: Workspace, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(sample.root, root)
    path = root / "glossary" / "organizations.yaml"
    before, _, rest = path.read_text("utf-8").partition("  - id: china-post\n")
    own, _, after = rest.partition("\n      ru:\n")
    after = "\n      be:" + after.partition("\n      be:")[2]
    new = f"{before}  - id: china-post\n{own}\n      ru: [Китайпочта]{after}"
    path.write_text(new, encoding="utf-8")
    workspace = Workspace.open(root)

    card = workspace.score(Selection(locales=["ru"])).cards[0]
    with closing(Review(workspace)) as review:
        view = review.concept("ru", "china-post")

    (row,) = [one for one in card.by_term if one.name == "china-post"]
    assert (row.terms.used, row.unlisted[0].text, row.unlisted[0].count) == (0, "Почты Китая", 8)
    assert row.terms.expected == 8
    assert [one.text for one in view.unlisted][:1] == ["Почты Китая"]


def test_suggestions_name_the_renderings_that_the_glossary_lacks(sample: Workspace) -> None:
    own = sample.glossary.by_id()["china-post"]
    hidden = replace(own, terms={"en": own.terms["en"]})
    glossary = replace(
        sample.glossary, concepts=tuple(hidden if one is own else one for one in sample.glossary)
    )
    layout, only = ProjectLayout(root=sample.root, project=sample.project), Selection(locales=["ru"])
    report = Terminology(layout, lambda: glossary, silent).consistency(only)

    found = suggest_concepts(sample.root, sample.pipeline, sample.project, only, report, least=2)

    (one,) = [one for one in found if (one.kind, one.concept) == (SuggestionKind.UNLISTED, "china-post")]
    assert one.text == own.terms["en"][0].text
    assert one.count == sum(way.count for way in one.renderings) >= 2
    assert {way.locale for way in one.renderings} == {"ru"}
    assert one.articles
