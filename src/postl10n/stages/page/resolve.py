"""What a reader sees of each segment of an article in a locale, and what the page may claim of itself."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from postl10n.lang.placeholders import comparable, placeholders
from postl10n.lang.tokens import word_count
from postl10n.model.catalog import MERGED, Catalog, Entry, Key
from postl10n.model.findings import Finding, Severity
from postl10n.model.glossary import Occurrence
from postl10n.model.site import (
    Page,
    PageNotice,
    PageStatus,
    ShownBlock,
)
from postl10n.model.states import State, state_of
from postl10n.stages.page.showing import FROM_SOURCE, TAGS, Choice, FindTerms, Meant, Shower

if TYPE_CHECKING:
    from postl10n.model.article import Article, Segment

_STALE_SINCE = re.compile(r"postl10n: stale since (\d{4}-\d{2}-\d{2})")


def resolve_page(
    article: Article,
    locale: str,
    chain: Sequence[tuple[str, Catalog]],
    *,
    publish: float = 0.8,
    find_terms: FindTerms,
    terms: Mapping[str, Sequence[Occurrence]] | None = None,
) -> Page:
    """Decide every segment of the page of `article` in `locale`.

    `chain` holds the locale's own catalog first, then its parents'; the source is implied at its end.
    A segment shows the first approved translation of the chain, else its source. An approved entry whose
    placeholders are broken shows its source too and leaves a notice, and so does a misplaced `{merged}`.
    `terms` are the occurrences in each source text, told apart by the whole document: a term is marked in a
    translation only where its source names the concept. Without them each source text is searched alone.
    """
    source = article.document.locale
    if locale == source:
        chain = ()
    resolver = _Resolver(article=article, locale=locale, levels=tuple(_level(one) for one in chain))
    choices = resolver.choices()
    meant = Meant(source=source, find_terms=find_terms, terms=terms)
    show = Shower(source=source, locale=locale, choices=choices, meant=meant)
    coverage = _coverage(article, choices) if locale != source else 1.0
    own = chain[0][1] if chain else None
    stale = [] if own is None else _stale_entries(article, own)
    title_approved = not article.title.text or choices[article.title.id].entry is not None
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
        title=show.head(article.title),
        subtitle=show.head(article.subtitle) if article.subtitle else None,
        dateline=show.head(article.dateline) if article.dateline else None,
        blocks=tuple(
            ShownBlock(kind=block.block.kind, segments=tuple(show.body(block.segments)))
            for block in article.blocks
        ),
        coverage=coverage,
        stale_since=_stale_since(stale),
        notices=tuple(resolver.notices),
    )


def _status(*, is_source: bool, publishable: bool, stale: bool) -> PageStatus:
    if is_source:
        return PageStatus.SOURCE
    if publishable:
        return PageStatus.PUBLISHED
    return PageStatus.STALE if stale else PageStatus.PARTIAL


def _level(link: tuple[str, Catalog]) -> tuple[str, dict[Key, Entry]]:
    locale, catalog = link
    return locale, catalog.by_key()


class _Resolver:
    """Chooses an entry for each segment, and notes the approved ones it had to refuse."""

    def __init__(
        self, *, article: Article, locale: str, levels: Sequence[tuple[str, dict[Key, Entry]]]
    ) -> None:
        self.notices: list[PageNotice] = []
        self._article = article
        self._locale = locale
        self._levels = levels
        self._refused: set[Key] = set()

    def choices(self) -> dict[str, Choice]:
        """By segment id, for every segment of the article."""
        misplaced = self._misplaced_keys()
        chosen = {segment.id: self._checked(segment, misplaced) for segment in self._article.head}
        for block in self._article.blocks:
            for run in self._runs(block.segments):
                chosen.update(self._run(run, misplaced))
        return chosen

    def _first_approved(self, segment: Segment) -> Choice:
        for locale, entries in self._levels:
            entry = entries.get(segment.key)
            if entry is not None and state_of(entry) is State.APPROVED:
                return Choice(entry=entry, locale=locale)
        return FROM_SOURCE

    def _is_merged(self, segment: Segment) -> bool:
        """Whether the first level that has a text for the segment, fuzzy or not, joins it to its head."""
        for _, entries in self._levels:
            entry = entries.get(segment.key)
            if entry is not None and any(entry.msgstr):
                return entry.msgstr[0] == MERGED
        return False

    def _runs(self, segments: Sequence[Segment]) -> Iterator[list[Segment]]:
        """A sentence with those joined to it; nearly always it is alone."""
        run: list[Segment] = []
        for segment in segments:
            if run and not self._is_merged(segment):
                yield run
                run = []
            run.append(segment)
        if run:
            yield run

    def _run(self, run: Sequence[Segment], misplaced: set[Key]) -> Iterator[tuple[str, Choice]]:
        """A run stands or falls together."""
        choices = [self._checked(segment, misplaced) for segment in run]
        if len(run) > 1 and any(choice.entry is None for choice in choices):
            choices = [FROM_SOURCE] * len(run)
        for number, (segment, choice) in enumerate(zip(run, choices, strict=True)):
            if number:
                choice = Choice(entry=choice.entry, locale=choice.locale, follows=choice.entry is not None)
            yield segment.id, choice

    def _checked(self, segment: Segment, misplaced: set[Key]) -> Choice:
        choice = self._first_approved(segment)
        if choice.entry is None:
            return choice
        target = choice.entry.msgstr[0]
        if target == MERGED:
            if segment.key not in misplaced:
                return choice
            finding = _fault(
                "merged-misplaced", "{merged} has no sentence before it that it can join everywhere"
            )
        elif not comparable(segment.text, target):
            return choice
        else:
            finding = _fault("placeholder", "tags or variables differ from the source; the source is shown")
        self._refuse(segment, choice, finding)
        return FROM_SOURCE

    def _refuse(self, segment: Segment, choice: Choice, finding: Finding) -> None:
        if segment.key in self._refused:
            return
        self._refused.add(segment.key)
        line = choice.entry.line if choice.entry else None
        self.notices.append(PageNotice(finding=finding, locale=choice.locale, segment=segment.id, line=line))

    def _misplaced_keys(self) -> set[Key]:
        """Segments that are first in a block, or follow different sentences in different places.

        A run in which two segments hold tags is misplaced too: one msgstr can't say which tag is whose.
        """
        misplaced = {segment.key for segment in self._article.head}
        before: dict[Key, Key] = {}
        for block in self._article.blocks:
            misplaced.update(segment.key for segment in block.segments[:1])
            for previous, segment in zip(block.segments, block.segments[1:], strict=False):
                if before.setdefault(segment.key, previous.key) != previous.key:
                    misplaced.add(segment.key)
            for run in self._runs(block.segments):
                if sum(_has_tags(segment.text) for segment in run) > 1:
                    misplaced.update(segment.key for segment in run[1:])
        return misplaced


def _fault(rule: str, message: str) -> Finding:
    return Finding(rule=rule, severity=Severity.WARNING, message=message)


def _has_tags(text: str) -> bool:
    return any(one.kind in TAGS for one in placeholders(text))


def _coverage(article: Article, choices: dict[str, Choice]) -> float:
    total = approved = 0
    for segment in article.segments():
        size = word_count(segment.text)
        total += size
        approved += size if choices[segment.id].entry is not None else 0
    return approved / total if total else 1.0


def _stale_entries(article: Article, catalog: Catalog) -> list[Entry]:
    entries = catalog.by_key()
    keys = dict.fromkeys(segment.key for segment in article.segments())
    found = (entries[key] for key in keys if key in entries)
    return [entry for entry in found if state_of(entry) is State.STALE]


def _stale_since(entries: Iterable[Entry]) -> datetime.date | None:
    """The earliest date that stale entries record, if any does."""
    comments = (comment for entry in entries for comment in entry.comments)
    dates = (found[1] for found in map(_STALE_SINCE.fullmatch, (text.strip() for text in comments)) if found)
    valid = [date for date in map(_iso_date, dates) if date]
    return min(valid, default=None)


def _iso_date(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        # A person can write anything into a comment.
        return None
