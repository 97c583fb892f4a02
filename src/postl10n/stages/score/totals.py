"""Tallying segments for a score card; the tallies of articles add up to their locale's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import islice
from typing import NamedTuple, TypeVar

import numpy as np

from postl10n.lang.terms.concept_terms import target_terms
from postl10n.lang.terms.usage import covered, renderings
from postl10n.lang.terms.verify import Verdict
from postl10n.lang.text.word_diff import tokens
from postl10n.model.glossary import Concept
from postl10n.model.ids import short_hash
from postl10n.model.scores import MissedTerm, SegmentScore, Skipped, TermAccuracy
from postl10n.stages.score.inputs import Edited, ScoreInput
from postl10n.stages.score.statistics import Measures, ScoredPair, StatisticsRows

_WINDOW = 2
"""The number of words on each side of a term, as in Alam et al. 2021, who use 2 and 3."""
_LONGEST = 20_000
"""The number of characters of a text searched for terms; only texts that are no sentences are longer."""


class TermUse(NamedTuple):
    """The best use of a concept in a text; offsets are code points, `[start, end)`."""

    concept: str
    term: str
    exact: bool
    start: int
    end: int


_Sum = TypeVar("_Sum", "TermCount", "Tally")


def _added(one: _Sum, other: _Sum) -> _Sum:
    """Add the other's fields to those of one, lists and counters in place."""
    for name in (each.name for each in fields(one)):
        mine = getattr(one, name)
        mine += getattr(other, name)
        setattr(one, name, mine)
    return one


@dataclass(slots=True)
class TermCount:
    """The counts so far; those of several articles can be added."""

    expected: int = 0
    exact: int = 0
    used: int = 0
    uses: Counter[tuple[str, str]] = field(default_factory=Counter)
    """The number of uses of each (concept, term)."""
    missed: list[MissedTerm] = field(default_factory=list)

    def add(self, wanted: Collection[Concept], found: Sequence[TermUse]) -> None:
        """Count one segment."""
        self.expected += len(wanted)
        self.used += len(found)
        self.exact += sum(use.exact for use in found)
        self.uses.update((use.concept, use.term) for use in found)

    def __iadd__(self, other: TermCount) -> TermCount:
        return _added(self, other)

    def accuracy(self) -> TermAccuracy:
        by_concept: dict[str, list[int]] = {}
        for (concept, _), times in self.uses.items():
            by_concept.setdefault(concept, []).append(times)
        repeated = [times for times in by_concept.values() if sum(times) > 1]
        return TermAccuracy(
            used=self.used,
            expected=self.expected,
            exact=self.exact,
            repeated=sum(map(sum, repeated)),
            agreeing=sum(map(max, repeated)),
        )


def find_uses(wanted: Sequence[Concept], text: str, source: str, locale: str) -> list[TermUse]:
    """Return the best use of each concept's approved terms, as `check` judges it; unused concepts are left out."""
    text = text[:_LONGEST]
    longer = covered(wanted, text, source, locale)
    found = []
    for concept in wanted:
        (used,), _ = renderings(1, concept, text, source, locale, longer.get(concept.id, ()))
        if used.usable and used.span is not None:
            exact = used.verdict in (Verdict.EXACT, Verdict.LISTED)
            found.append(TermUse(concept.id, used.term or "", exact, *used.span))
    return found


def window_overlap(
    text: str, found: Sequence[TermUse], reference: str, trusted: Sequence[TermUse]
) -> list[float]:
    """Return, for each concept that the reference uses, the share of the words around it that the translation has too.

    0 if the translation does not use the concept; a concept without words around it in the reference counts 1 if used.
    """
    own = {use.concept: use for use in found}
    overlaps = []
    for use in trusted:
        mine = own.get(use.concept)
        if mine is None:
            overlaps.append(0.0)
            continue
        wanted = Counter(_around(reference, use.start, use.end))
        shared = wanted & Counter(_around(text, mine.start, mine.end))
        overlaps.append(shared.total() / wanted.total() if wanted else 1.0)
    return overlaps


def _around(text: str, start: int, end: int) -> list[str]:
    """Return the words beside a part of a text, two on each side, without punctuation."""
    # A window of characters keeps long texts cheap: two words are never longer.
    left = [token.text for token in tokens(text, max(0, start - 200), start) if token.text[0].isalnum()]
    right = [token.text for token in tokens(text, end, min(len(text), end + 200)) if token.text[0].isalnum()]
    return [word.lower() for word in (*left[-_WINDOW:], *right[:_WINDOW])]


