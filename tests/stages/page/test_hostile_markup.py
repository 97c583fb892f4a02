"""No element, attribute or address on a page but those that the source has and that are harmless."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markup import body_of, html_of, page_of, parse_html, read_article
from markupsafe import Markup
from pages import approved

from postl10n.model.article import Article, Tag
from postl10n.model.catalog import Catalog, Entry
from postl10n.model.site import PageStatus, SentenceMark, SiteContext
from postl10n.stages.page.allowed_markup import ELEMENTS, safe
from postl10n.stages.page.outputs import indexed_bodies, render_feed, search_index
from postl10n.stages.page.render import checked
from postl10n.stages.page.shown_text import rebuild

ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\x01javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java\x00script:alert(1)",
    "java\ufffescript:alert(1)",
    "&#106;avascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#0000058alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml;base64,PHN2Zy8+",
    "file:///etc/passwd",
    "blob:https://evil.example/1",
    "view-source:https://evil.example/",
    "//evil.example/x",
    "/\\evil.example/x",
    "\\\\evil.example/x",
    "https:evil.example",
    "https:\\\\evil.example",
    "https:///evil.example",
    "https://evil.example/\x00x",
    "http:javascript:alert(1)",
    "air.html:javascript",
    "../../etc/passwd",
    "/etc/passwd",
    "img/../../secret.png",
    "img/.hidden/x.png",
    "img/icon.svg",
    "img/x%22%20onerror=%22alert(1).png",
    "img/%00.png",
    "%2e%2e/img/icon.png",
    "img%5c..%5cicon.png",
    "?x=javascript:1",
    "#javascript:alert(1)",
    "",
)
PAYLOADS = (
    "<script>alert(1)</script>",
    "</p></div></article><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    '" onmouseover="alert(1)" x="',
    "' style='x:expression(alert(1))'",
    "<iframe srcdoc='&lt;script>alert(1)&lt;/script>'></iframe>",
    "<!--><script>alert(1)</script>-->",
    "]]><script>alert(1)</script>",
    "{{ 7*7 }}{% raw %}{{ config.__class__ }}",
    "\x00<\x00script>alert(1)</script>",
)
_SOURCE = (
    """<h1>Mail</h1><p>See {0} for more of what there is to know about the mail that goes by rail.</p>"""
)
_RICH = (
    '<h1>Mail</h1><p>See <a href="https://rail.example/">the <em>line</em></a>, <b>all</b> of it<br>here '
    '<img src="img/map.png" alt="map"> and <a href="https://two.example/">there</a> or '
    "<ruby>郵<rt>yóu</rt></ruby>.</p>"
)


def elements(root: Element) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Those of a page's article that its template does not put there."""
    for one in root.iter():
        if one.get("class") not in ("s", "term", "paragraph", "body"):
            # An image says that its description is in the source's language.
            kept = [(name, value) for name, value in one.attrib.items() if (name, value) != ("lang", "en")]
            yield one.tag, tuple(sorted(kept))


def addresses(root: Element) -> set[str]:
    return {value for one in root.iter() for name, value in one.attrib.items() if name in ("href", "src")}


def translated(article: Article, text: str) -> str:
    (segment,) = article.blocks[0].segments
    catalog = Catalog(header=None, entries=(Entry(msgid=segment.text, msgstr=(text,)),))
    return html_of(page_of(article, "ru", catalog))


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("form", ['<a href="{0}">here</a>', '<img src="{0}" alt="here">'])
def test_an_address_that_is_not_plainly_one_leaves_its_text(address: str, form: str) -> None:
    html = html_of(page_of(read_article(_SOURCE.format(form.format(address)))))
    body = body_of(html)
    assert addresses(body) == set()
    assert "See here for more" in "".join(body.itertext())


