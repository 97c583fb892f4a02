"""`postl10n.toml`: what it gives, and how its faults are named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from postl10n.errors import FaultGroup, Postl10nError, ProjectError
from postl10n.model.project import Paths
from postl10n.project.config import find_project, read_config
from postl10n.project.scaffold import make_project

ROOT = Path(__file__).parents[2]


def config(folder: Path, text: str) -> Path:
    (folder / "postl10n.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_new_project_can_be_read(tmp_path: Path) -> None:
    make_project(tmp_path / "news", source="en", targets=["zh-hans", "pt_PT", "pt-PT"])

    project = read_config(tmp_path / "news")

    assert (project.name, project.source, project.targets) == ("news", "en", ("zh_Hans", "pt_PT"))
    assert project.site_url == "https://news.example"


def test_the_schema_that_a_new_glossary_names_is_there(tmp_path: Path) -> None:
    make_project(tmp_path, source="en", targets=["ru"])
    glossary = tmp_path / "glossary" / "example.yaml"
    named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", glossary.read_text(encoding="utf-8"))

    assert named
    assert f"$schema={named[1]}\n" in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert (glossary.parent / named[1]).read_bytes() == (ROOT / "docs/schemas/glossary.json").read_bytes()
    assert read_config(tmp_path).grace_days == 14


def test_a_new_project_says_where_rules_were_not_measured(tmp_path: Path) -> None:
    for name, targets in (("de", ["ru", "de", "vi"]), ("ru", ["ru", "zh_Hant_MO"])):
        make_project(tmp_path / name, source="en", targets=targets)
        assert read_config(tmp_path / name).targets == tuple(targets)

    with_german, without = ((tmp_path / name / "postl10n.toml").read_text("utf-8") for name in ("de", "ru"))
    assert "# Not measured in de, vi: " in with_german
    assert "ot measured" not in without


def test_settings_of_locales(tmp_path: Path) -> None:
    text = """
targets = ["zh_Hant_HK", "zh_Hant_MO", "ru"]
publish = 0.7
[locale.zh_Hant_MO]
inherits = "zh-Hant-HK"
publish = 0.9
[gate.ru]
completion = 1
errors = 0
"""

    project = read_config(config(tmp_path, text))

    assert project.chain("zh_Hant_MO") == ("zh_Hant_MO", "zh_Hant_HK")
    assert project.publish_share("zh_Hant_MO") == 0.9
    assert project.publish_share("ru") == 0.7
    gate = project.settings("ru").gate
    assert gate is not None
    assert (gate.completion, gate.errors) == (1.0, 0)


def test_paths_that_are_left_out(tmp_path: Path) -> None:
    text = 'targets = ["ru"]\n[paths]\nsite = "out/"\nexclude = ["drafts/", "*.bak.txt"]\n'
    (tmp_path / "postl10n.toml").write_text(text, encoding="utf-8")

    assert read_config(tmp_path).paths == Paths(site="out", exclude=("drafts/", "*.bak.txt"))


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('source = "en"\ntargets = [\n', 2, "Invalid value"),
        ('source = "en"\ntarget = ["ru"]\n', 2, "unknown setting 'target'"),
        ('targets = ["xx_YY"]\n', 1, "unknown locale 'xx_YY'"),
        ('targets = ["../../etc"]\n', 1, "is not a locale"),
        ('targets = ["ru", "ru"]\n', 1, "twice"),
        ('source = "ru"\ntargets = ["ru"]\n', 2, "is the source"),
        ("targets = [1]\n", 1, "must be a list of texts"),
        ('targets = ["ru"]\npublish = 80\n', 2, "between 0 and 1"),
        ('targets = ["ru"]\n[paths]\nsite = "../out"\n', 3, "not a folder inside the project"),
        ('targets = ["ru"]\n[paths]\nsite = "/tmp"\n', 3, "not a folder inside the project"),
        ('targets = ["ru"]\n[paths]\nexclude = "drafts/"\n', 3, "must be a list of texts"),
        ('targets = ["ru"]\n[paths]\nexclude = ["/"]\n', 3, "a pattern of exclude is empty"),
        ('targets = ["ru"]\n[site]\nurl = "javascript:alert(1)"\n', 3, "not the http"),
        ('targets = ["ru"]\n[site]\nregion = "Britain"\n', 3, "'Britain' is no region"),
        ('targets = ["ru"]\n[site.colors]\naccent = "red"\n', 3, "accent can't be used in [site.colors]"),
        ('targets = ["ru"]\n[site.colors]\nglow = "#fff"\n', 3, "glow can't be used in [site.colors]"),
        ('targets = ["ru"]\n[site.colors]\nink = ["#000", "#fff", "#fff"]\n', 3, "ink can't be used"),
        ('targets = ["ru"]\n[site.fonts]\ntext = "a; } b {"\n', 3, "text can't be used in [site.fonts]"),
        ('targets = ["ru"]\n[site]\nfonts = "Georgia"\n', 3, "fonts can't be used in [site.fonts]"),
        ('targets = ["ru", "be"]\n[locale.be]\ninherits = "ru"\n', 3, "not a parent of be"),
        ('targets = ["ru"]\n[locale.fr]\npublish = 1\n', 2, "not among the targets"),
        ('targets = ["ru"]\n[gate.ru]\nerrors = -1\n', 3, "whole number"),
        ("targets = 3\n[locale]\nru = 1\n", 3, "ru must be a table"),
        ('targets = ["ru"]\n[check]\nspacing = "off"\n', 3, "there is no rule 'spacing'"),
        ('targets = ["ru"]\n[check]\nspace = "on"\n', 3, "'on' is not a severity of space"),
        ('targets = ["ru"]\n[check]\nspace = false\n', 3, "False is not a severity of space"),
        ('targets = ["ru"]\n[check]\nru = "off"\n', 3, "there is no rule 'ru'"),
        ('targets = ["ru"]\n[check]\nspace = "off"\n[check.ru]\nspace = "erorr"\n', 5, "not a severity"),
        ('targets = ["ru"]\n[check.fr]\nspace = "off"\n', 2, "not among the targets"),
        ('targets = ["ru"]\n[check.number]\nru = "off"\n', 2, "number is a rule"),
        ('targets = ["zh_Hans"]\n[check."zh_Hans"]\n[check.zh-Hans]\n', 3, "named twice"),
        ('targets = ["ru"]\n[check]\nempty = "error"\n', 3, "never decides an exit code"),
        ('targets = ["ru"]\ncheck = "off"\n', 2, "must be a table"),
    ],
)
def test_faults_are_named_with_their_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    with pytest.raises(Postl10nError) as raised:
        read_config(config(tmp_path, text))

    fault = raised.value
    faults = fault.faults if isinstance(fault, FaultGroup) else (fault,)
    found = [one for one in faults if message in one.message]
    assert found, str(fault)
    assert found[0].place is not None
    assert found[0].place.line == line


def test_a_project_is_found_from_a_folder_below(tmp_path: Path) -> None:
    config(tmp_path, "")
    below = tmp_path / "locales" / "ru"
    below.mkdir(parents=True)

    assert find_project(below) == tmp_path


def test_no_project(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match=r"no postl10n\.toml"):
        find_project(tmp_path)


def test_a_new_project_overwrites_nothing(tmp_path: Path) -> None:
    config(tmp_path, "# mine\n")

    with pytest.raises(Postl10nError, match="exists already"):
        make_project(tmp_path, source="en", targets=["ru"])

    assert (tmp_path / "postl10n.toml").read_text() == "# mine\n"
    assert not (tmp_path / "articles").exists()


ENGINES = """\
source = "en"
targets = ["es", "pt_PT", "be", "ru"]

