"""Rendering pages as HTML. Every text of an article, a catalog or a glossary is autoescaped; none is markup.

The markup of articles consists of values, elements and attributes, and is written by the templates.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from postl10n.lang.languages.han_standards import simplified_pairs
from postl10n.lang.languages.language import codes, data
from postl10n.model.site import EXTRA_STYLES
from postl10n.stages.page.allowed_markup import ELEMENTS, SCHEMES
from postl10n.stages.page.alternates import Alternate, article_alternates, index_alternates
from postl10n.stages.page.article_view import story_view, subject_views
from postl10n.stages.page.environment import asset, rendered, with_tokens
from postl10n.stages.page.paths import (
    ASSETS,
    LOGO,
    ROOT,
    SEARCH_SCRIPT,
    STYLE,
    Spot,
    absolute_base,
    article_path,
    feed_path,
    glossary_path,
    index_path,
    search_path,
)
from postl10n.stages.page.ui_text import PageText, alike, tongue, wording
from postl10n.stages.page.views import (
    VersionView,
    card_view,
    front_cards,
    nearby,
    newest_headline,
    version_view,
    with_versions,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from markupsafe import Markup
    from nh3 import Cleaner

    from postl10n.model.glossary import Glossary
    from postl10n.model.site import Page, PageCard, SiteContext


def checked(markup: Markup) -> Markup:
    """Return the rendered markup of one sentence, without anything that is not allowed in one.

    A second defence: markup is composed of values and each is escaped when written, but a fault there, or in a
    template, must still not become a script on a page.
    """
    return type(markup)(_cleaner().clean(str(markup)))


@lru_cache(maxsize=1)
def _cleaner() -> Cleaner:
    # Imported when used: only article pages with markup need it.
    from nh3 import Cleaner

    return Cleaner(
        tags=set(ELEMENTS),
        attributes={
            "*": {"lang", "dir", "title"},
            "a": {"href", "aria-describedby", "data-definition"},
            "img": {"src", "alt", "width", "height"},
        },
        allowed_classes={"a": {"term", "image"}},
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def render_article(page: Page, site: SiteContext) -> str:
    """Return the HTML of an article in one locale, for `site/<BCP 47>/<article>.html`."""
    words, spot = wording(site, page.locale), Spot(tongue(page.locale).tag)
    versions = {card.locale: card for card in site.versions(page.article)}
    summary = page.card.summary if alike(page.title.locale, page.locale) else None
    return _render(
        "article.html",
        site,
        words,
        spot,
        kind="article",
        title=page.title.text,
        description=summary.text if summary else "",
        indexed=page.status.indexed,
        path=article_path(page.locale, page.article),
        alternates=article_alternates(page.article, site) if page.status.indexed else (),
        languages=tuple(_article_link(locale, page, versions, spot) for locale in site.locales),
        checked=checked,
        story=story_view(page, site, spot, words),
        more=[card_view(card, spot, words) for card in nearby(site, page.locale, page.article)],
    )


def render_index(locale: str, site: SiteContext) -> str:
    """Return the HTML of a locale's index, newest first, for `site/<BCP 47>/index.html`."""
    words, spot = wording(site, locale), Spot(tongue(locale).tag)
    indexed = locale in site.indexed_locales
    return _render(
        "index.html",
        site,
        words,
        spot,
        kind="index",
        title=words("Latest news"),
        indexed=indexed,
        path=index_path(locale),
        alternates=index_alternates(site) if indexed else (),
        languages=_links(site, index_path, spot, locale),
        cards=[card_view(card, spot, words) for card in site.cards.get(locale, {}).values()],
    )


def render_root(site: SiteContext) -> str:
    """Return the HTML of `site/index.html`: a language chooser, and the newest articles of the source locale."""
    words, spot = wording(site, site.source), Spot("")
    cards = front_cards(site)
    return _render(
        "root.html",
        site,
        words,
        spot,
        kind="root",
        title="",
        indexed=True,
        path=ROOT,
        alternates=index_alternates(site),
        languages=tuple(_stamp(locale, site, spot) for locale in site.locales),
        tagline=site.tagline,
        cards=[
            with_versions(card_view(card, spot, words), site.versions(card.article), spot) for card in cards
        ],
    )


def render_glossary(locale: str, glossary: Glossary, site: SiteContext) -> str:
    """Return the HTML of a locale's glossary page, for `site/<BCP 47>/glossary.html`."""
    words, spot = wording(site, locale), Spot(tongue(locale).tag)
    return _render(
        "glossary.html",
        site,
        words,
        spot,
        kind="glossary",
        title=words("Glossary"),
        indexed=True,
        path=glossary_path(locale),
        languages=_links(site, glossary_path, spot, locale),
        subjects=subject_views(glossary, words, site.source),
    )