# Markdown has another sign for NUL, so that the address is a harmless one.
@pytest.mark.parametrize("address", [one for one in ADDRESSES if not one.endswith("\x00x")])
def test_an_address_in_markdown_is_no_better(address: str) -> None:
    source = f"# Mail\n\nSee [here](<{address}>) and [there][1] and <{address}> or ![it](<{address}>).\n\n[1]: <{address}>\n"
    body = body_of(html_of(page_of(read_article(source, "md"))))
    assert addresses(body) == set()
    assert "here" in "".join(body.itertext())


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://rail.example/?a=1&amp;b=%20", "https://rail.example/?a=1&b=%20"),
        ("HTTP://rail.example", "HTTP://rail.example"),
        ("\n https://rail.example/x ", "https://rail.example/x"),
        ("mailto:press@post.example?subject=x", "mailto:press@post.example?subject=x"),
        ("air.html", "air.html"),
        ("./air.md#part", "air.html"),
    ],
)
def test_a_harmless_link_stays(address: str, shown: str) -> None:
    form = f'<a href="{address}">here</a>'
    assert addresses(body_of(html_of(page_of(read_article(_SOURCE.format(form)))))) == {shown}


def test_a_link_to_an_article_that_there_is_not_is_text() -> None:
    page = page_of(read_article(_SOURCE.format('<a href="air.html">here</a>')))
    assert page.targets == ("air",)
    assert addresses(body_of(html_of(page, with_air=False))) == set()


@pytest.mark.parametrize(
    "source",
    [
        '<a href="https://a.example" onclick="alert(1)" style="x" target="_blank" ping="https://e.example" id="x">k</a>',
        '<b onmouseover="alert(1)" class="term" data-definition="x" lang="&quot;>x" dir="up">k</b>',
        '<img src="img/map.png" srcset="https://evil.example/x 2x" onerror="x" alt="k" width="9px" height="calc(1)">',
        '<em xml:lang="x" is="x" slot="x" part="x" popover autofocus tabindex="1" contenteditable>k</em>',
        "<svg onload=alert(1)><script>alert(1)</script><b>k</b></svg>",
        "<math><mi>k</mi></math><font size=9 onclick=x>k</font><nobr>k</nobr>",
        "<object data=x><b>k</b></object><form action=x><button formaction=javascript:1>k</button></form>",
        "<bdo>k</bdo><rt>k</rt><rp>k</rp><i <b>k</b>",
        "<template><b>k</b></template><noscript><b>k</b></noscript>k",
    ],
)
def test_a_source_brings_only_known_attributes(source: str) -> None:
    body = body_of(html_of(page_of(read_article(_SOURCE.format(source)))))
    allowed = {"href", "src", "alt", "title", "lang", "dir"}
    for name, attributes in elements(body):
        assert name in ELEMENTS
        assert {one for one, _ in attributes} <= allowed
    assert addresses(body) <= {"https://a.example", "../media/img/map.png"}


