"""An article keeps the version of the reader that its template was made with, until it is read anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from postl10n.cli import commands
from postl10n.files.po import parse_po
from postl10n.model.article import Document, Line
from postl10n.stages.extract import READER, crawled
from postl10n.stages.extract.article_format import ArticleFormat
from postl10n.stages.extract.crawled import extract_crawled
from postl10n.workspace import Workspace

HEADLINE = "A bridge opens"
FIRST = "Trains carry mail across it."
TEXT = f"{HEADLINE}\n\n{FIRST}\n\nThe two sides signed an agreement. It took effect on May 12.\n"
MARK = f'"X-Postl10n-Reader: {READER}\\n"\n'


def _newer(text: str, *, article_id: str, path: str, locale: str) -> Document:
    """Reads as today, and takes the first paragraph for the subtitle."""
    document = extract_crawled(text, article_id=article_id, path=path, locale=locale)
    first, *others = document.blocks
    subtitle = Line(text=first.text, line=first.lines[0])
    return replace(document, subtitle=subtitle, blocks=tuple(others))


@pytest.fixture
def older(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project with templates of the first reader and translations, and a second reader that differs."""
    monkeypatch.setattr(
        crawled, "CRAWLED", ArticleFormat(extract=extract_crawled, earlier=(extract_crawled,))
    )
    (project / "articles" / "bridge.txt").write_text(TEXT, encoding="utf-8")
    Workspace.open(project).update()
    template = project / "locales" / "templates" / "bridge.pot"
    template.write_text(template.read_text("utf-8").replace(MARK, ""), encoding="utf-8")
    po = project / "locales" / "ru" / "LC_MESSAGES" / "bridge.po"
    text = po.read_text("utf-8").replace(f'"{FIRST}"\nmsgstr ""', f'"{FIRST}"\nmsgstr "По нему везут почту."')
    po.write_text(text.replace('12."\nmsgstr ""', '12."\nmsgstr "Оно в силе с 12 мая."'), encoding="utf-8")
    monkeypatch.setattr(crawled, "CRAWLED", ArticleFormat(extract=_newer, earlier=(extract_crawled,)))
    return project


def _bytes(project: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in (project / "locales").rglob("*") if path.is_file()}


def test_a_template_keeps_its_reader_and_that_is_told_once(older: Path) -> None:
    before = _bytes(older)

    first, second = Workspace.open(older).update(), Workspace.open(older).update()

    assert (first.read_otherwise, second.read_otherwise) == (("bridge",), ())
    assert _bytes(older) == before


def test_an_edited_article_keeps_it_too(older: Path) -> None:
    (older / "articles" / "bridge.txt").write_text(TEXT + "\nIt rains.\n", encoding="utf-8")

    Workspace.open(older).update()

    template = (older / "locales" / "templates" / "bridge.pot").read_text("utf-8")
    assert "It rains." in template
    assert 'msgctxt "subtitle"' not in template
    assert MARK not in template


def test_what_reading_anew_would_change_is_told(older: Path) -> None:
    before = _bytes(older)

    done = CliRunner().invoke(commands, ["update", "-C", str(older), "--reread", "--dry-run"])

    assert done.exit_code == 0, done.output
    assert "bridge: 1 segment in the place of 1" in done.stdout
    assert "Nothing was written; 1 article would change." in done.stdout
    assert _bytes(older) == before
    assert CliRunner().invoke(commands, ["update", "-C", str(older), "--dry-run"]).exit_code == 2


def test_translations_follow_their_sentences_with_their_states(older: Path) -> None:
    report = Workspace.open(older).update(reread=True)

    po = older / "locales" / "ru" / "LC_MESSAGES" / "bridge.po"
    moved = {entry.msgid: entry for entry in parse_po(po.read_bytes(), path="po").catalog.active()}
    assert [one.article for one in report.resegmented] == ["bridge"]
    assert (moved[FIRST].msgctxt, moved[FIRST].msgstr) == ("subtitle", ("По нему везут почту.",))
    assert not moved[FIRST].fuzzy
    assert MARK in (older / "locales" / "templates" / "bridge.pot").read_text("utf-8")
    after = _bytes(older)
    again = Workspace.open(older).update()
    assert (again.read_otherwise, _bytes(older)) == ((), after)


def test_a_renamed_article_keeps_its_reader(older: Path) -> None:
    (older / "articles" / "bridge.txt").rename(older / "articles" / "crossing.txt")

    report = Workspace.open(older).update()

    template = (older / "locales" / "templates" / "crossing.pot").read_text("utf-8")
    assert report.taken_over == {"crossing": "bridge"}
    assert MARK not in template
    assert 'msgctxt "subtitle"' not in template


def test_a_new_article_has_todays_reader(older: Path) -> None:
    (older / "articles" / "other.txt").write_text("Another headline\n\nA line below.\n\nAnd a text.\n")

    Workspace.open(older).update()

    template = (older / "locales" / "templates" / "other.pot").read_text("utf-8")
    assert 'msgctxt "subtitle"' in template
    assert MARK in template
