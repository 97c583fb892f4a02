"""Pages as HTML: valid, honest about languages, and deaf to markup in texts."""

from __future__ import annotations

import datetime
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import (
    FIRST,
    GLOSSARY,
    SECOND,
    THIRD,
    TITLE,
    approved,
    make_article,
    make_site,
    resolve,
)

from postl10n.errors import ProjectError, UsageError
from postl10n.model.catalog import MERGED
from postl10n.model.glossary import Concept, Glossary, Term
from postl10n.model.site import IMAGE, Page, PageStatus, SentenceMark, ShownSegment, SiteContext
from postl10n.stages.page.alternates import alternate_faults
from postl10n.stages.page.outputs import render, render_feed, site_files
from postl10n.stages.page.paths import absolute_base, article_path, link_faults, read_links
from postl10n.stages.page.render import (
    assets,
    render_404,
    render_article,
    render_glossary,
    render_index,
    render_root,
)
from postl10n.stages.page.ui_text import shipped, tongue
from postl10n.stages.page.views import nearby

LOCALES = ("ru", "ar", "zh_Hans")
ATTACKS = (
    "<script>alert(1)</script>",
    "</title></head><body><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "' style='background:url(//evil)'",
    "{{ 7*7 }}{% raw %}{{ config }}",
    "{0.__class__} {date.__class__} %(x)s",
    "<a href='javascript:alert(1)'>x</a>",
    "]]><svg onload=alert(1)>",
    "<!-- --> &lt;b&gt; &#x3c;i&#x3e;",
    "\x00\x08\x1b\ufffe\U0001ffff",
)


def parse(html: str) -> Element:
    """The tree of a page; any parse error of HTML's own rules fails the test."""
    tree: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    return tree


def pages_in(locales: tuple[str, ...] = LOCALES) -> list[Page]:
    article = make_article(agency="China Post News", subtitle="A review")
    translated = {
        "ru": {
            "A review": "Обзор",
            "China Post News": "Новости",
            TITLE: "Почта по рельсам",
            FIRST: "Белпочта возит.",
            SECOND: "За десять дней.",
            THIRD: "Всё.",
        },
        "ar": {TITLE: "بريد", FIRST: "بيلبوشت ينقل البريد."},
        "zh_Hans": {FIRST: "第一句。", SECOND: "第二句。"},
    }
    return [
        resolve(article, "en"),
        *(resolve(article, one, (one, approved(article, translated[one]))) for one in locales),
    ]


def every_file(pages: Iterable[Page], site: SiteContext) -> Iterator[tuple[str, bytes]]:
    """Every file of the site but its images, by path."""
    known = {(page.article, page.locale): page for page in pages}
    for need in site_files(site, dict.fromkeys(known, ""), ""):
        if need.kind != IMAGE:
            bodies = {
                article: page.body for (article, locale), page in known.items() if locale == need.locale
            }
            yield need.path, render(need, site, known.get((need.article, need.locale)), bodies)


def every_page(site: SiteContext, pages: list[Page]) -> Iterator[tuple[str, str]]:
    for path, data in every_file(pages, site):
        if path.endswith(".html"):
            yield path, data.decode()


def by_class(tree: Element, name: str) -> list[Element]:
    return [one for one in tree.iter() if name in one.get("class", "").split()]


def test_every_page_is_valid_html_with_unique_ids_and_targets() -> None:
    pages = pages_in()
    html = dict(every_page(make_site(pages, LOCALES), pages))
    assert len(html) == 4 * 4 + 2
    for path, text in html.items():
        tree = parse(text)
        ids = Counter(one.get("id") for one in tree.iter() if one.get("id"))
        assert [one for one, times in ids.items() if times > 1] == [], path
        described = {one.get("aria-describedby") for one in tree.iter()} - {None}
        assert described <= set(ids), path


def test_every_relative_link_leads_somewhere() -> None:
    pages = pages_in()
    files = dict(every_file(pages, make_site(pages, LOCALES)))
    for path in (one for one in files if one.endswith(".html") and one != "404.html"):
        folder = path.rpartition("/")[0]
        for href in re.findall(r'(?:href|src)="([^"]*)"', files[path].decode()):
            if href.startswith("https://news.example/"):
                target = href.removeprefix("https://news.example/")
            else:
                target = href.partition("#")[0] or path.rpartition("/")[2]
                target = target[3:] if target.startswith("../") else f"{folder}/{target}".lstrip("/")
            assert target in files, (path, href)


def test_untranslated_sentences_carry_their_own_language() -> None:
    pages = {page.locale: page for page in pages_in()}
    tree = parse(render_article(pages["ar"], make_site(pages.values(), LOCALES)))
    assert (tree.get("lang"), tree.get("dir")) == ("ar", "rtl")
    first, second, third = by_class(tree, "s")
    assert (first.get("lang"), first.get("data-from")) == (None, "human")
    assert (second.get("lang"), second.get("dir"), second.get("data-from")) == ("en", "ltr", "source")
    assert third.get("lang") == "en"
    mixed, foreign = by_class(tree, "paragraph")
    assert (mixed.get("dir"), foreign.get("dir")) == (None, "ltr")


def test_sentences_are_joined_as_their_language_joins_them() -> None:
    pages = {page.locale: page for page in pages_in()}
    site = make_site(pages.values(), LOCALES)
    chinese = parse(render_article(pages["zh_Hans"], site))
    russian = parse(render_article(pages["ru"], site))
    assert "".join(by_class(chinese, "paragraph")[0].itertext()) == "第一句。第二句。"
    assert "".join(by_class(russian, "paragraph")[0].itertext()) == "Белпочта возит. За десять дней."


def test_a_term_links_to_its_definition_in_the_page_language() -> None:
    pages = {page.locale: page for page in pages_in()}
    tree = parse(render_article(pages["ru"], make_site(pages.values(), LOCALES)))
    (term,) = by_class(tree, "term")
    assert (term.text, term.get("href")) == ("Белпочта", "glossary.html#term-belpost")
    assert term.get("data-definition") == "Почта Беларуси."


def test_status_decides_what_a_page_claims() -> None:
    pages = {page.locale: page for page in pages_in()}
    site = make_site(pages.values(), LOCALES)
    published = render_article(pages["ru"], site)
    partial = render_article(pages["ar"], site)
    assert 'rel="canonical" href="https://news.example/ru/rail.html"' in published
    assert re.findall(r'hreflang="([^"]+)" href="https', published) == ["en", "ru", "x-default"]
    assert "noindex" not in published
    assert '<meta name="robots" content="noindex">' in partial
    assert "canonical" not in partial
    assert re.findall(r'hreflang="([^"]+)" href="https', partial) == []
    assert shipped("ar")[0]["This translation is incomplete."] in partial


def test_without_an_address_nothing_absolute_is_claimed() -> None:
    pages = pages_in()
    files = dict(every_file(pages, make_site(pages, LOCALES, url=None)))
    assert not [path for path in files if path.endswith((".xml", ".txt"))]
    assert not [path for path, data in files.items() if path.endswith(".html") and b"https://" in data]


def test_alternates_are_reciprocal_and_exist() -> None:
    pages = pages_in()
    site = make_site(pages, LOCALES)
    html = dict(every_page(site, pages))
    links = {path: read_links(path, page, None).alternates for path, page in html.items()}
    assert alternate_faults(links, "https://news.example/") == []
    changed = html["ru/rail.html"].replace('hreflang="x-default"', 'hreflang="fr"')
    faults = alternate_faults(
        {**links, "ru/rail.html": read_links("ru/rail.html", changed, None).alternates},
        "https://news.example/",
    )
    assert any(fault.startswith("en/rail.html: its alternate ru") for fault in faults)
    del links["ru/rail.html"]
    assert any(
        "not a page of the site" in fault for fault in alternate_faults(links, "https://news.example/")
    )


def test_a_translation_leads_to_its_original_and_the_original_to_none() -> None:
    pages = pages_in()
    html = dict(every_page(make_site(pages, LOCALES), pages))
    link = '<a href="../en/rail.html" hreflang="en">Читать оригинал</a>'
    assert html["ru/rail.html"].count(link) == 1
    assert "Read the original" not in html["en/rail.html"]


def test_nothing_is_fetched_from_elsewhere_and_no_script_runs() -> None:
    pages = pages_in()
    for path, text in every_page(make_site(pages, LOCALES), pages):
        tree = parse(text)
        tags = {one.tag for one in tree.iter()}
        assert not tags & {"iframe", "img", "object", "style"}, path
        scripts = [(one.get("src"), one.text) for one in tree.iter() if one.tag == "script"]
        # The search page alone runs a script, and it is no condition for reading.
        assert scripts == ([("../assets/search.js", None)] if path.endswith("/search.html") else []), path
        assert ("script-src" in text) == path.endswith("/search.html")
        assert not [
            one for one in tree.iter() for name in one.attrib if name.startswith("on") or name == "style"
        ]
        assert "default-src 'none'" in text
    css = assets()["assets/site.css"].decode()
    assert "url(" not in css
    assert "@import" not in css
    physical = re.findall(
        r"(?:margin|padding|border|inset)-(?:left|right)|text-align: (?:left|right)|\bfloat:", css
    )
    assert physical == []


def _skeleton(tree: Element) -> list[tuple[object, tuple[str, ...]]]:
    return [(one.tag, tuple(sorted(one.attrib))) for one in tree.iter()]


def _schemes(tree: Element) -> set[str]:
    links = [one.get(name) or "" for one in tree.iter() for name in ("href", "src")]
    return {link.partition(":")[0] for link in links if re.match(r"\s*[A-Za-z][\w+.-]*:", link)}


def _everywhere(page: Page, text: str) -> Page:
    """The page with the text in each of its segments, and a term that is all of it."""

    def hostile(segment: ShownSegment) -> ShownSegment:
        marks = (SentenceMark(concept=f"x{text}", start=0, end=len(text)),)
        return replace(segment, text=text, marks=marks)

    assert page.subtitle is not None
    assert page.dateline is not None
    return replace(
        page,
        title=hostile(page.title),
        subtitle=hostile(page.subtitle),
        dateline=hostile(page.dateline),
        blocks=tuple(
            replace(block, segments=tuple(hostile(one) for one in block.segments)) for block in page.blocks
        ),
    )


def _site_with(text: str) -> list[str]:
    """Pages in which the text stands as title, sentence, agency, UI string, site name, term and definition."""
    concept = Concept(
        id=f"x{text}",
        subject=text,
        definition={"ru": text},
        terms={"en": (Term(text=FIRST),), "ru": (Term(text=text),)},
    )
    glossary = Glossary(concepts=(concept,))
    pages = [_everywhere(page, text) for page in pages_in() if page.locale in ("en", "ru")]
    strings = dict.fromkeys(("News", "Glossary", "Languages", "Sentences"), f"{text} {{date}} {{language}}")
    site = SiteContext.of(
        pages,
        source="en",
        locales=["ru"],
        url="https://news.example",
        name=text,
        glossary=glossary,
        strings={"ru": strings},
    )
    feed = render_feed("ru", site)
    ElementTree.fromstring(feed)  # noqa: S314 - written by the line above
    return [
        render_article(pages[1], site),
        render_index("ru", site),
        render_root(site),
        render_glossary("ru", glossary, site),
        render_404(site),
    ]


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_text_adds_no_element_attribute_or_scheme(attack: str) -> None:
    for harmless, hostile in zip(_site_with("harmless"), _site_with(f"a{attack}b"), strict=True):
        expected, got = parse(harmless), parse(hostile)
        assert _skeleton(got) == _skeleton(expected)
        assert _schemes(got) <= {"https"}


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=[]), min_size=1, max_size=40).filter(str.strip))
def test_any_text_leaves_the_structure_alone(text: str) -> None:
    html = _site_with(f"a{text}b")[0]
    assert _skeleton(parse(html)) == _skeleton(parse(_site_with("harmless")[0]))
    html.encode()


