"""Paths of the files of a site, and links between them: relative, so that a site can be moved."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

from postl10n.errors import UsageError
from postl10n.lang.locales import bcp47
from postl10n.model.ids import is_article_id

ROOT = "index.html"
NOT_FOUND = "404.html"
STYLE = "assets/site.css"
ICON = "assets/icon.svg"
SEARCH_SCRIPT = "assets/search.js"
LOGO = "assets/logo.svg"
"""Only where the theme has it."""
ASSETS = (STYLE, ICON, SEARCH_SCRIPT)
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"

_SPECIAL = re.compile(rb"[^A-Za-z0-9_.~/-]")
_ESCAPE = re.compile(rb"%([0-9A-Fa-f]{2})")


def article_path(locale: str, article: str) -> str:
    """Return the path of an article: `zh-Hans/belpost.html`. Raises UsageError for an unsafe article id or locale."""
    if not is_article_id(article):
        raise UsageError(f"{article!r} is not an article id", hint="Use small letters, digits and hyphens.")
    return f"{bcp47(locale)}/{article}.html"


def index_path(locale: str) -> str:
    return f"{bcp47(locale)}/index.html"


def glossary_path(locale: str) -> str:
    return f"{bcp47(locale)}/glossary.html"


def search_path(locale: str) -> str:
    return f"{bcp47(locale)}/search.html"


def search_index_paths(locale: str) -> tuple[str, str]:
    """Return the paths of the index as data, and as a script: browsers fetch no data beside a page opened as a file."""
    return f"{bcp47(locale)}/search-index.json", f"{bcp47(locale)}/search-index.js"


def feed_path(locale: str) -> str:
    return f"{bcp47(locale)}/feed.xml"


def encoded(path: str) -> str:
    """Return a path, percent-encoded for an address: `the%20line.png`."""
    data = path.encode("utf-8", "surrogatepass")
    return _SPECIAL.sub(lambda found: b"%%%02X" % found[0][0], data).decode("ascii")


def decoded(address: str) -> str:
    """Return a part of an address, percent-decoded: `the line.png`."""
    data = _ESCAPE.sub(lambda found: bytes((int(found[1], 16),)), address.encode("utf-8", "surrogatepass"))
    return data.decode("utf-8", "replace")


def image_path(image: str) -> str:
    """Return the path of an image of the project: `media/rail/map.png` for `articles/rail/map.png`."""
    return f"media/{image}"


@dataclass(frozen=True, slots=True)
class Spot:
    """A folder in the site from which links are written: a locale's, or "" for the top."""

    folder: str
    base: str | None = None
    """The prefix of every link instead, for a page that is shown at any address."""

    @property
    def root(self) -> str:
        """The relative path to the top of the site."""
        if self.base is not None:
            return self.base
        return "../" if self.folder else ""

    def href(self, path: str) -> str:
        """Return the link from here to a path in the site."""
        own = f"{self.folder}/"
        if self.base is None and self.folder and path.startswith(own):
            return path[len(own) :]
        return self.root + path


def absolute_base(url: str | None) -> str | None:
    """Return the path of the site's address, `/news/`, for links that work at any depth."""
    if url is None:
        return None
    _, _, rest = url.partition("://")
    _, slash, path = rest.partition("/")
    return f"/{path}" if slash else "/"


_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_LINKS = frozenset({"href", "src", "poster", "action"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLinks:
    """The link targets of a page, as (path in the site, fragment), and its anchors."""

    targets: frozenset[tuple[str, str]]
    anchors: frozenset[str]
    alternates: frozenset[tuple[str, str]]
    """The hreflang links: (language, address)."""


def read_links(path: str, html: str, url: str | None) -> PageLinks:
    """Return the internal links of a page at `path`; `url` is the site's address, ending in a slash."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found = (_target(link, path, url) for link in reader.links)
    return PageLinks(
        targets=frozenset(one for one in found if one),
        anchors=frozenset(reader.anchors),
        alternates=frozenset(reader.alternates),
    )


def _target(link: str, path: str, url: str | None) -> tuple[str, str] | None:
    """Return a link's file in the site and its fragment; None for an external link."""
    address, _, fragment = link.partition("#")
    address = address.partition("?")[0]
    if _ELSEWHERE.match(address):
        if not url or not address.startswith(url):
            return None
        target = address.removeprefix(url)
    elif address.startswith("/"):
        target = address.removeprefix(absolute_base(url) or "/")
    else:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), address)) if address else path
    return decoded(target) or ROOT, decoded(fragment)


def link_faults(pages: Mapping[str, PageLinks], files: Collection[str]) -> Iterator[str]:
    """Yield a fault for each link without a file in the site, or without an anchor in its page."""
    for path, page in pages.items():
        for target, fragment in sorted(page.targets):
            if target not in files:
                yield f"{path}: a link leads to {target}, which is not a file of the site"
            elif fragment and target in pages and fragment not in pages[target].anchors:
                yield f"{path}: a link leads to {target}#{fragment}, and there is no such place"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.anchors: set[str] = set()
        self.alternates: set[tuple[str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        language, href = given.get("hreflang"), given.get("href")
        if tag == "link" and given.get("rel") == "alternate" and language and href:
            self.alternates.add((language, href))
        for name, value in attrs:
            if value is None:
                continue
            if name in _LINKS:
                self.links.add(value)
            elif name in ("aria-describedby", "aria-labelledby", "for"):
                self.links.update(f"#{one}" for one in value.split())
            elif name == "id":
                self.anchors.add(value)
