"""`glossary consistency` and `glossary impact` as their users meet them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import jsonschema
import pytest
from program import program
from sample import GLOSSARY

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
SENTENCE = "Belpost handled 1.75 billion items in 2024."


def cli(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return program("glossary", *arguments, cwd=cwd, SOURCE_DATE_EPOCH="1767312000")


@pytest.fixture
def translated(project: Path) -> Path:
    """The project with one sentence in Russian, and a glossary that renames the operator in `new/`."""
    assert program("update", cwd=project).returncode == 0
    path = project / "locales" / "ru" / "LC_MESSAGES" / "bridge.po"
    target = "Белпочта обработала 1,75 млрд отправлений в 2024 году."
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(f'msgid "{SENTENCE}"\nmsgstr ""', f'msgid "{SENTENCE}"\nmsgstr "{target}"'),
        encoding="utf-8",
    )
    (project / "new").mkdir()
    renamed = GLOSSARY.replace("- Белпочта", "- Белпошта")
    (project / "new" / "example.yaml").write_text(renamed, encoding="utf-8")
    return project


def validated(done: subprocess.CompletedProcess[str], name: str) -> dict[str, object]:
    document: dict[str, object] = json.loads(done.stdout)
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, schema)
    return document


def test_impact_is_a_document_of_its_schema(translated: Path) -> None:
    answers = [
        cli("impact", *arguments, "--format", "json", cwd=translated)
        for arguments in (["glossary", "new"], ["glossary", "new", "--apply"], ["--undo"], ["--undo"])
    ]

    documents = [validated(done, "glossary-impact") for done in answers]
    assert [(done.returncode, done.stderr) for done in answers] == [(0, "")] * 4
    assert [len(one["entries"]) for one in documents if isinstance(one["entries"], list)] == [1, 1, 0, 0]
    assert documents[0]["applied"] is None
    assert isinstance(documents[2]["undone"], dict)
    assert documents[3]["undone"] == {"run": None, "entries": []}


def test_impact_says_what_an_entry_becomes(translated: Path) -> None:
    done = cli("impact", "glossary", "new", cwd=translated)

    lines = done.stdout.splitlines()
    assert lines[0] == "locales/ru/LC_MESSAGES/bridge.po"
    assert "wrong  belpost (right → wrong)" in lines[1]
    assert lines[4].strip() == "becomes Белпошта обработала 1,75 млрд отправлений в 2024 году."
    assert lines[-1] == "1 concept changed: 1 wrong, 0 untested, 0 right; 1 with a suggestion."


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["glossary"], "one glossary alone"),
        (["--from", "HEAD", "glossary", "new"], "can't be given together"),
        (["--undo", "--apply"], "goes alone"),
        (["glossary", "nowhere"], "no such glossary"),
        (["--from", "HEAD"], "not a git revision"),
    ],
)
def test_impact_refuses_in_one_message(translated: Path, arguments: list[str], message: str) -> None:
    done = cli("impact", *arguments, cwd=translated)

    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_consistency_is_a_document_of_its_schema(translated: Path) -> None:
    done = cli("consistency", "--locale", "ru", "--format", "json", cwd=translated)

    assert (done.returncode, done.stderr) == (0, "")
    document = validated(done, "glossary-consistency")
    assert "Белпочта" in json.dumps(document, ensure_ascii=False)


def test_consistency_fails_at_the_severity_asked_for(translated: Path) -> None:
    path = translated / "locales" / "ru" / "LC_MESSAGES" / "bridge.po"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Белпочта обработала", "Она обработала"), "utf-8"
    )

    done = cli("consistency", cwd=translated)
    strict = cli("consistency", "--severity", "warning", cwd=translated)

    assert (done.returncode, strict.returncode) == (0, 1)
    assert "[term-missing] 'Belpost' is not translated as Белпочта" in done.stdout


def test_consistency_writes_a_page_for_each_locale(translated: Path) -> None:
    done = cli("consistency", "--format", "html", "--output", "pages", cwd=translated)

    assert done.returncode == 0
    assert [Path(line).as_posix() for line in done.stdout.splitlines()] == [
        "pages/ru.html",
        "pages/zh_Hans.html",
    ]
    assert "Белпочта" in (translated / "pages" / "ru.html").read_text(encoding="utf-8")
