"""HTML and Markdown: goldens beside their inputs, the promise that no text is lost, and markup of every kind."""

from __future__ import annotations

import datetime
import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postl10n.errors import ArticleError
from postl10n.model.article import Document, Role
from postl10n.stages.extract import declared_locale, extract
from postl10n.stages.extract.tokens import names

DATA = Path(__file__).parent / "data"


def read(text: str, path: str = "articles/x.html", locale: str = "en") -> Document:
    return extract(text, article_id="x", path=path, locale=locale)


def body(html: str) -> str:
    return f"<h1>Title</h1>{html}"


def texts(html: str) -> list[str]:
    return [block.text for block in read(body(html)).blocks]


def summary(document: Document) -> dict[str, object]:
    """The document as the goldens have it."""
    return {
        "title": [document.title.line, document.title.text],
        "subtitle": [document.subtitle.line, document.subtitle.text] if document.subtitle else None,
        "dateline": [document.dateline.line, document.dateline.agency] if document.dateline else None,
        "date": str(document.date) if document.date else None,
        "blocks": [
            [
                *block.lines,
                block.kind,
                block.text,
                *(
                    [{tag.number: [tag.name, dict(tag.attributes)] for tag in block.tags}]
                    if block.tags
                    else []
                ),
            ]
            for block in document.blocks
        ],
        "boilerplate": [[one.line, one.rule, one.text] for one in document.boilerplate],
    }


@pytest.mark.parametrize(
    "path", sorted((*DATA.glob("*.html"), *DATA.glob("*.md"))), ids=lambda path: path.name
)
def test_golden(path: Path) -> None:
    golden = json.loads(path.with_name(f"{path.name}.json").read_text(encoding="utf-8"))

    found = summary(read(path.read_text(encoding="utf-8"), f"articles/{path.name}"))

    assert json.loads(json.dumps(found)) == golden


def words_of(document: Document) -> list[str]:
    """Every word that the document holds, wherever it put it."""
    lines = (document.title, document.subtitle, document.dateline, *document.boilerplate)
    held = " ".join(line.text for line in lines if line is not None)
    held += " ".join(f" {block.text}" for block in document.blocks)
    return sorted(re.findall(r"w\d+", held))


TAGS = names(
    "p div h1 h2 ul li ol table tr td th caption nav header footer aside section article main form blockquote "
    "figure figcaption b i a span sup dl dt dd center button body html pre code font label address summary"
)
PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in sorted(TAGS)] + [f"</{tag}>" for tag in sorted(TAGS)]),
    st.sampled_from(
        ["<br>", "<hr>", "<img src=x>", "<p class=share>", "<div hidden>", "<a href=y>", "\n", "< ", "</ >"]
    ),
    st.just("WORD"),
    st.just("WORD"),
)


def numbered_words(pieces: list[str]) -> tuple[str, list[str]]:
    """The pieces with a different word for each WORD, and these words."""
    words = [f"w{number}" for number, piece in enumerate(pieces) if piece == "WORD"]
    rest = iter(words)
    return "".join(f" {next(rest)} " if piece == "WORD" else piece for piece in pieces), sorted(words)


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=40))
def test_every_text_of_a_page_is_held_once(pieces: list[str]) -> None:
    html, words = numbered_words(pieces)
    try:
        document = read(html)
    except ArticleError:
        return

    assert words_of(document) == words


MARKS = st.sampled_from(
    [
        "# ",
        "## ",
        "- ",
        "1. ",
        "> ",
        "    ",
        "\n",
        "\n\n",
        "**",
        "_",
        "`",
        "```\n",
        "| ",
        "|---|\n",
        "---\n",
        "<b>",
        *["</b>", "~~", "[", "](u)", "\\", "  \n", "<div>", "</div>", "* * *\n", "&amp;", "<!-- "],
    ]
)


