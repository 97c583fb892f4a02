"""Pages of sites in ten languages, saved as lines: what is the article's and what the site's, in goldens beside them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from postl10n.model.article import Document
from postl10n.stages.extract import extract
from postl10n.stages.extract.crawled import extract_crawled

DATA = Path(__file__).parent / "data" / "sites"


def summary(document: Document) -> dict[str, object]:
    """The document as the goldens have it."""
    return {
        "title": document.title.text,
        "subtitle": document.subtitle.text if document.subtitle else None,
        "date": str(document.date),
        "agency": document.dateline.agency if document.dateline else None,
        "blocks": [[block.kind.value, block.text] for block in document.blocks],
        "boilerplate": [[one.line, one.rule, one.text] for one in document.boilerplate],
    }


@pytest.mark.parametrize("path", sorted(DATA.glob("*.txt")), ids=lambda path: path.stem)
def test_a_saved_page(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    document = extract_crawled(text, article_id="x", path="articles/x.txt", locale=path.stem)

    assert summary(document) == json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("News grows on us\n2025-03-01\n\nText that follows it.", "News grows on us"),
        ("Home delivery grows\n2025-03-01\n\nText that follows it.", "Home delivery grows"),
        ("Home - a new start\n2025-03-01\n\nText that follows it.", "Home - a new start"),
        ("Sort, print | ship\n2025-03-01\n\nText that follows it.", "Sort, print | ship"),
        ("By train to Minsk\n2025-03-01\n\nText that follows it.", "By train to Minsk"),
        ("Contact list\nMinsk: 123-45-67\n2025-03-01\n\nText that follows it.", "Contact list"),
    ],
)
def test_a_headline_is_no_menu(text: str, title: str) -> None:
    document = extract_crawled(text, article_id="x", path="articles/x.txt", locale="en")

    assert document.title.text == title
    assert document.boilerplate == ()


def page(html: str) -> Document:
    return extract(html, article_id="x", path="articles/x.html", locale="en")


RUNNING = "This paragraph is long enough that it can only be the running text of a page."


def test_the_name_of_a_site_in_h1_is_no_headline() -> None:
    document = page(
        f"<title>Sample Post - News - New stamps</title><h1>Sample Post</h1><h2>New stamps for spring</h2><p>{RUNNING}</p>"
    )

    assert document.title.text == "New stamps for spring"


def test_a_headline_stays_where_a_heading_follows() -> None:
    document = page(
        f"<title>New stamps - Sample Post</title><h1>New stamps</h1><h2>Background</h2><p>{RUNNING}</p>"
    )

    assert document.title.text == "New stamps"


def test_the_column_and_the_site_come_off_a_title() -> None:
    document = page(f"<title>New stamps_News_Post</title><div>New stamps</div><p>{RUNNING}</p>")

    assert document.title.text == "New stamps"
    assert [block.text for block in document.blocks] == [RUNNING]


@pytest.mark.parametrize(
    "name", ["elementor-widget elementor-widget-text", "widget", "promo", "social post", "comments-on"]
)
def test_a_class_does_not_set_aside_the_article(name: str) -> None:
    document = page(
        f'<h1>Title</h1><div class="{name}"><p>{RUNNING}</p></div><div class="widget">Weather</div>'
    )

    assert [block.text for block in document.blocks] == [RUNNING]
    assert [(one.rule, one.text) for one in document.boilerplate if one.text == "Weather"]


def test_the_footer_of_a_quotation_is_the_article_s() -> None:
    document = page(
        f"<article><h1>Title</h1><p>{RUNNING}</p><blockquote><p>Yes.</p><footer>She</footer></blockquote></article>"
    )

    assert [block.text for block in document.blocks][1:] == ["Yes.", "She"]


@pytest.mark.parametrize(
    ("front", "title", "subtitle", "date"),
    [
        (
            '+++\ntitle = "A rail line"\ndate = 2025-03-14\ntags = [\n  "a",\n]\n+++',
            "A rail line",
            None,
            "2025-03-14",
        ),
        (
            "---\ntitle: >\n  A rail\n  line\nsubtitle: |-\n  Below\ndate: 20250314\n---",
            "A rail line",
            "Below",
            "2025-03-14",
        ),
    ],
)
def test_front_matter_of_other_forms(front: str, title: str, subtitle: str | None, date: str) -> None:
    document = extract(f"{front}\n\nA paragraph.\n", article_id="x", path="articles/x.md", locale="en")

    assert document.title.text == title
    assert (document.subtitle.text if document.subtitle else None) == subtitle
    assert str(document.date) == date
