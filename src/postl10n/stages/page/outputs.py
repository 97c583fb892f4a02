"""The files of a site, each with a key that changes with everything that the file shows.

A key is a digest over all inputs of the file except the program itself: for an article the key of its page, the status
of its versions, and the cards of its neighbours. It may change though the file does not; it must never stay the same
when the file would change, which is tested with random sequences of edits.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from postl10n.model.ids import texts_hash
from postl10n.model.site import IMAGE, SiteFile
from postl10n.stages.page.alternates import article_alternates, index_alternates
from postl10n.stages.page.environment import rendered
from postl10n.stages.page.paths import (
    NOT_FOUND,
    ROBOTS,
    ROOT,
    SITEMAP,
    article_path,
    feed_path,
    glossary_path,
    image_path,
    index_path,
    search_index_paths,
    search_path,
)
from postl10n.stages.page.render import (
    assets,
    render_404,
    render_article,
    render_glossary,
    render_index,
    render_root,
    render_search,
)
from postl10n.stages.page.ui_text import tongue, wording
from postl10n.stages.page.views import front_cards, label_of, nearby, newest_headline

if TYPE_CHECKING:
    from postl10n.model.site import Page, PageCard, SiteContext


_INDEX = "var postl10nPages = "


def search_index(locale: str, site: SiteContext, bodies: Mapping[str, str], *, script: bool = False) -> bytes:
    """Return rows of (article, title, date, text), the newest first, as JSON or as a script that names them.

    It contains whole texts and no word list: Chinese has no words that a small program could separate, and a text is
    not much larger than the list of its character pairs.
    """
    said = wording(site, locale)
    cards = site.cards.get(locale, {}).values()
    rows = [
        [
            card.article,
            card.title.text,
            said.date(card.date) if card.date else "",
            bodies.get(card.article, ""),
        ]
        for card in cards
    ]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    return f"{_INDEX if script else ''}[{lines}]\n".encode("utf-8", "replace")


def indexed_bodies(data: bytes) -> dict[str, str]:
    """Return the texts of an index by article. Raises ValueError for data that is no index of ours."""
    rows = json.loads(data.removeprefix(_INDEX.encode()))
    if not isinstance(rows, list):
        raise ValueError("no list")
    return {str(row[0]): str(row[3]) for row in rows if isinstance(row, list) and len(row) == 4}


_NO_DATE = datetime.date(1970, 1, 1)


def render_feed(locale: str, site: SiteContext) -> str:
    """Return the Atom feed (RFC 4287) of the locale's published pages."""
    base = site.url or ""
    cards = [card for card in site.cards.get(locale, {}).values() if card.status.indexed]
    # The newest article's date, not the clock's, so that a feed changes only with its articles.
    newest = max((card.date for card in cards if card.date), default=_NO_DATE)
    feed = {
        "tag": tongue(locale).tag,
        "href": base + feed_path(locale),
        "index": base + index_path(locale),
        "updated": newest.isoformat(),
        "entries": [_feed_entry(card, base) for card in cards],
    }
    words = wording(site, locale)
    name = words(site.name) if site.name else ""
    return rendered(site, "feed.xml", {"_": words, "site_name": name, "feed": feed})


def _feed_entry(card: PageCard, base: str) -> dict[str, str]:
    return {
        "href": base + article_path(card.locale, card.article),
        "title": card.title.text,
        "summary": card.summary.text if card.summary else "",
        "date": (card.date or _NO_DATE).isoformat(),
    }


def _places(site: SiteContext) -> Iterator[dict[str, object]]:
    """Yield the pages for search engines, with their alternates, for https://www.sitemaps.org/protocol.html"""
    indexes = index_alternates(site)
    for href in dict.fromkeys(one.href for one in indexes):
        yield {"href": href, "alternates": indexes}
    base = site.url or ""
    for article in site.articles:
        alternates = article_alternates(article, site)
        for card in site.versions(article):
            if card.status.indexed:
                yield {"href": base + article_path(card.locale, article), "alternates": alternates}


ARTICLE = "article"
INDEX = "index"
SEARCH_INDEX = "search-index"


def site_files(site: SiteContext, pages: Mapping[tuple[str, str], str], base: str) -> Iterator[SiteFile]:
    """Yield every file of the site, each path once.

    `pages` are the keys of the pages that can be made, by article and locale; `base` is a digest of the inputs common to
    all files: program, glossary, address and name of the site, templates.
    """
    keys = _Keys(site, base)
    for (article, locale), key in pages.items():
        path = article_path(locale, article)
        yield SiteFile(
            path=path, kind=ARTICLE, key=keys.article(article, locale, key), locale=locale, article=article
        )
    for locale in site.locales:
        yield SiteFile(path=index_path(locale), kind=INDEX, key=keys.index(locale), locale=locale)
        if site.glossary.concepts:
            key = keys.of("glossary", keys.strings(locale))
            yield SiteFile(path=glossary_path(locale), kind="glossary", key=key, locale=locale)
        yield SiteFile(
            path=search_path(locale),
            kind="search",
            key=keys.of("search", keys.strings(locale)),
            locale=locale,
        )
        found = (f"{article} {key}" for (article, one), key in pages.items() if one == locale)
        key = keys.of(SEARCH_INDEX, keys.index(locale), *found)
        for path in search_index_paths(locale):
            yield SiteFile(path=path, kind=SEARCH_INDEX, key=key, locale=locale)
    yield SiteFile(path=ROOT, kind="root", key=keys.root())
    yield SiteFile(path=NOT_FOUND, kind="404", key=keys.of("404", keys.strings(site.source)))
    if site.url:
        for locale in site.indexed_locales:
            yield SiteFile(path=feed_path(locale), kind="feed", key=keys.feed(locale), locale=locale)
        yield SiteFile(path=SITEMAP, kind="sitemap", key=keys.of("sitemap", *keys.statuses()))
        # Crawlers look for it at the top of a host alone: `https://host/` has three slashes.
        if site.url.count("/") == 3:
            yield SiteFile(path=ROBOTS, kind="robots", key=keys.of("robots"))
    for image, digest in site.images.items():
        yield SiteFile(path=image_path(image), kind=IMAGE, key=keys.of(IMAGE, digest), image=image)
    for path in assets(site):
        yield SiteFile(path=path, kind="asset", key=keys.of("asset", path))


