"""The order of the stages, in two halves.

Prepare, from an article to its catalogs: extract, segment, terms, catalog. Publish, from catalogs to pages:
pretranslate, check, score, page.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from postl10n.lang.locales import cldr
from postl10n.lang.text.progress import inherited_keys
from postl10n.model.article import Article, Document
from postl10n.model.catalog import Catalog, Entry, Key
from postl10n.model.findings import EntryFinding, Finding
from postl10n.model.glossary import Concept, Glossary, Occurrence
from postl10n.model.project import Project, ReadingRules
from postl10n.stages import catalog, check, extract, page, pretranslate, score, segment, terms
from postl10n.stages.catalog.template import (
    as_committed,
    build_template,
    catalog_header,
    frozen_texts,
    localised,
    reference_of,
)
from postl10n.stages.terms import TermFinder
from postl10n.stages.terms.occurrences import msgids_of, occurrences_in

if TYPE_CHECKING:
    from postl10n.model.scores import ScoreCard
    from postl10n.model.site import Page
    from postl10n.ports import Memory
    from postl10n.stages.catalog.merge import Merge
    from postl10n.stages.check.consistency import Renderings
    from postl10n.stages.pretranslate.fill import Filled
    from postl10n.stages.pretranslate.term_enforcement import TermEnforcer
    from postl10n.stages.score.inputs import Rating, ScoreRequest
    from postl10n.stages.segment.user_rules import UserRules
    from postl10n.stages.terms.draft_repair import DraftRepairer


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An article ready for translation."""

    article: Article
    template: Catalog
    terms: Mapping[str, Sequence[Occurrence]]
    """The glossary terms of each segment, by its text."""


