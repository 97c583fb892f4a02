"""The order of the stages, in two halves: prepare (article to catalog) and publish (catalog to page)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from postl10n.model.article import Article, Document
from postl10n.model.catalog import Catalog, Entry
from postl10n.model.findings import EntryFinding
from postl10n.model.glossary import Concept, Glossary, Occurrence
from postl10n.model.project import Project
from postl10n.model.scores import Rated, ScoreCard
from postl10n.model.site import Page, SiteContext, Strings
from postl10n.stages.catalog.merge import Merge, merge
from postl10n.stages.catalog.stats import inherited_keys
from postl10n.stages.catalog.template import (
    build_template,
    catalog_header,
    frozen_texts,
    keep_derived,
    localised,
    template_header,
)
from postl10n.stages.extract import extract_crawled
from postl10n.stages.segment.article import segment_document
from postl10n.stages.terms import TermFinder, find_definitions


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An article ready for translation."""

    article: Article
    template: Catalog
    terms: Mapping[str, Sequence[Occurrence]]
    """The glossary terms of each segment, by its text."""


class Pipeline:
    """The stages joined for one project and glossary; no I/O."""

    def __init__(self, project: Project, glossary: Glossary) -> None:
        self._project = project
        self._glossary = glossary
        self._finders: dict[str, TermFinder] = {}

    @cached_property
    def concepts(self) -> dict[str, Concept]:
        return self._glossary.by_id()

    def finder(self, locale: str) -> TermFinder:
        """The term finder of a locale, built once."""
        if locale not in self._finders:
            self._finders[locale] = TermFinder(self._glossary, locale)
        return self._finders[locale]

    def extract(self, text: str, *, article_id: str, path: str) -> Document:
        """A source's text as a document. Raises ArticleError."""
        return extract_crawled(text, article_id=article_id, path=path, locale=self._project.source)

    def segment(self, document: Document, committed: Catalog | None = None) -> Article:
        """A document divided into segments; the committed template freezes their boundaries."""
        article = segment_document(document, frozen_texts(committed) if committed else ())
        definitions = find_definitions(tuple(article.segments()), document.locale)
        return replace(article, definitions=definitions)

    def prepare(self, document: Document, committed: Catalog | None = None) -> Prepared:
        """A document as article and template; what did not change in the committed template is kept."""
        article = self.segment(document, committed)
        texts = list(dict.fromkeys(segment.text for segment in article.segments()))
        found = self.finder(document.locale).find_in(texts, article.definitions)
        terms = dict(zip(texts, found.occurrences, strict=True))
        template = build_template(article, terms)
        return Prepared(
            article=article,
            template=keep_derived(template, committed) if committed else template,
            terms=terms,
        )

    def translate(
        self,
        template: Catalog,
        old: Catalog | None,
        *,
        locale: str,
        plural_forms: str,
        today: str,
        hints: bool,
        is_article: bool,
    ) -> Merge:
        """A locale's catalog brought up to date with the template; a new one where there is none yet."""
        wanted = localised(template, self.concepts, source=self._project.source, locale=locale)
        if old is None:
            header = catalog_header(self._project.name, locale, plural_forms)
            old = Catalog(header=Entry(msgid="", msgstr=(header,)), entries=())
        return merge(
            old, wanted, today=today, fill_merged=is_article, refresh=hints, source=self._project.source
        )

    def site_template(self, committed: Catalog | None) -> Catalog:
        """The template of the strings that pages themselves show."""
        from postl10n.stages.page.strings import ui_messages

        header = Entry(msgid="", msgstr=(template_header(),))
        template = Catalog(header=header, entries=ui_messages())
        return keep_derived(template, committed) if committed else template

    def check(
        self,
        catalog: Catalog,
        *,
        locale: str,
        article_id: str,
        path: str,
        prepared: Prepared | None,
        parents: Sequence[Catalog] = (),
        rules: Collection[str] | None = None,
    ) -> list[EntryFinding]:
        """The findings of one catalog; `parents` are the catalogs that it inherits from, nearest first."""
        # The rules compile hundreds of expressions, which commands that check nothing need not wait for.
        from postl10n.stages.check.project import Subject, check_catalog

        subject = Subject(
            catalog=catalog,
            locale=locale,
            source=self._project.source,
            article=article_id,
            path=path,
            structure=prepared.article if prepared else None,
            terms=prepared.terms if prepared else {},
            concepts=self.concepts,
            inherited=inherited_keys(catalog, parents),
        )
        return check_catalog(subject, rules)

    def score(
        self,
        catalogs: Sequence[tuple[Catalog, Catalog | None, Prepared | None]],
        *,
        locale: str,
        article_id: str | None,
        rated: Rated,
    ) -> ScoreCard:
        """The card of one or several catalogs of a locale, each with its reference and its article."""
        from postl10n.stages.score import Rating, score_card

        ratings = [
            Rating(catalog=catalog, reference=reference, terms=prepared.terms if prepared else {})
            for catalog, reference, prepared in catalogs
        ]
        return score_card(
            ratings,
            source=self._project.source,
            locale=locale,
            article=article_id,
            rated=rated,
            concepts=self.concepts,
        )

    def page(self, prepared: Prepared, locale: str, chain: Sequence[tuple[str, Catalog]]) -> Page:
        """The page of an article; `chain` is the locale's own catalog first, then those it inherits from."""
        from postl10n.stages.page.resolve import resolve_page

        return resolve_page(
            prepared.article,
            locale,
            chain,
            publish=self._project.publish_share(locale),
            find_terms=lambda text, of: self.finder(of).find(text),
            terms=prepared.terms,
        )

    def page_path(self, article_id: str, locale: str) -> str:
        """Where the page of an article stands in the site."""
        from postl10n.stages.page.paths import article_path

        return article_path(locale, article_id)

    def site(self, pages: Sequence[Page], strings: Mapping[str, Strings]) -> list[tuple[str, bytes]]:
        """Every file of the site with its path in it; `strings` are those of page templates, by locale."""
        from postl10n.stages.page.site import site_files

        context = SiteContext.of(
            pages,
            source=self._project.source,
            locales=self._project.targets,
            url=self._project.site_url,
            name=self._project.site_title or None,
            glossary=self._glossary,
            strings=strings,
        )
        return list(site_files(pages, context))
