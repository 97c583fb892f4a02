"""Counts of the entries of catalogs."""

from __future__ import annotations

from collections.abc import Iterator

from postl10n.model.stats import CatalogStats, ProjectStats
from postl10n.stages.catalog.stats import count, inherited_keys
from postl10n.workspace.session import Session
from postl10n.workspace.takeover import orphans


def stats(session: Session) -> ProjectStats:
    """The counts of every catalog; an article without a catalog yet is not listed."""
    catalogs = tuple(_counted(session))
    gone = tuple(session.layout.shown(path) for path in orphans(session))
    return ProjectStats(catalogs=catalogs, orphans=gone, faults=session.faults())


def _counted(session: Session) -> Iterator[CatalogStats]:
    for locale in session.locales:
        for article in session.prepared:
            catalog = session.catalog(locale, article)
            if catalog is not None:
                inherited = inherited_keys(catalog, session.parents(locale, article))
                yield CatalogStats(locale=locale, article=article, counts=count(catalog, inherited))