def test_templates_of_a_project_replace_ours_and_stay_in_their_sandbox() -> None:
    pages = pages_in()
    page = pages[0]
    own = SiteContext.of(
        pages, source="en", locales=LOCALES, templates={"article.html": "<p>{{ story.title.text }}"}
    )
    assert render_article(page, own) == f"<p>{TITLE}"
    evil = "{{ _.__class__.__mro__ }}"
    with pytest.raises(ProjectError, match="unsafe"):
        render_article(
            page, SiteContext.of(pages, source="en", locales=LOCALES, templates={"article.html": evil})
        )


@pytest.mark.parametrize(
    ("locale", "article"), [("ru", "../x"), ("ru", "a/b"), ("ru", ""), ("../ru", "a"), ("x/y", "a")]
)
def test_a_path_that_leads_out_is_refused(locale: str, article: str) -> None:
    with pytest.raises(UsageError):
        article_path(locale, article)


@pytest.mark.parametrize(
    ("url", "base"),
    [
        (None, None),
        ("https://a.example/", "/"),
        ("https://a.example", "/"),
        ("https://a.example/news/", "/news/"),
    ],
)
def test_links_of_the_404_page_hold_at_any_depth(url: str | None, base: str | None) -> None:
    assert absolute_base(url) == base


def test_a_merged_run_reads_as_one_sentence() -> None:
    article = make_article()
    page = resolve(article, "ru", ("ru", approved(article, {FIRST: "Всё сразу.", SECOND: MERGED})))
    tree = parse(render_article(page, make_site([page], ["ru"])))
    assert ["".join(one.itertext()) for one in by_class(tree, "paragraph")] == ["Всё сразу.", THIRD]


