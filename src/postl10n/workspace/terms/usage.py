"""Findings from comparing the terms of a locale's articles, for a check that reads catalogs one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from postl10n.lang.terms.usage import USAGE_RULES
from postl10n.model.catalog import Catalog, Key
from postl10n.model.findings import Finding
from postl10n.model.term_usage import Found
from postl10n.project.layout import SITE
from postl10n.stages.terms.consistency import ArticleUnits, Usage, may_vary, usage_findings
from postl10n.stages.terms.occurrences import lines_of, locate, located_of, msgids_of, units_of
from postl10n.workspace.session import Session


class TermUsage:
    """The whole project is compared, whatever part of it the session is about; each locale once."""

    def __init__(self, session: Session, rules: Collection[str] | None) -> None:
        """`rules` are those that are asked for; None for all."""
        self._session = session
        self._asked = rules is None or not set(USAGE_RULES).isdisjoint(rules)
        self._found: dict[str, Usage] = {}

    def of(self, locale: str, article: str) -> dict[Key, Sequence[Finding]]:
        """Return the findings on a catalog's entries, by key."""
        if not self._asked or article == SITE:
            return {}
        if locale not in self._found:
            self._found[locale] = self._compared(locale)
        return {key: said for (of, key), said in self._found[locale].items() if of == article}

    def _compared(self, locale: str) -> Usage:
        source = self._session.project.source
        concepts = self._session.pipeline.concepts.values()
        varying = [one for one in concepts if may_vary(one, source, locale)]
        if not varying:
            return {}
        articles = self._articles(locale, {one.id for one in varying})
        return usage_findings(articles, varying, source=source, locale=locale)

    def _articles(self, locale: str, concepts: Collection[str]) -> Iterator[ArticleUnits]:
        """The articles that name one of the concepts, with the units that do."""
        for article, located in self._located.items():
            about = {text for text, found in located.items() if any(one.concept in concepts for one in found)}
            if not about:
                continue
            own, *parents = (
                (one, self._catalog(one, article)) for one in self._session.project.chain(locale)
            )
            inherited = [
                (one, {line.key: line for line in lines_of(catalog)}) for one, catalog in parents if catalog
            ]
            units = units_of(lines_of(own[1]) if own[1] else [], inherited, about=about)
            # The path is added by the caller.
            yield ArticleUnits(article=article, path="", units=tuple(units), located=located)

    @cached_property
    def _located(self) -> Mapping[str, Mapping[str, Sequence[Found]]]:
        """The occurrences in the sources of every article."""
        session = self._session
        finder = session.pipeline.finder(session.project.source)
        located: dict[str, Mapping[str, Sequence[Found]]] = {}
        for document in session.documents:
            prepared = session.prepared.get(document.id)
            if prepared is not None:
                located[document.id] = located_of(prepared.terms)
            elif (template := session.try_read(session.layout.template(document.id))[1]) is not None:
                located[document.id] = locate(msgids_of(template), finder, session.project.source)
        return located

    def _catalog(self, locale: str, article: str) -> Catalog | None:
        session = self._session
        own = locale in session.locales and article in session.prepared
        return session.catalog(locale, article) if own else session.foreign(locale, article)
