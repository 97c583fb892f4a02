"""What images say that they show: a unit with a role of its own, and never a text above a caption."""

from __future__ import annotations

from dataclasses import replace

from markup import html_of, page_of
from pages import approved

from postl10n.model.article import Article, Role
from postl10n.stages.extract import extract
from postl10n.stages.segment import segment


def read(body: str, kind: str = "html", reader: int = 2) -> Article:
    source = body if kind == "md" else f"<h1>Mail by rail</h1>{body}<p>The trains run at night.</p>"
    document = extract(source, article_id="rail", path=f"rail.{kind}", locale="en", reader=reader)
    return segment(replace(document, reader=reader))


FIGURE = '<figure><img src="img/map.png" alt="A map of the line"><figcaption>The line in May.</figcaption></figure>'


def units(article: Article) -> list[tuple[str, str]]:
    return [(one.role.value, one.text) for one in article.segments()][1:]


def test_a_description_is_a_unit_behind_the_caption() -> None:
    assert units(read(FIGURE)) == [
        ("caption", "The line in May."),
        ("alt", "A map of the line"),
        ("paragraph", "The trains run at night."),
    ]
    assert all(role != "alt" for role, _ in units(read(FIGURE, reader=1)))


def test_a_caption_that_says_the_same_and_a_file_name_are_no_second_unit() -> None:
    lone = "# Mail by rail\n\n![A map](img/map.png)\n\nNight trains ![IMG_1.jpg](img/1.jpg) run.\n\n---\n\n* * *\n"

    assert units(read(lone, "md")) == [("caption", "A map"), ("paragraph", "Night trains {1/} run.")]


def test_a_row_of_signs_is_no_unit() -> None:
    cells = "<p>It runs.</p><table><tr><td>2025</td><td>–</td><td><img src=a.png></td></tr></table>"

    texts = [text for _, text in units(read(cells))]

    assert "2025" in texts
    assert "–" not in texts


def test_a_page_shows_the_description_in_its_language() -> None:
    article = read(FIGURE)
    page = page_of(article, "ru", approved(article, {"A map of the line": "Карта линии"}))
    whole = page_of(article, "ru", approved(article, {"Mail by rail": "Почта", "The line in May.": "Линия."}))

    assert 'alt="Карта линии"' in html_of(page)
    assert 'alt="A map of the line" width' not in html_of(page)
    assert all(block.kind is not Role.ALT or block.segments for block in whole.blocks)
    assert "Карта линии" not in page.body


def test_no_other_text_stands_for_an_image_with_a_caption() -> None:
    missing = FIGURE.replace("img/map.png", "img/none.png")
    elsewhere = FIGURE.replace("img/map.png", "https://img.example/line.jpg")

    assert "A map of the line" not in html_of(page_of(read(missing)))
    assert "A map of the line" not in html_of(page_of(read(elsewhere)))
    assert ">line.jpg</a>" in html_of(page_of(read(elsewhere)))


def test_columns_keep_their_side() -> None:
    html = html_of(page_of(read("# Rates\n\nThey rise.\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n", "md")))

    assert '<td class="cell">' in html
    assert '<td class="cell at-end">' in html
