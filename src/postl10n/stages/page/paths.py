"""Paths of the files of a site, and links between them: relative, so that a site can be moved."""

from __future__ import annotations

import re
from dataclasses import dataclass

from postl10n.errors import UsageError
from postl10n.lang.locales import bcp47
from postl10n.model.ids import is_article_id

ROOT = "index.html"
NOT_FOUND = "404.html"
STYLE = "assets/site.css"
ICON = "assets/icon.svg"
SEARCH_SCRIPT = "assets/search.js"
ASSETS = (STYLE, ICON, SEARCH_SCRIPT)
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"

_SPECIAL = re.compile(rb"[^A-Za-z0-9_.~/-]")
_ESCAPE = re.compile(rb"%([0-9A-Fa-f]{2})")


def article_path(locale: str, article: str) -> str:
    """Return the path of an article: `zh-Hans/belpost.html`. Raises UsageError for an unsafe article id or locale."""
    if not is_article_id(article):
        raise UsageError(f"{article!r} is no article id", hint="Use small letters, digits and hyphens.")
    return f"{bcp47(locale)}/{article}.html"


def index_path(locale: str) -> str:
    return f"{bcp47(locale)}/index.html"


def glossary_path(locale: str) -> str:
    return f"{bcp47(locale)}/glossary.html"


def search_path(locale: str) -> str:
    return f"{bcp47(locale)}/search.html"


def search_index_path(locale: str) -> str:
    return f"{bcp47(locale)}/search.json"


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
