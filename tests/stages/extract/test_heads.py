"""Dates, bylines and doubts of plain releases: data/heads/heads.txt, in the form of shapes/development.txt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from shapes import Shape, shapes

from postl10n.lang.text.inline_tags import bare
from postl10n.model.article import Role
from postl10n.stages.extract import extract
from postl10n.stages.segment import segment

PAGES = list(shapes(Path(__file__).parent / "data" / "heads" / "heads.txt"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_head(page: Shape) -> None:
    document = page.read()
    article = segment(replace(document, reader=2))
    bylines = [one.text for one in article.segments() if one.role is Role.BYLINE]

    assert document.title.text == page.right["title"]
    assert str(document.date or "-") == page.right["date"]
    assert (bylines or ["-"]) == [page.right["byline"]]
    assert [one.text for one in document.blocks if one.kind is Role.HEADING] == page.aside
    wanted = page.right.get("doubt", "")
    assert any(wanted in one for one in document.doubts) if wanted else not document.doubts


@pytest.mark.parametrize("author", ["<p>By Nell Harper</p>", "<p>By <a href=/n>Nell Harper</a></p>"])
def test_an_author_in_html(author: str) -> None:
    text = "Ferries carry mail to the outer isles again after three weeks of gales."
    page = f"<article><h1>Ferry mail resumes</h1>{author}<p>2 March 2024</p><p>{text}</p></article>"
    document = extract(page, article_id="x", path="x.html", locale="en")

    roles = [(one.role.value, bare(one.text)) for one in segment(replace(document, reader=2)).segments()]

    assert roles[1:] == [("byline", "By Nell Harper"), ("paragraph", text)]
    assert str(document.date) == "2024-03-02"


META = '<meta property="article:published_time" content="2024-03-12T09:00:00Z">'


@pytest.mark.parametrize(
    ("head", "shown", "date", "doubt"),
    [
        (META, "12 March 2024", "2024-03-12", ""),
        (META, "11 March 2024", "2024-03-12", ""),  # another time zone
        (META, "Updated: 20 March 2024", "2024-03-12", ""),
        (META, "4 February 2024", "2024-03-12", "the date may be another, line 3: 4 February 2024"),
        ("", "04/02/2024", "-", "the date may be one of two: 04/02/2024"),
        ("", "14/02/2024", "2024-02-14", ""),
        (META, "04/02/2024", "2024-03-12", ""),
        ("", "", "-", ""),
    ],
)
def test_a_date_in_doubt_on_a_page(head: str, shown: str, date: str, doubt: str) -> None:
    text = "Ferries carry mail to the outer isles again after three weeks of gales."
    body = "\n".join(f"<p>{one}</p>" for one in (shown, text, text))
    page = f"<head>{head}</head>\n<article><h1>Ferry mail resumes</h1>\n{body}</article>"
    document = extract(page, article_id="x", path="x.html", locale="en")

    assert str(document.date or "-") == date
    assert list(document.doubts) == ([doubt] if doubt else [])
