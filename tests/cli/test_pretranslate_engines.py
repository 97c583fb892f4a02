"""`postl10n pretranslate` with engines that can't be asked, and its report as a page."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from lxml import html

ROOT = Path(__file__).parents[2]
ROUTES = '\n[engines.locale]\nru = "lt"\n\n[engines.lt]\nkind = "libretranslate"\nurl = "http://127.0.0.1:9/"\nretries = 0\n'


def cli(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "80"}
    return subprocess.run(
        [sys.executable, "-m", "postl10n", *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", check=False, cwd=cwd, env=environment,
    )  # fmt: skip


@pytest.fixture
def news(project: Path) -> Path:
    settings = project / "postl10n.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text('name = "<b>News</b>"\n' + text + ROUTES, encoding="utf-8")
    assert cli("update", cwd=project).returncode == 0
    return project


def test_an_engine_that_is_not_there_is_one_line(news: Path) -> None:
    done = cli("pretranslate", cwd=news)
    assert done.returncode == 0
    assert done.stderr == "note: lt can't draft ru from en: 127.0.0.1:9 cannot be reached\n"
    assert cli("pretranslate", "--no-engine", cwd=news).stderr == ""


def test_a_dry_run_counts_what_engines_would_be_asked(news: Path) -> None:
    done = cli("pretranslate", "--dry-run", "--locale", "ru", "--format", "json", cwd=news)
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
    done = cli("pretranslate", cwd=news)
    assert done.returncode == 2
    assert done.stderr.startswith(f"error: postl10n.toml:{line}: unknown setting 'speed' in [engines.lt]\n")
    assert cli("stats", cwd=news).returncode == 0


def test_the_report_needs_nothing_else_and_escapes(news: Path) -> None:
    done = cli("pretranslate", "--report", "report.html", cwd=news)
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
    document = json.loads(cli("pretranslate", "--no-engine", "--format", "json", cwd=news).stdout)
    assert int(left[1]) == document["locales"]["ru"]["left"]["segments"]
