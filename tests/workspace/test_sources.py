"""Articles of every kind through the whole pipeline: what is translated, what is boilerplate, what pages show."""

from __future__ import annotations

from pathlib import Path

import pytest

from postl10n.errors import ArticleError, Postl10nError
from postl10n.files.po import parse_po
from postl10n.model.catalog import Catalog, Entry
from postl10n.model.glossary import Glossary
from postl10n.model.project import Project
from postl10n.pipeline import Pipeline
from postl10n.workspace import Workspace, read_article

HTML = """<html lang="en"><title>Rail mail | Post</title><nav>Home</nav><article><h1>Rail mail</h1>
<p>Belpost carried <b>more. It took</b> ten days. See the <a href="https://x.example/r">report</a>.</p>
<ul><li>One item</li></ul><pre>code {1}</pre><figure><img src="a.png"><figcaption>A train</figcaption></figure>
</article></html>
"""
MARKDOWN = """---
title: Rail mail by night
date: 2025-03-14
---
Belpost carried **more**. It took ten days.

    code here
"""
FOLLOW = "South Post brings every parcel home"


def read(path: Path) -> Catalog:
    return parse_po(path.read_bytes(), path=str(path)).catalog


def translate(path: Path, msgid: str, msgstr: str) -> None:
    """Write a translation as an editor would."""
    before = f'msgid "{msgid}"\nmsgstr ""'
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, f'msgid "{msgid}"\nmsgstr "{msgstr}"'), encoding="utf-8")


def template(project: Path, article: str) -> list[Entry]:
    return list(read(project / "locales" / "templates" / f"{article}.pot").active())


def test_html_and_markdown_through_the_pipeline(workspace: Workspace, project: Path) -> None:
    (project / "articles" / "rail.html").write_text(HTML, encoding="utf-8")
    (project / "articles" / "night.md").write_text(MARKDOWN, encoding="utf-8")

    report = workspace.run()

    assert report.faults == ()
    entries = template(project, "rail")
    assert [entry.msgid for entry in entries] == [
        "Rail mail",
        "Belpost carried {1}more.{/1}",
        "{1}It took{/1} ten days.",
        "See the {1}report{/1}.",
        "One item",
        "A train",
    ]
    assert "tags: {1}=link {/1}" in entries[3].extracted
    assert "x.example" not in (project / "locales" / "templates" / "rail.pot").read_text(encoding="utf-8")
    assert [entry.msgid for entry in template(project, "night")] == [
        "Rail mail by night",
        "Belpost carried {1}more{/1}.",
        "It took ten days.",
    ]
    page = (project / "site" / "ru" / "night.html").read_text(encoding="utf-8")
    assert "code here" in page


