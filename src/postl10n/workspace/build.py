"""Catalogs → pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from postl10n.errors import FaultGroup, Place
from postl10n.files.layout import SITE
from postl10n.files.site import SiteFiles
from postl10n.model.findings import EntryFinding
from postl10n.model.reports import BuildReport
from postl10n.model.site import Page
from postl10n.model.states import State, state_of
from postl10n.workspace.session import Session


def build(session: Session, *, careful: bool) -> BuildReport:
    """Write the pages that changed, and remove those that we wrote and that nothing asks for any more.

    careful: raise the faults of catalogs before anything is written; otherwise the pages that depend on
    such a catalog stay as they are. Raises FaultGroup.
    """
    locales = (session.project.source, *session.project.targets)
    jobs = [(document.id, locale) for document in session.documents for locale in locales]
    usable = [job for job in jobs if _usable(session, *job)]
    pages = [_page(session, *job) for job in session.each("Resolving pages", usable)]
    strings = {locale: dict(_strings(session, locale)) for locale in session.project.targets}
    if careful and session.faults():
        raise FaultGroup(session.faults())
    files = SiteFiles(session.layout)
    outputs = session.pipeline.site(pages, strings)
    written = [path for path, data in session.each("Writing pages", outputs) if files.write(path, data)]
    untouched = (session.pipeline.page_path(*job) for job in jobs if job not in usable)
    removed = files.remove_others({*(path for path, _ in outputs), *untouched})
    return BuildReport(
        index=session.layout.shown(session.layout.site / "index.html"),
        written=tuple(written),
        unchanged=len(outputs) - len(written),
        removed=tuple(removed),
        notices=tuple(_notices(session, pages)),
        faults=session.faults(),
    )


def _usable(session: Session, article: str, locale: str) -> bool:
    """Whether all that the page depends on can be read."""
    if article not in session.prepared:
        return False
    return locale == session.project.source or session.readable(locale, article)


def _page(session: Session, article: str, locale: str) -> Page:
    chain = [] if locale == session.project.source else session.project.chain(locale)
    catalogs = [(one, session.catalog(one, article)) for one in chain]
    present = [(one, catalog) for one, catalog in catalogs if catalog is not None]
    return session.pipeline.page(session.prepared[article], locale, present)


def _strings(session: Session, locale: str) -> Iterator[tuple[str, str]]:
    """The approved strings of page templates: the locale's, over those that it inherits."""
    for one in reversed(session.project.chain(locale)):
        catalog = session.catalog(one, SITE)
        for entry in catalog.active() if catalog else ():
            if state_of(entry) is State.APPROVED:
                yield entry.msgid, entry.msgstr[0]


def _notices(session: Session, pages: Iterable[Page]) -> Iterator[EntryFinding]:
    for page in pages:
        texts = {s.id: s.text for s in session.prepared[page.article].article.segments()}
        for notice in page.notices:
            path = session.layout.shown(session.layout.catalog(notice.locale, page.article))
            yield EntryFinding(
                finding=notice.finding,
                locale=notice.locale,
                article=page.article,
                place=Place(path=path, line=notice.line),
                source=texts.get(notice.segment, ""),
                target="",
            )