def test_a_number_that_runs_from_left_to_right_is_isolated() -> None:
    article = make_article()
    number = "+375 17 293 45 67"
    texts = {FIRST: f"اتصل على {number} اليوم.", SECOND: "تحمل طائرة Boeing 747 البريد."}
    page = resolve(article, "ar", ("ar", approved(article, texts)))
    tree = parse(render_article(page, make_site([page], ["ar"])))

    assert [("".join(one.itertext()), one.get("dir")) for one in tree.iter("bdi")] == [(number, "ltr")]


def test_a_page_is_the_same_every_time() -> None:
    pages = pages_in()
    site = make_site(pages, LOCALES)
    assert dict(every_file(pages, site)) == dict(every_file(pages, make_site(reversed(pages), LOCALES)))


@pytest.mark.parametrize(
    ("address", "found"), [("https://news.example/", True), ("https://example.org/news/", False)]
)
def test_robots_is_where_crawlers_look(address: str, found: bool) -> None:
    site = SiteContext.of(pages_in(), source="en", locales=LOCALES, url=address)
    assert ("robots.txt" in {need.path for need in site_files(site, {}, "")}) is found


def test_a_locale_with_nothing_published_has_no_feed_and_names_none() -> None:
    pages = [page for page in pages_in() if page.status is not PageStatus.PUBLISHED]
    site = SiteContext.of(pages, source="en", locales=LOCALES, url="https://news.example/")
    files = dict(every_file(pages, site))
    for locale in site.locales:
        folder = tongue(locale).tag
        there = locale in site.indexed_locales
        assert (f"{folder}/feed.xml" in files) is there
        assert (b"feed.xml" in files[f"{folder}/index.html"]) is there
    assert len(site.indexed_locales) < len(site.locales)