@pytest.mark.parametrize(
    "source",
    [
        '<ol start="1;x" type="javascript" reversed="x" onclick="x" style="x"><li value="1e9">k</li></ol>',
        '<table border=1 background="https://e.example"><tr onclick=x><td colspan="9999" rowspan="-1" style=x>k</table>',
        '<blockquote cite="javascript:1" onclick=x>k</blockquote><figure style=x>k<figcaption id=x>k</figcaption></figure>',
        '<h2 id="content" onclick=x>k</h2><pre onclick=x class=x>&lt;script>alert(1)&lt;/script></pre>',
        "<td>k</td><li>k</li><dd>k</dd><caption>k</caption><tr>k</tr>",
        "<ul>k<table>k<ul><li>k</ul></table><ol><ul>k</ul></ol></ul>",
        "<table><ul><li>k</li></ul><caption>k<h2>k</h2></caption><li>k</table>",
        "<dl>k<dl><dt><h3>k</h3>k<dd><figure><figcaption>k</figure></dl></dl>",
        "<h2><blockquote>k<ul><li><h3>k</h3></ul></blockquote></h2>",
    ],
)
def test_structure_brings_only_known_attributes_and_parses(source: str) -> None:
    """Parsing is strict: an element where no parser has it fails."""
    article = read_article(f"<h1>Mail</h1><p>A paragraph that stands before it.</p>{source}")
    html = html_of(page_of(article))
    body = body_of(html)
    known = {"class", "id", "data-from", "data-segment", "dir", "translate", "reversed"}
    assert {name for one in body.iter() for name in one.attrib} <= known
    assert "alert" not in str([one.attrib for one in parse_html(html).iter()])


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_in_a_translation_is_text_or_not_shown(payload: str) -> None:
    article = read_article(_RICH)
    expected = Counter(elements(body_of(html_of(page_of(article)))))
    for text in (
        payload,
        f"{{1}}{payload}{{2}}x{{/2}}{{/1}} {{3}}y{{/3}}{{4/}} {{5/}} {{6}}z{{/6}} {{7}}a{{8}}b{{/8}}{{/7}}",
    ):
        html = translated(article, text)
        assert not Counter(elements(body_of(html))) - expected
        assert {one.tag for one in parse_html(html).iter()} & {"script", "iframe", "math"} == set()


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("kind", ["html", "md"])
def test_an_article_of_hostile_texts_is_a_page_of_texts(kind: str, payload: str) -> None:
    """As title, text, code, link, description and front matter, written so that it is meant as text."""
    text = payload.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    if kind == "html":
        source = (
            f'<title>{text}</title><h1>a{text}</h1><p class=subtitle>b{text}</p><p>c{text} <b title="{text}">{text}</b></p>'
            f'<pre>{text}</pre><img src="img/map.png" alt="{text}"><h2>{text}</h2><p>The end.</p>'
        )
    else:
        line = text.replace("\x00", "")
        front = f"---\ntitle: '{line.replace(chr(39), '')}'\nauthor: x\n---\n"
        source = f"{front}\nc{line} **{line}**\n\n    {payload}\n\n## {line}\n"
    html = html_of(page_of(read_article(source, kind)))
    found = {one.tag for one in body_of(html).iter()}
    assert found <= {"div", "p", "span", "b", "strong", "pre", "code", "img", "h2", "em"}
    assert not [name for one in parse_html(html).iter() for name in one.attrib if name.startswith("on")]


_pieces = st.sampled_from(
    [
        *(f"{{{n}}}" for n in range(1, 10)),
        *(f"{{/{n}}}" for n in range(1, 10)),
        *(f"{{{n}/}}" for n in range(1, 10)),
    ]
)
_texts = st.one_of(
    _pieces, st.sampled_from(PAYLOADS), st.text(max_size=6), st.sampled_from(["{", "}", "{{", "｛1｝"])
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_texts, max_size=24).map("".join))
def test_whatever_the_translation_the_markup_is_the_sources(text: str) -> None:
    article = read_article(_RICH)
    expected = Counter(elements(body_of(html_of(page_of(article)))))
    found = Counter(elements(body_of(translated(article, text))))
    assert not found - expected


@st.composite
def _reordered(draw: st.DrawFn) -> str:
    """A sound translation of `_RICH`: its pairs and single tags in any order, nested in any way."""
    parts: list[str] = []
    for number in draw(st.permutations(range(1, 9))):
        tag = [f"{{{number}/}}"] if number in (4, 5) else [f"{{{number}}}", "x", f"{{/{number}}}"]
        at = draw(st.integers(0, len(parts)))
        parts[at:at] = tag
    return "".join(parts)


@settings(max_examples=150, deadline=None)
@given(_reordered())
def test_any_order_of_the_tags_is_shown_and_valid(text: str) -> None:
    """The page is parsed strictly: a link in a link, or a reading outside of its ruby, would be an error."""
    article = read_article(_RICH)
    html = translated(article, text)
    assert 'data-from="human"' in html
    expected = Counter(elements(body_of(html_of(page_of(article)))))
    found = Counter(elements(body_of(html)))
    assert not found - expected


