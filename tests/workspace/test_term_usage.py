"""The terms of a small project compared: `check` and the consistency report say the same, and heed the same waivers."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from sample import Tool

from postl10n.files.po import parse_po
from postl10n.lang.terms.usage import TERM_RULES
from postl10n.model.findings import EntryFinding
from postl10n.workspace import Selection, Workspace

TODAY = datetime.date(2026, 1, 2)
GLOSSARY = """\
subject: services
concepts:
  - id: parcel
    terms:
      en: [parcel]
      ru: [посылка, {text: отправление, status: admitted}]
  - id: upu
    first-mention: full-form
    terms:
      en: [Universal Postal Union, {text: UPU, status: admitted, type: acronym, case-sensitive: true}]
      ru: [Всемирный почтовый союз, {text: ВПС, status: admitted, type: acronym, case-sensitive: true}]
"""
RUSSIAN = {
    "one": {"The first parcel came today.": "Первая посылка пришла сегодня."},
    "two": {"A second parcel was found.": "Вторая посылка найдена."},
    "three": {
        "The third parcel is lost.": "Третье отправление пропало.",
        "The UPU knows nothing of it.": "ВПС об этом ничего не знает.",
    },
}
ODD = "Третье отправление пропало."


@pytest.fixture
def parcels(project: Path) -> Path:
    """The project with three articles that name one concept."""
    (project / "articles" / "bridge.txt").unlink()
    for name, texts in RUSSIAN.items():
        (project / "articles" / f"{name}.txt").write_text(
            "\n\n".join((f"News {name}", " ".join(texts))) + "\n", encoding="utf-8"
        )
    (project / "glossary" / "terms.yaml").write_text(GLOSSARY, encoding="utf-8")
    Workspace.open(project).update(today=TODAY)
    for name, texts in RUSSIAN.items():
        path = catalog(project, name)
        text = path.read_text("utf-8")
        for source, target in texts.items():
            text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"')
        path.write_text(text, encoding="utf-8")
    return project


def catalog(root: Path, article: str) -> Path:
    return root / "locales" / "ru" / "LC_MESSAGES" / f"{article}.po"


def told(findings: tuple[EntryFinding, ...]) -> set[tuple[str, str, str]]:
    return {(one.finding.rule, one.article, one.target) for one in findings}


RUSSIAN_ONLY = Selection(locales=("ru",))
EXPECTED = {
    ("term-inconsistent", "three", ODD),
    ("term-first-mention", "three", "ВПС об этом ничего не знает."),
}


def test_check_and_the_report_say_the_same(parcels: Path) -> None:
    workspace = Workspace.open(parcels)

    checked = workspace.check(RUSSIAN_ONLY, rules=TERM_RULES)
    report = workspace.terminology.consistency(RUSSIAN_ONLY)

    assert told(checked.findings) == EXPECTED
    assert told(tuple(said for one in report.locales[0].concepts for said in one.findings)) == EXPECTED
    assert {one.place for one in checked.findings} == {
        said.place for one in report.locales[0].concepts for said in one.findings
    }


def test_one_article_is_compared_with_those_that_are_not_asked_about(parcels: Path) -> None:
    checked = Workspace.open(parcels).check(Selection(locales=("ru",), articles=("three",)))

    assert told(checked.findings) >= EXPECTED


def test_only_the_rules_that_are_asked_for(parcels: Path) -> None:
    checked = Workspace.open(parcels).check(RUSSIAN_ONLY, rules={"term-mixed", "term-first-mention"})

    assert {one.finding.rule for one in checked.findings} == {"term-first-mention"}


def test_a_waiver_holds_in_both_until_the_translation_changes(parcels: Path) -> None:
    workspace = Workspace.open(parcels)
    line = next(one.place.line for one in workspace.check(RUSSIAN_ONLY).findings if one.target == ODD)
    assert line is not None

    workspace.waive(catalog(parcels, "three"), line, "term-inconsistent", reason="a quotation", today=TODAY)

    checked = Workspace.open(parcels).check(RUSSIAN_ONLY, rules=TERM_RULES, today=TODAY)
    concepts = Workspace.open(parcels).terminology.consistency(RUSSIAN_ONLY, today=TODAY).locales[0].concepts
    assert told(checked.waived) == {("term-inconsistent", "three", ODD)}
    assert told(tuple(said for one in concepts for said in one.waived)) == told(checked.waived)
    assert told(checked.findings) == EXPECTED - told(checked.waived)

    path = catalog(parcels, "three")
    path.write_text(path.read_text("utf-8").replace(ODD, "Третье отправление нашлось."), encoding="utf-8")
    again = Workspace.open(parcels)
    assert not again.check(RUSSIAN_ONLY, rules=TERM_RULES, today=TODAY).waived
    assert not any(one.waived for one in again.terminology.consistency(RUSSIAN_ONLY).locales[0].concepts)


def test_only_entries_that_changed(parcels: Path, tool: Tool) -> None:
    git = ("-C", str(parcels), "-c", "user.name=a", "-c", "user.email=a@example.org")
    tool("git", *git, "init", "-q")
    tool("git", *git, "add", "-A")
    tool("git", *git, "commit", "-qm", "a")
    path = catalog(parcels, "three")
    path.write_text(path.read_text("utf-8").replace("не знает", "не ведает"), encoding="utf-8")

    checked = Workspace.open(parcels).check(RUSSIAN_ONLY, rules=TERM_RULES, changed="HEAD")

    assert told(checked.findings) == {("term-first-mention", "three", "ВПС об этом ничего не ведает.")}


def test_the_catalogs_are_read_back(parcels: Path) -> None:
    approved = [
        entry
        for name in RUSSIAN
        for entry in parse_po(catalog(parcels, name).read_bytes()).catalog.entries
        if entry.msgstr[0] in RUSSIAN[name].values()
    ]

    assert len(approved) == sum(map(len, RUSSIAN.values()))
