"""The files of a project: each read when it is first asked for, and again when it changed; few are kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from postl10n.errors import Postl10nError, UsageError
from postl10n.files.po import PoFile
from postl10n.model.article import Document
from postl10n.model.catalog import Catalog
from postl10n.model.glossary import Glossary
from postl10n.model.ids import texts_hash
from postl10n.pipeline import Pipeline, Prepared
from postl10n.project.articles import Sources, find_sources, read_source, side_file
from postl10n.project.boilerplate import read_recurring
from postl10n.project.catalogs import CatalogFiles, Stored
from postl10n.project.glossary import read_glossary
from postl10n.project.layout import SITE, ProjectLayout
from postl10n.project.readers import committed_reader
from postl10n.project.sentence_rules import FOLDER as RULES_FOLDER
from postl10n.project.sentence_rules import read_rules
from postl10n.project.stamps import NO_FILE, ContentHashes, Stamp, StampedCache, folder_stamps, stamp_of
from postl10n.stages.extract import READER
from postl10n.stages.extract.recurring_lines import SiteLines, without_recurring

_CATALOGS = 96
_ARTICLES = 48
"""The number kept: those that a reviewer switches between, not a whole project."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleCard:
    """An article's title and date for lists."""

    title: str
    date: str
    fault: str = ""


def read_pipeline(layout: ProjectLayout, glossary: Glossary | None = None) -> Pipeline:
    """Return the stages with the project's rules for dividing texts, and with its glossary if none is given.

    Raises GlossaryError, ProjectError or FaultGroup for files that can't be read.
    """
    if glossary is None:
        glossary = read_glossary(layout.glossary, root=layout.root)
    return Pipeline(layout.project, glossary, read_rules(layout.root))


def read_document(
    layout: ProjectLayout,
    pipeline: Pipeline,
    article: str,
    path: Path,
    reader: int | None = None,
    recurring: frozenset[str] = frozenset(),
) -> Document:
    """Return an article as its source has it. Raises ArticleError or UsageError.

    reader: the version that reads it; the one that its template was made with if not given. recurring: lines that are
    no headlines.
    """
    source = read_source(layout, article, path)
    return pipeline.extract(
        source.text,
        article_id=article,
        path=source.path,
        folder=source.folder,
        reader=reader or committed_reader(layout.template(article)) or READER,
        rules=source.rules,
        recurring=recurring,
    )