_names = st.one_of(
    st.sampled_from(["a", "img", "script", "svg", "style", "b", "iframe", "span"]), st.text(max_size=5)
)
_attributes = st.tuples(
    st.one_of(
        st.sampled_from(["href", "src", "onclick", "style", "alt", "lang", "srcset"]), st.text(max_size=5)
    ),
    st.one_of(st.sampled_from(ADDRESSES), st.text(max_size=12), st.sampled_from(["https://x.example", "en"])),
)


@given(_names, st.lists(_attributes, max_size=4), st.booleans())
def test_a_tag_is_safe_or_none(name: str, attributes: list[tuple[str, str]], empty: bool) -> None:
    found = safe(Tag(number=1, name=name, attributes=tuple(attributes), empty=empty))
    if found is None:
        return
    assert found.name in ELEMENTS
    for key, value in found.attributes:
        assert key in ("href", "src", "alt", "title", "lang", "dir", "width", "height")
        if key in ("href", "src"):
            assert re.match(r"(?:https?://[^/]|mailto:.)", value, re.IGNORECASE)
    assert re.fullmatch(r"[^\\:]*", found.target)
    assert ".." not in found.target.split("/")


@pytest.mark.parametrize(
    ("markup", "left"),
    [
        ('<b onclick="x">k</b><script>alert(1)</script>', "<b>k</b>"),
        ('<a href="javascript:x" class="term evil" style="x">k</a>', '<a class="term">k</a>'),
        (
            '<a href="https://a.example/?a&amp;b" title="&#34;">k</a>',
            '<a href="https://a.example/?a&amp;b" title="&quot;">k</a>',
        ),
        ("<i>it&#39;s &lt;b&gt;</i>", "<i>it's &lt;b&gt;</i>"),
    ],
)
def test_the_second_wall_stands_alone(markup: str, left: str) -> None:
    assert checked(Markup(markup)) == Markup(left)  # noqa: S704 - what the wall is for


def test_unknown_and_misused_numbers_are_no_markup() -> None:
    tags = (Tag(number=1, name="b"), Tag(number=2, name="br", empty=True))
    assert rebuild("a {9}b{/9} {1/}{2}c{/2} {{1}}", tags) == ("a b c {1}", ())


def test_a_link_keeps_no_other_link_and_a_term_stands_where_it_can() -> None:
    article = read_article(
        "<h1>Mail</h1><p><a href='https://a.example'>Belpost</a> or</p><p><em>Belpost</em></p>"
        "<p>Here <code>Belpost</code> ends.</p><p><b>The Belpost line</b>.</p>"
    )
    body = body_of(html_of(page_of(article)))
    links = list(body.iter("a"))
    assert not [inner for one in links for inner in one.iter("a") if inner is not one]
    linked, emphasis, code, bold = body.findall("p")
    assert [one.get("href") for one in linked.iter("a")] == ["https://a.example"]
    assert [one.get("class") for em in emphasis.iter("em") for one in em] == ["term"]
    assert not list(code.iter("a"))
    assert ["".join(one.itertext()) for one in bold.iter("a")] == ["Belpost"]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (
            "The <b>Bel</b>post goes.",
            'The <a class="term" href="glossary.html#term-belpost"><b>Bel</b>post</a> goes.',
        ),
        (
            "The <b><i>Bel</i>post</b> goes.",
            'The <b><a class="term" href="glossary.html#term-belpost"><i>Bel</i>post</a></b> goes.',
        ),
        ("The Bel<b>post goes</b>.", "The Bel<b>post goes</b>."),
        ("The Bel<a href='air.html'>po</a>st.", 'The Bel<a href="air.html">po</a>st.'),
        ("The <a href='air.html'>Belpost goes</a>.", 'The <a href="air.html">Belpost goes</a>.'),
    ],
)
def test_a_term_holds_markup_or_stands_in_it(source: str, shown: str) -> None:
    page = page_of(read_article(f"<h1>Mail</h1><p>{source}</p>"))
    marked = replace(page.blocks[0].segments[0], marks=(SentenceMark(concept="belpost", start=4, end=11),))
    html = html_of(replace(page, blocks=(replace(page.blocks[0], segments=(marked,)),)))
    definition = ' aria-describedby="term-belpost" data-definition="The post of Belarus."'
    assert shown in html.replace(definition, "")


