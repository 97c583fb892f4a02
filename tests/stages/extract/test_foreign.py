"""Where embedded elements, drawings and formulas end: what stands after them is the article's again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from postl10n.errors import ArticleError
from postl10n.stages.extract import extract
from postl10n.stages.extract.elements import events
from postl10n.stages.extract.tokens import TokenKind

_WORD = re.compile(r"w\d+")


def texts(html: str) -> list[str]:
    page = extract(f"<h1>Title</h1>{html}", article_id="x", path="articles/x.html", locale="en")
    return [block.text for block in page.blocks]


@pytest.mark.parametrize(
    "embedded",
    [
        '<object data="a.swf"></object>',
        '<object><param name="movie" value="a.swf"><embed src="a.swf"></object>',
        "<object><p>no plug-in</object>",
        "<object><object></object>no plug-in</object>",
        '<object data="a.swf">',
        "<applet><param name=x></applet>",
        "<svg/>",
        "<svg width=5 />",
        "<svg><path d='M0'></svg>",
        "<svg><path d='M0'/><g><use/></g></svg>",
        "<svg><script href='a.js'/></svg>",
        "<svg><style/></svg>",
        "<svg><title/><desc>a drawing</desc></svg>",
        "<svg><title>a <b>drawing</title></svg>",
        "<svg><foreignObject><p>in it<p>and in it</foreignObject></svg>",
        "<svg><![CDATA[ </svg> <p>in it ]]></svg>",
        "<svg><g><path>",
        "<svg><g></p></svg>",
        "<math/>",
        "<iframe src=x></iframe>",
        "<iframe><p>no frames</iframe>",
        "<iframe src=x>",
        "<video><source src=x></video>",
        "<noembed><p>no plug-in</noembed>",
        "<textarea><p>typed</textarea>",
    ],
)
@pytest.mark.parametrize("frame", ["{}", "<div>{}</div>", "<p>{}</p>", "<table><tr><td>{}</table>"])
def test_what_follows_is_the_article_s(embedded: str, frame: str) -> None:
    html = f"<p>The first paragraph.</p>{frame.format(embedded)}<p>The second paragraph.</p>"

    assert texts(html) == ["The first paragraph.", "The second paragraph."]


def test_a_formula_is_part_of_its_sentence() -> None:
    html = "<p>It costs <math><mi>x</mi><mo>+</mo><mn>2</mn></math> a day.</p><p>More <math/> text.</p>"

    assert texts(html) == ["It costs x+2 a day.", "More text."]


def test_a_slash_closes_nothing_else() -> None:
    assert texts("<p>One<div/>Two<a href=x/>three</a></p>") == ["One", "Two{1}three{/1}"]


def test_the_title_of_a_drawing_is_not_the_page_s() -> None:
    html = "<svg><title>Menu</title></svg><h2>The headline</h2><p>A text that tells it all.</p>"

    page = extract(html, article_id="x", path="x.html", locale="en")

    assert page.title.text == "The headline"


# Elements in which HTML may stand are closed: where one is not, we end the drawing with what is around it.
_PIECES = [
    *(
        "<svg>",
        "<svg><g>",
        "<svg><path>",
        "<svg><foreignObject><p></p></foreignObject>",
        "<svg><desc><b></b></desc>",
    ),
    *("<svg><title></title>", "<svg><desc/>", "<math>", "<math><mi><b></b></mi>", "<math><mo/>"),
    *("<math><mtext><svg></svg></mtext>"),
    *("<p>", "<div>", "<object>", "<section>", "<h2>", "<font color=red>", "<font>", "<b>", "<a>"),
    *("<svg/>", "<svg width=5/>", "<math/>", "<path/>", "<div/>", "<object/>", "<script/>", "<title/>"),
    *("<img/>", "<br>", "<embed>", "<param>", "<textarea><b></textarea>", "<iframe><svg></iframe>"),
    "<![CDATA[ a > b ]]>",
    # Not `</p>`: today's standard ends a drawing at it, html5lib 1.1 knows that not yet.
    *(f"</{tag}>" for tag in ("svg", "g", "math")),
    *(f"</{tag}>" for tag in ("div", "object", "section", "h2")),
]
# A browser takes all that follows an element of text alone for its text. We want no article to be lost by that, so
# the end tags are all there.
_END = "</div></body>" + "".join(
    f"</{tag}>" for tag in ("object", "svg", "script", "title", "iframe", "textarea")
)


def set_aside_in_browsers(html: str) -> dict[str, bool]:
    """Each word of a page with whether a browser has it in a drawing or an embedded element."""

    def walk(element: Element, aside: bool) -> Iterator[tuple[str, bool]]:
        space, _, name = str(element.tag).rpartition("}")
        if "MathML" in space or name == "script":
            return
        here = aside or name in ("svg", "object", "iframe")
        for text, where in ((element.text, here), *((child.tail, here) for child in element)):
            yield from ((word, where) for word in _WORD.findall(text or ""))
        for child in element:
            yield from walk(child, here)

    return dict(walk(html5lib.parse(html), False))


def set_aside_by_us(html: str) -> dict[str, bool]:
    found = {}
    for event in events(html):
        if event.kind is TokenKind.TEXT:
            around, element = [], event.element
            while element.parent is not None:
                around.append(element.name)
                element = element.parent
            aside = not {"svg", "object", "iframe"}.isdisjoint(around)
            found.update(dict.fromkeys(_WORD.findall(event.text), aside))
    return found


@settings(max_examples=300)
@given(st.lists(st.sampled_from(_PIECES), max_size=8))
@example(["<p>", "<svg>", "<b>"])
@example(["<svg>", "<mi>", "<b>"])
@example(["<p>", "<iframe><svg></iframe>", "<svg>", "</p>"])
@example(["<p>", "<a>", "<svg>", "</desc>", "</a>"])
@example(["<b>", "<svg>", "<path>", "</b>"])
def test_elements_end_where_they_do_in_browsers(pieces: Sequence[str]) -> None:
    html = "<body><div>" + "".join(f"{piece}w{at} " for at, piece in enumerate(pieces)) + _END
    expected = set_aside_in_browsers(html)

    found = set_aside_by_us(html)

    assert {word: found.get(word) for word in expected} == expected


@settings(max_examples=300)
@given(st.lists(st.sampled_from(_PIECES), max_size=30))
def test_no_text_is_lost(pieces: Sequence[str]) -> None:
    pieces = [piece for piece in pieces if piece != "<script/>"]
    html = "<body><h1>The headline of a page</h1>" + "".join(
        f"{piece} w{at} " for at, piece in enumerate(pieces)
    )
    try:
        page = extract(html, article_id="x", path="x.html", locale="en")
    except ArticleError:
        return

    lines = (page.title, page.subtitle, *page.boilerplate, *page.blocks)
    held = " ".join(line.text for line in lines if line is not None)
    assert sorted(_WORD.findall(held)) == sorted(f"w{at}" for at in range(len(pieces)))


@pytest.mark.parametrize("tag", ["<svg>", "<object>", "<svg><g>", "<math><mi>", "<object></p>", "<iframe>"])
@pytest.mark.no_cover
def test_many_of_them_take_no_time(tag: str) -> None:
    html = "<h1>Title</h1><p>A text.</p>" + tag * 50_000 + "</svg></object></iframe>"

    assert extract(html, article_id="x", path="x.html", locale="en").blocks[0].text == "A text."