@settings(max_examples=400)
@given(st.lists(st.one_of(MARKS, st.just("WORD")), max_size=40))
def test_every_text_of_a_markdown_article_is_held_once(pieces: list[str]) -> None:
    text, words = numbered_words(pieces)
    try:
        document = read(text, "articles/x.md")
    except ArticleError:
        return

    # What a comment, a link's address or the language after ``` swallows is no text of the article.
    if not any(one in text for one in ("<!--", "](u)", "```", "~~~")):
        assert words_of(document) == words


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>See <a href=x>the report</a>.</p>", ["See {1}the report{/1}."]),
        ("<p>A <b> spaced </b>word", ["A {1}spaced{/1} word"]),
        ("<p><b><i>Both</i></b>", ["{1}{2}Both{/2}{/1}"]),
        ("<p>Empty <b></b>pair", ["Empty pair"]),
        ("<p>a {literal} and {1}", ["a {{literal}} and {{1}}"]),
        ("<p>one<br>two", ["one {1/}two"]),
        ("<p>one<br><br>two", ["one", "two"]),
        ("<p>one<br></p>", ["one"]),
        ("<p>CO<sub>2</sub>", ["CO{1}2{/1}"]),
        ("<p><b>wrong <i>nesting</b> here</i>", ["{1}wrong {2}nesting{/2}{/1} {3}here{/3}"]),
        ("<p><b>unclosed <p>next", ["{1}unclosed{/1}", "next"]),
        ("<a href=x><div>one</div><div>two</div></a>", ["{1}one{/1}", "{1}two{/1}"]),
        ("<p><span>plain</span> <span lang=fr>bonjour</span>", ["plain {1}bonjour{/1}"]),
        ("<p>a<script>var b = '<p>c'</script> d<style>p{}</style>", ["a d"]),
        ("<p>é&eacute; &amp; &#x4e2d; &nbsp; x", ["éé & 中 x"]),
        ("<p>1 < 2 and <3", ["1 < 2 and <3"]),
        ("<p>a<!-- <p>hidden --> b", ["a b"]),
    ],
)
def test_inline_markup(html: str, expected: list[str]) -> None:
    assert texts(html) == expected


def test_attributes_stay_with_the_article() -> None:
    block = read(
        body('<p>An <a href="https://x.example/?a=1&amp;b=2" onclick="x()" class=c>address</a>')
    ).blocks[0]

    assert [(tag.number, tag.name, tag.attributes) for tag in block.tags] == [
        (1, "a", (("href", "https://x.example/?a=1&b=2"),))
    ]
    assert "example" not in block.text


def test_kinds_of_blocks() -> None:
    html = (
        "<p>para<h2>head</h2><ul><li>item<li><p>item too</ul><dl><dt>term<dd>told</dl><blockquote>said</blockquote>"
        "<table><caption>over</caption><tr><th>a<td>b</table><figure><img src=i><figcaption>under</figcaption></figure>"
        "<pre>  code\n  {here}\n</pre>"
    )

    blocks = read(body(html)).blocks

    assert [(block.kind.value, block.text) for block in blocks] == [
        ("paragraph", "para"),
        ("heading", "head"),
        ("list-item", "item"),
        ("list-item", "item too"),
        ("list-item", "term"),
        ("list-item", "told"),
        ("quote", "said"),
        ("caption", "over"),
        ("cell", "a"),
        ("cell", "b"),
        ("paragraph", "{1/}"),
        ("caption", "under"),
        ("code", "  code\n  {{here}}"),
    ]


def test_lines_are_those_of_the_source() -> None:
    document = read("<h1\n class='a'\n>Title</h1>\n\n<p>One\ntwo\n<p>\n\nThree\n")

    assert document.title.line == 3
    assert [block.lines for block in document.blocks] == [(5, 6), (9, 9)]


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>Site</title><h1>The news</h1><p>Text.", "The news"),
        ("<title>The news | Sample Post</title><p>Text.", "The news"),
        ("<meta property='og:title' content='The {news}'><p>Text.", "The {{news}}"),
        ("<header><h1>Logo</h1></header><article><h1>The news</h1><p>Text.</article>", "The news"),
        (
            "<title>The news - Post</title><h1>Post</h1><article><h2>The news</h2><p>Text.</article>",
            "The news",
        ),
    ],
)
def test_titles(html: str, title: str) -> None:
    assert read(html).title.text == title


