"""`spelling`: words that no dictionary has. The dictionary is a small one of ours, for Hunspell itself."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from postl10n.model.findings import Severity
from postl10n.workspace import Workspace

SOURCE = "The two sides signed an agreement."
AFF = "SET UTF-8\nTRY аеиостр\nSFX A Y 2\nSFX A 0 а .\nSFX A 0 у .\n"
DIC = "6\nобе\nстороны\nподписали\nсклад/A\nсоглашение\nв\n"


@pytest.fixture
def spelled(project: Path) -> Path:
    if shutil.which("hunspell") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("hunspell is missing: scripts/tools installs it")
        pytest.skip("hunspell is not installed")
    folder = project / "dictionaries"
    folder.mkdir()
    (folder / "ru_RU.aff").write_text(AFF, "utf-8")
    (folder / "ru_RU.dic").write_text(DIC, "utf-8")
    path = project / "postl10n.toml"
    path.write_text(path.read_text("utf-8") + '\n[spelling]\ndictionaries = ["dictionaries"]\n', "utf-8")
    Workspace.open(project).update()
    return project


def found(project: Path, target: str, rules: Sequence[str] | None = ("spelling",)) -> list[str]:
    path = project / "locales" / "ru" / "LC_MESSAGES" / "bridge.po"
    before, _, after = path.read_text("utf-8").partition(f'msgid "{SOURCE}"\nmsgstr "')
    path.write_text(f'{before}msgid "{SOURCE}"\nmsgstr "{target}"\n{after.partition(chr(10))[2]}', "utf-8")
    report = Workspace.open(project).check(rules=rules)
    said = [one.finding for one in report.findings if one.finding.rule == "spelling"]
    assert all(one.severity is Severity.NOTICE for one in said)
    return [target[one.span.start : one.span.end] for one in said if one.span]


def test_a_word_that_the_dictionary_lacks_is_a_notice_at_its_place(spelled: Path) -> None:
    assert found(spelled, "Обе стороны потписали соглашение.") == ["потписали"]
    assert found(spelled, "Обе стороны подписали соглашение.", rules=None) == []
    assert found(spelled, "Сорошение подписали.") == ["Сорошение"], "the first word is no name"


def test_names_code_and_words_of_the_source_are_left_out(spelled: Path) -> None:
    assert found(spelled, "В Жлобине склада ЖЛБН `жлоб` agreement подписали.") == []
    assert found(spelled, "Жлобине соглашение в Жлобине подписали.") == [], "a name elsewhere is a name here"


def test_the_glossary_and_the_list_are_a_dictionary_too(spelled: Path) -> None:
    assert found(spelled, "Обе стороны подписали трекинги склада.") == ["трекинги"]
    words = spelled / "glossary" / "words.txt"
    words.write_text("# ours\nтрекинг  # a loan\n", "utf-8")
    assert found(spelled, "Обе стороны подписали трекинги склада.") == []


def test_without_a_dictionary_one_message_says_so(spelled: Path) -> None:
    shutil.rmtree(spelled / "dictionaries")
    assert found(spelled, "Обе стороны потписали соглашение.") == []
    assert Workspace.open(spelled).check(rules=["spelling"]).not_spelled == ("ru",)
    off = spelled / "postl10n.toml"
    off.write_text(off.read_text("utf-8") + '\n[check]\nspelling = "off"\n', "utf-8")
    assert Workspace.open(spelled).check().not_spelled == ()
