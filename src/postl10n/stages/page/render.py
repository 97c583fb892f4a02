"""Rendering pages as HTML. Every text of an article, a catalog or a glossary is autoescaped; none is markup.

The markup of articles consists of values, elements and attributes, and is written by the templates.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from postl10n.stages.page.allowed_markup import ELEMENTS, SCHEMES
from postl10n.stages.page.alternates import Alternate, article_alternates, index_alternates
from postl10n.stages.page.article_view import story_view, subject_views
from postl10n.stages.page.environment import rendered, with_tokens
from postl10n.stages.page.paths import (
    ASSETS,
    ROOT,
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
    from collections.abc import Mapping

    from markupsafe import Markup
    from nh3 import Cleaner

    from postl10n.model.glossary import Glossary
    from postl10n.model.site import Page, PageCard, SiteContext


def checked(markup: Markup) -> Markup:
    """Return the rendered markup of one sentence, without anything that is not allowed in one."""
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


STYLES = "site.css"
EXTRA_STYLES = "extra.css"
"""A theme file whose rules are appended to those of the style sheet."""


def render_article(page: Page, site: SiteContext) -> str:
    """Return the HTML of an article in one locale, for `site/<BCP 47>/<article>.html`."""
    frame = _frame(site, page.locale, kind="article")
    own = article_path(page.locale, page.article)
    versions = {card.locale: card for card in site.versions(page.article)}
    translated = alike(page.title.locale, page.locale)
    summary = page.card.summary
    head = _Head(
        title=page.title.text,
        description=summary.text if summary and translated else "",
        indexed=page.status.indexed,
        canonical=f"{site.url}{own}" if site.url and page.status.indexed else "",
        alternates=article_alternates(page.article, site) if page.status.indexed else (),
        languages=tuple(_article_link(locale, page, versions, frame) for locale in site.locales),
    )
    return _render(
        "article.html",
        site,
        frame,
        head,
        checked=checked,
        story=story_view(page, site, frame.spot, frame.words),
        more=[card_view(card, frame.spot, frame.words) for card in nearby(site, page.locale, page.article)],
    )


def render_index(locale: str, site: SiteContext) -> str:
    """Return the HTML of a locale's index, newest first, for `site/<BCP 47>/index.html`."""
    frame = _frame(site, locale, kind="index")
    cards = tuple(site.cards.get(locale, {}).values())
    indexed = any(card.status.indexed for card in cards)
    head = _Head(
        title=frame.words("Latest news"),
        indexed=indexed,
        canonical=f"{site.url}{index_path(locale)}" if site.url and indexed else "",
        alternates=index_alternates(site) if indexed else (),
        languages=_index_links(site, frame.spot, locale),
    )
    return _render(
        "index.html", site, frame, head, cards=[card_view(card, frame.spot, frame.words) for card in cards]
    )


def render_root(site: SiteContext) -> str:
    """Return the HTML of `site/index.html`: a language chooser, and the newest articles of the source locale."""
    frame = _frame(site, site.source, kind="root", folder="")
    cards = front_cards(site)
    head = _Head(
        title="",
        indexed=True,
        canonical=f"{site.url}{ROOT}" if site.url else "",
        alternates=index_alternates(site),
        languages=tuple(_stamp(link, locale, site) for link, locale in _stamps(site, frame.spot)),
    )
    return _render(
        "root.html", site, frame, head, cards=[_card_with_versions(card, site, frame) for card in cards]
    )


def render_glossary(locale: str, glossary: Glossary, site: SiteContext) -> str:
    """Return the HTML of a locale's glossary page, for `site/<BCP 47>/glossary.html`."""
    frame = _frame(site, locale, kind="glossary")
    head = _Head(
        title=frame.words("Glossary"),
        indexed=True,
        canonical=f"{site.url}{glossary_path(locale)}" if site.url else "",
        languages=tuple(
            version_view(code, glossary_path(code), frame.spot, current=code == locale)
            for code in site.locales
        ),
    )
    return _render("glossary.html", site, frame, head, subjects=subject_views(glossary, locale, site.source))


def render_search(locale: str, site: SiteContext) -> str:
    """Return the HTML of a locale's search page, the only one with a script: `site/<BCP 47>/search.html`."""
    frame = _frame(site, locale, kind="search")
    head = _Head(
        title=frame.words("Search"),
        indexed=False,
        languages=tuple(
            version_view(code, search_path(code), frame.spot, current=code == locale) for code in site.locales
        ),
    )
    return _render("search.html", site, frame, head)


