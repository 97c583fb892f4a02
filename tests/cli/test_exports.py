"""Files made for others never take the place of somebody's work, unless that is asked for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sample import GLOSSARY

from postl10n.cli import commands
from postl10n.errors import UsageError
from postl10n.workspace import Workspace

SOURCE = "The two sides signed an agreement."
EXPORTS = {
    "terms.tbx": ("glossary", "export", "terms.tbx"),
    "terms.csv": ("glossary", "export", "terms.csv"),
    "terms.xlsx": ("glossary", "export", "terms.xlsx"),
    "ru.tmx": ("memory", "export", "-o", "ru.tmx"),
    "sheet.csv": ("po", "export", "-o", "sheet.csv"),
    "sheet.xlsx": ("po", "export", "-o", "sheet.xlsx"),
}


@pytest.fixture
def news(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    Workspace.open(project).update()
    monkeypatch.chdir(project)
    translate("Стороны подписали соглашение.")
    return project


def translate(text: str) -> None:
    """Approve another translation, and another term."""
    path = Path("locales/ru/LC_MESSAGES/bridge.po")
    head, found, tail = path.read_text(encoding="utf-8").partition(f'msgid "{SOURCE}"\nmsgstr ')
    path.write_text(f'{head}{found}"{text}"{tail[tail.index(chr(10)) :]}', encoding="utf-8")
    Path("glossary/example.yaml").write_text(GLOSSARY.replace("Бел почта", text), encoding="utf-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(commands, arguments)


@pytest.mark.parametrize("name", EXPORTS)
def test_another_file_is_replaced_by_force_alone(news: Path, name: str) -> None:
    path = news / name
    path.write_bytes(b"somebody's work")

    refused = run(*EXPORTS[name])

    assert isinstance(refused.exception, UsageError)
    assert refused.exception.place is not None
    assert refused.exception.place.path == name
    assert "--force" in (refused.exception.hint or "")
    assert path.read_bytes() == b"somebody's work"
    assert run(*EXPORTS[name], "--force").exit_code == 0
    assert path.read_bytes() != b"somebody's work"


@pytest.mark.parametrize("name", EXPORTS)
def test_an_earlier_export_is_replaced_until_somebody_edits_it(news: Path, name: str) -> None:
    assert run(*EXPORTS[name]).exit_code == 0
    first = Path(name).read_bytes()
    translate("Обе стороны подписали соглашение.")

    assert run(*EXPORTS[name]).exit_code == 0

    second = Path(name).read_bytes()
    assert second != first
    edited = second + b"\n"
    Path(name).write_bytes(edited)
    assert isinstance(run(*EXPORTS[name]).exception, UsageError)
    assert Path(name).read_bytes() == edited
    # An older state of our own, such as git brings back, is no work of anybody's.
    Path(name).write_bytes(first)
    assert run(*EXPORTS[name]).exit_code == 0
    assert Path(name).read_bytes() == second


def test_without_a_cache_the_same_bytes_need_no_force(news: Path) -> None:
    assert run(*EXPORTS["terms.tbx"]).exit_code == 0
    shutil.rmtree(news / ".postl10n")

    assert run(*EXPORTS["terms.tbx"]).exit_code == 0

    shutil.rmtree(news / ".postl10n")
    translate("Стороны договорились.")
    assert isinstance(run(*EXPORTS["terms.tbx"]).exception, UsageError)


def test_a_cache_that_can_not_be_written_is_no_reason_to_refuse(news: Path) -> None:
    shutil.rmtree(news / ".postl10n", ignore_errors=True)
    (news / ".postl10n").write_text("in the way")

    assert run(*EXPORTS["terms.tbx"]).exit_code == 0
    assert (news / "terms.tbx").stat().st_size
