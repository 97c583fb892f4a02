"""Catalogs → pages: only what changed is made again, and the outcome is that of a build from nothing."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from postl10n.errors import FaultGroup, ProjectError, raise_faults
from postl10n.errors import Place as FilePlace
from postl10n.lang.plurals import plural_forms_header
from postl10n.model.findings import EntryFinding, Finding, Severity
from postl10n.model.reports import BuildReport
from postl10n.model.site import PageFacts, SiteContext, SiteFile
from postl10n.model.states import State, state_of
from postl10n.project.articles import find_sources
from postl10n.project.build_record import PLANNED, BuildRecord, Outputs, note
from postl10n.project.digests import Inputs, read_inputs
from postl10n.project.layout import SITE
from postl10n.project.site import SiteFiles, read_theme
from postl10n.project.writes import lock
from postl10n.stages.page.alternates import site_faults
from postl10n.stages.page.outputs import SEARCH_INDEX, indexed_bodies, site_files
from postl10n.stages.page.paths import article_path, search_index_paths
from postl10n.stages.page.ui_text import ui_string
from postl10n.workspace.arguments import at_least, day
from postl10n.workspace.build.pages import Bodies, PageTask, Rendered, page_key
from postl10n.workspace.build.pool import InProcess, RenderJob, page_workers
from postl10n.workspace.session import Session
from postl10n.workspace.worker_process import refuse_import

PageAddress = tuple[str, str]
"""A page: article and locale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """The options of a build."""

    as_of: datetime.date | None = None
    """The day from which the grace period is counted; the clock's if not given."""
    dry: bool = False
    """Say what would change and write nothing."""
    jobs: int = 1
    """Processes that may work at once."""


def build(session: Session, *, careful: bool, options: BuildOptions) -> BuildReport:
    """Write the pages that changed, and remove those that we wrote and that nothing asks for any more.

    careful: raise the faults of catalogs before anything is written; otherwise the pages that depend on
    such a catalog stay as they are. Raises FaultGroup.
    """
    at_least(options.jobs, 1, "jobs")
    as_of = day(options.as_of, "as_of")
    if options.jobs > 1:
        # Before it waits for a lock that the asking process holds.
        refuse_import()
    with lock("build", session.layout.cache / "locks"):
        run = _Build(session, as_of=as_of, options=options)
        if run.nothing_changed():
            return run.report(unchanged=len(run.before.files), notices=run.before.notices)
        return run.whole(careful=careful)


