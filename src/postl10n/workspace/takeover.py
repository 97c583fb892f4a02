"""Articles under a new name take over the files of their old one: which, and what is renamed.

Each catalog is decided by itself: its own is missing and the old one is there. The template goes last, when no
catalog is left to be taken: as long as the old one stands, whatever interrupted or limited the work, a later
`update` goes on with it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from postl10n.errors import CatalogError, Postl10nError
from postl10n.model.catalog import Catalog
from postl10n.model.reports import Moved
from postl10n.project import journal
from postl10n.project.layout import SITE
from postl10n.workspace.session import Session

_LEAST_SHARE = 0.5


def take_over(session: Session) -> None:
    """Make renamed articles read the catalogs of their old ids.

    An article takes over from one that is gone if half of its msgids are in that one's catalogs.
    """
    olds = _Olds(session)
    claims = sorted(
        (
            (len(texts & olds.msgids(old)) / len(texts), article, old)
            for article in session.read_articles
            if (wanted := [old for old in olds.gone if olds.has_for(article, old)])
            if (texts := session.msgids(article))
            for old in wanted
        ),
        reverse=True,
    )
    for share, article, old in claims:
        free = article not in session.taken_over and old not in session.taken_over.values()
        if share >= _LEAST_SHARE and free:
            session.taken_over[article] = old


class _Olds:
    """The articles that are gone, and what they left."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._layout = session.layout
        self._templates = _ids(self._layout.templates())
        self._there = {one: _ids(self._layout.catalogs(one)) for one in session.project.targets}
        self._msgids: dict[str, set[str]] = {}
        self._untouched: dict[Path, bool] = {}
        found = self._templates.union(*self._there.values()) - {SITE, *session.every_article}
        self.gone = sorted(old for old in found if old in self._templates or self.msgids(old))

    def has_for(self, article: str, old: str) -> bool:
        """Return True if the old article has a file that the other lacks."""
        own = [locale for locale, ids in self._there.items() if old in ids]
        if any(article not in self._there[locale] for locale in own):
            return True
        if old in self._templates:
            return article not in self._templates
        return any(self._is_untouched(self._layout.catalog(locale, article)) for locale in own)

    def msgids(self, old: str) -> set[str]:
        """Those of its template; where that is gone as well or can't be read, of catalogs that hold translations."""
        if old not in self._msgids:
            template = self._template(old) if old in self._templates else None
            found = [template] if template else self._catalogs(old)
            self._msgids[old] = {entry.msgid for catalog in found for entry in catalog.active()}
        return self._msgids[old]

    def _template(self, old: str) -> Catalog | None:
        return self._session.try_read(self._layout.template(old))[1]

    def _catalogs(self, old: str) -> list[Catalog]:
        found = []
        for locale in self._there:
            # What can't be read tells nothing; it is a fault only where it is to be taken over.
            catalog = self._session.foreign(locale, old)
            found += [catalog] if catalog and catalog.translations else []
        return found

    def _is_untouched(self, path: Path) -> bool:
        if path not in self._untouched:
            self._untouched[path] = self._session.files.untouched(path)
        return self._untouched[path]


def _ids(paths: list[Path]) -> frozenset[str]:
    return frozenset(path.stem for path in paths)


def move_taken_over(session: Session, today: datetime.date) -> Iterator[Moved]:
    """Rename what the articles that the command is about take over, in the locales that it is about."""
    for article, old in list(session.taken_over.items()):
        if article not in session.articles:
            continue
        yield from _catalogs(session, article, old, today)
        yield from _references(session, article, old)
        if not _is_left(session, article, old):
            path = session.layout.template(article)
            yield from _moved(session, session.layout.template(old), path, article, None)
            del session.taken_over[article]


def _catalogs(session: Session, article: str, old: str, today: datetime.date) -> Iterator[Moved]:
    layout = session.layout
    for locale in session.locales:
        stored = session.stored(locale, article)
        if (
            stored is not None
            and stored.moved_from is not None
            and _journaled(session, locale, old, article, today)
        ):
            yield from _moved(session, stored.moved_from, stored.path, article, locale)
    for locale in () if session.limited_to_locales else layout.locales[len(layout.project.targets) :]:
        before, after = layout.catalog(locale, old), layout.catalog(locale, article)
        if not after.exists() and _journaled(session, locale, old, article, today):
            yield from _moved(session, before, after, article, locale)


def _references(session: Session, article: str, old: str) -> Iterator[Moved]:
    layout = session.layout
    for locale in session.locales if session.limited_to_locales else layout.reference_locales:
        before, after = layout.reference(locale, old), layout.reference(locale, article)
        if not after.exists():
            yield from _moved(session, before, after, article, locale)


def _journaled(session: Session, locale: str, old: str, article: str, today: datetime.date) -> bool:
    """Tell the journal of a locale; False where it can't be read, which is a fault."""
    try:
        journal.rename(session.layout, locale, old, article, today)
    except CatalogError as fault:
        session.add_fault(fault)
        return False
    return True


def _is_left(session: Session, article: str, old: str) -> bool:
    """Return True if a file of the old article can still be taken over."""
    layout = session.layout
    pairs = [(layout.catalog(one, old), layout.catalog(one, article)) for one in layout.locales]
    pairs += [
        (layout.reference(one, old), layout.reference(one, article)) for one in layout.reference_locales
    ]
    return any(before.exists() and not after.exists() for before, after in pairs)


def _moved(session: Session, before: Path, after: Path, article: str, locale: str | None) -> Iterator[Moved]:
    if session.files.move(before, after):
        shown = session.layout.shown
        yield Moved(article=article, locale=locale, before=shown(before), after=shown(after))


def orphans(session: Session) -> Iterator[Path]:
    """The catalogs whose article is gone, but for those that another article is about to take over."""
    known = {SITE, *session.every_article, *session.taken_over.values()}
    for locale in session.locales:
        yield from (path for path in session.layout.catalogs(locale) if path.stem not in known)


def orphans_with_work(session: Session) -> Iterator[str]:
    """The paths of those that hold translations, or can't be read."""
    for path in orphans(session):
        try:
            catalog = session.files.read(path).catalog
        except Postl10nError:
            catalog = None
        if catalog is None or catalog.translations:
            yield session.layout.shown(path)
