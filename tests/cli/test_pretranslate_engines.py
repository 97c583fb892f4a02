"""`postl10n pretranslate` with engines that can't be asked, and its report as a page."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
from apertium import require_apertium
from lxml import html
from program import program

from postl10n.files.po import parse_po
from postl10n.project.scaffold import make_project

ROOT = Path(__file__).parents[2]
ROUTES = '\n[engines.locale]\nru = "lt"\n\n[engines.lt]\nkind = "libretranslate"\nurl = "http://127.0.0.1:9/"\nretries = 0\n'


@pytest.fixture
def news(project: Path) -> Path:
    settings = project / "postl10n.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text('name = "<b>News</b>"\n' + text + ROUTES, encoding="utf-8")
    assert program("update", cwd=project).returncode == 0
    return project


def test_what_apertium_does_not_know_is_told_in_entry_and_report(tmp_path: Path) -> None:
    require_apertium("eng-spa")
    news = tmp_path / "news"
    make_project(news, source="en", targets=["es", "pt_PT"])
    settings = news / "postl10n.toml"
    routes = '\n[engines.locale]\nes = "apertium"\n'
    settings.write_text(settings.read_text(encoding="utf-8") + routes, encoding="utf-8")
    (news / "glossary" / "example.yaml").write_text(
        "subject: unions\nconcepts:\n  - id: upu\n    terms:\n      en: [Universal Postal Union]\n"
        "      es: [Unión Postal Universal]\n",
        encoding="utf-8",
    )
    text = "Hello\n\nThe Universal Postal Union frobnicates at https://example.org/a?b=c today.\n"
    (news / "articles" / "hello.txt").write_text(text, encoding="utf-8")
    assert program("update", cwd=news).returncode == 0

    done = program("pretranslate", "--format", "json", "--report", "report.html", cwd=news)
    document = json.loads(done.stdout)
    schema = json.loads((ROOT / "docs" / "schemas" / "pretranslate.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, schema)
    assert document["unknown"] == {"es": {"frobnicates": 1}}
    catalog = parse_po((news / "locales" / "es" / "LC_MESSAGES" / "hello.po").read_bytes()).catalog
    draft = next(entry for entry in catalog.active() if "Union" in entry.msgid)
    assert draft.comments[1:] == ("postl10n: unknown words: frobnicates",)
    assert draft.msgstr[0].startswith("La Unión Postal Universal frobnicates")
    assert "https://example.org/a?b=c" in draft.msgstr[0]
    page = html.document_fromstring((news / "report.html").read_text(encoding="utf-8"))
    assert page.xpath("//bdi[text()='frobnicates']")
    overview = page.findall(".//table")[0]
    assert overview.findtext("caption") == "Words by locale"
    assert [row.findtext("th") for row in overview.findall("tbody/tr")] == ["es", "pt_PT"]


def test_each_locale_is_named_in_the_table(news: Path) -> None:
    table = program("pretranslate", "--dry-run", "--no-engine", cwd=news).stdout
    named = [line.split()[0] for line in table.splitlines() if line.startswith((" ru ", " zh_Hans "))]
    assert named == list(dict.fromkeys(named))
    assert "ru" in named


def test_a_project_without_catalogs_is_told_what_to_do(project: Path) -> None:
    done = program("pretranslate", cwd=project)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "There are no catalogs to fill: `postl10n update` makes them.\n"


def test_an_engine_that_is_not_there_is_one_line(news: Path) -> None:
    done = program("pretranslate", cwd=news)
    assert done.returncode == 0
    assert done.stderr == "note: lt can't draft ru from en: 127.0.0.1:9 cannot be reached\n"
    assert program("pretranslate", "--no-engine", cwd=news).stderr == ""


def test_a_dry_run_counts_what_engines_would_be_asked(news: Path) -> None:
    done = program("pretranslate", "--dry-run", "--locale", "ru", "--format", "json", cwd=news)
    assert (done.returncode, done.stderr) == (0, "")
    document = json.loads(done.stdout)
    schema = json.loads((ROOT / "docs" / "schemas" / "pretranslate.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, schema)
    assert document["locales"]["ru"]["machine"]["segments"] > 0
    assert document["locales"]["ru"]["left"] == {"segments": 0, "words": 0}
    assert not (news / "locales" / "ru" / "journal.jsonl").exists()


def test_settings_that_are_wrong_are_exit_2(news: Path) -> None:
    settings = news / "postl10n.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + "speed = 3\n", encoding="utf-8")
    line = len(settings.read_text(encoding="utf-8").splitlines())
    done = program("pretranslate", cwd=news)
    assert done.returncode == 2
    assert done.stderr.startswith(f"error: postl10n.toml:{line}: unknown setting 'speed' in [engines.lt]\n")
    assert program("stats", cwd=news).returncode == 0


def test_the_report_needs_nothing_else_and_escapes(news: Path) -> None:
    done = program("pretranslate", "--report", "report.html", cwd=news)
    assert done.returncode == 0
    text = (news / "report.html").read_text(encoding="utf-8")
    page = html.document_fromstring(text)
    assert page.findtext(".//h1") == "Leverage: <b>News</b>"
    assert not page.xpath("//*[@src or @href] | //script | //b")
    assert "prefers-color-scheme" in text
    assert "@media print" in text
    assert "127.0.0.1:9 cannot be reached" in text
    body = text[text.index('lang="ru"') :]
    left = re.search(r'<th scope="row">Left</th><td class="n">(\d+)</td>', body)
    assert left is not None
    document = json.loads(program("pretranslate", "--no-engine", "--format", "json", cwd=news).stdout)
    assert int(left[1]) == document["locales"]["ru"]["left"]["segments"]
