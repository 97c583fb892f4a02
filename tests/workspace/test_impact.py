"""What a glossary change does to the catalogs of a small project: said, written, taken back."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from sample import Tool

from postl10n.errors import FaultGroup, UsageError
from postl10n.files.po import parse_po
from postl10n.model.catalog import Entry
from postl10n.model.states import State, state_of
from postl10n.model.term_usage import ImpactReport, UnitVerdict
from postl10n.project.cache import CACHE
from postl10n.workspace import Selection, Workspace

TODAY = datetime.date(2026, 1, 2)
BEFORE = """\
subject: operations
concepts:
  - id: sorting-centre
    terms:
      en: [sorting centre]
      ru: [сортировочный центр]
      zh_Hans: [分拣中心]
  - id: parcel
    terms:
      en: [parcel]
      ru: [посылка]
      zh_Hans: [包裹]
"""
AFTER = BEFORE.replace("сортировочный центр", "сортировочный узел").replace("分拣中心", "分拨中心")
ARTICLE = """\
Sorting news

The sorting centre opened. We toured the sorting centre with a parcel.

Both sorting centres close at night. The third sorting centre is closed.
"""
RUSSIAN = {
    "The sorting centre opened.": "Сортировочный центр открылся.",
    "We toured the sorting centre with a parcel.": "Мы обошли сортировочный центр с посылкой.",
    "Both sorting centres close at night.": "Оба сортировочных центра закрыты ночью.",
    "The third sorting centre is closed.": "Третий центр сортировки закрыт.",
}
CHINESE = {
    "The sorting centre opened.": "分拣中心开业了。",
    "We toured the sorting centre with a parcel.": "我们带着包裹参观了分拣中心。",
}

Change = Callable[[str], None]


@pytest.fixture
def sorting(project: Path) -> Path:
    """The project with another article and glossary, translated in part."""
    (project / "articles" / "bridge.txt").unlink()
    (project / "articles" / "sorting.txt").write_text(ARTICLE, encoding="utf-8")
    glossary(project, BEFORE)
    Workspace.open(project).update(today=TODAY)
    fill(project, "ru", RUSSIAN)
    fill(project, "zh_Hans", CHINESE)
    return project


def glossary(project: Path, text: str) -> None:
    (project / "glossary" / "example.yaml").write_text(text, encoding="utf-8")


def catalog(project: Path, locale: str) -> Path:
    return project / "locales" / locale / "LC_MESSAGES" / "sorting.po"


def fill(project: Path, locale: str, texts: dict[str, str]) -> None:
    path = catalog(project, locale)
    text = path.read_text(encoding="utf-8")
    for source, target in texts.items():
        assert text.count(f'msgid "{source}"\nmsgstr ""') == 1
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"')
    path.write_text(text, encoding="utf-8")


def entries(project: Path, locale: str) -> dict[str, Entry]:
    return {entry.msgid: entry for entry in parse_po(catalog(project, locale).read_bytes()).catalog.entries}


def compared(project: Path, old: str, new: str, only: Selection | None = None) -> ImpactReport:
    """The impact of one text of the glossary after the other."""
    former = project / "former"
    former.mkdir(exist_ok=True)
    (former / "example.yaml").write_text(old, encoding="utf-8")
    glossary(project, new)
    return Workspace.open(project).terminology.impact(only, old=former, new=project / "glossary")


def said(report: ImpactReport, locale: str) -> dict[str, tuple[str, tuple[str, ...] | None]]:
    return {one.source: (str(one.made), one.suggestion) for one in report.entries if one.locale == locale}


def test_each_entry_with_what_it_should_become(sorting: Path) -> None:
    report = compared(sorting, BEFORE, AFTER)

    assert report.changed == ("sorting-centre",)
    assert said(report, "ru") == {
        "The sorting centre opened.": ("wrong", ("Сортировочный узел открылся.",)),
        "We toured the sorting centre with a parcel.": (
            "wrong",
            ("Мы обошли сортировочный узел с посылкой.",),
        ),
        "Both sorting centres close at night.": ("wrong", ("Оба сортировочных узла закрыты ночью.",)),
    }
    assert said(report, "zh_Hans") == {
        "The sorting centre opened.": ("wrong", ("分拨中心开业了。",)),
        "We toured the sorting centre with a parcel.": ("wrong", ("我们带着包裹参观了分拨中心。",)),
    }


def test_the_way_back_makes_entries_right(sorting: Path) -> None:
    report = compared(sorting, AFTER, BEFORE)

    assert {one.made for one in report.entries} == {UnitVerdict.RIGHT}
    assert len(report.entries) == 5
    assert all(one.suggestion is None for one in report.entries)


def test_a_term_that_goes_leaves_entries_untested(sorting: Path) -> None:
    report = compared(sorting, BEFORE, BEFORE.replace("      zh_Hans: [分拣中心]\n", ""))

    assert [(one.locale, one.made) for one in report.entries] == [("zh_Hans", UnitVerdict.UNTESTED)] * 2


def test_a_new_source_term_is_looked_for(sorting: Path) -> None:
    more = BEFORE + "  - id: night\n    terms: {en: [night], ru: [ночное время], zh_Hans: [夜间]}\n"

    report = compared(sorting, BEFORE, more)

    assert said(report, "ru") == {"Both sorting centres close at night.": ("wrong", None)}


def test_what_translations_are_not_held_to_is_no_change(sorting: Path) -> None:
    noted = BEFORE.replace("  - id: parcel\n", "  - id: parcel\n    note: the usual one\n")

    assert compared(sorting, BEFORE, noted).changed == ()


def test_apply_keeps_the_old_text_and_undo_brings_it_back(sorting: Path) -> None:
    report = compared(sorting, BEFORE, AFTER)
    before = {locale: catalog(sorting, locale).read_bytes() for locale in ("ru", "zh_Hans")}
    terms = Workspace.open(sorting).terminology

    written = terms.apply(report, today=TODAY)

    assert [one.written for one in written.entries] == [True] * 5
    entry = entries(sorting, "ru")["Both sorting centres close at night."]
    assert entry.msgstr == ("Оба сортировочных узла закрыты ночью.",)
    assert entry.fuzzy
    assert state_of(entry) is State.NEEDS_WORK
    old = 'postl10n: before glossary change 2026-01-02: "Оба сортировочных центра закрыты ночью."'
    assert entry.comments == (old,)
    lines = (sorting / "locales" / "ru" / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["before"] for line in lines] == [[RUSSIAN[one]] for one in list(RUSSIAN)[:3]]

    undone = terms.undo(today=TODAY)

    assert undone.run == written.run
    assert {locale: catalog(sorting, locale).read_bytes() for locale in before} == before
    assert terms.undo(today=TODAY).run is None


def test_undo_leaves_what_a_person_has_touched(sorting: Path) -> None:
    report = compared(sorting, BEFORE, AFTER)
    terms = Workspace.open(sorting).terminology
    terms.apply(report, today=TODAY)
    path = catalog(sorting, "ru")
    text = path.read_text(encoding="utf-8").replace(
        "Сортировочный узел открылся", "Открылся сортировочный узел"
    )
    path.write_text(text, encoding="utf-8")

    undone = terms.undo(Selection(locales=("ru",)), today=TODAY)

    assert [one.written for one in undone.entries] == [False, True, True]
    assert entries(sorting, "ru")["The sorting centre opened."].msgstr == ("Открылся сортировочный узел.",)
    # The other locale was not asked about: it can still be taken back.
    assert [one.written for one in terms.undo(today=TODAY).entries] == [True, True]


def test_two_applications_are_taken_back_one_by_one(sorting: Path) -> None:
    terms = Workspace.open(sorting).terminology
    terms.apply(compared(sorting, BEFORE, AFTER, Selection(locales=("ru",))), today=TODAY)
    terms.apply(compared(sorting, BEFORE, AFTER, Selection(locales=("zh_Hans",))), today=TODAY)

    locales = [{one.locale for one in terms.undo(today=TODAY).entries} for _ in range(3)]

    assert locales == [{"zh_Hans"}, {"ru"}, set()]


def test_apply_writes_over_no_edit_made_meanwhile(sorting: Path) -> None:
    report = compared(sorting, BEFORE, AFTER, Selection(locales=("zh_Hans",)))
    path = catalog(sorting, "zh_Hans")
    path.write_text(path.read_text(encoding="utf-8").replace("开业了", "已开业"), encoding="utf-8")

    written = Workspace.open(sorting).terminology.apply(report, today=TODAY)

    assert [one.written for one in written.entries] == [False, True]
    assert entries(sorting, "zh_Hans")["The sorting centre opened."].msgstr == ("分拣中心已开业。",)


def test_a_text_that_a_person_works_on_is_listed_and_left(sorting: Path) -> None:
    path = catalog(sorting, "zh_Hans")
    marked = '#, fuzzy\nmsgid "The sorting centre opened."'
    text = path.read_text(encoding="utf-8").replace('msgid "The sorting centre opened."', marked)
    path.write_text(text, encoding="utf-8")

    report = compared(sorting, BEFORE, AFTER, Selection(locales=("zh_Hans",)))
    written = Workspace.open(sorting).terminology.apply(report, today=TODAY)

    assert [(one.state, one.applicable) for one in report.entries] == [
        (State.NEEDS_WORK, False),
        (State.APPROVED, True),
    ]
    assert len(written.entries) == 1


def test_no_suggestion_makes_another_term_wrong(sorting: Path) -> None:
    # 包裹中心 would hold the parcel's term where the source names none, which is no harm; 拣 alone would lose it.
    swallowing = BEFORE.replace("[分拣中心]", "[分拣包裹中心]").replace(
        "zh_Hans: [包裹]", "zh_Hans: [{text: 包裹, not-inside: [我们带着包裹]}]"
    )

    report = compared(sorting, BEFORE, swallowing, Selection(locales=("zh_Hans",)))

    both = said(report, "zh_Hans")["We toured the sorting centre with a parcel."]
    assert both == ("wrong", None)


def test_the_committed_glossary_is_what_is_compared_with(sorting: Path, tool: Tool) -> None:
    git = ("-C", sorting, "-c", "user.name=a", "-c", "user.email=a@example.com")
    tool("git", *git, "init", "-q")
    workspace = Workspace.open(sorting)
    with pytest.raises(UsageError, match="not a git revision"):
        workspace.terminology.impact()
    tool("git", *git, "add", "-A")
    tool("git", *git, "commit", "-q", "-m", "first")
    assert workspace.terminology.impact().changed == ()

    glossary(sorting, AFTER)
    assert len(Workspace.open(sorting).terminology.impact().entries) == 5

    tool("git", *git, "commit", "-q", "-a", "-m", "second")
    assert Workspace.open(sorting).terminology.impact().changed == ()
    assert len(Workspace.open(sorting).terminology.impact(revision="HEAD~1").entries) == 5
    with pytest.raises(UsageError, match="not a git revision"):
        workspace.terminology.impact(revision="--output=x")


def test_the_index_is_remembered_and_can_go(sorting: Path) -> None:
    first = compared(sorting, BEFORE, AFTER)
    again = compared(sorting, BEFORE, AFTER)
    index = sorting / ".postl10n" / CACHE
    index.write_bytes(b"no database" * 1000)
    broken = compared(sorting, BEFORE, AFTER)
    index.unlink()

    assert first == again == broken == compared(sorting, BEFORE, AFTER)


def test_the_index_notices_an_edit(sorting: Path) -> None:
    compared(sorting, BEFORE, AFTER)
    path = catalog(sorting, "zh_Hans")
    stamp = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("开业了", "歇业了"), encoding="utf-8")
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))

    report = compared(sorting, BEFORE, AFTER)

    assert said(report, "zh_Hans")["The sorting centre opened."][1] == ("分拨中心歇业了。",)


def test_a_catalog_that_cannot_be_read_stops_apply(sorting: Path) -> None:
    path = catalog(sorting, "zh_Hans")
    path.write_bytes(path.read_bytes() + b'msgid "cut off')
    before = catalog(sorting, "ru").read_bytes()

    report = compared(sorting, BEFORE, AFTER)

    assert [fault.place.path for fault in report.faults if fault.place] == [
        "locales/zh_Hans/LC_MESSAGES/sorting.po"
    ]
    assert said(report, "ru")
    with pytest.raises(FaultGroup):
        Workspace.open(sorting).terminology.apply(report, today=TODAY)
    assert catalog(sorting, "ru").read_bytes() == before


def test_an_inherited_text_is_listed_and_not_written(sorting: Path) -> None:
    settings = sorting / "postl10n.toml"
    text = settings.read_text(encoding="utf-8").replace('"zh_Hans"', '"zh_Hans", "zh_Hans_SG"')
    settings.write_text(text + '\n[locale.zh_Hans_SG]\ninherits = "zh_Hans"\n', encoding="utf-8")
    Workspace.open(sorting).update(today=TODAY)

    report = compared(sorting, BEFORE, AFTER, Selection(locales=("zh_Hans_SG",)))

    assert [(one.inherited, one.suggestion is not None, one.applicable) for one in report.entries] == [
        ("zh_Hans", True, False),
        ("zh_Hans", True, False),
    ]
