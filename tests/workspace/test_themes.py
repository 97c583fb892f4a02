"""What docs/themes.md says of themes, tried on a small project."""

from __future__ import annotations

import dataclasses
import re
from importlib.resources import files
from pathlib import Path

import pytest

from postl10n.errors import ProjectError
from postl10n.stages.page.article_view import BlockView, StoryView
from postl10n.stages.page.environment import TEMPLATES
from postl10n.stages.page.views import CardView, Sentence, TermView
from postl10n.workspace import Workspace

DOCUMENT = (Path(__file__).parents[2] / "docs" / "themes.md").read_text("utf-8")
PAGES = files("postl10n.stages.page")
BASE = '{% extends "postl10n/base.html" %}{% block title %}{{ page.title }} – Example{% endblock %}'
STYLES = ":root { --accent: #00539f; }"


@pytest.fixture
def theme(workspace: Workspace, project: Path) -> Path:
    workspace.update()
    workspace.build()
    folder = project / "theme"
    folder.mkdir()
    return folder


def built(project: Path, page: str) -> str:
    Workspace.open(project).build()
    return (project / "site" / page).read_text("utf-8")


def test_one_block_and_a_few_rules_are_a_theme(theme: Path, project: Path) -> None:
    before = (project / "site" / "en" / "bridge.html").read_text("utf-8")
    styles = (project / "site" / "assets" / "site.css").read_text("utf-8")

    (theme / "base.html").write_text(BASE, encoding="utf-8")
    (theme / "extra.css").write_text(STYLES, encoding="utf-8")
    after = built(project, "en/bridge.html")

    title = re.compile("<title>[^<]* – Example</title>")
    assert title.search(after)
    assert title.sub("", after) == re.sub("<title>[^<]*</title>", "", before)
    assert (project / "site" / "assets" / "site.css").read_text("utf-8") == f"{styles}\n{STYLES}"
    assert not (project / "site" / "assets" / "extra.css").exists()


COUNTED = """{% extends "postl10n/base.html" %}{% block main %}<p>{{ _("From the counter") }}</p>
<p>{{ ngettext("{count} letter", "{count} letters", 22) }}</p>{% endblock %}"""


def test_a_themes_own_strings_are_translated_like_the_pages(theme: Path, project: Path) -> None:
    catalog = project / "locales" / "ru" / "LC_MESSAGES" / "site.po"
    before = Workspace.open(project).stats().site["ru"]
    (theme / "index.html").write_text(COUNTED, encoding="utf-8")
    Workspace.open(project).update()
    text = catalog.read_text("utf-8")
    entry = '#: theme/index.html\nmsgid "{count} letter"\nmsgid_plural "{count} letters"\n'
    assert entry in text
    after = Workspace.open(project).stats().site["ru"]
    assert after.untranslated == before.untranslated + 2

    empty = "".join(f'msgstr[{at}] ""\n' for at in range(3))
    forms = "".join(
        f'msgstr[{at}] "{said}"\n' for at, said in enumerate(("{count} письмо", "письма", "писем"))
    )
    assert entry + empty in text
    catalog.write_text(text.replace(entry + empty, entry + forms), encoding="utf-8")
    found = Workspace.open(project).check(rules=["plural"]).findings
    assert ["lacks {count}" in one.finding.message for one in found] == [True, True]

    forms = forms.replace('"пис', '"{count} пис')
    catalog.write_text(text.replace(entry + empty, entry + forms), encoding="utf-8")
    assert not Workspace.open(project).check(rules=["plural", "placeholder"]).findings
    page = built(project, "ru/index.html")
    assert "<p>22 письма</p>" in page
    assert "<p>From the counter</p>" in page
    assert "<p>22 letters</p>" in built(project, "en/index.html")


