"""`postl10n memory` and `postl10n pretranslate`, as their users meet them."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from program import program

ROOT = Path(__file__).parents[2]
SOURCE = "The two sides signed an agreement."


def valid(text: str, name: str) -> object:
    document: object = json.loads(text)
    schema = json.loads((ROOT / "docs" / "schemas" / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, schema)
    return document


@pytest.fixture
def news(project: Path) -> Path:
    """A project with a memory of one Russian unit, and catalogs that have no translation yet."""
    assert program("update", cwd=project).returncode == 0
    sheet = project / "sheet.csv"
    sheet.write_text(f"source,target\n{SOURCE},Стороны подписали соглашение.\n", encoding="utf-8")
    done = program("memory", "import", sheet, "--locale", "ru", cwd=project)
    assert (done.returncode, done.stdout) == (0, "memory/sheet.tmx: 1 units\n")
    return project


def test_pretranslate(news: Path) -> None:
    done = program("pretranslate", "--dry-run", "--format", "json", cwd=news)
    document = valid(done.stdout, "pretranslate")
    assert isinstance(document, dict)
    assert document["dry_run"] is True
    assert document["locales"]["ru"]["exact"] == {"segments": 1, "words": 6}

    table = program("pretranslate", "--locale", "ru", cwd=news)
    assert (table.returncode, table.stderr) == (0, "")
    assert "exact" in table.stdout
    assert "wrote locales/ru/LC_MESSAGES/bridge.po: 1 draft\n" in table.stdout
    valid(program("pretranslate", "--format", "json", cwd=news).stdout, "pretranslate")
    assert program("pretranslate", "--least", "0.2", cwd=news).returncode == 2


def test_search(news: Path) -> None:
    done = program("memory", "search", "SIGNED an", "--format", "json", cwd=news)
    hits = valid(done.stdout, "memory-search")
    assert isinstance(hits, list)
    assert [hit["source_spans"] for hit in hits] == [[[14, 23]]]
    shown = program("memory", "search", "соглашение", cwd=news)
    assert shown.stdout.splitlines() == [SOURCE, "  Стороны подписали соглашение.", "  ru  memory/sheet.tmx"]
    assert program("memory", "search", cwd=news).returncode == 2


def test_look_ups_by_lines(news: Path) -> None:
    questions = [
        {"text": SOURCE, "source_locale": "en", "locale": "ru"},
        {"text": "The two sides signed the agreement.", "locale": "ru"},
        {"text": "Nothing of the kind", "locale": "ru"},
    ]
    lines = "".join(json.dumps(one) + "\n" for one in questions)
    done = program("memory", "search", "--jsonl", cwd=news, stdin=lines)
    answers = [valid(line, "memory-lookup") for line in done.stdout.splitlines()]
    assert [[one["kind"] for one in answer["matches"]] for answer in answers] == [["exact"], ["fuzzy"], []]  # type: ignore[index]
    wrong = program("memory", "search", "--jsonl", cwd=news, stdin='{"text": "x"}\n')
    assert wrong.returncode == 2
    assert '<stdin>:1: "locale" must be given' in wrong.stderr


def test_stats_and_rebuild(news: Path) -> None:
    document = valid(program("memory", "stats", "--format", "json", cwd=news).stdout, "memory-stats")
    assert document["pairs"] == [  # type: ignore[index]
        {"source_locale": "en", "locale": "ru", "units": 1, "approved": 1, "fuzzy": 0, "machine": 0}
    ]
    assert "en → ru: 1 units" in program("memory", "rebuild", cwd=news).stdout


def test_export(news: Path) -> None:
    assert program("memory", "export", "-o", "out.tmx", cwd=news).returncode == 0
    assert (news / "out.tmx").read_text(encoding="utf-8") == program("memory", "export", cwd=news).stdout


def test_a_broken_memory_is_named_and_the_rest_is_done(news: Path) -> None:
    (news / "memory" / "broken.tmx").write_text("<tmx>\n<body>", encoding="utf-8")
    done = program("pretranslate", "--locale", "ru", cwd=news)
    assert done.returncode == 2
    assert "memory/broken.tmx:2: broken XML" in done.stderr
    assert "1 draft\n" in done.stdout
