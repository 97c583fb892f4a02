"""Files for machines: sitemap, robots.txt and a feed for each locale. All need the site's address."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postl10n.stages.page.alternates import Alternate, article_alternates, index_alternates
from postl10n.stages.page.environment import rendered
from postl10n.stages.page.paths import SITEMAP, article_path, feed_path, index_path
from postl10n.stages.page.ui_text import tongue, wording

if TYPE_CHECKING:
    from postl10n.model.site import PageCard, SiteContext

_NO_DATE = datetime.date(1970, 1, 1)


def feed_locales(site: SiteContext) -> tuple[str, ...]:
    """Return the locales that have a feed; none if the site has no address."""
    return site.locales if site.url else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _FeedEntry:
    href: str
    title: str
    summary: str
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Feed:
    tag: str
    href: str
    index: str
    updated: str
    """The newest article's date, not the clock's, so that a feed changes only with its articles."""
    entries: tuple[_FeedEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    href: str
    alternates: tuple[Alternate, ...]


def render_feed(locale: str, site: SiteContext) -> str:
    """Return the Atom feed (RFC 4287) of the locale's published pages."""
    base = site.url or ""
    cards = [card for card in site.cards.get(locale, {}).values() if card.status.indexed]
    newest = max((card.date for card in cards if card.date), default=_NO_DATE)
    feed = _Feed(
        tag=tongue(locale).tag,
        href=base + feed_path(locale),
        index=base + index_path(locale),
        updated=newest.isoformat(),
        entries=tuple(_feed_entry(card, base) for card in cards),
    )
    words = wording(site, locale)
    name = words(site.name) if site.name else ""
    return rendered(site, "feed.xml", {"_": words, "site_name": name, "feed": feed})


def _feed_entry(card: PageCard, base: str) -> _FeedEntry:
    return _FeedEntry(
        href=base + article_path(card.locale, card.article),
        title=card.title.text,
        summary=card.summary.text if card.summary else "",
        date=(card.date or _NO_DATE).isoformat(),
    )


def render_sitemap(site: SiteContext) -> str:
    """Return the sitemap (https://www.sitemaps.org/protocol.html): pages for search engines, with their alternates."""
    return rendered(site, "sitemap.xml", {"entries": tuple(_places(site))})


def _places(site: SiteContext) -> Iterator[_Place]:
    indexes = index_alternates(site)
    for href in dict.fromkeys(one.href for one in indexes):
        yield _Place(href=href, alternates=indexes)
    base = site.url or ""
    articles = dict.fromkeys(article for locale in site.locales for article in site.cards.get(locale, {}))
    for article in articles:
        alternates = article_alternates(article, site)
        for card in site.versions(article):
            if card.status.indexed:
                yield _Place(href=base + article_path(card.locale, article), alternates=alternates)


def render_robots(site: SiteContext) -> str:
    """Return robots.txt. Nothing is disallowed: a crawler has to read a page to see that it must not be indexed."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site.url}{SITEMAP}\n"
