"""Published translations into catalogs, the memory or the references: `postl10n adopt`."""

from __future__ import annotations

import datetime
import html
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from postl10n import __version__
from postl10n.errors import CatalogError, Place, Postl10nError, UsageError
from postl10n.files.po import parse_po
from postl10n.files.tmx.parse import read_tmx
from postl10n.files.tmx.serialize import representable, write_tmx
from postl10n.lang.alignment import Bead, Link, align_texts, links_between, signature
from postl10n.lang.locales import fitting
from postl10n.lang.plurals import plural_forms_header
from postl10n.lang.text.inline_tags import bare
from postl10n.lang.text.progress import inherited_keys
from postl10n.model.adoption import AdoptedPage, AdoptedPair, AdoptOutcome, AdoptReport
from postl10n.model.article import Article, Block, Document, Line, Role
from postl10n.model.catalog import Catalog
from postl10n.model.glossary import Glossary
from postl10n.model.ids import article_id
from postl10n.model.memory import Draft, MemoryUnit
from postl10n.model.project import Project
from postl10n.model.states import State, state_of
from postl10n.pipeline import Pipeline
from postl10n.project.articles import read_file
from postl10n.project.catalogs import Stored
from postl10n.project.clock import revision_date
from postl10n.project.inputs import read_input
from postl10n.project.writes import content_at, write_file
from postl10n.stages.catalog.edit import stamped
from postl10n.stages.extract import ARTICLES, declared_locale, kind_of
from postl10n.stages.page.paths import read_links
from postl10n.stages.pretranslate.adopt import Adoption, FindTerms, entered, with_hard_spaces
from postl10n.workspace.arguments import day, one_of
from postl10n.workspace.pretranslate.journal import DraftJournal
from postl10n.workspace.selection import target
from postl10n.workspace.session import Session

DESTINATIONS = ("catalog", "memory", "references")
_BLANKS = re.compile("[ \\t\\r\\n]+")
_ELEMENT = re.compile("<[^<>]*>")
_LIKELY = 2.0
"""The evidence for a sentence from which a page is the translation of an article that nothing else names."""
_MOST_CANDIDATES = 3
_MOST_KNOWN = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptOptions:
    """Options of `Workspace.adopt`."""

    trust: bool = False
    """Certain pairs are approved, not drafts."""
    locale: str | None = None
    """Of the pages; by default as they say."""
    today: datetime.date | None = None
    """The date in the journal."""
    dry_run: bool = False
    to: str = "catalog"
    """One of DESTINATIONS; what goes to the references is approved, to the memory only what is certain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """A page, and the articles of which it may be a translation: one, if that is known."""

    page: Article
    path: Path
    articles: Sequence[str]


def adopt(session: Session, article: str | None, path: Path, wish: AdoptOptions) -> AdoptReport:
    """Adopt one page, or a folder of pages where no article is named; a page that can't be read is a fault then.

    Raises UsageError, ArticleError, CatalogError or FaultGroup before anything is written.
    """
    one_of(wish.to, DESTINATIONS, "destination")
    faults: list[Postl10nError] = []
    if article is None:
        jobs = _jobs(session, path, wish.locale, faults)
    else:
        article = one_of(_named(session, article), tuple(session.read_articles), "article")
        code = _locale(session, path, wish.locale)
        jobs = {code: [_Job(page=read_page(path, code), path=path, articles=[article])]}
    adoption = _Adopting(session, wish)
    pages = [one for code, own in jobs.items() for one in adoption.pages(code, own)]
    return AdoptReport(pages=tuple(pages), faults=(*faults, *session.faults()))


def _jobs(
    session: Session, folder: Path, locale: str | None, faults: list[Postl10nError]
) -> dict[str, list[_Job]]:
    """Return the pages of a folder, by locale."""
    if not folder.is_dir():
        raise UsageError("no such folder", place=Place(path=str(folder)))
    jobs: dict[str, list[_Job]] = {}
    articles = session.articles
    paths = [path for path in sorted(folder.rglob("*")) if path.suffix[1:].lower() in (*ARTICLES, "po")]
    for path in session.each("Reading pages", paths):
        try:
            code = _locale(session, path, locale, folder)
            own = _article_of(path, folder, articles)
            page = read_page(path, code)
        except Postl10nError as fault:
            faults.append(fault)
        else:
            jobs.setdefault(code, []).append(_Job(page=page, path=path, articles=[own] if own else articles))
    return jobs


def read_page(path: Path, locale: str) -> Article:
    """A published translation as an article: HTML, text, Markdown, or a PO file of paragraphs.

    Raises ArticleError or CatalogError.
    """
    pipeline = Pipeline(Project(name="", source=locale, targets=()), Glossary())
    if path.suffix.lower() == ".po":
        return pipeline.segment(_paragraphs(path, locale))
    source = read_file(path, locale)
    page = pipeline.segment(pipeline.extract(source.text, article_id=source.id, path=source.path))
    return with_hard_spaces(page, _BLANKS.sub(" ", html.unescape(_ELEMENT.sub("", source.text))))


def _paragraphs(path: Path, locale: str) -> Document:
    catalog = parse_po(read_input(path), path=str(path)).catalog
    found = [entry for entry in catalog.active() if entry.msgid and entry.msgstr[0]]
    if not found:
        raise CatalogError("holds no translations", place=Place(path=str(path)))
    title, *others = found
    return Document(
        id=article_id(path.stem),
        path=str(path),
        locale=locale,
        date=None,
        title=Line(text=title.msgstr[0], line=title.line or 1),
        subtitle=None,
        dateline=None,
        blocks=tuple(
            Block(kind=Role.PARAGRAPH, lines=(one.line or 1,) * 2, text=" ".join(one.msgstr[0].split()))
            for one in others
        ),
        boilerplate=(),
    )


def _named(session: Session, article: str) -> str:
    """Return the id of an article that is given by its id or by the path of its source."""
    sources = session.readers.sources.paths
    path = Path(article).resolve()
    return next((one for one, source in sources.items() if source.resolve() == path), article)


def _locale(session: Session, path: Path, locale: str | None, folder: Path | None = None) -> str:
    """Return the target that a page is in: as given, named by its path, declared by it, or the only one."""
    project = session.project
    if locale is not None:
        return target(locale, project)
    below = path.relative_to(folder) if folder else path
    named = (*reversed(below.parts[:-1]), *path.name.split(".")[-2:0:-1]) if folder else ()
    said = declared_locale(read_file(path).text, str(path)) if path.suffix.lower() != ".po" else None
    for code in (*named, *filter(None, (said,))):
        if (found := fitting(code, project.targets)) is not None:
            return found
    if len(project.targets) == 1:
        return project.targets[0]
    hint = "Name it with --locale."
    raise UsageError(
        "the page does not say which of the targets it is in", place=Place(path=str(path)), hint=hint
    )


def _article_of(path: Path, folder: Path, articles: Collection[str]) -> str | None:
    """Return the article that a page's name or its hreflang links name."""
    below = path.relative_to(folder).with_suffix("")
    stems = (below.name, below.name.rpartition(".")[0], below.as_posix())
    named = next((one for stem in stems if stem and (one := article_id(stem)) in articles), None)
    if named is not None or path.suffix.lower() == ".po":
        return named
    text = read_file(path).text
    if kind_of(text, str(path)) not in ("html", "htm"):
        return None
    for _, address in sorted(read_links(path.name, text, None).alternates):
        stem = article_id(
            posixpath.splitext(posixpath.basename(address.partition("?")[0].rstrip("/")))[0] or "-"
        )
        if stem in articles:
            return stem
    return None


