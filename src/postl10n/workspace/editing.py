"""Answers about texts as they are typed: what a catalog's entries, a glossary or the settings need while unsaved."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from postl10n.errors import FaultGroup, Postl10nError, UsageError
from postl10n.files.glossary_yaml.parse import parse_file
from postl10n.lang.locales import cldr
from postl10n.lang.terms.concept_terms import concept_terms, definition_for, target_terms
from postl10n.lang.terms.replacement import forms_of
from postl10n.lang.terms.usage import term_uses
from postl10n.lang.values.substitute import local_figures
from postl10n.model.catalog import Catalog, Entry, Key
from postl10n.model.findings import EntryFinding, RuleInfo, Severity
from postl10n.model.glossary import Concept, Glossary, Occurrence, Term
from postl10n.model.memory import MemoryMatch
from postl10n.model.project import Project
from postl10n.pipeline import Pipeline, Prepared
from postl10n.project.articles import read_text
from postl10n.project.clock import today
from postl10n.project.config import FILE_NAME, find_project, parse_config, read_config
from postl10n.project.glossary import YAML_SUFFIXES, contradictions
from postl10n.project.layout import ProjectLayout
from postl10n.project.store import ProjectStore
from postl10n.stages.catalog.edit import edited
from postl10n.stages.check.choices import enabled
from postl10n.workspace.plugins import use
from postl10n.workspace.review.catalog_view import rules_of_one
from postl10n.workspace.review.rows import insertable
from postl10n.workspace.selection import located
from postl10n.workspace.terms.index import TermIndex
from postl10n.workspace.terms.renaming import TermRenaming, rename_term

_TAG = re.compile(r"\{/?\d+/?\}")
_LEAST_MATCH = 0.6
_SHOWN = 24
"""Characters by which a sentence is found in the lines of its block."""
FilePlace = tuple[Path, int]
"""A file and a line of it, counted from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextProblem:
    """A problem in a file that is no catalog; `rule` is empty for what can't be read at all."""

    line: int
    message: str
    severity: Severity
    rule: str = ""