@pytest.mark.parametrize(("name", "text"), [("rail.html", HTML), ("night.md", MARKDOWN)])
def test_an_untranslated_article_gives_back_its_content(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    article = read_article(tmp_path / name)
    pipeline = Pipeline(Project(name="", source="en", targets=("ru",)), Glossary())

    document = article.document

    joined = [" ".join(segment.text for segment in block.segments) for block in article.blocks]
    joined = [one.replace("{/1} {1}", " ") for one in joined]
    assert [len(one.split()) for one in joined] == [len(block.text.split()) for block in document.blocks]
    again = pipeline.segment(document)
    assert again.blocks == article.blocks


def test_references_name_the_id_and_what_is_committed_stays(workspace: Workspace, project: Path) -> None:
    (project / "articles" / "2025").mkdir()
    (project / "articles" / "2025" / "P_1.htm").write_text(HTML, encoding="utf-8")
    (project / "articles" / "rail.html").write_text(HTML, encoding="utf-8")
    workspace.update()

    def references(article: str) -> set[str]:
        paths = (project / "locales").rglob(f"{article}.po*")
        return {
            one.partition("#")[0]
            for path in paths
            for entry in read(path).active()
            for one in entry.references
        }

    assert references("2025-p-1") == {"articles/2025-p-1.txt"}
    assert references("rail") == {"articles/rail.txt"}
    for path in (project / "locales").rglob("rail.po*"):
        path.write_text(path.read_text("utf-8").replace("articles/rail.txt#", "articles/rail.html#"), "utf-8")
    before = {path: path.read_bytes() for path in (project / "locales").rglob("*.po*")}

    assert Workspace.open(project).update().templates == ()
    assert {path: path.read_bytes() for path in before} == before

    (project / "articles" / "rail.html").write_text(HTML.replace("ten days", "nine days"), encoding="utf-8")
    Workspace.open(project).update()
    assert references("rail") == {"articles/rail.html"}


def test_lines_that_recur_are_translated_once(workspace: Workspace, project: Path) -> None:
    for number in range(4):
        own = f"Article {number} has a text of its own.\n\nIt has {number} more paragraphs, all its own."
        (project / "articles" / f"a{number}.txt").write_text(f"Headline {number}\n\n{own}\n\n{FOLLOW}\n")

    report = workspace.update()

    listed = project / "locales" / "templates" / "boilerplate.txt"
    assert report.recurring == "locales/templates/boilerplate.txt"
    assert FOLLOW in listed.read_text(encoding="utf-8").splitlines()
    assert FOLLOW not in [entry.msgid for entry in template(project, "a1")]
    assert [entry.msgid for entry in template(project, "site") if entry.msgctxt == "navigation"] == [FOLLOW]
    before = {path: path.read_bytes() for path in (project / "locales").rglob("*") if path.is_file()}

    assert Workspace.open(project).update().recurring is None
    (project / "articles" / "a4.txt").write_text(f"Headline 4\n\nJust another text.\n\n{FOLLOW}\n")
    (project / "articles" / "a0.txt").unlink()
    Workspace.open(project).update()
    assert {path: path.read_bytes() for path in before} == before

    text = listed.read_text(encoding="utf-8").replace(FOLLOW, f"! {FOLLOW}")
    listed.write_text(text, encoding="utf-8")
    Workspace.open(project).update()
    assert FOLLOW in [entry.msgid for entry in template(project, "a1")]
    assert listed.read_text(encoding="utf-8") == text


def test_boundaries_are_drawn_anew_when_asked_to(workspace: Workspace, project: Path) -> None:
    workspace.update()
    po = project / "locales" / "ru" / "LC_MESSAGES" / "bridge.po"
    translate(po, "It took effect on May 12.", "Оно вступило в силу 12 мая.")
    with (project / "postl10n.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[segmentation.en]\nno_break = [['agreement\\.', '\\s']]\n")

    frozen = Workspace.open(project).update()
    moved = Workspace.open(project).update(resegment=True)
    again = Workspace.open(project).update(resegment=True)

    assert (frozen.templates, frozen.resegmented) == ((), ())
    assert [(one.article, one.before, one.after) for one in moved.resegmented] == [("bridge", 2, 1)]
    assert (again.templates, again.resegmented) == ((), ())
    assert "The two sides signed an agreement. It took effect on May 12." in [
        entry.msgid for entry in template(project, "bridge")
    ]
    kept = [entry for entry in read(po).entries if "Оно вступило в силу 12 мая." in entry.msgstr[0]]
    assert kept


def test_another_language_names_the_article(workspace: Workspace, project: Path) -> None:
    (project / "articles" / "fr.html").write_text("<html lang=fr><h1>Titre</h1><p>Texte.", encoding="utf-8")

    with pytest.raises(ArticleError, match=r"articles/fr\.html:1: says that it is in fr"):
        workspace.update(strict=True)


def test_few_catalogs_in_memory_give_what_all_of_them_do(
    workspace: Workspace, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("rail", "road", "sea"):
        (project / "articles" / f"{name}.html").write_text(HTML, encoding="utf-8")
    monkeypatch.setattr("postl10n.project.store._CATALOGS", 1)

    report = workspace.run()

    assert report.faults == ()
    assert workspace.update().templates == ()
    assert not any(one.written for one in workspace.update().catalogs)


def test_a_broken_catalog_is_told_once_and_nothing_is_written_by_update(
    workspace: Workspace, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.update()
    broken = sorted((project / "locales").glob("*/LC_MESSAGES/*.po"))[-1]
    broken.write_text('msgid "a\n', encoding="utf-8")
    (project / "articles" / "rail.html").write_text(HTML, encoding="utf-8")
    monkeypatch.setattr("postl10n.project.store._CATALOGS", 1)

    with pytest.raises(Postl10nError) as caught:
        workspace.update()
    assert str(caught.value).count(broken.name) == 1
    assert not (project / "locales" / "templates" / "rail.pot").exists()

    report = workspace.run()
    assert [str(fault).count(broken.name) for fault in report.faults] == [1]
    assert (project / "locales" / "templates" / "rail.pot").exists()


def test_a_doubtful_reading_is_told_when_its_template_is_written(project: Path) -> None:
    text = (
        "Home\nNews\nContact us\n"
        + "The counter in the harbour is closed until Monday, and letters wait there.\n" * 3
    )
    (project / "articles" / "closed.txt").write_text(text, encoding="utf-8")

    first, again = (Workspace.open(project).update() for _ in range(2))

    assert first.doubts == {"closed": ("a word or two became the headline: Home",)}
    assert again.doubts == {}


@pytest.mark.parametrize("ending", ["txt", "html"])
def test_a_line_above_the_headlines_of_many_articles_is_none(
    workspace: Workspace, project: Path, ending: str
) -> None:
    news = ("Barges carry mail", "Stamps for owls", "A counter on wheels")
    for number, headline in enumerate(news):
        lines = [
            "Announcement of the week",
            headline,
            f"The post has {number} news of its own today, and more.",
        ]
        text = "\n\n".join(lines)
        if ending == "html":
            text = f"<html><h1>{lines[0]}</h1><h2>{lines[1]}</h2><p>{lines[2]}</p></html>"
        (project / "articles" / f"a{number}.{ending}").write_text(text, encoding="utf-8")

    report = workspace.update()

    assert report.recurring == "locales/templates/boilerplate.txt"
    listed = (project / report.recurring).read_text(encoding="utf-8")
    assert "^ Announcement of the week" in listed.splitlines()
    for number, headline in enumerate(news):
        assert template(project, f"a{number}")[0].msgid == headline
    assert Workspace.open(project).update().templates == ()


def test_a_headline_that_recurs_stays_where_articles_have_no_other(
    workspace: Workspace, project: Path
) -> None:
    for number in range(3):
        text = f"Closed on Friday\n\nBranch {number} is closed on Friday, as it is every year.\n"
        (project / "articles" / f"a{number}.txt").write_text(text, encoding="utf-8")

    assert workspace.update().recurring is None
    assert template(project, "a1")[0].msgid == "Closed on Friday"