def test_code_and_images_alone_count_nowhere() -> None:
    article = read_article(
        '<h1>Mail</h1><p><img src="img/map.png" alt="A map"></p><p>One two three.</p><pre>a b c d e</pre>'
    )
    whole = {"Mail": "Почта", "One two three.": "Раз два три."}
    page = page_of(article, "ru", approved(article, whole))
    assert (page.status, page.coverage) == (PageStatus.PUBLISHED, 1.0)
    html = html_of(page)
    assert 'data-from="source"' not in html
    assert "Passages not yet translated" not in html
    assert 'alt="A map" lang="en"' in html
    assert page.card.summary is not None
    assert page.card.summary.text == "Раз два три."
    assert page.body == "Раз два три.\na b c d e"


def test_code_is_never_translated_by_a_sentence_that_reads_the_same() -> None:
    article = read_article("<h1>Mail</h1><p>Start here.</p><pre>Start here.</pre>")
    page = page_of(article, "ru", approved(article, {"Start here.": "Начните тут."}))
    assert [block.segments[0].text for block in page.blocks] == ["Начните тут.", "Start here."]


def test_an_image_that_is_not_the_projects_is_named_and_linked() -> None:
    article = read_article(
        '<h1>Mail</h1><p>A <img src="https://e.example/a/map%20x.png"> B <img src="https://e.example/b.png" alt="the line">'
        ' C <a href="https://l.example"><img src="https://e.example/c.png" alt="city"></a>'
        ' D <img src="img/gone.png" alt="gone">.</p>'
    )
    body = body_of(html_of(page_of(article)))
    assert "".join(body.itertext()).strip() == "A map x.png B the line C city D gone."
    assert addresses(body) == {
        "https://e.example/a/map%20x.png",
        "https://e.example/b.png",
        "https://l.example",
    }
    assert not list(body.iter("img"))


def test_tags_of_a_joined_sentence_are_those_of_its_run() -> None:
    article = read_article("<h1>Mail</h1><p>One is here. Two is <b>bold</b> there.</p>")
    first, second = article.blocks[0].segments
    texts = {first.text: "Всё {1}сразу{/1}.", second.text: "{merged}"}
    html = html_of(page_of(article, "ru", approved(article, texts)))
    assert "Всё <b>сразу</b>." in html


def test_stale_and_parent_texts_keep_their_markup() -> None:
    article = read_article("<h1>Mail</h1><p>One is <b>here</b> now.</p>")
    page = page_of(article, "ru", approved(article, {"One is {1}here{/1} now.": "{1}Тут{/1}."}))
    block = replace(page.blocks[0], segments=(replace(page.blocks[0].segments[0], stale=True),))
    assert "<b>Тут</b>." in html_of(replace(page, blocks=(block,)))


def test_what_machines_read_is_plain_text() -> None:
    article = read_article(
        '<h1>Mail</h1><p>See {{1}} <a href="https://a.example">the <b>line</b></a> &lt;now&gt;.</p>'
    )
    page = page_of(article)
    plain = "See {{1}} the line <now>."
    site = SiteContext.of([page], source="en", locales=[], url="https://news.example")
    assert f"<summary>{plain}</summary>".replace(" <now>", " &lt;now&gt;") in render_feed("en", site)
    assert indexed_bodies(search_index("en", site, {"rail": page.body})) == {"rail": plain}
    (description,) = (
        one for one in parse_html(html_of(page)).iter("meta") if one.get("name") == "description"
    )
    assert description.get("content") == plain
