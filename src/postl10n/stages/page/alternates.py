"""hreflang alternates: reciprocal, each page naming itself, the source locale's page as x-default.

https://developers.google.com/search/docs/specialty/international/localized-versions
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postl10n.stages.page.paths import ROOT, article_path, index_path
from postl10n.stages.page.wording import tongue

if TYPE_CHECKING:
    from postl10n.model.site import SiteContext

X_DEFAULT = "x-default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternate:
    """One address under which a document can be read, and the language that waits there."""

    tag: str
    href: str
    path: str


def article_alternates(article: str, site: SiteContext) -> tuple[Alternate, ...]:
    """The pages of an article that search engines may show, and x-default; none without a site address."""
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
    """The indexes that hold something for search engines; the chooser of languages is their x-default."""
    if not site.url:
        return ()
    locales = [
        locale
        for locale in site.locales
        if any(card.status.indexed for card in site.cards.get(locale, {}).values())
    ]
    found = [_alternate(tongue(locale).tag, index_path(locale), site.url) for locale in locales]
    return (*found, _alternate(X_DEFAULT, ROOT, site.url))


def _alternate(tag: str, path: str, url: str) -> Alternate:
    return Alternate(tag=tag, href=url + path, path=path)
