"""The occurrence index of a project: articles and catalogs as far as questions about terms need them.

It reads templates and catalogs, and of these only those that are asked for; what it finds out is kept under `.postl10n/`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Container, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from postl10n.errors import Postl10nError
from postl10n.files.po import parse_po
from postl10n.model.catalog import Catalog, Key
from postl10n.model.glossary import Glossary, TermType
from postl10n.model.ids import content_hash, texts_hash
from postl10n.model.states import State
from postl10n.model.term_usage import CatalogLine, Found, TranslatedUnit, UnitVerdict
from postl10n.project.articles import find_sources
from postl10n.project.cache import Cache
from postl10n.project.catalogs import CatalogFiles
from postl10n.project.layout import SITE, ProjectLayout
from postl10n.stages.terms import TermFinder
from postl10n.stages.terms.impact import VerdictOf, source_side, target_side
from postl10n.stages.terms.occurrences import Demand, lines_of, locate, msgids_of, unit_verdict, units_of

_MSGIDS, _LINES, _FOUND, _VERDICT = "msgids", "lines", "found ", "verdict"
_GLOSSARIES_KEPT = 4
_VERDICTS_KEPT = 2_000_000


def _located(body: Any) -> dict[str, list[Found]]:
    return {
        text: [
            Found(concept, term, named, TermType(kind), start, end)
            for concept, term, named, kind, start, end in found
        ]
        for text, found in body.items()
    }


class TermIndex:
    """Where concepts occur; read anew by each command, from memory what has not changed."""

    def __init__(self, layout: ProjectLayout, articles: Sequence[str] | None = None) -> None:
        """`articles` limits which are looked at; None for all."""
        self.layout = layout
        self.source = layout.project.source
        self._only = articles
        self._cache = Cache(layout.cache)
        self._verdicts: dict[str, UnitVerdict] = {}
        """By a hash of all that each depends on."""
        self._located_now: set[str] = set()
        """The kinds of records of the glossaries for which an article was looked at."""
        self._files = CatalogFiles(layout)
        self._faults: dict[str, Postl10nError] = {}
        self._folders: dict[str, str] = {}
        self._parents: dict[tuple[str, str], dict[Key, CatalogLine]] = {}

    def __enter__(self) -> TermIndex:
        return self

    def __exit__(self, *_: object) -> None:
        """Write what is new; forget glossaries of which no article was looked at of late, verdicts if too many."""
        if self._located_now and len(kinds := self._cache.kinds(_FOUND)) > _GLOSSARIES_KEPT:
            for kind in set(kinds) - self._located_now:
                self._cache.forget(kind)
        if self._verdicts and self._cache.count(_VERDICT) > _VERDICTS_KEPT:
            self._cache.forget(_VERDICT)
        self._cache.close()

    @property
    def faults(self) -> tuple[Postl10nError, ...]:
        """The faults of files met so far, each once."""
        return tuple(self._faults.values())

    @cached_property
    def articles(self) -> tuple[str, ...]:
        """The articles that have a template, in the order of their ids."""
        known = find_sources(self.layout).ids if self.layout.articles.is_dir() else ()
        stems = (path.stem for path in self.layout.templates())
        return tuple(
            one for one in stems if one in known and one != SITE and (self._only is None or one in self._only)
        )

    def located(self, glossary: Glossary) -> dict[str, dict[str, list[Found]]]:
        """The occurrences in the msgids of each article."""
        kind = _FOUND + content_hash(f"{self.source}\n{source_side(glossary, self.source)}".encode())
        kept = dict(self._kept(kind))
        finder: TermFinder | None = None
        found: dict[str, dict[str, list[Found]]] = {}
        for article, digest, data in self._digests():
            if article in kept and kept[article][0] == digest:
                found[article] = kept[article][1]
                continue
            msgids = self._msgids(article, digest, data)
            if msgids is None:
                continue
            # Built for the first article that changed: a large glossary takes a moment.
            finder = finder or TermFinder(glossary, self.source)
            found[article] = locate(msgids, finder, self.source)
            self._located_now.add(kind)
            self._cache.put(kind, article, digest, found[article])
        return found

    def _kept(self, kind: str) -> Iterator[tuple[str, tuple[str, dict[str, list[Found]]]]]:
        """Yield the articles whose occurrences are remembered: with each the template's hash, and these."""
        for article, (digest, body) in self._cache.all(kind).items():
            with contextlib.suppress(TypeError, ValueError, AttributeError):
                yield article, (digest, _located(body))

    def shown(self, locale: str, article: str) -> str:
        """A catalog's path as messages have it, relative to the project."""
        if locale not in self._folders:
            folder = self.layout.catalog(locale, article).parent
            self._folders[locale] = folder.relative_to(self.layout.root).as_posix()
        return f"{self._folders[locale]}/{article}.po"

    def units(
        self, locale: str, article: str, about: Container[str] | None = None
    ) -> Iterator[TranslatedUnit]:
        """The units of a catalog that have a text, those that they inherit too.

        about: only units with one of these msgids.
        """
        lines = self._lines(locale, article)
        if lines:
            chain = self.layout.project.chain(locale)[1:]
            parents = [(parent, self._parent(parent, article)) for parent in chain]
            yield from units_of(lines, parents, about=about)

    def asker(self, demand: Demand, locale: str) -> VerdictOf:
        """Answers what is to be said of texts that translate a concept; what was asked before is remembered."""
        side = f"{locale}\n{target_side(demand)}"

        def ask(targets: Sequence[str]) -> UnitVerdict:
            question = texts_hash([side, *targets])
            if question not in self._verdicts:
                with contextlib.suppress(ValueError):
                    self._verdicts[question] = UnitVerdict(str(self._cache.get(_VERDICT, question, "")))
            if question not in self._verdicts:
                self._verdicts[question] = unit_verdict(demand, targets, locale)
                self._cache.put(_VERDICT, question, "", self._verdicts[question])
            return self._verdicts[question]

        return ask

    def _digests(self) -> Iterator[tuple[str, str, bytes]]:
        """Each article with its template's hash and bytes."""
        for article in self.articles:
            data = self._data(self.layout.template(article))
            if data:
                yield article, content_hash(data), data

    def _msgids(self, article: str, digest: str, data: bytes) -> tuple[str, ...] | None:
        known = self._cache.get(_MSGIDS, article, digest)
        if isinstance(known, list):
            return tuple(map(str, known))
        catalog = self._parsed(self.layout.shown(self.layout.template(article)), data)
        if catalog is None:
            return None
        msgids = msgids_of(catalog)
        self._cache.put(_MSGIDS, article, digest, msgids)
        return msgids

    def _parent(self, locale: str, article: str) -> dict[Key, CatalogLine]:
        if (locale, article) not in self._parents:
            lines = self._lines(locale, article)
            self._parents[locale, article] = {line.key: line for line in lines}
        return self._parents[locale, article]

    def _lines(self, locale: str, article: str) -> list[CatalogLine]:
        """The active entries of a catalog; none if it is not there or can't be read."""
        shown = self.shown(locale, article)
        data = self._data(self.layout.root / shown)
        if not data:
            return []
        digest = content_hash(data)
        body: Any = self._cache.get(_LINES, shown, digest)
        # None is not known, and what nobody of ours has written is not either.
        with contextlib.suppress(TypeError, ValueError):
            return [
                CatalogLine(msgctxt, msgid, tuple(msgstr), State(state), line, plural, tuple(waivers))
                for msgctxt, msgid, msgstr, state, line, plural, waivers in body
            ]
        catalog = self._parsed(shown, data)
        lines = lines_of(catalog) if catalog is not None else []
        if catalog is not None:
            self._cache.put(_LINES, shown, digest, lines)
        return lines

    def _data(self, path: Path) -> bytes | None:
        """The bytes of a file; None where there is none that can be read."""
        try:
            return self._files.data(path)
        except Postl10nError as fault:
            self._faults[str(fault)] = fault
            return None

    def _parsed(self, shown: str, data: bytes) -> Catalog | None:
        try:
            return parse_po(data, path=shown).catalog
        except Postl10nError as fault:
            self._faults[str(fault)] = fault
            return None
