"""The inline markup of sources that pages may contain: allowlists of elements, attributes and addresses.

Sources may be strangers' pages. Anything not known to be harmless is left out, and its text is kept.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache

from postl10n.model.article import Tag
from postl10n.model.ids import article_id
from postl10n.stages.page.paths import decoded

_FLOWING = (
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup u var"
)
VOID = frozenset({"br", "img"})
ELEMENTS = VOID | frozenset(_FLOWING.split())
_RENAMED = {"strike": "s", "tt": "code"}
"""Obsolete elements, with their replacements."""
SCHEMES = frozenset({"http", "https", "mailto"})
IMAGES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})
"""File types shown as images; SVG can contain scripts, which run if it is opened on its own."""

# Characters that browsers drop from addresses or treat as delimiters, and characters that pages remove from texts.
_NO_ADDRESS = re.compile('[\x00-\x20\x7f-\x9f\\\\<>"`\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]')
_ENDS = "".join(map(chr, range(0x21)))
"""Controls and spaces: browsers strip them from both ends of an address, https://url.spec.whatwg.org/#url-parsing"""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_ARTICLES = frozenset({".html", ".htm", ".md", ".txt"})
_PLAIN = {
    "lang": re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,6}"),
    "dir": re.compile(r"ltr|rtl|auto", re.IGNORECASE),
    "width": re.compile(r"[0-9]{1,5}"),
    "height": re.compile(r"[0-9]{1,5}"),
}
_GENERAL = frozenset({"title", "lang", "dir"})
_OF_IMAGES = frozenset({"alt", "width", "height"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Safe:
    """An element allowed on a page."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    target: str
    """As in `model.site.Inline`."""


@lru_cache(maxsize=4096)
def safe(tag: Tag, folder: str = "") -> Safe | None:
    """Return the tag in the form allowed on a page; None if only its text may be kept.

    `folder` is that of its article below the folder of articles: relative addresses are resolved against it.
    """
    name = _RENAMED.get(tag.name, tag.name)
    if name not in ELEMENTS or tag.empty != (name in VOID):
        return None
    given = dict(tag.attributes)
    kept = [(key, value) for key, value in tag.attributes if _is_kept(name, key, value)]
    if name == "bdo" and "dir" not in dict(kept):
        return None
    if name not in ("a", "img"):
        return Safe(name=name, attributes=tuple(kept), target="")
    key = "href" if name == "a" else "src"
    address = given.get(key, "").strip(_ENDS)
    scheme = _SCHEME.match(address)
    if scheme is None:
        target = article_target(address, folder) if name == "a" else image_target(address, folder)
        return Safe(name=name, attributes=tuple(kept), target=target) if target or name == "img" else None
    allowed = _is_allowed(address, scheme[1].lower(), SCHEMES if name == "a" else SCHEMES - {"mailto"})
    if not allowed and name == "a":
        return None
    return Safe(name=name, attributes=((key, address), *kept) if allowed else tuple(kept), target="")


def _is_kept(element: str, name: str, value: str) -> bool:
    if name not in _GENERAL and not (element == "img" and name in _OF_IMAGES):
        return False
    return name not in _PLAIN or _PLAIN[name].fullmatch(value) is not None


def _is_allowed(address: str, scheme: str, schemes: frozenset[str]) -> bool:
    if scheme not in schemes or _NO_ADDRESS.search(address.replace(" ", "")):
        return False
    rest = address[len(scheme) + 1 :]
    return bool(rest) if scheme == "mailto" else re.match(r"//[^/?#]", rest) is not None


def article_target(address: str, folder: str = "") -> str:
    """Return the id of the article that a relative link leads to: `rail.html#map` gives `rail`; empty for anything else."""
    stem, ending = posixpath.splitext(_path_of(address, folder))
    # Files that begin with an underscore are no articles, though their id may be one's.
    left_out = any(part.startswith("_") for part in stem.split("/"))
    return article_id(stem) if ending.lower() in _ARTICLES and not left_out else ""


def image_target(address: str, folder: str = "") -> str:
    """Return the path of an image below the folder of articles; empty for anything else."""
    path = _path_of(address, folder)
    return path if posixpath.splitext(path)[1].lower() in IMAGES else ""


def _path_of(address: str, folder: str) -> str:
    """Return the path of a relative address below the folder of articles; empty if it is outside, or hidden."""
    path = decoded(re.split(r"[?#]", address, maxsplit=1)[0])
    if not path or path[0] == "/" or ":" in path or _NO_ADDRESS.search(path.replace(" ", "")):
        return ""
    path = posixpath.normpath(posixpath.join(folder, path))
    return "" if any(part.startswith(".") for part in path.split("/")) else path