def _rows(script: bytes) -> list[list[str]]:
    """The rows that the script of a search index assigns."""
    rows: list[list[str]] = json.loads(script.removeprefix(b"var postl10nPages = "))
    return rows


def test_the_search_index_holds_what_pages_show() -> None:
    pages = pages_in()
    files = dict(every_file(pages, make_site(pages, LOCALES)))
    ((article, title, date, text),) = _rows(files["zh-Hans/search-index.js"])
    assert json.loads(files["zh-Hans/search-index.json"]) == [[article, title, date, text]]
    assert (article, title, date) == ("rail", TITLE, "2025年3月14日")
    assert text.splitlines() == ["A review", "China Post News", "第一句。", "第二句。", THIRD]


def test_stale_sentences_are_marked_and_counted() -> None:
    (page,) = (one for one in pages_in() if one.locale == "ru")
    behind = replace(page.blocks[0].segments[0], stale=True)
    first = replace(page.blocks[0], segments=(behind, *page.blocks[0].segments[1:]))
    tree = parse(render_article(replace(page, blocks=(first, *page.blocks[1:])), make_site([page], ["ru"])))
    assert [one.get("data-behind") for one in by_class(tree, "s")] == ["", None, None]
    told = shipped("ru")[0]["Underlined passages were translated from an earlier version of the original."]
    assert told in "".join(by_class(tree, "notice")[0].itertext())
    assert by_class(tree, "behind")


