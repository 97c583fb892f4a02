"""Articles with markup, from their sources to their pages, and pages as trees that can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias
from xml.etree.ElementTree import Element

import html5lib
from pages import GLOSSARY, find_terms

from postl10n.model.article import Article
from postl10n.model.catalog import Catalog
from postl10n.model.site import Page, SiteContext
from postl10n.stages.extract import extract
from postl10n.stages.page.render import render_article
from postl10n.stages.page.resolve import resolve_page
from postl10n.stages.segment import segment

IMAGES = {"img/map.png": "1", "img/icon.png": "2"}

Node: TypeAlias = "str | tuple[str, tuple[tuple[str, str], ...], tuple[Node, ...]]"

_CONTAINERS = "ul ol li table tr td th dl dt dd blockquote figure figcaption caption h2 h3 h4 h5 h6"
_BLOCKS = frozenset(_CONTAINERS.split())
_FLATTENED = frozenset({"div", "tbody", "thead", "p"})
_OURS = frozenset({"class", "id", "style"})


def read_article(source: str, kind: str = "html") -> Article:
    document = extract(source, article_id="rail", path=f"articles/rail.{kind}", locale="en")
    return segment(document)


def page_of(article: Article, locale: str = "en", catalog: Catalog | None = None) -> Page:
    chain = [(locale, catalog)] if catalog is not None else []
    return resolve_page(article, locale, chain, find_terms=find_terms)


def html_of(page: Page, images: Mapping[str, str] | None = None, *, with_air: bool = True) -> str:
    """The page in a site that has an article `air` too."""
    others = [replace(page.card, article="air")] if with_air else []
    site = SiteContext.of(
        [page.card, *others],
        source="en",
        locales=["ru", "ar"],
        glossary=GLOSSARY,
        images=IMAGES if images is None else images,
    )
    return render_article(page, site)


def parse_html(html: str) -> Element:
    """The tree of a page; any parse error of HTML's own rules fails the test."""
    tree: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    return tree


def body_of(html: str) -> Element:
    """Where a page of ours has its article."""
    (body,) = (one for one in parse_html(html).iter("div") if one.get("class") == "body")
    return body


def content(element: Element) -> tuple[Node, ...]:
    """What stands in an element, so that two ways to write the same give the same.

    Text in a container is a paragraph; what pages have around sentences and tables is gone; neighbours that
    differ in nothing are one, as markup over several sentences is written.
    """
    reader = _Reader()
    reader.walk(element)
    reader.flush()
    return tuple(reader.found)


class _Reader:
    def __init__(self) -> None:
        self.found: list[Node] = []
        self._run: list[Node] = []

    def flush(self) -> None:
        inline = _trimmed_ends(_tidy(self._run))
        self._run = []
        if inline:
            self.found.append(("p", (), inline))

    def walk(self, parent: Element) -> None:
        self._run.append(parent.text or "")
        for child in parent:
            if child.tag in _FLATTENED:
                self.flush()
                self.walk(child)
                self.flush()
            elif child.tag in _BLOCKS or child.tag == "pre":
                self.flush()
                inner = content(child) if child.tag != "pre" else ("".join(child.itertext()).strip("\n"),)
                self.found.append((child.tag, _attributes(child), inner))
            elif _is_ours(child):
                self.walk(child)
            else:
                self._run.append((child.tag, _attributes(child), tuple(_inline(child))))
            self._run.append(child.tail or "")


def _trimmed_ends(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    if nodes and isinstance(nodes[0], str):
        nodes = (nodes[0].lstrip(), *nodes[1:])
    if nodes and isinstance(nodes[-1], str):
        nodes = (*nodes[:-1], nodes[-1].rstrip())
    return tuple(one for one in nodes if one != "")


def _inline(element: Element) -> Iterator[Node]:
    yield element.text or ""
    for child in element:
        if _is_ours(child):
            yield from _inline(child)
        else:
            yield (child.tag, _attributes(child), tuple(_inline(child)))
        yield child.tail or ""


def _is_ours(element: Element) -> bool:
    return element.get("class") in ("s", "term")


def _attributes(element: Element) -> tuple[tuple[str, str], ...]:
    ours = {*_OURS, "dir", "translate"} if element.tag == "pre" else _OURS
    kept = {name: value for name, value in element.attrib.items() if name not in ours}
    if "src" in kept:
        kept["src"] = kept["src"].removeprefix("../media/")
    if "href" in kept:
        kept["href"] = re.sub(r"^(\w+)\.md$", r"\1.html", kept["href"])
    return tuple(sorted(kept.items()))


def _tidy(nodes: list[Node] | tuple[Node, ...]) -> tuple[Node, ...]:
    """White space folded, texts joined, and equal neighbours joined."""
    found: list[Node] = []
    for node in nodes:
        if isinstance(node, str):
            if found and isinstance(found[-1], str):
                found[-1] += node
            else:
                found.append(node)
            continue
        name, attributes, children = node
        space = len(found) > 1 and isinstance(found[-1], str) and not found[-1].strip()
        before = found[-2] if space else found[-1] if found else ""
        if children and not isinstance(before, str) and before[:2] == (name, attributes):
            between = found.pop() if space else ""
            found[-1] = (name, attributes, (*before[2], between, *children))
        else:
            found.append(node)
    tidied = [
        re.sub(r"\s+", " ", one) if isinstance(one, str) else (one[0], one[1], _tidy(one[2])) for one in found
    ]
    return _trimmed(tidied)


def _trimmed(nodes: list[Node]) -> tuple[Node, ...]:
    """White space beside a line break says nothing."""
    for at, node in enumerate(nodes):
        if isinstance(node, str):
            after_break = at and nodes[at - 1][0] == "br"
            before_break = at + 1 < len(nodes) and nodes[at + 1][0] == "br"
            text = node.lstrip() if after_break else node
            nodes[at] = text.rstrip() if before_break else text
    return tuple(one for one in nodes if one != "")
