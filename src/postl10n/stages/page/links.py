"""The links of built pages: their targets in the site, and the check that these exist."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

from postl10n.stages.page.paths import ROOT, absolute_base, decoded

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_LINKS = frozenset({"href", "src", "poster", "action"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLinks:
    """The link targets of a page, as (path in the site, fragment), and its anchors."""

    targets: frozenset[tuple[str, str]]
    anchors: frozenset[str]


def read_links(path: str, html: str, url: str | None) -> PageLinks:
    """Return the internal links of a page at `path`; `url` is the site's address, ending in a slash."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found = (_target(link, path, url) for link in reader.links)
    return PageLinks(targets=frozenset(one for one in found if one), anchors=frozenset(reader.anchors))


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
                yield f"{path}: a link leads to {target}, which is no file of the site"
            elif fragment and target in pages and fragment not in pages[target].anchors:
                yield f"{path}: a link leads to {target}#{fragment}, and there is no such place"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        for name, value in attrs:
            if value is None:
                continue
            if name in _LINKS:
                self.links.add(value)
            elif name in ("aria-describedby", "aria-labelledby", "for"):
                self.links.update(f"#{one}" for one in value.split())
            elif name == "id":
                self.anchors.add(value)
