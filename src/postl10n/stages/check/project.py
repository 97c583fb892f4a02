"""Checking a catalog: rules about one pair of texts, and those that need the project around it."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from postl10n.errors import Place
from postl10n.lang.locales import joiner
from postl10n.lang.terms.concept_terms import use_of
from postl10n.lang.terms.longer_terms import longer_terms
from postl10n.lang.terms.usage import Named, UnitTerms
from postl10n.lang.text.merged_runs import misplaced, runs
from postl10n.model.article import Article, Role, Segment
from postl10n.model.catalog import MERGED, Catalog, Entry, Key
from postl10n.model.findings import STYLE, EntryFinding, Finding, Severity, Span, Waiver, binding
from postl10n.model.glossary import Concept, Occurrence
from postl10n.model.states import State, state_of
from postl10n.stages.check.choices import Choices, enabled, with_severity
from postl10n.stages.check.consistency import Renderings, inconsistent
from postl10n.stages.check.pairs import SegmentPair, pair_findings
from postl10n.stages.check.plural import Plurals
from postl10n.stages.check.waivers import WAIVER, matched, read, unused


@dataclass(frozen=True, slots=True, kw_only=True)
class TermChecker:
    """Looks for the glossary's terms in the translations of one locale."""

    source: str
    locale: str
    concepts: Mapping[str, Concept]

    def findings(self, wanted: Sequence[Occurrence], source: str, target: str) -> Iterator[Finding]:
        """Yield the findings on the terms of one pair; unresolved homonyms are left out."""
        named: dict[str, list[Named]] = {}
        for one in wanted:
            if one.concept in self.concepts and not one.alternatives:
                span = Span(side="source", start=one.start, end=one.end)
                text = source[one.start : one.end]
                named.setdefault(one.concept, []).append(Named(one.term.text, text, span))
        within = longer_terms(self.concepts, self.source, self.locale).within(target, named)
        for id_, those in named.items():
            unit = UnitTerms(
                self.concepts[id_],
                those,
                target,
                source=self.source,
                locale=self.locale,
                within=within,
            )
            yield from unit.findings()

    def keeps(self, finding: Finding, wanted: Sequence[Occurrence], target: str) -> bool:
        """Return True if the words reported as untranslated are a term that the glossary has for a concept of the source."""
        span = finding.span
        if finding.rule != "untranslated" or span is None or span.side != "target":
            return False
        left = target[span.start : span.end]
        concepts = (self.concepts.get(one.concept) for one in wanted)
        return any(
            use_of(concept, left, self.source, self.locale) is not None
            for concept in concepts
            if concept is not None
        )


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
    renderings: Renderings = field(default_factory=dict)
    """The locale's translations of sources that have several."""
    usage: Mapping[Key, Sequence[Finding]] = field(default_factory=dict)
    """Findings on an entry's terms from comparison with the locale's other units."""
    only: Collection[Key] | None = None
    """The entries that are asked about; None for all."""
    choices: Choices = field(default_factory=dict)
    """The settings of rules in the locale."""
    today: datetime.date | None = None
    """The day on which waivers are judged; None where they are not to expire."""


def check_catalog(subject: Subject, rules: Collection[str] | None = None) -> list[EntryFinding]:
    """Every finding of the catalog in its own order, waived ones too.

    rules: which are asked, be they off or not; without it all that are not. Approved entries are checked whole; of
    others it is said only what they wait for.
    """
    asked = enabled(subject.choices) if rules is None else rules
    return list(_Checker(subject, asked).findings())


def unreviewed(subject: Subject) -> Iterator[tuple[Entry, list[tuple[SegmentPair, ...]]]]:
    """Yield entries that nobody has approved, and for each of their texts the pairs as which it may be judged."""
    return _Checker(subject, None).unreviewed()


class _Said(NamedTuple):
    """A finding with the texts that it is about."""

    finding: Finding
    source: str
    target: str


