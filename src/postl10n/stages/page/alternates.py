"""hreflang alternates: reciprocal, including the page itself, with the source locale's page as x-default.

https://developers.google.com/search/docs/specialty/international/localized-versions
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postl10n.stages.page.paths import ROOT, article_path, index_path
from postl10n.stages.page.ui_text import tongue

if TYPE_CHECKING:
    from postl10n.model.site import SiteContext

X_DEFAULT = "x-default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternate:
    """One address of a document, with the language of the page there."""

    tag: str
    href: str
    path: str


def article_alternates(article: str, site: SiteContext) -> tuple[Alternate, ...]:
    """Return the pages of an article that search engines may list, and x-default; empty without a site address."""
    if not site.url:
        return ()
    cards = [card for card in site.versions(article) if card.status.indexed]
    found = [
        _alternate(tongue(card.locale).tag, article_path(card.locale, article), site.url) for card in cards
    ]
    default = [
        _alternate(X_DEFAULT, article_path(card.locale, article), site.url)
        for card in cards
        if card.locale == card.source
    ]
    return (*found, *default)


def index_alternates(site: SiteContext) -> tuple[Alternate, ...]:
    """Return the indexes with pages for search engines; their x-default is the language chooser."""
    if not site.url:
        return ()
    found = [_alternate(tongue(locale).tag, index_path(locale), site.url) for locale in site.indexed_locales]
    return (*found, _alternate(X_DEFAULT, ROOT, site.url))


def _alternate(tag: str, path: str, url: str) -> Alternate:
    return Alternate(tag=tag, href=url + path, path=path)


def alternate_faults(links: Mapping[str, frozenset[tuple[str, str]]], url: str) -> list[str]:
    """Return the faults of the hreflang links of pages, given by path; `url` is the site's address.

    Reciprocal means that all pages of a group have the same links: language by language, x-default included.
    """
    return [fault for path in links for fault in _faults(path, links, url)]


def site_faults(site: SiteContext, paths: Collection[str]) -> list[str]:
    """Return the faults of links before any page is made, from their values; `paths` are the site's files."""
    if not site.url:
        return []
    links: dict[str, frozenset[tuple[str, str]]] = dict.fromkeys(paths, frozenset())
    indexes = _pairs(index_alternates(site))
    links |= dict.fromkeys((ROOT, *map(index_path, site.indexed_locales)), indexes)
    for article in site.articles:
        pairs = _pairs(article_alternates(article, site))
        for card in site.versions(article):
            path = article_path(card.locale, article)
            if card.status.indexed and path in links:
                links[path] = pairs
    return alternate_faults(links, site.url)


def _pairs(alternates: Iterable[Alternate]) -> frozenset[tuple[str, str]]:
    return frozenset((one.tag, one.href) for one in alternates)


def _faults(path: str, links: Mapping[str, frozenset[tuple[str, str]]], url: str) -> Iterator[str]:
    own = links[path]
    if own and url + path not in {href for _, href in own}:
        yield f"{path}: its alternates leave out the page itself"
    for tag, href in sorted(own):
        other = href.removeprefix(url)
        if other == href or other not in links:
            yield f"{path}: its alternate {tag} leads to {href}, which is not a page of the site"
        elif links[other] != own:
            yield f"{path}: its alternate {tag} ({other}) does not lead back with the same set"
