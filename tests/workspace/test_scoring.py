"""Scores of a project: drafts of the journal, a folder as the baseline, references of the wrong language, giants."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from postl10n.errors import CatalogError, UsageError
from postl10n.files.score_inputs import same_writing
from postl10n.model.ids import segment_id
from postl10n.model.scores import Rated
from postl10n.workspace import ScoreOptions, Selection, Workspace

RUSSIAN = Selection(locales=("ru",))
SOURCE = "It took effect on May 12."


def approve(project: Path, text: str, source: str = SOURCE) -> Path:
    """A translation as a person would enter it, in place of what stands there; the catalog's path."""
    catalog = project / "locales" / "ru" / "LC_MESSAGES" / "bridge.po"
    if not catalog.exists():
        Workspace.open(project).update()
    before, found, after = catalog.read_text(encoding="utf-8").partition(f'msgid "{source}"\nmsgstr ')
    assert found
    catalog.write_text(f'{before}{found}"{text}"\n{after.partition(chr(10))[2]}', encoding="utf-8")
    return catalog


def reference(project: Path, catalog: Path) -> Path:
    path = project / "references" / "ru" / "bridge.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(catalog, path))


def test_effort_is_read_from_the_journal(project: Path) -> None:
    approve(project, "Оно вступило в силу 12 мая.")
    events = [
        {"event": "draft", "article": "other", "segment": segment_id(SOURCE), "origin": "mt", "target": "x"},
        {
            "event": "draft",
            "segment": segment_id(SOURCE),
            "origin": "mt",
            "target": "Оно вступило в силу 13 мая.",
        },
        {"event": "draft", "segment": "12345678", "origin": "memory", "target": "x"},
        {"event": "draft"},
        {"event": "rejected", "segment": segment_id(SOURCE), "hash": "0" * 8},
    ]
    journal = project / "locales" / "ru" / "journal.jsonl"
    journal.write_text("".join(json.dumps(one) + "\n" for one in events) + '{"event": "dra', encoding="utf-8")

    (card,) = Workspace.open(project).score(RUSSIAN).cards

    assert [(one.origin, one.drafts, one.unchanged) for one in card.effort] == [("mt", 1, 0)]
    assert card.effort[0].ter == pytest.approx(100 / 6)


def test_a_copy_of_the_project_is_a_baseline(project: Path, tmp_path: Path) -> None:
    catalog = approve(project, "Оно вступило в силу 12 мая.")
    reference(project, catalog)
    copy = tmp_path / "copy"
    shutil.copytree(project, copy)
    approve(project, "Вступило в силу.")

    (card, _) = Workspace.open(project).score(RUSSIAN, ScoreOptions(baselines=(str(copy),))).cards

    beside = card.metrics[1].comparisons[0]
    assert beside.baseline == pytest.approx(100)
    assert beside.value < 80
    with pytest.raises(UsageError, match="neither a git revision nor a folder"):
        Workspace.open(project).score(RUSSIAN, ScoreOptions(baselines=("--output=x",)))


def test_a_reference_of_another_language_is_refused(project: Path) -> None:
    path = reference(project, approve(project, "Оно вступило в силу 12 мая."))
    path.write_text(
        path.read_text(encoding="utf-8").replace("Language: ru", "Language: es"), encoding="utf-8"
    )

    with pytest.raises(CatalogError, match="is in es, and ru is scored") as caught:
        Workspace.open(project).score(RUSSIAN)
    assert caught.value.place is not None
    assert caught.value.place.path == "references/ru/bridge.po"


@pytest.mark.parametrize("text", ["x" * 5001, "%99999d {0.__class__}", "12 " * 1001, "\\a \\b"])
def test_whatever_a_translation_holds_there_is_a_card(project: Path, text: str) -> None:
    catalog = approve(project, text)
    reference(project, catalog)

    card = Workspace.open(project).score(RUSSIAN, ScoreOptions(rated=Rated.ALL, segments=True)).cards[0]

    assert (card.segments, card.compared + card.oversized) == (1, 1)


@pytest.mark.parametrize(
    ("said", "locale", "fits"),
    [
        ("zh_TW", "zh_Hant_HK", True),
        ("zh_CN", "zh_Hant_HK", False),
        ("pt_BR", "pt_PT", True),
        ("sr@latin", "sr_Latn", True),
        ("no", "nb", True),
        ("es", "pt_PT", False),
        ("nothing-at-all", "ru", True),
    ],
)
def test_a_header_contradicts_by_language_or_script(said: str, locale: str, fits: bool) -> None:
    assert same_writing(said, locale) is fits