def render_search(locale: str, site: SiteContext) -> str:
    """Return the HTML of a locale's search page, the only one with a script: `site/<BCP 47>/search.html`."""
    words, spot = wording(site, locale), Spot(tongue(locale).tag)
    languages = _links(site, search_path, spot, locale)
    return _render(
        "search.html", site, words, spot, kind="search", title=words("Search"), languages=languages
    )


def render_404(site: SiteContext) -> str:
    """Return the HTML of `site/404.html`; its links work at any address if the site's address is known."""
    words, spot = wording(site, site.source), Spot("", absolute_base(site.url))
    languages = _links(site, index_path, spot, site.source)
    return _render(
        "404.html", site, words, spot, kind="missing", title=words("Page not found"), languages=languages
    )


def assets(site: SiteContext | None = None) -> Mapping[str, bytes]:
    """Return the assets of pages, by path in the site: the project's own where it has any, its extra rules after ours."""
    theme = site.templates if site else {}
    found = {
        path: theme[name].encode() if (name := _name(path)) in theme else data
        for path, data in _assets().items()
    }
    if EXTRA_STYLES in theme:
        found[STYLE] += b"\n" + theme[EXTRA_STYLES].encode()
    return found | {LOGO: theme[_name(LOGO)].encode()} if _name(LOGO) in theme else found


def _name(path: str) -> str:
    return path.rpartition("/")[2]


@lru_cache(maxsize=1)
def _assets() -> Mapping[str, bytes]:
    found = {path: asset(_name(path)) for path in ASSETS}
    return {**found, STYLE: with_tokens(found[STYLE]), SEARCH_SCRIPT: _with_folding(found[SEARCH_SCRIPT])}


def _with_folding(script: bytes) -> bytes:
    """Return the script of the search with what the languages' folders say of letters and forms."""
    letters, forms = simplified_pairs(), {}
    for code in codes():
        lines = [line for line in (data(code, "search.txt") or "").splitlines() if not line.startswith("#")]
        letters += "".join(line.partition(":")[2] for line in lines if line.startswith("letters:")).replace(
            " ", ""
        )
        if own := [line.split(" => ") for line in lines if " => " in line]:
            forms[code] = own
    for place, value in (('""/*letters*/', letters), ("{}/*forms*/", forms)):
        script = script.replace(place.encode(), json.dumps(value, ensure_ascii=False).encode())
    return script


def _render(
    name: str,
    site: SiteContext,
    words: PageText,
    spot: Spot,
    *,
    kind: str,
    title: str,
    languages: tuple[VersionView, ...],
    description: str = "",
    indexed: bool = False,
    path: str = "",
    alternates: tuple[Alternate, ...] = (),
    **values: object,
) -> str:
    """Return a page from its template; `path` is its own in the site, for search engines."""
    speech = tongue(words.page)
    page = {
        "kind": kind,
        "tag": speech.tag,
        "dir": speech.dir,
        "endonym": speech.endonym,
        "root": spot.root,
        "logo": spot.root + LOGO if _name(LOGO) in site.templates else "",
        "home": spot.href(ROOT if kind in ("root", "missing") else index_path(words.page)),
        "glossary": spot.href(glossary_path(words.page)) if site.glossary.concepts else "",
        "search": spot.href(search_path(words.page)),
        "feed": spot.href(feed_path(words.page)) if site.url and words.page in site.indexed_locales else "",
        "title": title,
        "description": description,
        "indexed": indexed,
        "canonical": f"{site.url}{path}" if site.url and indexed else "",
        "alternates": alternates,
        "languages": languages,
    }
    # Empty for the default name in the templates.
    site_name = words(site.name) if site.name else ""
    spoken = {"_": words, "ngettext": words.count, "site_name": site_name, "page": page}
    return rendered(site, name, {**spoken, **values})


def _article_link(locale: str, page: Page, versions: Mapping[str, PageCard], spot: Spot) -> VersionView:
    """Return a link to the article in a locale, or to the locale's index if it has none."""
    card = versions.get(locale)
    path = article_path(locale, page.article) if card else index_path(locale)
    return version_view(locale, path, spot, card=card, current=locale == page.locale)


def _links(
    site: SiteContext, path: Callable[[str], str], spot: Spot, current: str
) -> tuple[VersionView, ...]:
    """Return links to the page of the same kind in each locale."""
    return tuple(version_view(code, path(code), spot, current=code == current) for code in site.locales)


def _stamp(locale: str, site: SiteContext, spot: Spot) -> VersionView:
    """Return a language's link with a greeting and its newest headline."""
    link = version_view(locale, index_path(locale), spot)
    return replace(link, greeting=wording(site, locale)("News"), sample=newest_headline(site, locale))