def test_a_theme_that_can_not_be_read_takes_no_string_away(theme: Path, project: Path) -> None:
    (theme / "index.html").write_text(COUNTED, encoding="utf-8")
    Workspace.open(project).update()
    catalog = project / "locales" / "ru" / "LC_MESSAGES" / "site.po"
    before = catalog.read_bytes()
    (theme / "index.html").write_text("{% if %}", encoding="utf-8")
    with pytest.raises(ProjectError, match=r"^theme/index\.html:1: broken template"):
        Workspace.open(project).update()
    assert catalog.read_bytes() == before


def test_without_its_theme_a_site_is_as_before(theme: Path, project: Path) -> None:
    before = {path: path.read_bytes() for path in (project / "site").rglob("*") if path.is_file()}
    (theme / "base.html").write_text(BASE, encoding="utf-8")
    (theme / "extra.css").write_text(STYLES, encoding="utf-8")
    built(project, "index.html")
    for path in theme.iterdir():
        path.unlink()

    built(project, "index.html")

    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ('{% include "article.html" %}', "it includes itself"),
        ('{% include "again.html" %}', "it includes itself"),
        ("{{ 1 // 0 }}", "division"),
        ("{{ page.title + 1 }}", "str"),
        ("{% for one in range(100001) %}{% endfor %}", "Range too big"),
    ],
)
def test_a_template_that_fails_is_a_message(theme: Path, project: Path, template: str, message: str) -> None:
    (theme / "article.html").write_text(template, encoding="utf-8")
    (theme / "again.html").write_text('{% include "article.html" %}', encoding="utf-8")
    with pytest.raises(ProjectError, match=rf"^theme/[a-z]+\.html: broken template: .*{message}"):
        Workspace.open(project).build()


def test_a_style_sheet_of_its_own_begins_from_nothing(theme: Path, project: Path) -> None:
    (theme / "site.css").write_text("body { margin: 0 }", encoding="utf-8")

    assert built(project, "assets/site.css") == "body { margin: 0 }"


def test_templates_of_its_own_can_be_included_and_are_not_copied(theme: Path, project: Path) -> None:
    (theme / "404.html").write_text('{% include "note.html" %}', encoding="utf-8")
    (theme / "note.html").write_text("{{ page.kind }} <b>{{ '<i>' }}</b>", encoding="utf-8")

    assert built(project, "404.html") == "missing <b>&lt;i&gt;</b>"
    assert not (project / "site" / "note.html").exists()


def test_every_value_of_all_pages_is_documented(theme: Path, project: Path) -> None:
    (theme / "404.html").write_text("{{ page|sort|join(' ') }}", encoding="utf-8")

    given = built(project, "404.html").split()

    assert sorted(set(re.findall(r"`page\.(\w+)`", DOCUMENT))) == given


@pytest.mark.parametrize("view", [StoryView, BlockView, Sentence, TermView, CardView])
def test_every_field_of_a_view_is_documented(view: type) -> None:
    told = set(re.findall(r"`(?:story\.)?(\w+)`", DOCUMENT))

    assert {field.name for field in dataclasses.fields(view)} - told == set()


def test_every_custom_property_is_documented() -> None:
    sheets = [(PAGES / "assets" / name).read_text("utf-8") for name in ("tokens.css", "site.css")]
    roots = "".join(sheet[: sheet.index("@media")] for sheet in sheets)

    used = set(re.findall(r"^  (--[\w-]+):", roots, re.MULTILINE))

    assert used == set(re.findall(r"`(--[\w-]+)`", DOCUMENT))


def test_every_template_block_and_macro_is_documented() -> None:
    texts = [(PAGES / "templates" / name).read_text("utf-8") for name in TEMPLATES]
    blocks = {name for text in texts for name in re.findall(r"{%-? block (\w+)", text)}
    macros = {name for text in texts for name in re.findall(r"{%-? macro (\w+)", text)}

    assert [name for name in TEMPLATES if f"`{name}`" not in DOCUMENT] == []
    assert [name for name in blocks if f"`{name}`" not in DOCUMENT] == []
    assert [name for name in macros if f"`{name}(" not in DOCUMENT] == []
