"""Does the work of a build on single articles and files: in this process, or in one of several."""

from __future__ import annotations

import contextlib
import datetime
import pickle
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from postl10n.errors import Place, Postl10nError, UsageError
from postl10n.model.catalog import Catalog
from postl10n.model.findings import EntryFinding
from postl10n.model.ids import texts_hash
from postl10n.model.project import Project
from postl10n.model.site import IMAGE, Page, PageFacts, SiteContext, SiteFile
from postl10n.pipeline import Prepared
from postl10n.project.build_record import Output
from postl10n.project.config import read_config
from postl10n.project.digests import Inputs
from postl10n.project.layout import ProjectLayout
from postl10n.project.site import SiteFiles, read_image
from postl10n.project.store import read_pipeline
from postl10n.project.system import read_regular
from postl10n.project.writes import inside
from postl10n.stages.page.alternates import alternate_faults
from postl10n.stages.page.outputs import render
from postl10n.stages.page.paths import link_faults as find_faults
from postl10n.stages.page.paths import read_links
from postl10n.stages.page.shown_text import shown_images
from postl10n.workspace.plugins import use
from postl10n.workspace.selection import Selection
from postl10n.workspace.session import Session


def link_faults(layout: ProjectLayout) -> list[str]:
    """The links that lead nowhere, and the alternates that are not reciprocal; files that are not ours included."""
    url = f"{layout.project.site_url}/" if layout.project.site_url else None
    paths = sorted(path for path in layout.site.rglob("*") if path.is_file() and not path.is_symlink())
    files = {path.relative_to(layout.site).as_posix() for path in paths}
    pages = {
        name: read_links(name, read_regular(layout.site / name).decode("utf-8", "replace"), url)
        for name in sorted(one for one in files if one.endswith(".html"))
    }
    alternates = {name: page.alternates for name, page in pages.items()}
    return [*find_faults(pages, files), *(alternate_faults(alternates, url) if url else ())]