def render(
    need: SiteFile, site: SiteContext, page: Page | None = None, bodies: Mapping[str, str] | None = None
) -> bytes:
    """Return the bytes of a file; `page` is an article's, `bodies` are the searchable texts of a locale by article."""
    if page is not None:
        return render_article(page, site).encode()
    if need.kind == SEARCH_INDEX:
        return search_index(need.locale, site, bodies or {}, script=need.path.endswith(".js"))
    if need.kind == "asset":
        return assets(site)[need.path]
    makers = {
        INDEX: lambda: render_index(need.locale, site),
        "glossary": lambda: render_glossary(need.locale, site.glossary, site),
        "search": lambda: render_search(need.locale, site),
        "root": lambda: render_root(site),
        "404": lambda: render_404(site),
        "feed": lambda: render_feed(need.locale, site),
        "sitemap": lambda: rendered(site, "sitemap.xml", {"entries": tuple(_places(site))}),
        # Nothing is disallowed: a crawler has to read a page to see that it must not be indexed.
        "robots": lambda: f"User-agent: *\nAllow: /\n\nSitemap: {site.url}{SITEMAP}\n",
    }
    return makers[need.kind]().encode()


class _Keys:
    """The digests of which keys are composed, each computed once."""

    def __init__(self, site: SiteContext, base: str) -> None:
        self._site = site
        self._base = base
        self._strings = {locale: texts_hash(_spoken(site, locale)) for locale in site.locales}
        """Digests of all that every page of a locale shows: the site's texts, and whether there is a feed."""
        self._shown: dict[tuple[str, str], str] = {}
        self._statuses: dict[str, str] = {}

    def of(self, *parts: str) -> str:
        return texts_hash((self._base, *parts))

    def strings(self, locale: str) -> str:
        return self._strings[locale]

    def article(self, article: str, locale: str, key: str) -> str:
        versions = self._site.versions(article)
        # The source page shows the share of each translation; the others only its status.
        shares = [repr(card.coverage) for card in versions] if locale == self._site.source else []
        more = [self.shown(card) for card in nearby(self._site, locale, article)]
        return self.of(ARTICLE, key, self.strings(locale), self.status_of(article), *shares, "more", *more)

    def index(self, locale: str) -> str:
        cards = self._site.cards.get(locale, {}).values()
        return self.of(
            INDEX, self.strings(locale), *self._site.indexed_locales, "cards", *map(self.shown, cards)
        )

    def root(self) -> str:
        locales = self._site.locales
        greetings = (f"{self.strings(one)} {newest_headline(self._site, one)}" for one in locales)
        cards = (f"{self.shown(card)} {self.status_of(card.article)}" for card in front_cards(self._site))
        return self.of("root", *greetings, "indexed", *self._site.indexed_locales, "cards", *cards)

    def feed(self, locale: str) -> str:
        cards = (card for card in self._site.cards.get(locale, {}).values() if card.status.indexed)
        return self.of("feed", self.strings(locale), *map(self.shown, cards))

    def statuses(self) -> Iterator[str]:
        for article in self._site.articles:
            yield f"{article} {self.status_of(article)}"

    def shown(self, card: PageCard) -> str:
        """Return the digest of a page as shown on other pages."""
        place = (card.locale, card.article)
        if place not in self._shown:
            summary = (card.summary.text, card.summary.locale) if card.summary else ()
            parts = (card.title.text, card.title.locale, *summary, str(card.date), _status(card))
            self._shown[place] = texts_hash((card.article, *parts))
        return self._shown[place]

    def status_of(self, article: str) -> str:
        """Return the locales of an article, each with its status."""
        if article not in self._statuses:
            cards = self._site.versions(article)
            self._statuses[article] = " ".join(f"{card.locale}={_status(card)}" for card in cards)
        return self._statuses[article]


def _status(card: PageCard) -> str:
    return f"{card.status.value}/{label_of(card.status, card.coverage)}/{bool(card.coverage)}"


def _spoken(site: SiteContext, locale: str) -> Iterator[str]:
    words = wording(site, locale)
    yield f"{words.locale} {locale in site.indexed_locales}"
    for level in words.levels:
        yield "level"
        for msgid, msgstr in sorted(level.items()):
            yield msgid
            yield msgstr