class Pipeline:
    """The stages joined for one project and glossary; no I/O."""

    def __init__(self, project: Project, glossary: Glossary, rules: UserRules | None = None) -> None:
        """`rules` are the project's own for dividing blocks into sentences."""
        self.project = project
        self.rules = rules
        self.glossary = glossary
        self._finders: dict[str, TermFinder] = {}
        self._repairers: dict[str, DraftRepairer] = {}

    def of(self, source: str) -> Pipeline:
        """Return the same stages for sources in another locale, in either spelling. Raises UsageError for none."""
        return Pipeline(replace(self.project, source=cldr(source)), self.glossary, self.rules)

    @cached_property
    def concepts(self) -> dict[str, Concept]:
        return self.glossary.by_id()

    def finder(self, locale: str) -> TermFinder:
        """The term finder of a locale, built once."""
        if locale not in self._finders:
            self._finders[locale] = TermFinder(self.glossary, locale)
        return self._finders[locale]

    def prepare(
        self, document: Document, committed: Catalog | None = None, *, resegment: bool = False
    ) -> Prepared:
        """The first half: a document as article and template, whose hints are those of today's glossary.

        resegment: draw the boundaries anew, whatever the committed template says.
        """
        article = self.segment(document, None if resegment else committed)
        found = self.terms(article)
        reference = reference_of(document.id, self.project.paths.articles, committed)
        template = build_template(article, found, reference)
        return Prepared(
            article=article,
            template=as_committed(template, committed) if committed else template,
            terms=found,
        )

    def extract(
        self,
        text: str,
        *,
        article_id: str,
        path: str,
        folder: str = "",
        reader: int = extract.READER,
        rules: ReadingRules | None = None,
        recurring: frozenset[str] = frozenset(),
    ) -> Document:
        """A source's text as a document; `folder` is where its relative links begin. Raises ArticleError.

        rules: what the user says of how it is read. Raises ProjectError for a pattern of theirs that takes too long.
        recurring: lines of other articles too, which are no headlines.
        """
        document = extract.extract(
            text,
            article_id=article_id,
            path=path,
            locale=self.project.source,
            reader=reader,
            guide=extract.Guide(recurring=recurring),
            rules=rules,
        )
        return replace(document, folder=folder, reader=reader)

    def segment(self, document: Document, committed: Catalog | None = None) -> Article:
        """A document divided into segments; the committed template freezes their boundaries."""
        frozen = frozen_texts(committed) if committed else ()
        article = segment.segment(document, frozen, self.rules)
        definitions = terms.find_definitions(tuple(article.segments()), document.locale)
        return replace(article, definitions=definitions)

    def terms(self, article: Article) -> Mapping[str, Sequence[Occurrence]]:
        """The glossary's terms in each text of an article."""
        return terms.terms(article, self.finder(article.document.locale))

    def catalog(
        self,
        template: Catalog,
        old: Catalog | None,
        *,
        locale: str,
        plural_forms: str,
        today: str,
        hints: bool,
        is_article: bool,
        reread: bool = False,
    ) -> Merge:
        """A locale's catalog brought up to date with the template; a new one where there is none yet.

        reread: a text that is in another context now has the same translation in the same state.
        """
        wanted = localised(template, self.concepts, source=self.project.source, locale=locale)
        if old is None:
            header = catalog_header(self.project.name, locale, plural_forms)
            old = Catalog(header=Entry(msgid="", msgstr=(header,)), entries=())
        return catalog.catalog(
            old,
            wanted,
            today=today,
            fill_merged=is_article,
            hints=hints,
            source=self.project.source,
            moved=reread,
        )

    def pretranslate(
        self,
        catalog: Catalog,
        memory: Memory,
        *,
        locale: str,
        least: float,
        parents: Sequence[Catalog] = (),
        rejected: Mapping[tuple[str | None, str], Collection[str]] | None = None,
    ) -> Filled:
        """A catalog with drafts of the memory in its empty entries; `rejected` are hashes of drafts not wanted.

        Entries that an approved parent fills stay empty. The glossary is enforced in drafts.
        """
        from postl10n.stages.pretranslate.fill import FillTask

        task = FillTask(
            catalog=catalog,
            source_locale=self.project.source,
            locale=locale,
            least=least,
            inherited=inherited_keys(catalog.active(), parents),
            rejected=rejected or {},
            terms=self.term_enforcer(catalog, locale),
            approve_values=self.project.approve_values,
        )
        return pretranslate.pretranslate(task, memory)

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
        renderings: Renderings | None = None,
        usage: Mapping[Key, Sequence[Finding]] | None = None,
        only: Collection[Key] | None = None,
        today: datetime.date | None = None,
    ) -> list[EntryFinding]:
        """The findings of one catalog, waived ones too; `parents` are those that it inherits from, nearest first.

        rules: which are asked, be they off in the settings or not; renderings: what `renderings` says of the locale;
        usage: what `term_usage` says of this catalog; only: the entries that are asked about; today: the day on which
        waivers are judged.
        """
        from postl10n.stages.check.project import Subject

        subject = Subject(
            catalog=catalog,
            locale=locale,
            source=self.project.source,
            article=article_id,
            path=path,
            structure=prepared.article if prepared else None,
            terms=prepared.terms if prepared else {},
            concepts=self.concepts,
            inherited=inherited_keys(catalog.active(), parents),
            renderings=renderings or {},
            usage=usage or {},
            only=only,
            choices=self.project.choices(locale),
            today=today,
        )
        return check.check(subject, rules)

    def score(self, ratings: Iterable[Rating], question: ScoreRequest) -> list[ScoreCard]:
        """The card of a locale's catalogs together, then those of each that has a reference."""
        asked = replace(question, source=self.project.source, concepts=self.concepts)
        return score.score(ratings, asked)

    def page(
        self,
        prepared: Prepared,
        locale: str,
        chain: Sequence[tuple[str, Catalog]],
        *,
        as_of: datetime.date,
    ) -> Page:
        """The page of an article; `chain` is the locale's own catalog first, then those it inherits from.

        as_of: the day from which the project's days of grace are counted.
        """
        from postl10n.stages.page.stale_grace import Grace

        return page.page(
            prepared.article,
            locale,
            chain,
            publish=self.project.publish_share(locale),
            find_terms=lambda text, of: self.finder(of).find(text),
            terms=prepared.terms,
            grace=Grace(days=self.project.grace_days, as_of=as_of),
        )

    def term_enforcer(self, catalog: Catalog, locale: str) -> TermEnforcer:
        """Return what enforces the glossary in a catalog's drafts; terms are searched for at the first use."""
        from postl10n.stages.pretranslate.term_enforcement import TermEnforcer
        from postl10n.stages.terms.draft_repair import DraftRepairer

        source = self.project.source
        found: dict[str, Sequence[Occurrence]] = {}

        def wanted(msgid: str) -> Sequence[Occurrence]:
            if not found:
                found.update(occurrences_in(msgids_of(catalog), self.finder(source), source))
            return found.get(msgid, ())

        if locale not in self._repairers:
            self._repairers[locale] = DraftRepairer(self.concepts, source, locale)
        return TermEnforcer(
            source=source,
            locale=locale,
            concepts=self.concepts,
            repair=self._repairers[locale].repair,
            wanted=wanted,
            find=lambda text, of: self.finder(of).find(text),
        )

    def check_entry(
        self,
        entry: Entry,
        *,
        source_locale: str,
        locale: str,
        rules: Collection[str] | None = None,
        known: Renderings | None = None,
    ) -> list[Finding]:
        """Return the findings of one entry by itself; `known` are the renderings in the locale's articles."""
        from postl10n.stages.check.consistency import with_another
        from postl10n.stages.check.project import Subject

        terms = self.finder(source_locale).find_in([entry.msgid], ()).occurrences[0]
        subject = Subject(
            catalog=Catalog(entries=(entry,)),
            locale=locale,
            source=source_locale,
            article="",
            path="",
            terms={entry.msgid: terms},
            concepts=self.concepts,
            renderings=with_another(known or {}, entry, ""),
            choices=self.project.choices(locale),
        )
        return [one.finding for one in check.check(subject, rules)]