@pytest.mark.parametrize(
    "html",
    [
        "<meta property='article:published_time' content='2021-12-08T10:00:00+08:00'><h1>T</h1><p>Text.",
        '<script type="application/ld+json">{"datePublished": "2021-12-08"}</script><h1>T</h1><p>Text.',
        "<h1>T</h1><p>China Post News, 8 December 2021</p><p>Text.",
        "<h1>T</h1><p><time datetime='2021-12-08'>yesterday</time></p><p>Text.",
        "<h1>T</h1><div>08.12.2021</div><p>Text.",
    ],
)
def test_dates(html: str) -> None:
    assert read(html).date == datetime.date(2021, 12, 8)


def test_what_is_beside_the_article_is_set_aside_with_its_rule() -> None:
    html = (
        "<nav>menu</nav><header>logo</header><div class=sidebar>side</div><main><h1>T</h1><p>Text.</p>"
        "<div class='share-tools share'>Share</div><aside>more</aside><form>search<button>Go</button></form></main>"
        "<footer>foot</footer><div>rest</div><noscript>no</noscript><svg><text>drawn</text></svg>"
    )

    document = read(html)

    assert [block.text for block in document.blocks] == ["Text."]
    assert {one.text: one.rule for one in document.boilerplate} == {
        "menu": "navigation",
        "logo": "header",
        "side": "aside",
        "Share": "share",
        "more": "aside",
        "search": "form",
        "Go": "form",
        "foot": "footer",
        "rest": "outside",
        "no": "noscript",
        "drawn": "embedded",
    }


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("articles/x.html", "<html lang=fr><h1>T</h1><p>Texte."),
        ("articles/x.md", "---\nlang: fr\n---\n# T\n\nTexte."),
    ],
)
def test_another_language_is_refused(path: str, text: str) -> None:
    with pytest.raises(ArticleError, match="says that it is in fr, but the source is en"):
        read(text, path)
    assert read(text, path, "fr").title.text == "T"
    assert declared_locale(text, path) == "fr"


@pytest.mark.parametrize(("said", "locale"), [("en-GB", "en"), ("zh-CN", "zh_Hans"), ("zz-invalid", "en")])
def test_a_region_is_no_other_language(said: str, locale: str) -> None:
    assert read(f"<html lang={said}><h1>T</h1><p>Text.", locale=locale).title.text == "T"


def test_front_matter() -> None:
    text = "---\ntitle: 'It''s \"new\"' # why\nsubtitle: \"A: b\"\ndate: 8 December 2021\nauthor: Lee\n---\nText.\n"

    document = read(text, "articles/x.md")

    assert (document.title.text, document.title.line) == ('It\'s "new"', 2)
    assert document.subtitle is not None
    assert document.subtitle.text == "A: b"
    assert document.date == datetime.date(2021, 12, 8)
    assert [block.lines for block in document.blocks] == [(7, 7)]
    assert [(one.line, one.rule) for one in document.boilerplate] == [
        (4, "front-matter"),
        (5, "front-matter"),
    ]


def test_a_wrong_date_in_front_matter_is_named() -> None:
    with pytest.raises(ArticleError, match=r"articles/x\.md:2: 'soon' is not a date"):
        read("---\ndate: soon\n---\n# T\n\nText.", "articles/x.md")


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert [b.text for b in read("---\nSome text here\n\n---\n\n# T\n\nMore.", "x.md").blocks] == ["More."]


@pytest.mark.parametrize("path", ["x.html", "x.md", "x.txt"])
@pytest.mark.parametrize("text", ["", " \n\n", "<nav>only</nav>" * 2, "<!-- nothing -->"])
def test_an_article_needs_headline_and_body(path: str, text: str) -> None:
    with pytest.raises(ArticleError, match=r"no headline|no text below"):
        read(text, path)


