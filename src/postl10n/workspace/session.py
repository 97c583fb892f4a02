"""The inputs of one command, each article read once; however many there are, few are in memory at a time."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from postl10n.errors import FaultGroup, Postl10nError, raise_faults
from postl10n.model.article import Document
from postl10n.model.catalog import Catalog
from postl10n.pipeline import Pipeline, Prepared
from postl10n.project.articles import find_sources
from postl10n.project.boilerplate import read_recurring
from postl10n.project.catalogs import Stored
from postl10n.project.layout import SITE, ProjectLayout
from postl10n.project.readers import Readers
from postl10n.project.store import ProjectStore, read_document
from postl10n.project.writes import changed_meanwhile
from postl10n.stages.extract.recurring_lines import (
    Outline,
    SiteLines,
    learn,
    learn_headlines,
    outline_of,
    without_recurring,
)
from postl10n.workspace.arguments import one_of
from postl10n.workspace.selection import Progress, Selection, silent
from postl10n.workspace.settled import SettledArticles
from postl10n.workspace.spool import Spool

_Part = TypeVar("_Part")
_Report = TypeVar("_Report")


class Session:
    """The data of one command: articles prepared, catalogs read; faults of catalogs collected."""

    def __init__(
        self,
        layout: ProjectLayout,
        pipeline: Pipeline,
        selection: Selection,
        progress: Progress = silent,
        *,
        resegment: bool = False,
        reread: bool = False,
        strict: bool = True,
        remembered: bool = True,
    ) -> None:
        """resegment: draw the boundaries of segments anew. reread: that, and read with today's reader.

        strict: raise an article's fault; otherwise the article is left out, and `faults` has the reason.
        remembered: False to read every article, whatever an earlier command found out about it.
        """
        self.layout = layout
        self.project = layout.project
        self.pipeline = pipeline
        self._store = ProjectStore(layout, watched=False)
        self.files = self._store.files
        self._selection = selection
        self._progress = progress
        self.resegment = resegment or reread
        self.reread = reread
        self.strict = strict
        self.remembered = remembered
        self.settled: SettledArticles | None = None
        """The articles that earlier updates knew, for another one."""
        self.up_to_date: Collection[str] = ()
        """Those with which it has nothing to do."""
        self.outlines: Spool[Outline] = Spool()
        self._faults: dict[str, Postl10nError] = {}
        self._left_out: dict[str, Postl10nError] = {}
        self._first_read: dict[str, int] = {}
        """The hashes of templates, by article: the store reads a template again that was saved meanwhile."""
        self.taken_over: dict[str, str] = {}
        """Articles that read the catalogs of one that is gone where they have none: the new id with the old one."""

    @property
    def locales(self) -> tuple[str, ...]:
        """The targets that the command is about."""
        chosen = self._selection.locales
        return self.project.targets if chosen is None else tuple(chosen)

    @property
    def articles(self) -> tuple[str, ...]:
        """The ids of the articles that the command is about. Raises ArticleError or FaultGroup."""
        chosen = self._selection.articles
        return tuple(one for one in self._as_read if chosen is None or one in chosen)

    @property
    def every_article(self) -> Collection[str]:
        """The ids of all articles: those left out by the selection, or since they can't be read, too.

        Raises ArticleError or FaultGroup.
        """
        return sorted({*self._as_read, *self._left_out})

    @property
    def read_articles(self) -> Collection[str]:
        """The ids of the articles that can be read, those left out by the selection too."""
        return self._as_read.keys()

    @property
    def limited(self) -> bool:
        """True if a part of the project is selected."""
        return self._selection != Selection()

    @property
    def limited_to_locales(self) -> bool:
        """True if only some locales are selected."""
        return self._selection.locales is not None

    def chosen(self, article: str, locale: str) -> bool:
        """Return True if a page is selected."""
        articles, locales = self._selection.articles, self._selection.locales
        return (articles is None or article in articles) and (locales is None or locale in locales)

    def check_articles(self, known: Collection[str]) -> None:
        """Raises UsageError for an article of the selection that does not exist."""
        for article in self._selection.articles or ():
            one_of(article, known, "article")

    @property
    def with_site(self) -> bool:
        """True if the strings of page templates are selected too: not where articles are named."""
        return self._selection.articles is None

    @cached_property
    def recurring(self) -> SiteLines:
        """The lines that recur on many articles, as their list has them. Raises ArticleError."""
        return read_recurring(self.layout)

    def learn(self) -> SiteLines:
        """Look for lines that recur, before the articles are used; `update` then writes the list."""
        read, paths, outlines = self._as_read, self.readers.sources.paths, self.outlines
        for article in read:
            known = self.settled.outline(article) if self.settled else None
            outlines.add(article, known or outline_of(read[article]))
        lines, again = learn_headlines(
            outlines, self.recurring, lambda one, site: self.read(one, paths[one], site)
        )
        for article, document in again.items():
            read.add(article, document)
            outlines.add(article, outline_of(document))
        self.recurring = learn(outlines.values(), lines, whole=not self._left_out)
        return self.recurring

    @property
    def documents(self) -> Iterator[Document]:
        """Every article, those left out by the selection too, without the lines that recur on many.

        Raises ArticleError or FaultGroup.
        """
        return (self._document(article) for article in self._as_read)

    def _document(self, article: str) -> Document:
        return without_recurring(self._as_read[article], self.recurring)

    @cached_property
    def readers(self) -> Readers:
        """The articles' sources, and by which version each is read. Raises ArticleError."""
        return Readers(self.layout, find_sources(self.layout), newest=self.reread)

    @cached_property
    def _as_read(self) -> Spool[Document]:
        sources = self.readers.sources
        documents: Spool[Document] = Spool(lambda article: self.read(article, sources.paths[article]))
        for article, fault in sources.left_out.items():
            self.leave_out(article, fault)
        for article, path in self.each("Reading articles", tuple(sources.paths.items())):
            if self.settled and self.settled.outline(article):
                documents.promise(article)
                continue
            try:
                documents.add(article, self.read(article, path))
            except Postl10nError as fault:
                self.leave_out(article, fault)
        self.refuse_left_out()
        self.check_articles(sources.ids)
        return documents

    def read(self, article: str, path: Path, site: SiteLines | None = None) -> Document:
        """An article as its source has it. Raises ArticleError or UsageError."""
        none = (site or self.recurring).no_headlines
        return read_document(self.layout, self.pipeline, article, path, self.readers.of(article), none)

    def leave_out(self, article: str, fault: Postl10nError) -> None:
        """Keep what is wrong with an article: it counts as present, and nothing of it is touched."""
        self._left_out[article] = fault

    def refuse_left_out(self) -> None:
        """Raise what is wrong with articles where none may be left out."""
        if self.strict:
            raise_faults(self._left_out.values())

    @cached_property
    def prepared(self) -> Mapping[str, Prepared]:
        """The articles that the command is about, by id; one whose template can't be read is left out.

        Each is made anew whenever it is asked for.
        """
        prepared: Spool[Prepared] = Spool(self._divided)
        for article in self.each("Dividing into segments", self.articles):
            if article in self.up_to_date:
                prepared.promise(article)
            elif self.template(article) is not None:
                prepared.add(article, self._divided(article))
        return prepared

    def _divided(self, article: str) -> Prepared:
        template = self.template(article)
        if template is None:
            raise changed_meanwhile(self.layout.shown(self.layout.template(article)))
        return self.pipeline.prepare(self._document(article), template.catalog, resegment=self.resegment)

    def prepare(self, article: str, path: Path) -> Prepared | None:
        """The article as an earlier step of the command prepared it, or made anew and not kept.

        None if its template can't be read. Raises ArticleError or UsageError.
        """
        ready: Mapping[str, Prepared] = self.__dict__.get("prepared", {})
        known = ready.get(article)
        if known is not None:
            return known
        document = without_recurring(self.read(article, path), self.recurring)
        readable, template = self.try_read(self.layout.template(article))
        return self.pipeline.prepare(document, template) if readable else None

    def msgids(self, article: str) -> set[str]:
        """Return the msgids of an article, segmented by today's rules."""
        return {segment.text for segment in self.pipeline.segment(self._document(article)).segments()}

    def try_read(self, path: Path) -> tuple[bool, Catalog | None]:
        """Return whether a catalog or template can be read, and its content.

        It is not kept: builds read thousands, each once.
        """
        try:
            return True, self.files.values(path)
        except Postl10nError as fault:
            self.add_fault(fault)
            return False, None

    def foreign(self, locale: str, article: str) -> Catalog | None:
        """A catalog that the command is not about, if it can be read: a fault in it is not reported."""
        with contextlib.suppress(Postl10nError):
            return self.files.values(self.layout.catalog(locale, article))
        return None

    def add_fault(self, fault: Postl10nError) -> None:
        """Keep the fault of a catalog."""
        for one in fault.faults if isinstance(fault, FaultGroup) else (fault,):
            self._faults.setdefault(str(one), one)

    def template(self, article: str) -> Stored | None:
        """The committed template; None if it can't be read."""
        stored = self._own_or_taken_over(self.layout.template, article)
        self._first_read.setdefault(article, hash(stored.catalog if stored else None))
        return stored

    def is_as_first_read(self, article: str, template: Catalog | None) -> bool:
        """Return True if a template is the one that this session's articles were made with."""
        return self._first_read.get(article) == hash(template)

    def stored(self, locale: str, article: str) -> Stored | None:
        """A locale's catalog; None if it can't be read. One that does not exist is an empty Stored."""
        return self._own_or_taken_over(lambda one: self.layout.catalog(locale, one), article)

    def _own_or_taken_over(self, path_of: Callable[[str], Path], article: str) -> Stored | None:
        own = self._read(path_of(article))
        old = self.taken_over.get(article)
        if own is None or old is None or not self._can_take(own, old):
            return own
        taken = self._read(path_of(old))
        return replace(taken, path=own.path, moved_from=taken.path) if taken and taken.po else taken and own

    def _can_take(self, own: Stored, old: str) -> bool:
        """Return True if a file of the old article may replace an article's own.

        One that nobody edited is given up where the old template is gone: an older postl10n, interrupted, renamed
        that one first and left such catalogs.
        """
        if own.catalog is None:
            return True
        return own.catalog.untouched and own.path.suffix == ".po" and not self.layout.template(old).exists()

    def catalog(self, locale: str, article: str) -> Catalog | None:
        """A locale's catalog, if there is one that can be read."""
        stored = self.stored(locale, article)
        return stored.catalog if stored else None

    def parents(self, locale: str, article: str) -> list[Catalog]:
        """The catalogs of the locales that this one inherits from, nearest first; of `site.po` what ships, too."""
        chain = (self.catalog(parent, article) for parent in self.project.chain(locale)[1:])
        known = [catalog for catalog in chain if catalog is not None]
        if article != SITE:
            return known
        from postl10n.stages.page.ui_text import shipped_catalogs

        return [*known, *shipped_catalogs(locale)]

    def reference(self, locale: str, article: str) -> Catalog | None:
        """The trusted translations to score against, if there are any."""
        stored = self._read(self.layout.reference(locale, article))
        return stored.catalog if stored else None

    def faults(self) -> tuple[Postl10nError, ...]:
        """The faults of articles and catalogs met so far, each once."""
        return (*self._left_out.values(), *self._faults.values())

    def catalog_faults(self) -> tuple[Postl10nError, ...]:
        """Those of catalogs alone."""
        return tuple(self._faults.values())

    def whole(self, report: _Report) -> _Report:
        """Return the report, if every catalog could be read; otherwise raise their faults."""
        raise_faults(self.catalog_faults())
        return report

    def each(self, step: str, parts: Sequence[_Part]) -> Iterator[_Part]:
        """The parts of a step, reported as they are done."""
        return self.each_of(step, parts, len(parts))

    def each_of(self, step: str, parts: Iterable[_Part], total: int) -> Iterator[_Part]:
        """The same for parts that come one by one."""
        done = 0
        self._progress(step, done, total)
        for part in parts:
            yield part
            done += 1
            self._progress(step, done, total)

    def _read(self, path: Path) -> Stored | None:
        try:
            return self._store.read(path)
        except Postl10nError as fault:
            self._faults.setdefault(str(fault), fault)
            return None
