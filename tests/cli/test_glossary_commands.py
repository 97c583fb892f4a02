"""`postl10n glossary` as reviewers meet it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner, Result

from postl10n.cli import commands
from postl10n.errors import GlossaryError, Postl10nError, SheetError

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "docs" / "schemas"


def cli(project: Path, *arguments: str | Path) -> Result:
    """In this process: a fault is raised, which `main` prints in a line."""
    result = CliRunner().invoke(commands, ["glossary", *map(str, arguments), "-C", str(project)])
    if isinstance(result.exception, Postl10nError):
        raise result.exception
    return result


def schema(name: str) -> dict[str, object]:
    loaded: dict[str, object] = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def _glossary(project: Path) -> Path:
    return project / "glossary" / "example.yaml"


@pytest.mark.parametrize("name", ["lint", "suggest", "show"])
def test_json_is_of_its_schema(project: Path, name: str) -> None:
    result = cli(project, name, "--format", "json")

    jsonschema.validate(json.loads(result.stdout), schema(f"glossary-{name}"))


@pytest.mark.parametrize("path", sorted((ROOT / "glossary").glob("*.yaml")), ids=lambda path: path.stem)
def test_our_own_glossary_is_of_the_published_schema(path: Path) -> None:
    jsonschema.validate(yaml.safe_load(path.read_text(encoding="utf-8")), schema("glossary"))


@pytest.mark.parametrize(
    "text",
    [
        "concepts: [{id: Bad Id}]",
        "concepts: [{id: a, terms: {english: [x]}}]",
        "concepts: [{id: a, terms: {en: [{text: x, status: best}]}}]",
        "concepts: [{id: a, term: {}}]",
    ],
)
def test_the_published_schema_refuses_what_we_refuse(text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(text), schema("glossary"))


def test_lint_exits_by_severity(project: Path) -> None:
    assert cli(project, "lint").exit_code == 0
    warned = cli(project, "lint", "--severity", "warning")
    assert warned.exit_code == 1
    assert "glossary/example.yaml:3: warning [missing-locale] no usable term in zh_Hans" in warned.stdout


def test_contradictions_are_lint_errors_and_stop_everything_else(project: Path) -> None:
    text = _glossary(project).read_text(encoding="utf-8")
    _glossary(project).write_text(text.replace("Бел почта", "Белпочта"), encoding="utf-8")

    linted = cli(project, "lint")
    assert linted.exit_code == 1
    assert (
        "glossary/example.yaml:9: error [contradiction] 'Белпочта' is both usable and forbidden"
        in linted.stdout
    )
    with pytest.raises(GlossaryError):
        cli(project, "show")
    with pytest.raises(GlossaryError):
        CliRunner().invoke(commands, ["run", "-C", str(project)], catch_exceptions=False)
    assert not list(project.glob("locales/**/*.po"))


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "tbx"])
def test_a_round_trip_changes_no_byte(project: Path, tmp_path: Path, suffix: str) -> None:
    before = _glossary(project).read_bytes()
    sheet = tmp_path / f"terms.{suffix}"

    assert cli(project, "export", sheet).exit_code == 0
    result = cli(project, "import", sheet)

    assert result.stdout == "Nothing changes.\n"
    assert _glossary(project).read_bytes() == before


def test_an_edited_sheet(project: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "terms.csv"
    cli(project, "export", sheet, "--locale", "ru")
    text = sheet.read_text(encoding="utf-8-sig")
    assert "The postal operator" not in text.split("\n")[1], "definitions of other locales stay out"
    sheet.write_text(text.replace("Бел почта", "БелПошта"), encoding="utf-8")
    before = _glossary(project).read_text(encoding="utf-8")

    shown = cli(project, "import", sheet, "--dry-run")
    assert "ru           text: Бел почта → БелПошта" in shown.stdout
    dry = cli(project, "import", sheet, "--dry-run", "--format", "json")
    assert _glossary(project).read_text(encoding="utf-8") == before
    done = cli(project, "import", sheet, "--format", "json")

    jsonschema.validate(json.loads(done.stdout), schema("glossary-import"))
    assert [json.loads(one.stdout)["written"] for one in (dry, done)] == [False, True]
    assert _glossary(project).read_text(encoding="utf-8") == before.replace("Бел почта", "БелПошта")


def test_new_concepts_need_a_file(project: Path, tmp_path: Path) -> None:
    words = tmp_path / "words.en-ru.csv"
    words.write_text("letter,письмо\nBelpost,Белпошта\n", encoding="utf-8")

    with pytest.raises(Postl10nError, match="--into"):
        cli(project, "import", words)
    with pytest.raises(Postl10nError, match="leads out"):
        cli(project, "import", words, "--into", tmp_path / "elsewhere.yaml")
    result = cli(project, "import", words, "--into", project / "glossary" / "mail.yaml")

    assert "+ letter  letter" in result.stdout
    new = (project / "glossary" / "mail.yaml").read_text(encoding="utf-8")
    assert new == (
        "subject: mail\nconcepts:\n  - id: letter\n    terms:\n"
        "      en:\n        - letter\n      ru:\n        - письмо\n"
    )
    # The brand is known: the list's rendering becomes an admitted one where it stands.
    assert "text: Белпошта\n          status: admitted" in _glossary(project).read_text(encoding="utf-8")


def test_fields_that_a_format_does_not_support_are_listed(project: Path, tmp_path: Path) -> None:
    text = _glossary(project).read_text(encoding="utf-8")
    _glossary(project).write_text(text.replace("[Belpost]", "[{text: Belpost, forms: [Bel Post]}]"))

    exported = cli(project, "export", tmp_path / "x.tbx")

    assert exported.stderr == "Not supported by the format: forms of terms (1).\n"


def test_a_sheet_with_faults_writes_nothing(project: Path, tmp_path: Path) -> None:
    before = _glossary(project).read_bytes()
    sheet = tmp_path / "terms.csv"
    sheet.write_text(
        "concept,locale,term\nbelpost,ru,БП\nbelpost,xx_YY,a\nbelpost,be,b,c\n", encoding="utf-8"
    )

    with pytest.raises(SheetError, match=r"terms\.csv:4: 4 columns"):
        cli(project, "import", sheet)

    assert _glossary(project).read_bytes() == before


@pytest.mark.parametrize("name", ["missing.csv", "words.docx"])
def test_files_that_can_not_be_read(project: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(Postl10nError, match=name):
        cli(project, "import", tmp_path / name)


def test_suggestions_come_with_their_places(project: Path) -> None:
    article = project / "articles" / "bridge.txt"
    article.write_text(
        "A bridge\n\nThe General Post Office (GPO) opened. Staff of the Senado Square office met.\n"
        "They left Senado Square.\n",
        encoding="utf-8",
    )

    found = {one["text"]: one for one in json.loads(cli(project, "suggest", "--format", "json").stdout)}

    assert found["GPO"]["full"] == "General Post Office"
    assert found["Senado Square"]["count"] == 2