Bodies = Mapping[str, str | bytes]
"""The searchable texts of a locale by article, some of them `packed`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTask:
    """Pages of one article to be made, each with its key."""

    article: str
    path: str
    """Of the source, relative to the project."""
    locales: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedArticle:
    """The result of a task; a page that can't be made is left out, and its fault reported."""

    article: str
    pages: tuple[PageFacts, ...] = ()
    bodies: tuple[bytes, ...] = ()
    """The searchable text of each page, `packed`."""
    source_fault: Postl10nError | None = None
    catalog_faults: tuple[Postl10nError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    need: SiteFile
    changed: bool
    output: Output | None
    """None where nothing was to be written."""


class PageBuilder:
    """Keeps the pages that it has decided until they are rendered."""

    def __init__(self, session: Session, as_of: datetime.date) -> None:
        self._session = session
        self._as_of = as_of
        self._files = SiteFiles(session.layout)
        # Packed, a page takes a quarter of the memory; thousands wait here until the last one is decided.
        self._pages: dict[tuple[str, str], bytes] = {}
        self._site: SiteContext | None = None
        self._dry = False

    def resolve(self, task: PageTask) -> ResolvedArticle:
        """Decide the pages of a task."""
        before = set(map(str, self._session.faults()))
        try:
            path = self._session.layout.root / task.path
            prepared = self._session.prepare(task.article, path)
        except Postl10nError as fault:
            return ResolvedArticle(article=task.article, source_fault=fault)
        found: list[PageFacts] = []
        bodies: list[bytes] = []
        if prepared is not None:
            for page in self._resolved(task, prepared):
                self._pages[page.article, page.locale] = pickle.dumps(page, pickle.HIGHEST_PROTOCOL)
                found.append(self._facts(page, prepared, task.locales[page.locale]))
                bodies.append(packed(page.body))
        faults = (fault for fault in self._session.faults() if str(fault) not in before)
        return ResolvedArticle(
            article=task.article, pages=tuple(found), bodies=tuple(bodies), catalog_faults=tuple(faults)
        )

    def enter(self, site: SiteContext, *, dry: bool) -> None:
        """Get to know the site that is rendered from now on; dry: compare files with what is there, and write none."""
        self._site = site
        self._dry = dry

    def render(self, need: SiteFile, task: PageTask | None, bodies: Bodies | None = None) -> Rendered:
        """Make a file of the site.

        `task` gives the article of a page that this hand may not have decided, `bodies` the texts of a search index.
        """
        if self._site is None:
            raise RuntimeError("a file is rendered before its site is known")
        texts = {article: unpacked(body) for article, body in (bodies or {}).items()}
        page = self._page(need, task) if task is not None else None
        data = self._image(need) if need.kind == IMAGE else render(need, self._site, page, texts)
        if self._dry:
            return Rendered(need=need, changed=self._files.differs(need.path, data), output=None)
        changed, output = self._files.write(need.path, data, need.key)
        return Rendered(need=need, changed=changed, output=output)

    def _image(self, need: SiteFile) -> bytes:
        path = self._session.layout.articles / need.image
        with contextlib.suppress(OSError):
            data = read_image(inside(path, self._session.layout.root))
            if data is not None:
                return data
        place = Place(path=self._session.layout.shown(path))
        raise UsageError("changed while the site was built", place=place, hint="Build again.")

    def _page(self, need: SiteFile, task: PageTask) -> Page:
        place = (need.article, need.locale)
        if place not in self._pages:
            self.resolve(task)
        data = self._pages.pop(place, None)
        if data is None:
            raise UsageError(
                "changed while the site was built", place=Place(path=task.path), hint="Build again."
            )
        # A page is rendered once: what is done with needs no memory. We packed it ourselves, in this process.
        page: Page = pickle.loads(data)  # noqa: S301
        return page

    def _resolved(self, task: PageTask, prepared: Prepared) -> Iterator[Page]:
        catalogs: dict[str, tuple[bool, Catalog | None]] = {}
        for locale in task.locales:
            chain = chain_of(self._session.project, locale)
            for one in chain:
                if one not in catalogs:
                    path = self._session.layout.catalog(one, task.article)
                    catalogs[one] = self._session.try_read(path)
            if all(catalogs[one][0] for one in chain):
                present = [(one, catalog) for one in chain if (catalog := catalogs[one][1]) is not None]
                yield self._session.pipeline.page(prepared, locale, present, as_of=self._as_of)

    def _facts(self, page: Page, prepared: Prepared, key: str) -> PageFacts:
        return PageFacts(
            card=page.card,
            key=key,
            notices=tuple(self._notices(page, prepared)),
            deadlines=page.deadlines,
            targets=page.targets,
            images=tuple(shown_images(prepared.article)) if page.locale == page.source else (),
        )

    def _notices(self, page: Page, prepared: Prepared) -> Iterator[EntryFinding]:
        texts = {s.id: s.text for s in prepared.article.segments()} if page.notices else {}
        layout = self._session.layout
        for notice in page.notices:
            path = layout.shown(layout.catalog(notice.locale, page.article))
            yield EntryFinding(
                finding=notice.finding,
                locale=notice.locale,
                article=page.article,
                place=Place(path=path, line=notice.line),
                source=texts.get(notice.segment, ""),
                target="",
            )


def packed(text: str) -> bytes:
    """A text small enough to be kept by the thousand."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def unpacked(data: str | bytes) -> str:
    return data if isinstance(data, str) else zlib.decompress(data).decode("utf-8", "surrogatepass")


def open_session(root: Path) -> Session:
    """Return a session of the project for a separate process."""
    project = read_config(root)
    use(project)
    layout = ProjectLayout(root=root, project=project)
    return Session(layout, read_pipeline(layout), Selection())


def chain_of(project: Project, locale: str) -> Sequence[str]:
    """The locales whose catalogs a page shows, its own first; none for the source's."""
    return () if locale == project.source else project.chain(locale)


def page_key(project: Project, inputs: Inputs, path: str, article: str, locale: str) -> str:
    """The digest of all that a page is made of."""
    paths = project.paths
    catalogs = (f"{paths.locales}/{one}/LC_MESSAGES/{article}.po" for one in chain_of(project, locale))
    files = (path, f"{path}.toml", f"{paths.locales}/templates/{article}.pot", *catalogs)
    found = (inputs.of(one.removeprefix("./")) for one in files)
    return texts_hash([inputs.shared, path, article, locale, *found])
