"""An article with markup, rebuilt: lists, tables, links, images, code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markup import Node, body_of, content, html_of, page_of, read_article
from pages import approved

FOLDER = Path(__file__).parent / "rich"


def _html_source() -> str:
    source = (FOLDER / "rail.html").read_text("utf-8")
    return source[source.index("</h1>") + 5 : source.index("</article>")]


def _markdown_source() -> str:
    source = (FOLDER / "rail.md").read_text("utf-8").partition("# Mail by rail\n")[2]
    return str(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(source))


@pytest.mark.parametrize(("kind", "source"), [("html", _html_source), ("md", _markdown_source)])
def test_an_untranslated_article_gives_back_its_content(kind: str, source: Callable[[], str]) -> None:
    article = read_article((FOLDER / f"rail.{kind}").read_text("utf-8"), kind)
    built = body_of(html_of(page_of(article)))
    expected = html5lib.parseFragment(source(), namespaceHTMLElements=False)
    for got, wanted in zip(content(built), content(expected), strict=False):
        assert got == wanted
    assert content(built) == content(expected)


def test_a_translation_has_the_structure_of_its_source() -> None:
    article = read_article((FOLDER / "rail.html").read_text("utf-8"))
    texts = {one.text: one.text.replace("a", "а") for one in article.segments()}
    source = content(body_of(html_of(page_of(article))))
    built = content(body_of(html_of(page_of(article, "ru", approved(article, texts)))))
    assert shape(built) == shape(source)
    assert built != source


def shape(nodes: tuple[Node, ...]) -> list[object]:
    """Elements and attributes without texts; an image's description alone may say that it is the source's."""
    return [
        (name, [one for one in attributes if name != "img" or one[0] != "lang"], shape(children))
        for name, attributes, children in (one for one in nodes if not isinstance(one, str))
        if name != "pre"
    ]


def test_an_element_all_in_another_language_has_its_direction() -> None:
    article = read_article(
        "<h1>Mail</h1><ul><li>One.</li><li>Two.</li></ul><p>Three.</p><ul><li>Four.</li><li>Five.</li></ul>"
    )
    catalog = approved(article, {"Four.": "أربعة."})
    body = body_of(html_of(page_of(article, "ar", catalog)))
    assert [(one.get("lang"), one.get("dir")) for one in body.findall("ul")] == [("en", "ltr"), (None, None)]
    assert [one.get("dir") for one in body.iter("li")] == ["ltr", "ltr", None, "ltr"]


def test_empty_cells_keep_their_columns() -> None:
    article = read_article(
        "<h1>Mail</h1><table><tr><th></th><th>A</th><td colspan=2></td></tr><tr></tr><tr><td></td><td></td></tr>"
        "<tr><td>1</td><td></td><td>2</td><td></td></tr></table>"
    )
    rows = list(body_of(html_of(page_of(article))).iter("tr"))
    cells = [[(one.tag, one.get("colspan"), "".join(one.itertext())) for one in row] for row in rows]
    assert cells == [
        [("th", None, ""), ("th", None, "A"), ("td", "2", "")],
        [("td", None, "1"), ("td", None, ""), ("td", None, "2"), ("td", None, "")],
    ]


def test_lists_of_text_articles_stay_lists() -> None:
    source = (
        "Mail by rail\n\nThe rates are these:\n\n• One.\n• Two.\n\nThat is all there is to say about them."
    )
    body = body_of(html_of(page_of(read_article(source, "txt"))))
    assert [one.tag for one in body] == ["p", "ul", "p"]
    assert ["".join(one.itertext()) for one in body.iter("li")] == ["One.", "Two."]


_TAGS = "ul ol li dl dt dd table tr td th caption blockquote figure figcaption h2 h3 p div pre a b ruby rt"
_soup = st.recursive(
    st.sampled_from(["k", "k. K", "<br>", "<img src=img/map.png>", ""]),
    lambda inner: st.builds(
        lambda tag, parts, closed: (
            f"<{tag} start=2 colspan=2 href=air.html>{''.join(parts)}" + f"</{tag}>" * closed
        ),
        st.sampled_from(_TAGS.split()),
        st.lists(inner, max_size=4),
        st.booleans(),
    ),
    max_leaves=25,
)


@settings(max_examples=200, deadline=None)
@given(st.lists(_soup, max_size=6).map("".join))
def test_any_nesting_gives_a_page_that_parses_with_all_of_its_text(soup: str) -> None:
    """Parsing is strict: an element where no parser has it fails."""
    article = read_article(f"<h1>Mail</h1><p>The first paragraph.</p>{soup}")
    body = body_of(html_of(page_of(article)))
    text = "".join(body.itertext())
    assert text.lower().count("k") == sum(block.text.lower().count("k") for block in article.document.blocks)
