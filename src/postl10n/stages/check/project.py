"""Checking a catalog: rules about one pair of texts, and those that need the project around it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from postl10n.errors import Place
from postl10n.lang.locales import joiner
from postl10n.lang.runs import misplaced, runs
from postl10n.lang.termbase import target_terms, terms_for, use_of
from postl10n.lang.verify import Use, uses
from postl10n.model.article import Article, Segment
from postl10n.model.catalog import MERGED, Catalog, Entry, Key
from postl10n.model.findings import EntryFinding, Finding, Severity, Span
from postl10n.model.glossary import Concept, Occurrence, Term
from postl10n.model.states import State, state_of
from postl10n.stages.check.pairs import Pair, check_pair

TERM_RULES = ("term-missing", "term-forbidden")
PROJECT_RULES = ("empty", "fuzzy", "merged-misplaced", *TERM_RULES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A catalog to check, with what the rules need to know of its surroundings."""

    catalog: Catalog
    locale: str
    source: str
    article: str
    path: str
    structure: Article | None = None
    """The article itself; None for an orphan: without it no run can be judged."""
    terms: Mapping[str, Sequence[Occurrence]] = field(default_factory=dict)
    """The glossary terms of each source, by msgid."""
    concepts: Mapping[str, Concept] = field(default_factory=dict)
    inherited: Collection[Key] = frozenset()
    """Empty entries that the parent locale fills."""


def check_catalog(subject: Subject, rules: Collection[str] | None = None) -> list[EntryFinding]:
    """Every finding of the catalog in its own order; `rules` limits which are asked.

    Approved entries are checked whole; of others it is said only what they wait for.
    """
    return list(_Checker(subject, rules).findings())


class _Checker:
    def __init__(self, subject: Subject, rules: Collection[str] | None) -> None:
        self._subject = subject
        self._rules = rules
        self._entries = subject.catalog.by_key()
        article = subject.structure
        self._roles = {segment.key: segment.role for segment in article.segments()} if article else {}
        self._misplaced = misplaced(article, self._is_merged) if article else set()
        self._followers = dict(self._runs(article)) if article else {}

    def findings(self) -> Iterator[EntryFinding]:
        for entry in self._subject.catalog.active():
            for finding in self._entry(entry):
                if self._rules is None or finding.rule in self._rules:
                    yield self._placed(entry, finding)

    def _entry(self, entry: Entry) -> Iterator[Finding]:
        state = state_of(entry)
        if state is State.EMPTY:
            if entry.key not in self._subject.inherited:
                yield Finding(rule="empty", severity=Severity.NOTICE, message="not translated")
        elif state is not State.APPROVED:
            yield Finding(rule="fuzzy", severity=Severity.NOTICE, message=f"not shown on pages: {state}")
        elif MERGED in entry.msgstr:
            if self._subject.structure is not None and entry.key in self._misplaced:
                yield Finding(
                    rule="merged-misplaced",
                    severity=Severity.ERROR,
                    message="{merged} has no sentence before it that it can be joined to everywhere",
                )
        else:
            yield from self._texts(entry)

    def _texts(self, entry: Entry) -> Iterator[Finding]:
        """The rules that compare texts; a run joined by `{merged}` is one unit here."""
        parts = (entry, *self._followers.get(entry.key, ()))
        pair = Pair(
            source=joiner(self._subject.source).join(part.msgid for part in parts),
            target=entry.msgstr[0],
            source_locale=self._subject.source,
            locale=self._subject.locale,
            role=self._roles.get(entry.key),
        )
        wanted = [one for part in parts for one in self._subject.terms.get(part.msgid, ())]
        for finding in check_pair(pair, self._rules):
            if not self._is_term_kept(finding, wanted, pair.target):
                yield finding
        yield from self._terms(wanted, pair.target, shifted=len(parts) > 1)

    def _is_term_kept(self, finding: Finding, wanted: Sequence[Occurrence], target: str) -> bool:
        """Whether words left as in the source are what the glossary calls a concept of the source."""
        span = finding.span
        if finding.rule != "untranslated" or span is None or span.side != "target":
            return False
        left = target[span.start : span.end]
        concepts = (self._subject.concepts.get(one.concept) for one in wanted)
        return any(
            use_of(concept, left, self._subject.source, self._subject.locale) is not None
            for concept in concepts
            if concept is not None
        )

    def _terms(self, wanted: Sequence[Occurrence], target: str, *, shifted: bool) -> Iterator[Finding]:
        asked: set[str] = set()
        for occurrence in wanted:
            concept = self._subject.concepts.get(occurrence.concept)
            if concept is None or concept.id in asked or occurrence.alternatives:
                continue
            asked.add(concept.id)
            span = None if shifted else Span(side="source", start=occurrence.start, end=occurrence.end)
            yield from self._missing(concept, occurrence.term, target, span)
            yield from self._forbidden(concept, target)

    def _missing(self, concept: Concept, named: Term, target: str, span: Span | None) -> Iterator[Finding]:
        expected = target_terms(concept, self._subject.source, self._subject.locale)
        if expected and use_of(concept, target, self._subject.source, self._subject.locale) is None:
            names = " or ".join(term.text for term in expected)
            message = f"{named.text!r} is not translated as {names}"
            yield Finding(rule="term-missing", severity=Severity.WARNING, message=message, span=span)

    def _forbidden(self, concept: Concept, target: str) -> Iterator[Finding]:
        locale = self._subject.locale
        terms = terms_for(concept, locale)
        allowed = [
            (u.start, u.end) for term in terms if term.status.usable for u in _uses(term, target, locale)
        ]
        preferred = next((term.text for term in terms if term.status.usable), None)
        for term in terms:
            if term.status.usable:
                continue
            for use in _uses(term, target, locale):
                if not use.verdict.firm or any(a <= use.start and use.end <= b for a, b in allowed):
                    continue
                instead = f"; the glossary has {preferred}" if preferred else ""
                yield Finding(
                    rule="term-forbidden",
                    severity=Severity.ERROR if term.status == "forbidden" else Severity.WARNING,
                    message=f"{target[use.start : use.end]!r} is {term.status}{instead}",
                    span=Span(side="target", start=use.start, end=use.end),
                )

    def _is_merged(self, segment: Segment) -> bool:
        entry = self._entries.get(segment.key)
        return entry is not None and MERGED in entry.msgstr

    def _runs(self, article: Article) -> Iterator[tuple[Key, tuple[Entry, ...]]]:
        """The entries joined to each head that has any, by the head's key."""
        for block in article.blocks:
            for run in runs(block.segments, self._is_merged):
                if len(run) > 1:
                    found = (self._entries.get(segment.key) for segment in run[1:])
                    yield run[0].key, tuple(entry for entry in found if entry is not None)

    def _placed(self, entry: Entry, finding: Finding) -> EntryFinding:
        return EntryFinding(
            finding=finding,
            locale=self._subject.locale,
            article=self._subject.article,
            place=Place(path=self._subject.path, line=entry.line),
            source=entry.msgid,
            target=entry.msgstr[0],
        )


def _uses(term: Term, text: str, locale: str) -> list[Use]:
    return uses(
        term.text,
        text,
        locale,
        forms=term.forms,
        not_inside=term.not_inside,
        case_sensitive=term.case_sensitive,
    )