class _Checker:
    def __init__(self, subject: Subject, rules: Collection[str] | None) -> None:
        self._subject = subject
        self._rules = rules
        self._entries = subject.catalog.by_key()
        merged = subject.structure and any(MERGED in entry.msgstr for entry in subject.catalog.entries)
        self._followers = dict(self._runs(subject.structure)) if subject.structure and merged else {}
        self._terms = TermChecker(source=subject.source, locale=subject.locale, concepts=subject.concepts)

    # Asked for by few entries; the page that saves one entry looks at a catalog for that alone.
    @cached_property
    def _roles(self) -> Mapping[Key, Role]:
        article, texts = self._subject.structure, {text for _, text in self._entries}
        own = (one for block in article.blocks for one in block.segments) if article else ()
        # Of a long article few are asked for, and their keys are made for those alone.
        return {
            one.key: one.role
            for one in (*(article.head if article else ()), *own)
            if one.text in texts and one.translatable
        }

    @cached_property
    def _misplaced(self) -> Collection[Key]:
        article = self._subject.structure
        return misplaced(article, self._is_merged) if article else ()

    @cached_property
    def _plurals(self) -> Plurals:
        return Plurals(self._subject.catalog, self._subject.locale)

    def findings(self) -> Iterator[EntryFinding]:
        yield from self._header()
        for entry in self._subject.catalog.active():
            if self._asked_about(entry):
                yield from self._entry(entry)

    def _asked_about(self, entry: Entry) -> bool:
        only = self._subject.only
        return only is None or any(part.key in only for part in self._parts(entry))

    def _header(self) -> Iterator[EntryFinding]:
        finding = self._plurals.header() if self._subject.only is None else None
        if finding is not None and self._wanted(finding.rule):
            yield self._placed(self._subject.catalog.header, _Said(finding, "", ""))

    def _entry(self, entry: Entry) -> Iterator[EntryFinding]:
        state = state_of(entry)
        if state is State.APPROVED:
            yield from self._approved(entry)
        elif state is not State.EMPTY:
            message = f"not shown on pages: {state}"
            yield from self._notice(entry, Finding(rule="fuzzy", severity=Severity.NOTICE, message=message))
        elif entry.key not in self._subject.inherited:
            yield from self._notice(
                entry, Finding(rule="empty", severity=Severity.NOTICE, message="not translated")
            )

    def _notice(self, entry: Entry, finding: Finding) -> Iterator[EntryFinding]:
        if self._wanted(finding.rule):
            yield self._placed(entry, _Said(finding, entry.msgid, entry.msgstr[0]))

    def _approved(self, entry: Entry) -> Iterator[EntryFinding]:
        """The findings of an entry, each with its waiver, and findings on unused waivers."""
        said = [one for one in self._about(entry) if self._wanted(one.finding.rule)]
        waivers = read(entry.comments)
        if not said and not waivers:
            return
        bound = self._bound(entry)
        used = set()
        pairs = matched((one.finding for one in said), waivers, bound, self._subject.today)
        for one, (_, waiver) in zip(said, pairs, strict=True):
            used.add(waiver)
            yield self._placed(entry, one, bound, waiver)
        if self._wanted(WAIVER):
            for rule, finding in unused(waivers, used, bound, self._subject.today):
                if rule is None or self._wanted(rule):
                    yield self._placed(entry, _Said(finding, entry.msgid, entry.msgstr[0]))

    def _about(self, entry: Entry) -> Iterator[_Said]:
        if MERGED in entry.msgstr:
            yield from self._merged(entry)
        elif entry.msgid_plural is not None:
            yield from self._forms(entry)
        else:
            yield from self._texts(entry)

    def _merged(self, entry: Entry) -> Iterator[_Said]:
        if entry.key in self._misplaced:
            message = "{merged} has no sentence before it that it can be joined to everywhere"
            finding = Finding(rule="merged-misplaced", severity=Severity.ERROR, message=message)
            yield _Said(finding, entry.msgid, entry.msgstr[0])

    def _texts(self, entry: Entry) -> Iterator[_Said]:
        """The rules that compare texts; a run joined by `{merged}` is one unit here."""
        parts = self._parts(entry)
        source = joiner(self._subject.source).join(part.msgid for part in parts)
        target = entry.msgstr[0]
        wanted = list(self._named(parts))
        for finding in self._pair(entry, source, target):
            if not self._terms.keeps(finding, wanted, target):
                yield _Said(finding, source, target)
        for finding in self._about_terms(entry, wanted, source):
            yield _Said(finding, source, target)
        other = inconsistent(entry, self._subject.renderings) if self._subject.renderings else None
        if other is not None:
            yield _Said(other, source, target)

    def _named(self, parts: Sequence[Entry]) -> Iterator[Occurrence]:
        """The terms of a run; offsets are in its whole source."""
        offset = 0
        for part in parts:
            for one in self._subject.terms.get(part.msgid, ()):
                yield one._replace(start=one.start + offset, end=one.end + offset)
            offset += len(part.msgid) + len(joiner(self._subject.source))

    def _about_terms(self, entry: Entry, wanted: Sequence[Occurrence], source: str) -> Iterator[Finding]:
        if wanted:
            yield from self._terms.findings(wanted, source, entry.msgstr[0])
        yield from self._subject.usage.get(entry.key, ())

    def _forms(self, entry: Entry) -> Iterator[_Said]:
        """The plural forms of an entry, each compared with the source that fits it best."""
        for finding in self._about_terms(entry, list(self._named([entry])), entry.msgid):
            yield _Said(finding, entry.msgid, entry.msgstr[0])
        miscounted = self._plurals.count(entry)
        if miscounted is not None:
            yield _Said(miscounted, entry.msgid, entry.msgstr[0])
        for form in self._plurals.forms(entry):
            nameless = form.nameless()
            if nameless is not None:
                yield _Said(nameless, form.sources[0], form.text)
            answers = [
                [
                    _Said(finding, source, form.text)
                    for finding in self._pair(entry, source, form.text)
                    if not form.excuses(finding) and not (nameless and finding.rule == "placeholder")
                ]
                for source in form.sources
            ]
            yield from min(answers, key=len)

    def _pair(self, entry: Entry, source: str, target: str) -> list[Finding]:
        return pair_findings(self._as_pair(entry, source, target), self._rules)

    def _as_pair(self, entry: Entry, source: str, target: str) -> SegmentPair:
        return SegmentPair(
            source=source,
            target=target,
            source_locale=self._subject.source,
            locale=self._subject.locale,
            role=self._roles.get(entry.key),
            flags=frozenset(entry.flags),
            **{name: str(self._subject.choices[name]) for name in STYLE if name in self._subject.choices},
        )

    def unreviewed(self) -> Iterator[tuple[Entry, list[tuple[SegmentPair, ...]]]]:
        for entry in self._subject.catalog.active():
            waits = state_of(entry) not in (State.APPROVED, State.EMPTY) and MERGED not in entry.msgstr
            if waits and self._asked_about(entry):
                each = self._sources(entry)
                yield entry, [tuple(self._as_pair(entry, one, text) for one in own) for own, text in each]

    def _sources(self, entry: Entry) -> Iterator[tuple[Sequence[str], str]]:
        """Each text of an entry with the sources that it may translate: of a stale one those that were."""
        before = entry.previous.msgid if entry.previous is not None else None
        if before is not None:
            yield from (((before,), text) for text in entry.msgstr)
        elif entry.msgid_plural is not None:
            yield from ((form.sources, form.text) for form in self._plurals.forms(entry))
        else:
            source = joiner(self._subject.source).join(part.msgid for part in self._parts(entry))
            yield (source,), entry.msgstr[0]

    def _wanted(self, rule: str) -> bool:
        return self._rules is None or rule in self._rules

    def _bound(self, entry: Entry) -> str:
        sources = [part.msgid for part in self._parts(entry)]
        return binding([*sources, entry.msgid_plural] if entry.msgid_plural else sources, entry.msgstr)

    def _parts(self, entry: Entry) -> tuple[Entry, ...]:
        """The entry and those joined to it."""
        return (entry, *self._followers.get(entry.key, ()))

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

    def _placed(
        self, entry: Entry | None, said: _Said, bound: str = "", waiver: Waiver | None = None
    ) -> EntryFinding:
        return EntryFinding(
            finding=with_severity(said.finding, self._subject.locale, self._subject.choices),
            locale=self._subject.locale,
            article=self._subject.article,
            place=Place(path=self._subject.path, line=entry.line if entry else None),
            source=said.source,
            target=said.target,
            bound=bound,
            waiver=waiver,
        )