@dataclass(kw_only=True)
class _Pairing:
    """A page beside one article."""

    job: _Job
    article: str
    adoption: Adoption
    beads: list[Bead] = field(default_factory=list)


class _Adopting:
    """One call."""

    def __init__(self, session: Session, wish: AdoptOptions) -> None:
        self._session, self._wish, self._today = session, wish, day(wish.today)
        self._layout, self._source = session.layout, session.project.source

    def pages(self, locale: str, jobs: Sequence[_Job]) -> Iterator[AdoptedPage]:
        """Align the pages of a locale together, so that each profits from the others, and write what is found."""
        pairings = [
            _Pairing(job=job, article=article, adoption=self._adoption(article, job.page))
            for job in jobs
            for article in self._candidates(job)
        ]
        aligned = align_texts([one.adoption.texts for one in pairings], self._known(locale))
        for pairing, beads in zip(pairings, aligned, strict=True):
            pairing.beads = beads
        taken: set[str] = set()
        for job in self._session.each("Adopting", jobs):
            own = [one for one in pairings if one.job is job]
            best = max(own, key=lambda one: one.adoption.likelihood(one.beads), default=None)
            page = AdoptedPage(article=best.article if best else "", locale=locale, page=str(job.path))
            refusal = self._refusal(best, taken)
            if best is None or refusal:
                yield replace(page, refused=refusal)
                continue
            taken.add(best.article)
            ours, theirs = best.adoption.alone(best.beads)
            yield self._entered(best, replace(page, without_translation=ours, without_source=theirs))

    def _refusal(self, best: _Pairing | None, taken: Collection[str]) -> str:
        if best is None:
            return "the project has no article that can be read"
        if len(best.job.articles) > 1 and best.adoption.likelihood(best.beads) < _LIKELY:
            return "no article of the project corresponds to the page"
        if best.article in taken:
            return "another page was adopted for this article"
        return best.adoption.refusal(best.beads)

    def _adoption(self, article: str, page: Article) -> Adoption:
        def concepts(locale: str) -> FindTerms:
            finder = self._session.pipeline.finder(locale)
            return lambda text: {one.concept for one in finder.find(text)}

        source = self._session.prepared[article].article
        return Adoption(source, page, (concepts(self._source), concepts(page.document.locale)))

    def _candidates(self, job: _Job) -> Sequence[str]:
        """Return the articles that a page is compared with: those that share most figures, if none is named."""
        prepared = self._session.prepared
        known = [one for one in job.articles if one in prepared]
        if len(known) <= _MOST_CANDIDATES:
            return known
        own = _signature(job.page)
        shared = {one: len(own & self._signatures[one]) for one in known}
        return sorted(known, key=lambda one: (-shared[one], one))[:_MOST_CANDIDATES]

    @cached_property
    def _signatures(self) -> Mapping[str, set[str]]:
        return {one: _signature(prepared.article) for one, prepared in self._session.prepared.items()}

    def _known(self, locale: str) -> list[Link]:
        """Return what the approved translations of a locale teach."""
        session = self._session
        pairs = (
            (bare(entry.msgid), bare(entry.msgstr[0]))
            for article in session.articles
            if (catalog := session.catalog(locale, article)) is not None
            for entry in catalog.active()
            if entry.msgid and entry.msgid_plural is None and state_of(entry) is State.APPROVED
        )
        return list(links_between(pairs, self._source, locale, most=_MOST_KNOWN))

    def _entered(self, found: _Pairing, page: AdoptedPage) -> AdoptedPage:
        pairs = found.adoption.pairs(found.beads)
        if self._wish.to == "memory":
            return self._into_memory(pairs, page)
        session, article, locale = self._session, page.article, page.locale
        is_reference = self._wish.to == "references"
        if is_reference:
            stored: Stored | None = session.files.read(self._layout.reference(locale, article))
        else:
            stored = session.stored(locale, article)
        if stored is None or (stored.po is None and not is_reference):
            return replace(page, refused="there is no catalog that can be read: run `postl10n update` first")
        outcomes: list[AdoptedPair] = []
        drafts: list[Draft] = []

        def change(catalog: Catalog | None) -> Catalog:
            before = catalog or self._new(article, locale)
            inherited = (
                () if is_reference else inherited_keys(before.active(), session.parents(locale, article))
            )
            trust = self._wish.trust or is_reference
            after, outcomes[:], drafts[:] = entered(before, pairs, inherited=inherited, trust=trust)
            if self._wish.trust and after is not before:
                after = replace(after, header=stamped(after.header, revised=revision_date(), translator=""))
            return after

        written = False
        if self._wish.dry_run:
            change(stored.catalog)
        else:
            written = session.files.write(stored, change)
            if not is_reference:
                DraftJournal(self._layout, locale, self._today).record((article, draft) for draft in drafts)
        return replace(
            page, pairs=tuple(outcomes), written=self._layout.shown(stored.path) if written else ""
        )

    def _new(self, article: str, locale: str) -> Catalog:
        """Return an empty catalog of an article, for its references."""
        template = self._session.prepared[article].template
        return self._session.pipeline.catalog(
            template,
            None,
            locale=locale,
            plural_forms=plural_forms_header(locale),
            today="",
            hints=False,
            is_article=False,
        ).catalog

    def _into_memory(self, pairs: Sequence[AdoptedPair], page: AdoptedPage) -> AdoptedPage:
        """Write the certain pairs into the locale's memory of adopted pages."""
        path = self._layout.root / "memory" / f"adopted-{page.locale}.tmx"
        shown, before = self._layout.shown(path), content_at(path)
        units = {one.source: one for one in read_tmx(before, path=shown)} if before else {}
        outcomes = []
        for pair in pairs:
            outcome = AdoptOutcome.DOUBTFUL if pair.doubts else pair.outcome
            if outcome is AdoptOutcome.ENTERED:
                unit = MemoryUnit(
                    source=pair.source,
                    target=pair.target,
                    source_locale=self._source,
                    locale=page.locale,
                    article=page.article,
                )
                if (known := units.get(pair.source)) is not None:
                    outcome = AdoptOutcome.SAME if known.target == pair.target else AdoptOutcome.DIFFERS
                elif representable(unit):
                    units[pair.source] = unit
            outcomes.append(replace(pair, outcome=outcome))
        written = False
        if not self._wish.dry_run and any(one.outcome is AdoptOutcome.ENTERED for one in outcomes):
            data = b"".join(write_tmx(units.values(), tool_version=__version__, source_locale=self._source))
            written = write_file(path, data, root=self._layout.root, durable=True, expected=before)
        return replace(page, pairs=tuple(outcomes), written=shown if written else "")


def _signature(article: Article) -> set[str]:
    return signature([bare(one.text) for one in article.segments()], article.document.locale)