class ProjectStore:
    """Articles, templates, catalogs and glossary of one project; may be used by several threads."""

    def __init__(self, layout: ProjectLayout, *, watched: bool = True) -> None:
        """watched: by the threads of a server, which decode nothing twice; else by one command, which may need no values."""
        self.layout = layout
        self._watched = watched
        self.project = layout.project
        self.files = CatalogFiles(layout)
        self._catalogs: StampedCache[Path, Stored] = StampedCache(_CATALOGS)
        self._prepared: StampedCache[str, Prepared | None] = StampedCache(_ARTICLES)
        self._cards: StampedCache[str, ArticleCard] = StampedCache(100_000)
        self._sources: StampedCache[str, Sources] = StampedCache(1)
        self._lines: StampedCache[str, SiteLines] = StampedCache(1)
        self.hashes = ContentHashes()
        self._terms: StampedCache[str, tuple[Glossary, Pipeline]] = StampedCache(1)
        self.glossary_fault: Postl10nError | None = None

    @property
    def sources(self) -> Mapping[str, Path]:
        """The source of each article, by its id in their order. Raises ArticleError."""
        return self._sources.get("", self.sources_stamp, lambda: find_sources(self.layout)).paths

    @property
    def sources_stamp(self) -> str:
        """Changes whenever an article comes, goes or is renamed."""
        known = self._sources.peek("")
        folders = known.folders if known else (self.layout.articles,)
        return " ".join(f"{folder} {stamp_of(folder)}" for folder in folders)

    @property
    def articles(self) -> tuple[str, ...]:
        """Every article, then the strings of pages."""
        return (*self.sources, SITE)

    def check(self, locale: str, article: str) -> None:
        """Raises UsageError for what is not in the project's own lists: nothing else becomes a path."""
        if locale not in self.project.targets:
            hint = f"The project's targets are: {', '.join(self.project.targets)}."
            raise UsageError(f"there is not a locale {locale!r}", hint=hint)
        if article != SITE and article not in self.sources:
            raise UsageError(f"there is no article {article!r}")

    @property
    def glossary(self) -> Glossary:
        """The glossary; the last one that could be read where the files are broken now."""
        return self._current()[0]

    @property
    def pipeline(self) -> Pipeline:
        return self._current()[1]

    def look_again(self) -> None:
        """Notice what changed in a glossary that was read already."""
        if self._terms.peek("") is not None:
            self._current()

    @property
    def glossary_stamp(self) -> str:
        """Changes with every file of the glossary, and with the project's rules for dividing texts."""
        found = []
        for folder in (self.layout.glossary, self.layout.root / RULES_FOLDER):
            found += [f"{name} {stamp}" for name, stamp in sorted(folder_stamps(folder).items())]
        return texts_hash(found)

    @property
    def glossary_digest(self) -> str:
        """The same from the bytes."""
        return texts_hash([f"{path.name} {self.hashes.of(path)}" for path in self._terms_and_rules()])

    def _terms_and_rules(self) -> Iterator[Path]:
        for folder in (self.layout.glossary, self.layout.root / RULES_FOLDER):
            if folder.is_dir():
                yield from sorted(folder.iterdir())

    def _current(self) -> tuple[Glossary, Pipeline]:
        def made() -> tuple[Glossary, Pipeline]:
            last = self._terms.peek("")
            glossary = last[0] if last else Glossary()
            try:
                glossary = read_glossary(self.layout.glossary, root=self.layout.root)
                self.glossary_fault = None
            except Postl10nError as fault:
                self.glossary_fault = fault
            return glossary, read_pipeline(self.layout, glossary)

        return self._terms.get("", self.glossary_stamp, made)

    @property
    def _recurring(self) -> SiteLines:
        path = self.layout.recurring
        return self._lines.get("", stamp_of(path), lambda: read_recurring(self.layout))

    def document(self, article: str) -> Document:
        """An article as it is now. Raises ArticleError."""
        pipeline = self.pipeline
        return without_recurring(self._read(pipeline, article), self._recurring)

    def _read(self, pipeline: Pipeline, article: str) -> Document:
        path, none = self.sources[article], self._recurring.no_headlines
        return read_document(self.layout, pipeline, article, path, recurring=none)

    def card(self, article: str) -> ArticleCard:
        """Title and date of an article; one that can't be read has its id for a title."""
        if article == SITE:
            return ArticleCard(title=SITE, date="")
        return self._cards.get(article, stamp_of(self.sources[article]), lambda: self._card(article))

    def known_card(self, article: str, stamp: Stamp) -> ArticleCard | None:
        """The card of an article whose file has this stamp, if it was read already."""
        return ArticleCard(title=SITE, date="") if article == SITE else self._cards.known(article, stamp)

    def _card(self, article: str) -> ArticleCard:
        try:
            # No glossary is needed for that, and lines that recur are neither title nor date.
            pipeline = Pipeline(self.project, Glossary())
            document = self._read(pipeline, article)
        except Postl10nError as fault:
            return ArticleCard(title=article, date="", fault=str(fault))
        return ArticleCard(title=document.title.text, date=document.date.isoformat() if document.date else "")

    def keep_card(self, article: str, card: ArticleCard, stamp: Stamp) -> None:
        """Keep an article's card from an earlier session, or from another process."""
        self._cards.put(article, stamp, card)

    def prepared(self, article: str) -> Prepared | None:
        """The article divided into segments; None for the strings of pages, and where it can't be read."""
        if article == SITE:
            return None
        template = self.layout.template(article)
        stamps = (
            stamp_of(self.sources[article]),
            stamp_of(side_file(self.sources[article])),
            stamp_of(template),
            stamp_of(self.layout.recurring),
            self.glossary_stamp,
        )

        def made() -> Prepared | None:
            try:
                return self.prepare(article)
            except Postl10nError:
                return None

        return self._prepared.get(article, stamps, made)

    def prepare(self, article: str) -> Prepared | None:
        """The same made anew and not kept. Raises what is wrong with the article or its template."""
        if article == SITE:
            return None
        committed = self.files.read(self.layout.template(article)).catalog
        return self.pipeline.prepare(self.document(article), committed)

    def read(self, path: Path) -> Stored:
        """A catalog or template as it is now, its values with it. Raises CatalogError or FaultGroup."""

        def made() -> Stored:
            stored = self.files.read(path)
            if self._watched and stored.po is not None:
                _ = stored.po.catalog
            return stored

        return self._catalogs.get(path, stamp_of(path), made)

    def wrote(self, path: Path, po: PoFile) -> None:
        """Keep what we wrote, rather than read it from the disk."""
        stamp = stamp_of(path)
        _ = po.catalog
        self._catalogs.put(path, stamp, Stored(path=path, po=po))

    def stored(self, locale: str, article: str) -> Stored:
        return self.read(self.layout.catalog(locale, article))

    def parents(self, locale: str, article: str) -> list[tuple[str, Catalog]]:
        """The catalogs that a locale's inherits from, nearest first; what can't be read is left out."""
        found = []
        for parent in self.project.chain(locale)[1:]:
            try:
                catalog = self.stored(parent, article).catalog
            except Postl10nError:
                continue
            if catalog is not None:
                found.append((parent, catalog))
        return found

    def stamps(self, locale: str, article: str) -> tuple[Stamp, ...]:
        """Of the files that a view of an article depends on, the glossary's left out."""
        chain = [stamp_of(self.layout.catalog(one, article)) for one in self.project.chain(locale)]
        source = self.sources.get(article)
        return (*chain, stamp_of(source)) if source else tuple(chain)

    def all_stamps(self, locale: str) -> Iterator[tuple[str, tuple[Stamp, ...]]]:
        """The same of every article, in a few looks at whole folders."""
        layout = self.layout
        chain = [folder_stamps(layout.catalog(one, SITE).parent) for one in self.project.chain(locale)]
        sources = self.sources
        folders = {folder: folder_stamps(folder) for folder in {path.parent for path in sources.values()}}
        for article, path in sources.items():
            name = article + ".po"
            own = [folder.get(name, NO_FILE) for folder in chain]
            yield article, (*own, folders[path.parent].get(path.name, NO_FILE))
        yield SITE, tuple(folder.get(f"{SITE}.po", NO_FILE) for folder in chain)