class _Build:
    def __init__(self, session: Session, *, as_of: datetime.date, options: BuildOptions) -> None:
        self._session = session
        self._as_of = as_of
        self._options = options
        self._project = session.project
        self._found = find_sources(session.layout)
        self._inputs: Inputs = read_inputs(session.layout, self._found.files)
        self._record = BuildRecord(session.layout)
        self._files = SiteFiles(session.layout)
        self.before = self._record.outputs()
        self._unchanged = self._files.as_written(self.before.files)

    def nothing_changed(self) -> bool:
        before = self.before
        return (
            not self._session.limited
            and before.whole == self._inputs.whole
            and before.files == self._unchanged
            and not _turned(before.deadlines, before.as_of, self._as_of)
        )

    def whole(self, *, careful: bool) -> BuildReport:
        tasks, known = self._plan()
        strings = {locale: dict(_strings(self._session, locale)) for locale in self._project.targets}
        theme = read_theme(self._session.layout.root, self._project.site_styles)
        count = sum(len(task.locales) for task in tasks)
        with page_workers(self._session, self._as_of, jobs=self._options.jobs, pages=count) as hands:
            pages, missing, bodies = self._resolved(hands, tasks, known)
            self._session.refuse_left_out()
            if careful and self._session.catalog_faults():
                raise FaultGroup(self._session.catalog_faults())
            site = SiteContext.of(
                (one.card for one in pages.values()),
                source=self._project.source,
                locales=self._project.targets,
                url=self._project.site_url,
                name=self._project.site_title or None,
                tagline=self._project.site_tagline,
                region=self._project.site_region,
                glossary=self._session.pipeline.glossary,
                strings=strings,
                templates=theme,
                images=self._images(pages),
            )
            needs = self._needs(site, pages)
            kept = {need.path for need in needs if self._is_kept(need, missing)}
            self._prove(site, needs)
            orders = self._orders([need for need in needs if need.path not in kept], bodies)
            rendered = self._rendered(hands, site, orders)
        kept |= {article_path(locale, article) for article, locale in missing}
        return self._finish(pages, needs, rendered, kept)

    def _plan(self) -> tuple[list[PageTask], dict[PageAddress, PageFacts]]:
        """The pages to be decided anew, and what is known of all."""
        as_of, known = self._record.pages()
        still = {place: facts for place, facts in known.items() if place[0] in self._found.left_out}
        for article, fault in self._found.left_out.items():
            self._session.leave_out(article, fault)
        tasks = []
        for article, path in self._sources.items():
            locales = {}
            for locale in self._site_locales:
                key = page_key(self._project, self._inputs, path, article, locale)
                facts = known.get((article, locale))
                if facts is not None:
                    still[article, locale] = facts
                fresh = facts is not None and self._is_fresh(facts, key, as_of)
                if not fresh and self._session.chosen(article, locale):
                    locales[locale] = key
            if locales:
                tasks.append(PageTask(article=article, path=path, locales=locales))
        return tasks, still

    def _is_fresh(self, facts: PageFacts, key: str, as_of: datetime.date) -> bool:
        """Return True if the facts about a page still hold; its text is kept in the search index alone."""
        if facts.key != key or _turned(facts.deadlines, as_of, self._as_of):
            return False
        return self._index_paths[facts.card.locale] in self._unchanged

    @cached_property
    def _sources(self) -> dict[str, str]:
        """The path of each article that is not left out, by id. Raises UsageError."""
        self._session.check_articles(self._found.ids)
        return {article: self._session.layout.shown(path) for article, path in self._found.paths.items()}

    def _resolved(
        self, hands: InProcess, tasks: list[PageTask], known: Mapping[PageAddress, PageFacts]
    ) -> tuple[dict[PageAddress, PageFacts], set[PageAddress], dict[PageAddress, bytes]]:
        """Return the facts about every page, the pages that can't be made now, and the texts of those made."""
        found: dict[PageAddress, PageFacts] = {}
        bodies: dict[PageAddress, bytes] = {}
        for one in self._session.each_of("Deciding pages", hands.resolve(tasks), len(tasks)):
            if one.source_fault is not None:
                self._session.leave_out(one.article, one.source_fault)
            for fault in one.catalog_faults:
                self._session.add_fault(fault)
            for facts, body in zip(one.pages, one.bodies, strict=True):
                place = (one.article, facts.card.locale)
                found[place], bodies[place] = facts, body
        missing = {(task.article, locale) for task in tasks for locale in task.locales} - found.keys()
        missing |= {(article, locale) for article in self._found.left_out for locale in self._site_locales}
        # In the order of a build from nothing, whichever process was first.
        order = ((article, locale) for article in self._found.ids for locale in self._site_locales)
        every = {**known, **found}
        return {place: every[place] for place in order if place in every}, missing, bodies

    @property
    def _site_locales(self) -> tuple[str, ...]:
        return (self._project.source, *self._project.targets)

    def _needs(self, site: SiteContext, pages: Mapping[PageAddress, PageFacts]) -> list[SiteFile]:
        keys = {
            # How many of its deadlines are still to come, and which of its targets exist.
            place: f"{facts.key} {sum(self._as_of <= one for one in facts.deadlines)} {_found(facts, site)}"
            for place, facts in pages.items()
        }
        return list(site_files(site, keys, self._inputs.shared))

    def _images(self, pages: Mapping[PageAddress, PageFacts]) -> dict[str, str]:
        """The images of the project that pages show."""
        shown = {one for facts in pages.values() for one in facts.targets}
        return {path: found for path, found in self._inputs.images.items() if path in shown}

    def _is_kept(self, need: SiteFile, missing: set[PageAddress]) -> bool:
        """Return True if a file is left alone: its catalogs can't be read, or it is not selected."""
        if (need.article, need.locale) in missing or need.locale in self._broken:
            return True
        if not self._session.limited:
            return False
        if need.article:
            return not self._session.chosen(need.article, need.locale)
        return not (self._session.with_site and need.locale in self._session.locales)

    @cached_property
    def _broken(self) -> set[str]:
        """The locales whose UI strings can't be read."""
        chains = {locale: self._project.chain(locale) for locale in self._project.targets}
        return {
            locale
            for locale, chain in chains.items()
            if any(self._session.stored(one, SITE) is None for one in chain)
        }

    def _prove(self, site: SiteContext, needs: list[SiteFile]) -> None:
        """Raises ProjectError if search engines would be sent to missing pages.

        A site map with an unchanged key was checked when it was made: it names the same pages.
        """
        if any(need.kind == "sitemap" and self._is_current(need) for need in needs):
            return
        paths = {need.path for need in needs}
        hint = "This is a fault of postl10n; please report it."
        raise_faults(ProjectError(message, hint=hint) for message in site_faults(site, paths))

    def _orders(self, needs: list[SiteFile], bodies: Mapping[PageAddress, bytes]) -> list[RenderJob]:
        """The files to be made: those that are not there as their key says."""
        texts: dict[str, dict[str, bytes]] = {}
        for (article, locale), body in bodies.items():
            texts.setdefault(locale, {})[article] = body
        due = [need for need in needs if not self._is_current(need)]
        locales: dict[str, dict[str, str]] = {}
        for need in due:
            if need.article:
                locales.setdefault(need.article, {})[need.locale] = need.key
        tasks = {
            article: PageTask(article=article, path=self._sources[article], locales=own)
            for article, own in locales.items()
        }
        return [
            (need, tasks.get(need.article), self._indexed(need, texts.get(need.locale, {}))) for need in due
        ]

    def _indexed(self, need: SiteFile, made: Mapping[str, bytes]) -> Bodies | None:
        if need.kind != SEARCH_INDEX:
            return None
        return {**self._bodies_before(self._index_paths[need.locale]), **made}

    @cached_property
    def _index_paths(self) -> dict[str, str]:
        return {locale: search_index_paths(locale)[0] for locale in self._site_locales}

    def _bodies_before(self, path: str) -> dict[str, str]:
        """The texts of a search index that is unchanged since it was written, by article."""
        data = self._files.read(path) if path in self._unchanged else None
        with contextlib.suppress(ValueError):
            return indexed_bodies(data or b"[]")
        return {}

    def _is_current(self, need: SiteFile) -> bool:
        output = self._unchanged.get(need.path)
        return output is not None and output.key == need.key

    def _rendered(self, hands: InProcess, site: SiteContext, orders: list[RenderJob]) -> dict[str, Rendered]:
        dry = self._options.dry
        work = self._session.each_of("Writing pages", hands.render(site, orders, dry=dry), len(orders))
        if dry or not orders:
            return {one.need.path: one for one in work}
        done = {}
        with self._record.journal() as journal:
            for path in self._files.new_among(need.path for need, *_ in orders):
                note(journal, path, PLANNED)
            journal.flush()
            for one in work:
                done[one.need.path] = one
                if one.output is not None:
                    note(journal, one.need.path, one.output)
        return done

    def _finish(
        self,
        pages: Mapping[PageAddress, PageFacts],
        needs: list[SiteFile],
        rendered: Mapping[str, Rendered],
        kept: set[str],
    ) -> BuildReport:
        wanted = {need.path for need in needs} | kept
        gone = set() if self._session.limited else self.before.files.keys() - wanted
        removed = sorted(gone & self._unchanged.keys()) if self._options.dry else self._files.remove(gone)
        notices = tuple(one for facts in pages.values() for one in (*facts.notices, *self._missing(facts)))
        if not self._options.dry:
            # A page whose text did not come into the search index must be looked at again.
            pages = {
                place: replace(facts, key="") if self._index_paths[facts.card.locale] in kept else facts
                for place, facts in pages.items()
            }
            self._save(pages, rendered, wanted if not self._session.limited else None, notices)
        changed = [need.path for need in needs if need.path in rendered and rendered[need.path].changed]
        return self.report(
            written=tuple(changed),
            unchanged=len(needs) - len(changed),
            removed=tuple(removed),
            notices=notices,
        )

    def _missing(self, facts: PageFacts) -> Iterator[EntryFinding]:
        """The images that a source names and that are not there."""
        article = facts.card.article
        for image, line in facts.images if article in self._sources else ():
            if image not in self._inputs.images:
                path = self._session.layout.shown(self._session.layout.articles / image)
                message = (
                    f"the image {path} is not there, or is not a PNG, JPEG, GIF or WebP: pages leave it out"
                )
                finding = Finding(rule="missing-image", severity=Severity.WARNING, message=message)
                yield EntryFinding(
                    finding=finding,
                    locale=facts.card.locale,
                    article=article,
                    place=FilePlace(path=self._sources[article], line=line),
                    source="",
                    target="",
                )

    def _save(
        self,
        pages: Mapping[PageAddress, PageFacts],
        rendered: Mapping[str, Rendered],
        wanted: set[str] | None,
        notices: tuple[EntryFinding, ...],
    ) -> None:
        files = {
            path: self._unchanged.get(path, output)
            for path, output in self.before.files.items()
            if wanted is None or path in wanted
        }
        files.update((path, one.output) for path, one in rendered.items() if one.output)
        whole = not (self._session.limited or self._session.faults())
        outputs = Outputs(
            whole=self._inputs.whole if whole else "",
            as_of=self._as_of,
            files=files,
            notices=notices,
            deadlines=tuple(sorted({one for facts in pages.values() for one in facts.deadlines})),
        )
        self._record.save(outputs, pages)

    def report(
        self,
        *,
        written: tuple[str, ...] = (),
        unchanged: int,
        removed: tuple[str, ...] = (),
        notices: tuple[EntryFinding, ...],
    ) -> BuildReport:
        layout = self._session.layout
        return BuildReport(
            index=layout.shown(layout.site / "index.html"),
            as_of=self._as_of,
            written=written,
            unchanged=unchanged,
            removed=removed,
            notices=notices,
            faults=self._session.faults(),
        )


def _found(facts: PageFacts, site: SiteContext) -> str:
    """Return those targets of a page that exist in the site, separated by spaces."""
    articles = site.cards.get(facts.card.locale, {})
    return " ".join(one for one in facts.targets if one in articles or one in site.images)


def _turned(deadlines: Iterable[datetime.date], before: datetime.date, now: datetime.date) -> bool:
    """Return True if a deadline passes between two days."""
    return any((before <= one) != (now <= one) for one in deadlines)


def _strings(session: Session, locale: str) -> Iterator[tuple[str, str]]:
    """The approved strings of page templates: the locale's, over those that it inherits."""
    for one in reversed(session.project.chain(locale)):
        catalog = session.catalog(one, SITE)
        for entry in catalog.active() if catalog else ():
            if catalog and state_of(entry) is State.APPROVED:
                rule = catalog.fields.get("Plural-Forms") or plural_forms_header(one)
                yield entry.msgid, ui_string(entry.msgstr, rule if entry.msgid_plural is not None else "")