class Editing:
    """The project around a file that is being edited, or nothing but the languages for a catalog outside of one.

    It writes nothing, asks no engine and opens no connection. Each answer is that of the files as they are now, the
    text in question excepted, which is given. May be asked by one thread, and `remember` by another.
    """

    def __init__(self, path: Path) -> None:
        """The project in or above the folder of `path`; one whose settings can't be read serves as none."""
        self.root: Path | None = None
        self.project = Project(name="", source="en", targets=())
        self._store: ProjectStore | None = None
        self._ready = False
        with contextlib.suppress(Postl10nError):
            root = find_project(path.parent.resolve())
            self.project = read_config(root)
            use(self.project)
            self.root = root
            self._store = ProjectStore(ProjectLayout(root=root, project=self.project))
        self._bare = Pipeline(self.project, Glossary())

    @property
    def _pipeline(self) -> Pipeline:
        return self._store.pipeline if self._store is not None else self._bare

    @property
    def concepts(self) -> Mapping[str, Concept]:
        """The concepts of the glossary, by their ids."""
        return self._pipeline.concepts

    @staticmethod
    def rules() -> tuple[RuleInfo, ...]:
        """Return every rule that findings can be of."""
        from postl10n.stages.check.registry import rulebook

        return tuple(rulebook())

    def owns(self, path: Path) -> bool:
        """Return True for the project's articles, glossary files in YAML and settings."""
        layout = self._store.layout if self._store is not None else None
        if layout is None or path.name == FILE_NAME:
            return path.name == FILE_NAME
        return (
            path.parent == layout.glossary and path.suffix in YAML_SUFFIXES
        ) or layout.articles in path.parents

    def place(self, path: Path, header: Entry | None) -> tuple[str, str]:
        """Return locale and article of a catalog; outside of the project the header's locale alone, empty if unknown."""
        with contextlib.suppress(Postl10nError):
            if self._store is not None:
                return located(self._store.layout, path)
        with contextlib.suppress(UsageError):
            return cldr(Catalog(header=header, entries=()).fields.get("Language", "")), ""
        return "", ""

    def findings(
        self, entries: Sequence[Entry], keys: Collection[Key], *, header: Entry | None, place: tuple[str, str]
    ) -> dict[Key, tuple[EntryFinding, ...]]:
        """Return what the rules of a catalog find in some entries, drafts judged as if they were accepted.

        entries: those, and what they depend on: the entries around them, of a run all. place: locale and article. The
        rules that need other files (`inconsistent`), other programs (spelling), or say no more than the entry's state
        (`empty`, `fuzzy`) are left to `check`.
        """
        accepted = [
            replace(edited(one, one.msgstr, accept=True) if one.key in keys else one, line=number)
            for number, one in enumerate(entries, start=1)
        ]
        found: dict[Key, tuple[EntryFinding, ...]] = {}
        for one in self._pipeline.check(
            Catalog(header=header, entries=tuple(accepted)),
            locale=place[0],
            article_id=place[1],
            path="",
            prepared=self._prepared(place[1]),
            rules=enabled(self.project.choices(place[0]), rules_of_one()),
            only=set(keys),
            today=today(),
        ):
            if one.place.line is not None:
                key = accepted[one.place.line - 1].key
                found[key] = (*found.get(key, ()), one)
        return found

    def _prepared(self, article: str) -> Prepared | None:
        known = self._store is not None and article in self._store.articles
        return self._store.prepared(article) if self._store is not None and known else None

    def terms(self, msgid: str, article: str = "") -> Sequence[Occurrence]:
        """Return the glossary's terms in a source text, those left out that may mean several concepts."""
        prepared = self._prepared(article)
        found = prepared.terms.get(msgid) if prepared else None
        if found is None:
            found = self._pipeline.finder(self.project.source).find(msgid)
        return [one for one in found if not one.alternatives and one.concept in self.concepts]

    def terms_used(self, concepts: Collection[str], text: str, locale: str) -> Sequence[Occurrence]:
        """Return where a translation names concepts, be it in a way that the glossary rules out."""
        return [
            Occurrence(id_, term, use.start, use.end)
            for id_ in concepts
            for term, use in term_uses(
                concept_terms(self.concepts[id_], self.project.source, locale), text, locale
            )
        ]

    def targets(self, concept: str, locale: str) -> tuple[Term, ...]:
        """Return the approved terms of a concept, preferred ones first."""
        return target_terms(self.concepts[concept], self.project.source, locale)

    def forms(self, term: Term, locale: str) -> tuple[str, ...]:
        """Return the forms of a term: the glossary's spelling, those that it lists, those that a dictionary knows."""
        return forms_of(term, locale)

    def definition(self, concept: str, locale: str) -> str:
        """Return the definition in the locale or else the source's; empty if there is none."""
        return (definition_for(self.concepts[concept], locale, self.project.source) or ("", ""))[0]

    def placeholders(self, msgid: str) -> tuple[str, ...]:
        """Return the placeholders and tags of a source, in order."""
        return insertable(msgid)

    def figures(self, msgid: str, locale: str) -> tuple[str, ...]:
        """Return the figures of a source as the locale writes them, in order."""
        return local_figures(msgid, source_locale=self.project.source, locale=locale)

    def remember(self) -> None:
        """Bring the memory up to date with the files: minutes, the first time in a large project."""
        if self._store is not None:
            from postl10n.workspace.memory import TranslationMemory

            self._ready = False
            self._memory = TranslationMemory(self._store.layout)
            self._memory.refresh()
            self._ready = True

    def matches(self, msgid: str, locale: str, path: Path) -> Sequence[MemoryMatch]:
        """Return the memory's matches, the best first, without the entry's own in the file; none before `remember`."""
        if self._store is None or not self._ready or not locale:
            return ()
        own = self._store.layout.shown(path)
        found = self._memory.lookup(msgid, locale=locale, least=_LEAST_MATCH)
        return [one for one in found if (one.unit.origin, one.unit.source) != (own, msgid)]

    def sentence(self, article: str, key: Key) -> FilePlace | None:
        """Return where the article has an entry's sentence."""
        prepared = self._prepared(article)
        if prepared is None or self._store is None:
            return None
        path = self._store.sources[article]
        line = dict(_sentences(prepared, path)).get(key)
        return (path, line) if line else None

    def entries_at(self, path: Path, line: int) -> list[FilePlace]:
        """Return where the catalogs have the sentences that begin at a line of an article, or last before it."""
        store = self._store
        article = next((one for one, of in store.sources.items() if of == path), "") if store else ""
        prepared = self._prepared(article)
        if store is None or prepared is None:
            return []
        begun = [one for one in _sentences(prepared, path) if one[1] <= line]
        keys = {key for key, at in begun if at == max(one[1] for one in begun)}
        found: list[FilePlace] = []
        for locale in self.project.targets:
            with contextlib.suppress(Postl10nError):
                stored = store.stored(locale, article)
                active = stored.catalog.active() if stored.catalog else ()
                found += [(stored.path, one.line or 1) for one in active if one.key in keys]
        return found

    def concept_place(self, concept: str) -> FilePlace | None:
        """Return the concept's place in the glossary."""
        place = self.concepts[concept].place
        return (self.root / place.path, place.line or 1) if place and self.root else None

    def term_at(self, path: Path, line: int) -> tuple[str, str, Term] | None:
        """Return the term at a line of a glossary file, or last before it, with its concept and locale."""
        found: tuple[int, tuple[str, str, Term] | None] = 0, None
        for concept in self.concepts.values():
            at = self.concept_place(concept.id)
            for locale, terms in concept.terms.items() if at and at[0] == path else ():
                for term in terms:
                    for begins in (at[1] if at else 0, term.place.line or 0 if term.place else 0):
                        if found[0] < begins <= line:
                            found = begins, (concept.id, locale, term)
        return found[1]

    def uses(self, concept: str) -> list[FilePlace]:
        """Return the entries whose sources name a concept, in all locales."""
        if self._store is None:
            return []
        found: list[FilePlace] = []
        with TermIndex(self._store.layout) as index:
            for article, texts in index.located(self._store.glossary).items():
                about = {text for text, those in texts.items() if concept in {one.concept for one in those}}
                for locale in self.project.targets if about else ():
                    path = self._store.layout.catalog(locale, article)
                    found += [(path, one.line or 1) for one in index.units(locale, article, about)]
        return found

    def rename(
        self, concept: str, locale: str, old: Term, new: str, texts: Mapping[Path, str]
    ) -> TermRenaming:
        """Return what renaming a term changes; nothing is written. `texts` are files as the editor has them.

        Raises UsageError, GlossaryError, CatalogError or FaultGroup where it can't be renamed.
        """
        if self._store is None:
            raise UsageError("a term can be renamed in a project only")
        return rename_term(self._store, self.concepts[concept], locale, old, new, texts)

    def problems(self, path: Path, text: str) -> list[TextProblem]:
        """Return what is wrong with the unsaved text of the settings, or of a glossary in YAML."""
        if path.name == FILE_NAME:
            name = path.parent.name
            return list(_faults(lambda: parse_config(text, path=str(path), default_name=name)))
        return list(self._glossary_problems(path, text)) if path.suffix in YAML_SUFFIXES else []

    def _glossary_problems(self, path: Path, text: str) -> Iterator[TextProblem]:
        """Yield the faults of a file's text, or else what lint finds in it among the other files' concepts."""
        from postl10n.stages.terms.lint import lint

        read: list[Concept] = []
        shown = self._store.layout.shown(path) if self._store is not None else str(path)
        faults = list(_faults(lambda: read.extend(parse_file(text.encode(), path=shown)[0])))
        yield from faults
        if faults or self._store is None:
            return
        others = [one for one in self._store.glossary if one.place is None or one.place.path != shown]
        whole = replace(self._store.glossary, concepts=(*others, *read))
        for fault in contradictions(whole.concepts):
            if fault.place is not None and fault.place.path == shown:
                yield TextProblem(line=fault.place.line or 1, message=fault.message, severity=Severity.ERROR)
        for one in lint(whole, source=self.project.source, targets=self.project.targets):
            if one.place is not None and one.place.path == shown:
                line = one.place.line or 1
                yield TextProblem(line=line, message=one.message, severity=one.severity, rule=one.rule)


def _faults(read: Callable[[], object]) -> Iterator[TextProblem]:
    try:
        read()
    except Postl10nError as fault:
        for one in fault.faults if isinstance(fault, FaultGroup) else (fault,):
            line = (one.place.line if one.place else None) or 1
            message = f"{one.message}. {one.hint}" if one.hint else one.message
            yield TextProblem(line=line, message=message, severity=Severity.ERROR)


def _sentences(prepared: Prepared, path: Path) -> Iterator[tuple[Key, int]]:
    """Yield the key of each segment with the line of the article on which it begins, or else its block."""
    article, lines = prepared.article, read_text(path).split("\n")
    document = article.document
    for line, head in zip(
        (document.title, document.subtitle, document.dateline),
        (article.title, article.subtitle, article.dateline),
        strict=True,
    ):
        if line is not None and head is not None:
            yield head.key, line.line
    for block in article.blocks:
        first, last = block.block.lines
        for one in block.segments:
            begins = _TAG.sub("", one.text)[:_SHOWN].strip()
            own = range(first, min(last, len(lines)) + 1)
            yield one.key, next((number for number in own if begins in lines[number - 1]), first)
