"""A proof over the files of a built site: alternates are reciprocal, name themselves, and exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser


def alternate_faults(pages: Mapping[str, str], url: str) -> list[str]:
    """What is wrong with the hreflang links of HTML pages, given by path; `url` is the site's address.

    Reciprocal means that all pages of a group carry the same links: language by language, x-default included.
    """
    links = {path: _links(html) for path, html in pages.items()}
    return [fault for path in links for fault in _faults(path, links, url)]


def _faults(path: str, links: Mapping[str, frozenset[tuple[str, str]]], url: str) -> Iterator[str]:
    own = links[path]
    if own and url + path not in {href for _, href in own}:
        yield f"{path}: its alternates leave out the page itself"
    for tag, href in sorted(own):
        other = href.removeprefix(url)
        if other == href or other not in links:
            yield f"{path}: its alternate {tag} leads to {href}, which is no page of the site"
        elif links[other] != own:
            yield f"{path}: its alternate {tag} ({other}) does not lead back with the same set"


class _LinkReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[tuple[str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        language, href = given.get("hreflang"), given.get("href")
        if tag == "link" and given.get("rel") == "alternate" and language and href:
            self.found.add((language, href))


def _links(html: str) -> frozenset[tuple[str, str]]:
    reader = _LinkReader()
    # All links stand in the head.
    reader.feed(html.partition("</head>")[0])
    return frozenset(reader.found)