_CHUNK = 256
"""The number of segments whose n-grams are in memory at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSetting:
    """The metrics and options for rating items."""

    measures: Measures
    source: str
    locale: str
    concepts: Mapping[str, Concept] = field(default_factory=dict)
    segments: bool = False
    """True to record the score of each segment."""

    def expected(self, concept: Concept) -> tuple[str, ...]:
        """Return the usable terms of a concept, preferred ones first."""
        return tuple(term.text for term in target_terms(concept, self.source, self.locale))


@dataclass(slots=True, kw_only=True)
class Tally:
    """The counts so far."""

    segments: int = 0
    oversized: int = 0
    skipped: Skipped = field(default_factory=Skipped)
    rows: list[StatisticsRows] = field(default_factory=list)
    baseline_rows: list[StatisticsRows] = field(default_factory=list)
    paired: list[bool] = field(default_factory=list)
    """For each row, True if the baseline has one too."""
    hashes: list[str] = field(default_factory=list)
    terms: TermCount = field(default_factory=TermCount)
    compared_terms: TermCount = field(default_factory=TermCount)
    reference_terms: TermCount = field(default_factory=TermCount)
    windows: list[float] = field(default_factory=list)
    edited: list[Edited] = field(default_factory=list)
    scores: list[SegmentScore] = field(default_factory=list)

    def __iadd__(self, other: Tally) -> Tally:
        return _added(self, other)

    def both_rows(self) -> tuple[StatisticsRows, StatisticsRows] | None:
        """Return the rows of segments that the baseline translates too, ours and its; None if there are none."""
        if not self.baseline_rows:
            return None
        return StatisticsRows.joined(self.rows).only(np.flatnonzero(self.paired)), StatisticsRows.joined(
            self.baseline_rows
        )


def tally(items: Iterable[ScoreInput], setting: ScoreSetting, article: str | None = None) -> Tally:
    """Return the tally of the items, with few in memory at a time."""
    result = Tally()
    remaining = iter(items)
    while chunk := list(islice(remaining, _CHUNK)):
        _count(chunk, setting, article, result)
    return result


def _count(chunk: list[ScoreInput], setting: ScoreSetting, article: str | None, result: Tally) -> None:
    compared: list[tuple[ScoreInput, ScoredPair]] = []
    for item in chunk:
        result.segments += 1
        named = (setting.concepts[one] for one in item.concepts)
        wanted = [one for one in named if setting.expected(one)]
        found = find_uses(wanted, item.target, setting.source, setting.locale)
        result.terms.add(wanted, found)
        used = {one.concept for one in found}
        result.terms.missed += [
            MissedTerm(article, item.id, item.source, one.id, setting.expected(one))
            for one in wanted
            if one.id not in used
        ]
        if item.reference is None:
            continue
        if not setting.measures.comparable(item.target, item.reference):
            result.oversized += 1
            continue
        trusted = find_uses(wanted, item.reference, setting.source, setting.locale)
        result.compared_terms.add(wanted, found)
        result.reference_terms.add(wanted, trusted)
        result.windows += window_overlap(item.target, found, item.reference, trusted)
        compared.append((item, _pair(item.target, item.reference, trusted)))
    if compared:
        _compare(compared, setting, article, result)


def _pair(translation: str, reference: str, trusted: Iterable[TermUse] = ()) -> ScoredPair:
    return ScoredPair(translation, reference, tuple((use.start, use.end) for use in trusted))


def _compare(
    compared: list[tuple[ScoreInput, ScoredPair]], setting: ScoreSetting, article: str | None, result: Tally
) -> None:
    measures = setting.measures
    rows = measures.rows([pair for _, pair in compared])
    result.rows.append(rows)
    result.hashes += [short_hash(pair.reference) for _, pair in compared]
    others = [
        _pair(item.baseline, pair.reference)
        if item.baseline is not None and measures.comparable(item.baseline, pair.reference)
        else None
        for item, pair in compared
    ]
    result.paired += [other is not None for other in others]
    if known := [other for other in others if other is not None]:
        result.baseline_rows.append(measures.rows(known))
    if setting.segments:
        result.scores += [
            SegmentScore(
                article=article,
                id=item.id,
                source=item.source,
                target=item.target,
                reference=pair.reference,
                bleu=bleu,
                chrf=chrf,
                ter=ter,
            )
            for (item, pair), (bleu, chrf, ter) in zip(compared, measures.scores(rows), strict=True)
        ]