def test_a_page_names_its_neighbours_and_never_itself() -> None:
    days = [datetime.date(2025, 3, day) for day in range(1, 7)]
    pages = [resolve(make_article(article_id=f"a{day.day}", date=day), "en") for day in days]
    site = make_site(pages, [])
    assert [card.article for card in nearby(site, "en", "a6")] == ["a5", "a4", "a3"]
    assert [card.article for card in nearby(site, "en", "a4")] == ["a5", "a3", "a2"]
    assert [card.article for card in nearby(site, "en", "a1")] == ["a4", "a3", "a2"]


@pytest.mark.parametrize(
    ("link", "fault"),
    [
        ("rail.html", None),
        ("rail.html#content", None),
        ("../ru/rail.html", None),
        ("https://news.example/ru/rail.html", None),
        ("https://elsewhere.example/x", None),
        ("/ru/index.html", None),
        ("#nowhere", "ru/rail.html#nowhere, and there is no such place"),
        ("gone.html", "ru/gone.html, which is not a file"),
        ("../../etc/passwd", "../etc/passwd, which is not a file"),
        ("https://news.example/ru/gone.html", "ru/gone.html, which is not a file"),
    ],
)
def test_links_that_lead_nowhere_are_found(link: str, fault: str | None) -> None:
    pages = pages_in()
    files = dict(every_file(pages, make_site(pages, LOCALES)))
    html = {path: data.decode() for path, data in files.items() if path.endswith(".html")}
    html["ru/rail.html"] = html["ru/rail.html"].replace("<main", f'<a href="{link}">x</a><main')
    read = {
        path: read_links(path, text, "https://news.example/")
        for path, text in html.items()
        if path != "404.html"
    }
    faults = list(link_faults(read, files))
    assert faults == [] if fault is None else len(faults) == 1 and fault in faults[0]


def test_glossary_page_names_the_source_term() -> None:
    pages = pages_in()
    tree = parse(render_glossary("ru", GLOSSARY, make_site(pages, LOCALES)))
    (concept,) = by_class(tree, "concept")
    assert concept.get("id") == "term-belpost"
    assert [
        (
            one.tag,
            next((tag for part in one.iter() if (tag := part.get("lang"))), None),
            "".join(one.itertext()),
        )
        for one in concept
    ] == [
        ("dt", None, "Белпочта"),
        ("dd", "en", "Belpost"),
        ("dd", None, "Почта Беларуси."),
    ]
