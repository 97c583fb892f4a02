"""Articles → templates → catalogs."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass

from postl10n.errors import ArticleError, FaultGroup, Place, UsageError
from postl10n.lang.plurals import plural_forms_header
from postl10n.model.article import Document
from postl10n.model.catalog import Catalog, Entry
from postl10n.model.reports import CatalogUpdate, Resegmented, UpdateReport
from postl10n.pipeline import Prepared
from postl10n.project.boilerplate import write_recurring
from postl10n.project.cache import Cache
from postl10n.project.catalogs import Stored, spelling
from postl10n.project.layout import SITE
from postl10n.project.site import read_theme
from postl10n.project.store import read_document
from postl10n.stages.catalog.merge import Merge
from postl10n.stages.catalog.template import as_committed, recurring_entries, template_header, with_page
from postl10n.stages.extract import READER
from postl10n.stages.extract.recurring_lines import SiteLines, without_recurring
from postl10n.stages.page.paths import article_path
from postl10n.stages.page.ui_text import ui_messages
from postl10n.workspace.losses import SeenCatalogs
from postl10n.workspace.session import Session
from postl10n.workspace.settled import SettledArticles
from postl10n.workspace.takeover import move_taken_over, orphans_with_work, take_over

_AGAIN = "It was left as it is. Run the command again."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """A catalog to be brought up to date with its template."""

    stored: Stored
    template: Catalog
    locale: str
    article: str


def update(
    session: Session, *, hints: bool, today: datetime.date, careful: bool, dry_run: bool = False
) -> UpdateReport:
    """Bring templates and catalogs up to date; all inputs are read before the first is written.

    dry_run: write nothing; report what reading and segmenting anew would change.
    careful: raise the faults of catalogs instead of leaving those catalogs out. Raises FaultGroup then.
    """
    known = session.recurring
    seen = SeenCatalogs(session.layout)
    if session.remembered and not (session.resegment or hints):
        sources = session.readers.sources.paths
        session.settled = SettledArticles(session.layout, session.locales, sources, known)
    lines = session.learn() if session.with_site else session.recurring
    take_over(session)
    session.up_to_date = same = dict(_up_to_date(session, seen, lines))
    articles = list(session.prepared)
    site = session.template(SITE) if session.with_site else None
    if site is not None:
        articles.append(SITE)
    if careful:
        _read_all(session, [one for one in articles if one not in same])
    moved = tuple(_moved(session)) if session.resegment else ()
    if dry_run:
        return UpdateReport(templates=(), catalogs=(), resegmented=moved, faults=session.faults())
    listed = write_recurring(session.layout, lines, known) if session.with_site else None
    old_ids = dict(session.taken_over)
    renamed = tuple(move_taken_over(session, today))
    written: list[str] = []
    catalogs: list[CatalogUpdate] = []
    doubts: dict[str, tuple[str, ...]] = {}
    for article in session.each("Updating catalogs", articles):
        if article in same:
            catalogs += same[article]
            continue
        changed, made = _brought_up_to_date(session, article, lines, seen, hints=hints, today=today)
        catalogs += made
        if changed:
            written.append(session.layout.shown(session.layout.template(article)))
            if article != SITE and (found := session.prepared[article].article.document.doubts):
                doubts[article] = found
    seen.close()
    report = UpdateReport(
        templates=tuple(written),
        catalogs=tuple(catalogs),
        taken_over={one.article: old_ids[one.article] for one in renamed},
        moved=renamed,
        orphans=tuple(orphans_with_work(session)) if session.with_site else (),
        resegmented=moved,
        read_otherwise=tuple(_read_otherwise(session)) if session.with_site else (),
        doubts=doubts,
        recurring=session.layout.shown(listed) if listed else None,
        faults=session.faults(),
    )
    if session.settled and session.with_site:
        session.settled.save()
    return report


def _up_to_date(
    session: Session, seen: SeenCatalogs, lines: SiteLines
) -> Iterator[tuple[str, list[CatalogUpdate]]]:
    """Yield the articles with which there is nothing to do, with the report of their catalogs."""
    if session.settled is None:
        return
    session.settled.learned(lines)
    for article in (*session.articles, *((SITE,) if session.with_site else ())):
        known = session.settled.updates(article, seen) if article not in session.taken_over else None
        if known is not None:
            yield article, known


def _brought_up_to_date(
    session: Session, article: str, lines: SiteLines, seen: SeenCatalogs, *, hints: bool, today: datetime.date
) -> tuple[bool, list[CatalogUpdate]]:
    """Write the template and the catalogs of an article; return whether the template changed, and their report."""
    template = _template(session, article, lines)
    changed, data = _write_template(session, article, template)
    made = [
        _write_catalog(session, plan, seen, hints=hints, today=today)
        for plan in _plans(session, article, template)
    ]
    if data and session.settled and session.with_site and len(made) == len(session.locales):
        entries = sum(not one.obsolete for one in template.entries)
        outline, catalogs = session.outlines.get(article), [of for _, of in made]
        session.settled.keep(article, outline, data, catalogs, entries, seen.commit)
    return changed, [one for one, _ in made]


def _read_all(session: Session, articles: Sequence[str]) -> None:
    """Read every catalog that is to be written. Raises FaultGroup for those that can't be."""
    for article in session.each("Reading catalogs", articles):
        for locale in session.locales:
            session.stored(locale, article)
    if session.catalog_faults():
        raise FaultGroup(session.catalog_faults())


