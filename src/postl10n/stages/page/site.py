"""Every file of a site, with its path in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from postl10n.model.site import Page, SiteContext
from postl10n.stages.page.feeds import feed_files
from postl10n.stages.page.paths import NOT_FOUND, ROOT, article_path, glossary_path, index_path
from postl10n.stages.page.render import (
    assets,
    render_404,
    render_article,
    render_glossary,
    render_index,
    render_root,
)


def site_files(pages: Iterable[Page], site: SiteContext) -> Iterator[tuple[str, bytes]]:
    """Pages, indexes, glossaries and what they refer to; each path once."""
    for page in pages:
        yield article_path(page.locale, page.article), render_article(page, site).encode()
    for locale in site.locales:
        yield index_path(locale), render_index(locale, site).encode()
        if site.glossary.concepts:
            yield glossary_path(locale), render_glossary(locale, site.glossary, site).encode()
    yield ROOT, render_root(site).encode()
    yield NOT_FOUND, render_404(site).encode()
    for path, text in feed_files(site):
        yield path, text.encode()
    yield from assets().items()