[engines.locale]
es = "apertium"
"pt-PT" = { engine = "apertium", from = "es" }
ru = "assistant"

[engines.assistant]
kind = "chat"
url = "https://api.example/v1"
temperature = 0.2
stop = ["a", "b"]
"""


def test_engines(tmp_path: Path) -> None:
    (tmp_path / "postl10n.toml").write_text(ENGINES, encoding="utf-8")
    engines = read_config(tmp_path).engines
    assert {locale: (one.engine, one.source) for locale, one in engines.routes.items()} == {
        "es": ("apertium", None),
        "pt_PT": ("apertium", "es"),
        "ru": ("assistant", None),
    }
    assert engines.named["apertium"].kind == "apertium"
    assistant = engines.named["assistant"]
    assert assistant.kind == "chat"
    assert assistant.settings == {"url": "https://api.example/v1", "temperature": 0.2, "stop": ("a", "b")}
    assert (assistant.line, assistant.lines["temperature"]) == (9, 12)


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ('es = "apertium"', "es = 4", 5, "es must be the name of an engine, or a table"),
        ('es = "apertium"', "es = { from = 'ru' }", 5, "es needs the name of an engine"),
        ('es = "apertium"', 'fr = "apertium"', 5, "fr is not among the targets"),
        ('es = "apertium"', 'xx1 = "apertium"', 5, "'xx1' is not a locale"),
        ('from = "es"', 'from = "en"', 6, "en is not among the targets"),
        ('from = "es"', 'form = "es"', 6, "unknown setting 'form' for pt-PT in [engines.locale]"),
        (
            'es = "apertium"',
            'es = { engine = "a", from = "pt_PT" }',
            5,
            "engines form a cycle: es from pt_PT from es",
        ),
        ('from = "es"', 'from = "pt_PT"', 6, "engines form a cycle: pt_PT from pt_PT"),
        ("temperature = 0.2", "temperature = nan", 12, "temperature in [engines.assistant] must be a text"),
        ('kind = "chat"', "kind = 3", 10, "kind must be a text"),
        ("[engines.assistant]", "[engines.Assistant]", 9, "'Assistant' is not the name of an engine"),
    ],
)
def test_engines_that_are_wrong(tmp_path: Path, old: str, new: str, line: int, message: str) -> None:
    assert ENGINES.count(old) == 1
    (tmp_path / "postl10n.toml").write_text(ENGINES.replace(old, new), encoding="utf-8")
    with pytest.raises(ProjectError) as raised:
        read_config(tmp_path)
    fault = raised.value
    assert fault.place is not None
    assert (fault.place.line, fault.message[: len(message)]) == (line, message)


def test_colours_and_fonts_of_the_site_are_rules(tmp_path: Path) -> None:
    colours = '[site.colors]\naccent = ["#00539f", "#8fc1f2"]\nink = "#111"\n'
    root = config(tmp_path, f'targets = ["ru"]\n{colours}[site.fonts]\ntext = "Georgia, serif"\n')
    assert read_config(root).site_styles == (
        ":root { --accent: #00539f; --ink: #111; --text: Georgia, serif; }\n"
        "@media (prefers-color-scheme: dark) { :root { --accent: #8fc1f2; } }\n"
    )