@pytest.mark.parametrize(
    "html",
    [
        body("<div>" * 10_000 + "deep" + "</div>" * 10_000 + "<p>after"),
        body("<ul><li>" * 10_000 + "deep<p>after"),
        body("<b>" * 10_000 + "deep<p>after"),
        body("<table><tr><td>" * 10_000 + "deep<p>after"),
        body("<p>deep" + "</b></div></td>" * 10_000 + "<p>after"),
        body("<p>deep<p>after " + "<a href='" * 20_000),
        body("<p>deep<p>after " + "<!--" * 20_000),
        body("<p>deep<p>after " + "<a " * 20_000),
        body("<p>deep<p>after " + "&" * 20_000),
    ],
    ids=["div", "li", "b", "table", "stray-ends", "quotes", "comments", "tags", "references"],
)
@pytest.mark.no_cover
def test_broken_pages_lose_nothing_and_take_no_time(html: str) -> None:
    started = time.process_time()

    document = read(html)

    held = " ".join([block.text for block in document.blocks] + [one.text for one in document.boilerplate])
    assert "deep" in held
    assert "after" in held
    assert time.process_time() - started < 10


def test_markdown_nested_too_deeply_is_refused() -> None:
    with pytest.raises(ArticleError, match=r"x\.md:\d+: blocks are nested more than"):
        read("# T\n\n" + "> " * 70 + "deep\n", "x.md")


def test_a_very_long_line() -> None:
    sentence = "Belpost handled 1.75 billion items in 2024. "
    document = read(f"<h1>T</h1><p>{sentence * 50_000}</p>")

    assert [block.kind for block in document.blocks] == [Role.PARAGRAPH]
    assert len(document.blocks[0].text) == len(sentence) * 50_000 - 1


def test_the_first_reader_reads_as_ever() -> None:
    """An old project's pages are not moved by what was mended in reading HTML."""
    page = (
        "<html><head><title>A bridge opens - Post |</title><meta name=date content='2024/5/6'></head><body>"
        "<h1>A bridge opens</h1><p>Trains carry mail across it, and the first left at noon.</p>"
        "<object data=map.svg>The map shows both shores.</object>"
        "<math><mi>x</mi><mo>=</mo></math><time itemprop=datePublished datetime=2024-5-6>6 May</time></body></html>"
    )

    first, today = (
        extract(page, article_id="x", path="x.html", locale="en", reader=reader) for reader in (1, 2)
    )

    assert [(one.text, one.rule) for one in first.boilerplate[1:]] == [
        ("The map shows both shores.", "embedded"),
        ("x", "embedded"),
        ("=", "embedded"),
        ("6 May", "embedded"),
    ]
    assert first.date is None
    assert today.date == datetime.date(2024, 5, 6)


NOTES = """# Mail by rail

Trains[^1] carry mail.[^far] They stop[^none] twice.

[^1]: Night
[^far]: As far as **the coast**,
in winter.

    Since 1999.

| a | b | c |
|:--|--:|:-:|
| 1 | 2 | 3 |
"""


def test_footnotes_are_items_and_their_marks_numbers() -> None:
    document = read(NOTES, "articles/x.md")

    assert [(one.kind, one.text) for one in document.blocks[:4]] == [
        (Role.PARAGRAPH, "Trains{1}1{/1} carry mail.{2}2{/2} They stop[^none] twice."),
        (Role.LIST_ITEM, "Night"),
        (Role.LIST_ITEM, "As far as {1}the coast{/1}, in winter."),
        (Role.LIST_ITEM, "Since 1999."),
    ]
    assert [one.attributes for one in document.structure if one.name == "ol"] == [
        (("start", "1"),),
        (("start", "2"),),
    ]
    first = extract(NOTES, article_id="x", path="x.md", locale="en", reader=1)
    assert "[^far]" in first.blocks[0].text


def test_columns_keep_their_side() -> None:
    cells = [one.attributes for one in read(NOTES, "articles/x.md").structure if one.name == "td"]

    assert cells == [(("data-align", "start"),), (("data-align", "end"),), (("data-align", "center"),)]