def _template(session: Session, article: str, lines: SiteLines) -> Catalog:
    if article != SITE:
        return session.prepared[article].template
    site = session.template(SITE)
    header = Entry(msgid="", msgstr=(template_header(),))
    theme = read_theme(session.layout.root)
    template = Catalog(header=header, entries=(*ui_messages(theme), *recurring_entries(lines.texts)))
    committed = site.catalog if site else None
    return as_committed(template, committed) if committed else template


def _plans(session: Session, article: str, template: Catalog) -> Iterator[_Plan]:
    for locale in session.locales:
        stored = session.stored(locale, article)
        if stored is not None and stored.moved_from is None:
            yield _Plan(stored=stored, template=template, locale=locale, article=article)


def _moved(session: Session) -> Iterator[Resegmented]:
    """The articles whose segments are not those that the committed boundaries would give."""
    for document in session.documents:
        prepared = session.prepared.get(document.id)
        template = session.template(document.id)
        if prepared is None or template is None or template.catalog is None:
            continue
        as_before = _read(session, document.id) if session.reread else document
        frozen = session.pipeline.segment(as_before, template.catalog)
        before = Counter(segment.key for segment in frozen.segments())
        after = Counter(segment.key for segment in prepared.article.segments())
        if before != after or as_before.date != document.date:
            gone, new = (before - after).total(), (after - before).total()
            yield Resegmented(article=document.id, before=gone, after=new)


def _read_otherwise(session: Session) -> Iterator[str]:
    """Yield the articles that today's reader reads otherwise than their templates have it; none if that was told before."""
    cache = Cache(session.layout.cache)
    if not session.readers.earlier or cache.get("reader", "told", str(READER)) is not None:
        return
    for article in session.each("Reading anew", tuple(session.readers.earlier)):
        prepared = session.prepared.get(article)
        if prepared is not None and _differs(session, article, prepared):
            yield article
    cache.put("reader", "told", str(READER), READER)
    cache.close()


def _differs(session: Session, article: str, prepared: Prepared) -> bool:
    try:
        document = _read(session, article, READER)
    except ArticleError:
        return True
    anew = session.pipeline.segment(document, prepared.template)
    texts = ([segment.key for segment in one.segments()] for one in (anew, prepared.article))
    return document.date != prepared.article.document.date or next(texts) != next(texts)


def _read(session: Session, article: str, reader: int | None = None) -> Document:
    """Return an article as a version of the reader has it, that of its template if none is given."""
    path = session.readers.sources.paths[article]
    none = session.recurring.no_headlines
    document = read_document(session.layout, session.pipeline, article, path, reader, none)
    return without_recurring(document, session.recurring)


def _write_template(session: Session, article: str, template: Catalog) -> tuple[bool, bytes]:
    """Write a template; return whether a byte changed, and its bytes: none where it can't be written."""
    stored = session.template(article)
    if stored is None or stored.moved_from is not None:
        return False, b""
    shown = session.layout.shown(stored.path)

    def change(now: Catalog | None) -> Catalog:
        # People may move boundaries of segments in a template: those saved since it was read are not undone.
        if now != template and not session.is_as_first_read(article, now):
            raise UsageError("changed by another program meanwhile", place=Place(path=shown), hint=_AGAIN)
        return template

    return session.files.respell(stored, spelling(change))


def _write_catalog(
    session: Session, plan: _Plan, seen: SeenCatalogs, *, hints: bool, today: datetime.date
) -> tuple[CatalogUpdate, bytes]:
    merged: list[Merge] = []
    before, lost = seen.lost(plan.stored, {entry.key for entry in plan.template.entries})
    change = _merging(session, plan, merged, hints=hints, today=today)
    written, data = session.files.respell(plan.stored, spelling(change))
    seen.saw(plan.stored.path, data, written=written)
    report = CatalogUpdate(
        path=session.layout.shown(plan.stored.path),
        locale=plan.locale,
        article=plan.article,
        written=written,
        before=before,
        lost=lost,
        **asdict(merged[-1].summary),
    )
    return report, data


def _merging(
    session: Session, plan: _Plan, merged: list[Merge], *, hints: bool, today: datetime.date
) -> Callable[[Catalog | None], Catalog]:
    """The change of one catalog, repeatable should an editor save the file meanwhile; it fills `merged`."""

    template = plan.template
    if session.project.page_links and plan.article != SITE:
        template = with_page(template, article_path(plan.locale, plan.article))

    def change(old: Catalog | None) -> Catalog:
        merged.append(
            session.pipeline.catalog(
                template,
                old,
                locale=plan.locale,
                plural_forms=plural_forms_header(plan.locale),
                today=today.isoformat(),
                hints=hints,
                is_article=plan.article != SITE,
                reread=session.reread,
            )
        )
        return merged[-1].catalog

    return change
