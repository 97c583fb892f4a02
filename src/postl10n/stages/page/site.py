"""Every file of a site, with its path in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from postl10n.model.site import IMAGE
from postl10n.stages.page.needs import needs, render

if TYPE_CHECKING:
    from postl10n.model.site import Page, SiteContext


def site_files(pages: Iterable[Page], site: SiteContext) -> Iterator[tuple[str, bytes]]:
    """Pages, indexes, glossaries and what they refer to but images, all made anew; each path once."""
    known = {(page.article, page.locale): page for page in pages}
    for need in needs(site, dict.fromkeys(known, ""), ""):
        if need.kind == IMAGE:
            continue
        bodies = {article: page.body for (article, locale), page in known.items() if locale == need.locale}
        yield need.path, render(need, site, known.get((need.article, need.locale)), bodies)
