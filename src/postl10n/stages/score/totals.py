"""Tallying segments for a score card; the tallies of articles add up to their locale's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice

import numpy as np

from postl10n.model.glossary import Concept
from postl10n.model.ids import short_hash
from postl10n.model.scores import SegmentScore, Skipped
from postl10n.stages.score.inputs import Edited, ScoreInput
from postl10n.stages.score.statistics import Measures, ScoredPair, StatisticsRows
from postl10n.stages.score.terms import TermCount, TermUse, find_uses, window_overlap

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

    def merge(self, other: Tally) -> None:
        """Add the counts of another tally."""
        self.segments += other.segments
        self.oversized += other.oversized
        self.skipped = self.skipped.plus(other.skipped)
        self.terms.merge(other.terms)
        self.compared_terms.merge(other.compared_terms)
        self.reference_terms.merge(other.reference_terms)
        self.rows += other.rows
        self.baseline_rows += other.baseline_rows
        self.paired += other.paired
        self.hashes += other.hashes
        self.windows += other.windows
        self.edited += other.edited
        self.scores += other.scores

    def all_rows(self) -> StatisticsRows | None:
        """Return the rows of all compared segments; None if there are none."""
        return StatisticsRows.joined(self.rows) if self.rows else None

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
        wanted = [setting.concepts[one] for one in item.concepts]
        found = find_uses(wanted, item.target, setting.source, setting.locale)
        result.terms.add(wanted, found)
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
