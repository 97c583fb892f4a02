"""Resolving a page: the text shown for each segment of an article in a locale, and the status of the page."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from postl10n.lang.text.markup_faults import comparable
from postl10n.lang.text.merged_runs import misplaced, runs
from postl10n.lang.text.progress import progress, wanted
from postl10n.model.catalog import MERGED, Catalog, Entry, Key
from postl10n.model.findings import Finding, Severity
from postl10n.model.glossary import Occurrence
from postl10n.model.site import Page, PageNotice, PageStatus, ShownBlock
from postl10n.model.states import State, state_of
from postl10n.stages.page.shown_text import FROM_SOURCE, Choice, FindTerms, SegmentPresenter, SourceConcepts
from postl10n.stages.page.stale_grace import Grace, deadline, same_facts, stale_since

if TYPE_CHECKING:
    from postl10n.model.article import Article, Segment


def resolve_page(
    article: Article,
    locale: str,
    chain: Sequence[tuple[str, Catalog]],
    *,
    publish: float = 0.8,
    find_terms: FindTerms,
    terms: Mapping[str, Sequence[Occurrence]] | None = None,
    grace: Grace | None = None,
) -> Page:
    """Resolve every segment of the page of `article` in `locale`.

    `chain` has the locale's own catalog first, then its parents'; the source is implied at its end.

    A segment shows the first translation of the chain that is approved, or stale within `grace` and then marked; else its
    source. An approved entry with broken placeholders shows its source and leaves a notice, and so does a misplaced
    `{merged}`.

    `terms` are the occurrences in each source text, disambiguated over the whole document: a term is marked in a
    translation only if its source names the concept. Without them each source text is searched alone.
    """
    source = article.document.locale
    if locale == source:
        chain = ()
    concepts = SourceConcepts(source=source, find_terms=find_terms, terms=terms)
    resolver = _Resolver(
        article=article,
        levels=tuple((code, catalog.by_key()) for code, catalog in chain),
        grace=grace or Grace(days=0, as_of=datetime.date.min),
        same=partial(same_facts, source=source, concepts=concepts.named),
    )
    choices = resolver.choices()
    presenter = SegmentPresenter(
        source=source, locale=locale, choices=choices, concepts=concepts, folder=article.document.folder
    )
    own = chain[0][1] if chain else None
    coverage = _coverage(article, own, [catalog for _, catalog in chain[1:]]) if locale != source else 1.0
    stale = [] if own is None else _stale_entries(article, own)
    dates = (date for date in map(stale_since, stale) if date)
    title_approved = not article.title.text or choices[article.title.id].approved
    return Page(
        article=article.id,
        locale=locale,
        source=source,
        status=_status(
            is_source=locale == source,
            publishable=title_approved and coverage >= publish,
            stale=bool(stale),
        ),
        date=article.document.date,
        title=presenter.head(article.title),
        subtitle=presenter.head(article.subtitle) if article.subtitle else None,
        dateline=presenter.head(article.dateline) if article.dateline else None,
        blocks=tuple(
            ShownBlock(
                kind=block.block.kind,
                segments=tuple(presenter.body(block.segments)),
                inside=block.block.inside,
            )
            for block in article.blocks
        ),
        structure=article.document.structure,
        coverage=coverage,
        stale_since=min(dates, default=None),
        notices=tuple(resolver.notices),
        deadlines=tuple(sorted(resolver.deadlines)),
    )


def _status(*, is_source: bool, publishable: bool, stale: bool) -> PageStatus:
    if is_source:
        return PageStatus.SOURCE
    if publishable:
        return PageStatus.PUBLISHED
    return PageStatus.STALE if stale else PageStatus.PARTIAL


@dataclass(slots=True, kw_only=True)
class _Resolver:
    """Chooses an entry for each segment, and records the approved ones that can't be shown."""

    article: Article
    levels: Sequence[tuple[str, dict[Key, Entry]]]
    grace: Grace
    same: Callable[[str, str], bool]
    notices: list[PageNotice] = field(default_factory=list)
    deadlines: set[datetime.date] = field(default_factory=set)
    noted: set[Key] = field(default_factory=set)

    def choices(self) -> dict[str, Choice]:
        """Return the choices by segment id, for every segment of the article."""
        barred = misplaced(self.article, self._is_merged)
        chosen = {segment.id: self._checked(segment, barred, segment.text) for segment in self.article.head}
        for block in self.article.blocks:
            for run in runs(block.segments, self._is_merged):
                chosen.update(self._run(run, barred))
        return chosen

    def _first_shown(self, segment: Segment) -> Choice:
        if not segment.translatable:
            return FROM_SOURCE
        for number, (locale, entries) in enumerate(self.levels):
            entry = entries.get(segment.key)
            if entry is None:
                continue
            if state_of(entry) is State.APPROVED:
                self._note_repeat(segment, entry, self.levels[number + 1 :], locale)
                return Choice(entry=entry, locale=locale)
            if self._in_grace(entry):
                return Choice(entry=entry, locale=locale, stale=True)
        return FROM_SOURCE

    def _in_grace(self, entry: Entry) -> bool:
        last = deadline(entry, self.grace.days, self.same)
        if last is None or comparable(entry.msgid, entry.msgstr[0]):
            return False
        self.deadlines.add(last)
        return self.grace.as_of <= last

    def _note_repeat(
        self,
        segment: Segment,
        entry: Entry,
        above: Sequence[tuple[str, dict[Key, Entry]]],
        locale: str,
    ) -> None:
        """Record an override that repeats what the locale inherits anyway: it only hides later corrections."""
        for _, entries in above:
            inherited = entries.get(segment.key)
            if inherited is not None and state_of(inherited) is State.APPROVED:
                if inherited.msgstr == entry.msgstr and entry.msgstr[0] != MERGED:
                    finding = Finding(
                        rule="override-repeats",
                        severity=Severity.NOTICE,
                        message="has the text that is inherited anyway; empty it to follow later corrections",
                    )
                    self._note(segment, Choice(entry=entry, locale=locale), finding)
                return

    def _is_merged(self, segment: Segment) -> bool:
        """Return True if the first level with a text for the segment, fuzzy or not, merges it into its head."""
        for _, entries in self.levels:
            entry = entries.get(segment.key)
            if entry is not None and any(entry.msgstr):
                return entry.msgstr[0] == MERGED
        return False

    def _run(self, run: Sequence[Segment], barred: set[Key]) -> Iterator[tuple[str, Choice]]:
        """Yield the choices of a run, which is shown as a whole or not at all."""
        if len(run) == 1:
            yield run[0].id, self._checked(run[0], barred, run[0].text)
            return
        # The head's text replaces all of them, so it has the tags of all.
        whole = " ".join(segment.text for segment in run)
        choices = [
            self._checked(segment, barred, segment.text if number else whole)
            for number, segment in enumerate(run)
        ]
        if any(choice.entry is None for choice in choices):
            choices = [FROM_SOURCE] * len(run)
        elif any(choice.stale for choice in choices):
            choices = [replace(choice, stale=True) for choice in choices]
        for number, (segment, choice) in enumerate(zip(run, choices, strict=True)):
            if number:
                choice = replace(choice, follows=choice.entry is not None)
            yield segment.id, choice

    def _checked(self, segment: Segment, barred: set[Key], source: str) -> Choice:
        """Return the choice for a segment, the source if its text does not fit; `source` is the text that it translates."""
        choice = self._first_shown(segment)
        if choice.entry is None:
            return choice
        target = choice.entry.msgstr[0]
        if target == MERGED:
            if segment.key not in barred:
                return choice
            finding = _fault(
                "merged-misplaced", "{merged} has no sentence before it that it can join everywhere"
            )
        elif not comparable(source, target):
            return choice
        else:
            finding = _fault("placeholder", "tags or variables differ from the source; the source is shown")
        self._note(segment, choice, finding)
        return FROM_SOURCE

    def _note(self, segment: Segment, choice: Choice, finding: Finding) -> None:
        if segment.key in self.noted:
            return
        self.noted.add(segment.key)
        line = choice.entry.line if choice.entry else None
        self.notices.append(PageNotice(finding=finding, locale=choice.locale, segment=segment.id, line=line))


def _fault(rule: str, message: str) -> Finding:
    return Finding(rule=rule, severity=Severity.WARNING, message=message)


def _coverage(article: Article, own: Catalog | None, parents: Sequence[Catalog]) -> float:
    units = (segment.key for segment in article.segments() if segment.translatable)
    return progress(wanted(units, own), parents).completion


def _stale_entries(article: Article, catalog: Catalog) -> list[Entry]:
    entries = catalog.by_key()
    keys = dict.fromkeys(segment.key for segment in article.segments())
    found = (entries[key] for key in keys if key in entries)
    return [entry for entry in found if state_of(entry) is State.STALE]
