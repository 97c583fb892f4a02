"""Plug-ins as people have them: the example package installed from its folder, and packages that are broken."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import jsonschema
import pytest
from mt_peers import deepl
from peer import serve

from postl10n.files.po import parse_po
from postl10n.project.scaffold import make_project

ROOT = Path(__file__).parents[2]
EXTRAS = ROOT / "examples" / "postl10n-extras"


class Installed:
    """postl10n with the packages of a folder beside its own."""

    def __init__(self, packages: Path, project: Path) -> None:
        self.packages = packages
        self.project = project
        self.environ: dict[str, str] = {}

    def __call__(self, *arguments: str, code: int = 0, says: str = "", given: str | None = None) -> str:
        environ = {**os.environ, "PYTHONPATH": str(self.packages), "NO_COLOR": "1", **self.environ}
        done = subprocess.run(
            [sys.executable, "-m", "postl10n", *arguments],
            capture_output=True, encoding="utf-8", check=False, cwd=self.project, env=environ, input=given,
        )  # fmt: skip
        assert (done.returncode, "Traceback" in done.stderr) == (code, False), done.stdout + done.stderr
        assert says in done.stderr
        return done.stdout

    def catalog(self, locale: str, article: str) -> Path:
        return self.project / "locales" / locale / "LC_MESSAGES" / f"{article}.po"

    def set(self, text: str) -> None:
        with (self.project / "postl10n.toml").open("a", encoding="utf-8") as settings:
            settings.write(text)


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example as pip installs it from its folder, without a network."""
    folder = tmp_path_factory.mktemp("packages")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
    ]
    subprocess.run([*pip, "--target", str(folder), str(EXTRAS)], check=True, capture_output=True)
    return folder


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    make_project(folder, source="en", targets=["es", "eo"])
    for path in (folder / "articles").iterdir():
        path.unlink()
    text = "The night train\n\nThe new train leaves at ten. It carries every parcel.\n"
    (folder / "articles" / "train.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def cli(packages: Path, news: Path) -> Installed:
    return Installed(packages, news)


def package(folder: Path, name: str, points: str, **modules: str) -> Path:
    """An installed package with entry points, made by hand."""
    about = folder / f"{name}-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text(points, encoding="utf-8")
    for module, text in modules.items():
        (folder / f"{module}.py").write_text(text, encoding="utf-8")
    return folder


def states(listed: str) -> Mapping[str, tuple[str, str]]:
    document = json.loads(listed)
    jsonschema.validate(
        document, json.loads((ROOT / "docs" / "schemas" / "plugins.json").read_text(encoding="utf-8"))
    )
    return {f"{one['kind']} {one['name']}": (one["status"], one["problem"]) for one in document["plugins"]}


def test_the_page_shows_the_example_as_it_is() -> None:
    page = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
    files = [path for path in EXTRAS.rglob("*") if path.suffix in (".py", ".toml")]
    whole = [path.read_text(encoding="utf-8").strip() for path in files]
    shown = re.findall(r"^```python\n(.*?)\n```$", page, re.DOTALL | re.MULTILINE)
    assert len(shown) == 4
    assert set(shown) < set(whole)
    points = re.findall(r"^```toml\n(.*?)\n```$", page, re.DOTALL | re.MULTILINE)[0]
    assert points in (EXTRAS / "pyproject.toml").read_text(encoding="utf-8")


def test_the_example_is_listed_and_switched_off(cli: Installed) -> None:
    names = {"rules exclamation", "formats article.gmi", "engines deepl", "languages eo", "commands progress"}
    assert states(cli("plugins", "--format", "json")) == dict.fromkeys(names, ("used", ""))
    assert "postl10n-extras 0.1.0: used" in cli("plugins")
    assert states(cli("--no-plugins", "plugins", "--format", "json")) == dict.fromkeys(names, ("off", ""))
    assert "progress" in cli("--help")
    assert "progress" not in cli("--no-plugins", "--help")


def test_a_rule_takes_part_in_the_checks(cli: Installed) -> None:
    cli("update")
    catalog = cli.catalog("es", "train")
    text = catalog.read_text(encoding="utf-8")
    wanted = 'msgid "It carries every parcel."\nmsgstr "'
    assert wanted in text
    catalog.write_text(text.replace(wanted, f"{wanted}¡Lleva todos los paquetes!"), encoding="utf-8")
    found = json.loads(
        cli("check", "--rules", "exclamation", "--format", "json", "--severity", "warning", code=1)
    )
    assert [(one["rule"], one["severity"]) for one in found["findings"]] == [("exclamation", "warning")]
    assert "exclamation" in cli("check", "--list-rules")
    cli("--no-plugins", "check", "--rules", "exclamation", code=2, says="there is no rule 'exclamation'")

    cli.set('\n[check]\nexclamation = "error"\n')
    cli("check", code=1)
    # What the settings say of it is no fault where it is switched off.
    cli("--no-plugins", "check")
    cli.set("\n[plugins]\nenabled = false\n")
    cli("check")


def test_a_setting_names_the_packages_whose_plugins_are_used(cli: Installed) -> None:
    cli.set('\n[plugins]\nenabled = ["other"]\n')
    assert "exclamation" not in cli("check", "--list-rules")
    settings = cli.project / "postl10n.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('"other"', '"Postl10n_Extras"'), encoding="utf-8")
    assert "exclamation" in cli("check", "--list-rules")
    settings.write_text(text.replace('["other"]', '"other"'), encoding="utf-8")
    cli("check", code=2, says="enabled must be true, false, or a list of packages")


def test_a_format_of_articles_is_read(cli: Installed) -> None:
    gemtext = (
        "# A stamp for R&D\n\nThe stamp shows a bridge.\n=> https://example.org Buy it here\n* Two colours\n"
    )
    (cli.project / "articles" / "stamp.gmi").write_text(gemtext, encoding="utf-8")
    cli("--no-plugins", "update")
    assert not cli.catalog("es", "stamp").exists()
    cli("update")
    catalog = parse_po(cli.catalog("es", "stamp").read_bytes(), path="stamp.po").catalog
    assert [entry.msgid for entry in catalog.active()] == [
        "A stamp for R&D",
        "The stamp shows a bridge.",
        "{1}Buy it here{/1}",
        "Two colours",
    ]


def test_a_language_answers_from_its_folder(cli: Installed) -> None:
    asked = json.dumps({"lang": "eo", "text": "Sendu leterojn, ekz. Al ni. Ni skribos."})
    assert len(json.loads(cli("segment", "--jsonl", given=asked))["segments"]) == 2
    assert len(json.loads(cli("--no-plugins", "segment", "--jsonl", given=asked))["segments"]) == 3
    code = (
        "import postl10n.workspace; from postl10n.lang.languages import morphology; m = morphology('eo');"
        "print([m.same('poŝtoficejo', word, alone=True) for word in ('poŝtoficejojn', 'poŝtoficeja')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, encoding="utf-8", check=True, env={**os.environ, "PYTHONPATH": str(cli.packages)},
    )  # fmt: skip
    assert done.stdout == "[True, False]\n"


def test_a_command_runs(cli: Installed) -> None:
    cli("update")
    assert "es: 0% of " in cli("progress")
    cli("--no-plugins", "progress", code=2, says="No such command 'progress'")


def test_an_engine_drafts(cli: Installed) -> None:
    with serve(deepl) as peer:
        cli.set(
            f'\n[engines.locale]\nes = "deepl"\n\n[engines.deepl]\nurl = "{peer.url}"\nkey_from = "PEER_KEY"\n'
        )
        cli.environ = peer.environ("secret")
        cli("update")
        cli("pretranslate")
        catalog = parse_po(cli.catalog("es", "train").read_bytes(), path="train.po").catalog
        drafts = {entry.msgid: entry for entry in catalog.active() if entry.msgstr[0]}
        assert drafts["It carries every parcel."].msgstr == ("es: It carries every parcel.",)
        assert drafts["It carries every parcel."].fuzzy
    cli("--no-plugins", "pretranslate", code=2, says="unknown kind of engine 'deepl'")


PAIR = json.dumps({"source": "A letter", "target": "Una carta", "source_locale": "en", "locale": "es"})
BROKEN = """\
[postl10n.rules]
lost = nowhere_to_be_found:Rule
number = broken:Good
wrong = broken:WRONG
fails = broken:Fails

[postl10n.commands]
crash = broken:crash
absent = broken:absent

[postl10n.formats]
gmi = broken:WRONG
"""
MODULE = """\
import click
from postl10n.model.findings import Severity
from postl10n.stages.check.rules.base import Rule

WRONG = 5

class Good(Rule):
    name, severity, documentation = "number", Severity.ERROR, "It."
    def check(self, pair):
        return []

class Fails(Good):
    def check(self, pair):
        return [1 / 0]

@click.command()
def crash():
    raise LookupError("the crash itself")
"""


@pytest.fixture
def broken(tmp_path: Path, news: Path) -> Installed:
    return Installed(package(tmp_path / "packages", "broken", BROKEN, broken=MODULE), news)


def test_what_is_broken_is_told_where_it_is_needed_and_nowhere_else(broken: Installed) -> None:
    found = states(broken("plugins", "--format", "json", code=1))
    assert found["rules number"] == (
        "broken",
        "the name is taken: a plug-in can't replace what is built in",
    )
    assert found["rules lost"][1].startswith("can't be loaded: ModuleNotFoundError: ")
    assert found["rules wrong"] == ("broken", "is none of the rules")
    assert found["rules fails"] == ("used", "")
    assert "AttributeError" in found["commands absent"][1]
    assert found["formats gmi"][1].startswith("the name must begin with")
    assert "(can't be loaded" in broken("--help")

    broken("update")
    broken("stats")
    broken("check", "--rules", "number,space")
    broken("check", "--jsonl", code=2, says="plug-in lost (rules) of broken 1.0 can't be loaded", given=PAIR)
    broken("absent", code=2, says="error: plug-in absent (commands) of broken 1.0 can't be loaded")
    broken("crash", code=2, says="of broken 1.0 failed: LookupError: the crash itself")
    broken("--no-plugins", "check")


def test_a_rule_that_fails_while_it_checks_ends_the_check(broken: Installed) -> None:
    told = "plug-in fails (rules) of broken 1.0 failed: ZeroDivisionError"
    broken("check", "--rules", "fails", "--jsonl", code=2, says=told, given=PAIR)


def test_two_packages_with_one_name_are_told_apart_by_nobody(tmp_path: Path, news: Path) -> None:
    folder = package(tmp_path / "packages", "one", "[postl10n.rules]\ncalm = one:A\n")
    cli = Installed(package(folder, "two", "[postl10n.rules]\ncalm = two:B\n"), news)
    told = "several packages add calm to the rules: one, two"
    cli("check", "--jsonl", code=2, says=told, given=PAIR)
    assert states(cli("plugins", "--format", "json", code=1))["rules calm"] == ("broken", told)
