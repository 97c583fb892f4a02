"""Where the pages of a site stand, and how one names another: relative, so that a site can be moved."""

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
    """`zh-Hans/belpost.html`. Raises UsageError for an id or a locale that could lead out of its folder."""
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
    """A path as an address has it: `the%20line.png`."""
    data = path.encode("utf-8", "surrogatepass")
    return _SPECIAL.sub(lambda found: b"%%%02X" % found[0][0], data).decode("ascii")


def decoded(address: str) -> str:
    """What a part of an address says: `the line.png`."""
    data = _ESCAPE.sub(lambda found: bytes((int(found[1], 16),)), address.encode("utf-8", "surrogatepass"))
    return data.decode("utf-8", "replace")


def image_path(image: str) -> str:
    """Where an image of the project stands, `media/rail/map.png` for `articles/rail/map.png`."""
    return f"media/{image}"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the site that links are written from: a locale's folder, or "" for the top."""

    folder: str
    base: str | None = None
    """What stands before every link instead, for a page that is shown at any address."""

    @property
    def root(self) -> str:
        """What leads from here to the top of the site."""
        if self.base is not None:
            return self.base
        return "../" if self.folder else ""

    def href(self, path: str) -> str:
        """The link from here to a path of the site."""
        own = f"{self.folder}/"
        if self.base is None and self.folder and path.startswith(own):
            return path[len(own) :]
        return self.root + path


def absolute_base(url: str | None) -> str | None:
    """The path part of the site's address, `/news/`, for links that hold at any depth."""
    if url is None:
        return None
    _, _, rest = url.partition("://")
    _, slash, path = rest.partition("/")
    return f"/{path}" if slash else "/"
