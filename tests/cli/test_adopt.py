"""`postl10n adopt` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import validate

from postl10n.cli import commands
from postl10n.workspace import Workspace

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "schemas" / "adopt.json").read_text("utf-8"))
ARTICLE = """# Belpost opens a sorting centre in Brest

Belpost opened a sorting centre in Brest on 3 May 2024. It handles 1.75 million parcels a year.
"""
PAGE = """# «Белпочта» открыла в Бресте сортировочный центр

3 мая 2024 года «Белпочта» открыла в Бресте сортировочный центр. Он обрабатывает 1,57 млн посылок в год.
"""


@pytest.fixture
def folder(project: Path) -> Path:
    (project / "articles" / "brest.md").write_text(ARTICLE, "utf-8")
    (project / "brest.ru.md").write_text(PAGE, "utf-8")
    Workspace.open(project).update()
    return project


def adopt(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(commands, ["adopt", "-C", str(folder), *arguments])


def test_what_was_entered_and_what_is_doubtful_is_printed(folder: Path) -> None:
    result = adopt(folder, "brest", str(folder / "brest.ru.md"), "--locale", "ru")
    assert result.exit_code == 0, result.output
    assert "2 entered, 1 doubtful" in result.output
    assert "figures differ: 1.75 million" in result.output
    assert "wrote locales/ru/LC_MESSAGES/brest.po" in result.output


def test_the_article_may_be_named_by_its_source(folder: Path) -> None:
    source = str(folder / "articles" / "brest.md")
    assert adopt(folder, source, str(folder / "brest.ru.md"), "--locale", "ru").exit_code == 0


def test_json_is_as_its_schema_says(folder: Path) -> None:
    result = adopt(
        folder, "brest", str(folder / "brest.ru.md"), "--locale", "ru", "--dry-run", "--format", "json"
    )
    report = json.loads(result.stdout)
    validate(report, SCHEMA)
    (page,) = report["pages"]
    assert {pair["outcome"] for pair in page["pairs"]} == {"entered", "doubtful"}


def test_a_folder_is_adopted_and_a_page_that_fits_nothing_ends_with_1(folder: Path, tmp_path: Path) -> None:
    pages = tmp_path / "pages" / "ru"
    pages.mkdir(parents=True)
    (pages / "brest.md").write_text(PAGE, "utf-8")
    result = adopt(folder, "--all", str(pages.parent))
    assert result.exit_code == 0, result.output
    (pages / "weather.md").write_text("# Погода\n\nВ субботу ожидается дождь.\n", "utf-8")
    result = adopt(folder, "--all", str(pages.parent))
    assert result.exit_code == 1
    assert "weather.md\n  nothing adopted: no article of the project corresponds to the page" in result.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "name an article and its page, or a folder"),
        (("brest",), "name an article and its page, or a folder"),
        (("brest", "missing.md", "--locale", "ru"), "no such article"),
        (("brest", "missing.md", "--locale", "xx"), "xx"),
        (("--all", "nowhere"), "no such folder"),
    ],
)
def test_wrong_use_is_one_message(folder: Path, arguments: tuple[str, ...], message: str) -> None:
    result = adopt(folder, *arguments)
    assert result.exit_code == 2 or result.exception is not None
    assert message in result.output + str(result.exception)