def render_404(site: SiteContext) -> str:
    """Return the HTML of `site/404.html`; its links work at any address if the site's address is known."""
    frame = _frame(site, site.source, kind="missing", folder="", base=absolute_base(site.url))
    head = _Head(
        title=frame.words("Page not found"),
        indexed=False,
        languages=_index_links(site, frame.spot, site.source),
    )
    return _render("404.html", site, frame, head)


def assets(site: SiteContext | None = None) -> Mapping[str, bytes]:
    """Return the assets of pages, by path in the site: the project's own where it has any, its extra rules after ours."""
    theme = site.templates if site else {}
    found = {**_assets(), **{path: theme[name].encode() for path, name in _own_assets() if name in theme}}
    if EXTRA_STYLES in theme:
        path = next(path for path, name in _own_assets() if name == STYLES)
        found[path] += b"\n" + theme[EXTRA_STYLES].encode()
    return found


def _own_assets() -> list[tuple[str, str]]:
    return [(path, path.rpartition("/")[2]) for path in ASSETS]


@lru_cache(maxsize=1)
def _assets() -> Mapping[str, bytes]:
    folder = files(__package__) / "assets"
    found = {path: (folder / name).read_bytes() for path, name in _own_assets()}
    return {**found, STYLE: with_tokens(found[STYLE])}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """The location of a page and its locale's texts."""

    kind: str
    spot: Spot
    words: PageText
    site_name: str
    """Empty for the default name in the templates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """A page's metadata for browsers and search engines."""

    title: str
    indexed: bool
    languages: tuple[VersionView, ...]
    description: str = ""
    canonical: str = ""
    alternates: tuple[Alternate, ...] = ()


def _frame(
    site: SiteContext, locale: str, *, kind: str, folder: str | None = None, base: str | None = None
) -> _Frame:
    words = wording(site, locale)
    return _Frame(
        kind=kind,
        spot=Spot(tongue(locale).tag if folder is None else folder, base),
        words=words,
        site_name=words(site.name) if site.name else "",
    )


def _render(name: str, site: SiteContext, frame: _Frame, head: _Head, **values: object) -> str:
    locale = frame.words.locale
    speech = tongue(locale)
    spot = frame.spot
    page = {
        "kind": frame.kind,
        "tag": speech.tag,
        "dir": speech.dir,
        "endonym": speech.endonym,
        "root": spot.root,
        "home": spot.href(ROOT if frame.kind in ("root", "missing") else index_path(locale)),
        "glossary": spot.href(glossary_path(locale)) if site.glossary.concepts else "",
        "search": spot.href(search_path(locale)),
        "feed": spot.href(feed_path(locale)) if site.url else "",
        "title": head.title,
        "description": head.description,
        "indexed": head.indexed,
        "canonical": head.canonical,
        "alternates": head.alternates,
        "languages": head.languages,
    }
    known = {"_": frame.words, "site_name": frame.site_name, "page": page}
    return rendered(site, name, {**known, **values})


def _article_link(locale: str, page: Page, versions: Mapping[str, PageCard], frame: _Frame) -> VersionView:
    """Return a link to the article in a locale, or to the locale's index if it has none."""
    card = versions.get(locale)
    path = article_path(locale, page.article) if card else index_path(locale)
    return version_view(locale, path, frame.spot, card=card, current=locale == page.locale)


def _index_links(site: SiteContext, spot: Spot, current: str) -> tuple[VersionView, ...]:
    return tuple(version_view(code, index_path(code), spot, current=code == current) for code in site.locales)


def _stamps(site: SiteContext, spot: Spot) -> list[tuple[VersionView, str]]:
    return [(version_view(code, index_path(code), spot), code) for code in site.locales]


def _stamp(link: VersionView, locale: str, site: SiteContext) -> VersionView:
    """Return a language's link with a greeting and its newest headline."""
    return replace(link, greeting=wording(site, locale)("News"), sample=newest_headline(site, locale))


def _card_with_versions(card: PageCard, site: SiteContext, frame: _Frame) -> object:
    view = card_view(card, frame.spot, frame.words)
    return with_versions(view, site.versions(card.article), frame.spot)
