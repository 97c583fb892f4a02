"""The statistics of each segment for BLEU, chrF2++ and TER; corpus scores are sums of these.

About thirty numbers are kept for each segment, not its n-grams: 100,000 segments take megabytes, and every
resample of a significance test is a sum of rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from sacrebleu.metrics.base import Metric
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.lib_ter import BeamEditDistance, _shift, trace_to_alignment
from sacrebleu.metrics.ter import TER

from postl10n.lang.languages.language import language

_MOST_CANDIDATES = 1000
"""The number of shifts examined before sacrebleu gives up; its own limit."""

_TURNED = str.maketrans("id", "di")


class Edits(NamedTuple):
    """The edits that turn a translation into its reference."""

    total: int
    """The number of shifts, insertions, deletions and substitutions."""
    in_terms: int
    """Those of `total`, except shifts, at a word of a term in the reference."""


def edits(words: Sequence[str], reference: Sequence[str], term_words: Collection[int] = ()) -> Edits:
    """Return the edits of TER (Snover et al. 2006), the same number as sacrebleu's.

    term_words: the indices of reference words that belong to a term.
    """
    if words == reference:
        return Edits(0, 0)
    if not reference:
        return Edits(len(words), 0)
    target = list(reference)
    distance = BeamEditDistance(target)
    current, shifts, candidates = list(words), 0, 0
    while True:
        gain, shifted, candidates = _shift(current, target, distance, candidates)
        if candidates >= _MOST_CANDIDATES or gain <= 0:
            break
        current, shifts = shifted, shifts + 1
    count, trace = distance(current)
    wrong = 0
    if term_words:
        # The trace edits the reference; seen from the translation, insertions are deletions.
        _, missed, _ = trace_to_alignment(trace.translate(_TURNED))
        wrong = sum(missed[at] for at in term_words)
    return Edits(shifts + count, wrong)


Table = npt.NDArray[np.float64]
"""One row for each segment; the columns depend on the metric."""

_LONGEST = 500_000
"""The maximum length in characters: what is longer is no text of news, and its n-grams take gigabytes."""
_MOST_WORDS = 250
"""The maximum number of TER tokens: of 250 it takes a second, of 500 ten, and no sentence is longer."""
_LONGEST_TER = 20 * _MOST_WORDS
"""In characters: what is longer need not be cut into tokens."""
SAMPLES = 1000
"""The number of bootstrap samples, as in sacrebleu."""
SEED = 12345
"""sacrebleu's own seed, so that everybody gets the same interval."""


class ScoredPair(NamedTuple):
    """A translation with its reference, and the spans of terms in the reference: code points, `[start, end)`."""

    translation: str
    reference: str
    terms: tuple[tuple[int, int], ...] = ()


class StatisticsRows(NamedTuple):
    """The statistics of some segments, row by row; NaN where there is none."""

    bleu: Table
    chrf: Table
    ter: Table
    """Columns: edits, words of the reference."""
    term: Table
    """Column: edits in terms, for TERm; zero if there are no terms."""

    @staticmethod
    def joined(parts: Sequence[StatisticsRows]) -> StatisticsRows:
        return StatisticsRows(*(np.concatenate(tables) for tables in zip(*parts, strict=True)))


class Measures:
    """The metrics of one locale: BLEU (Papineni et al. 2002), chrF2++ (Popović 2017), TER (Snover et al. 2006)."""

    def __init__(self, locale: str, tokenize: str) -> None:
        asian = language(locale).ideographic
        # `force` silences a warning about tokenized texts; it changes no figure.
        self._bleu = BLEU(tokenize=tokenize, force=True)
        self._chrf = CHRF(word_order=2)
        self._ter = TER(normalized=asian, asian_support=asian)
        self._sentence = BLEU(tokenize=tokenize, force=True, effective_order=True)

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """In the order of `StatisticsRows`."""
        return self._bleu, self._chrf, self._ter

    def comparable(self, translation: str, reference: str) -> bool:
        """Return True if the texts are short enough to compare."""
        return max(len(translation), len(reference)) <= _LONGEST

    def has_ter(self, translation: str, reference: str) -> bool:
        """Return True if the texts are short enough for TER."""
        return all(
            len(text) <= _LONGEST_TER and len(self._words(text)) <= _MOST_WORDS
            for text in (translation, reference)
        )

    def rows(self, pairs: Sequence[ScoredPair | None]) -> StatisticsRows:
        """Return the statistics of pairs; their n-grams are only kept during the computation."""
        known = [pair for pair in pairs if pair is not None]
        present = [pair is not None for pair in pairs]
        translations = [pair.translation for pair in known]
        references = [[pair.reference for pair in known]]
        counts = [self._edits(pair) for pair in known]
        # sacrebleu's signature says how many references there were.
        self._ter.num_refs = 1
        return StatisticsRows(
            bleu=_table(present, self._bleu._extract_corpus_statistics(translations, references), 10),
            chrf=_table(present, self._chrf._extract_corpus_statistics(translations, references), 24),
            ter=_table(present, [(count, length) for count, _, length in counts], 2),
            term=_table(present, [(in_terms,) for _, in_terms, _ in counts], 1),
        )

    def scores(self, rows: StatisticsRows) -> Iterator[tuple[float, float, float | None]]:
        """Yield the sentence-level BLEU, chrF2++ and TER of each row; None for a TER of too long texts."""
        for bleu, chrf, ter in zip(rows.bleu.tolist(), rows.chrf.tolist(), rows.ter.tolist(), strict=True):
            rate = None if np.isnan(ter[0]) else value(self._ter, ter)
            yield value(self._sentence, bleu), value(self._chrf, chrf), rate

    def signature(self, metric: Metric, *, resampled: bool) -> str:
        """Return sacrebleu's signature, verbatim; available once a score was computed."""
        plain = str(metric.get_signature())
        return plain.replace("nrefs:1|", f"nrefs:1|bs:{SAMPLES}|seed:{SEED}|", 1) if resampled else plain

    def _words(self, text: str) -> list[str]:
        return self._ter._preprocess_segment(text).split()

    def _edits(self, pair: ScoredPair) -> tuple[float, float, float]:
        if not self.has_ter(pair.translation, pair.reference):
            return np.nan, np.nan, np.nan
        reference = self._words(pair.reference)
        in_terms: set[int] = set()
        for start, end in pair.terms:
            in_terms.update(self._term_words(pair.reference, start, end, reference))
        count, wrong = edits(self._words(pair.translation), reference, in_terms)
        return count, wrong, len(reference)

    def _term_words(self, text: str, start: int, end: int, words: list[str]) -> range:
        """Return the indices of the TER words that contain a part of the text."""
        before = self._words(text[:start])
        # A bracket or an article before the term may belong to its first word.
        first = len(before) if words[: len(before)] == before else len(before) - 1
        return range(max(0, first), min(len(self._words(text[:end])), len(words)))


def value(metric: Metric, sums: Sequence[float]) -> float:
    """Return a metric's score from summed statistics."""
    return float(metric._compute_score_from_stats(list(sums)).score)


def present(table: Table) -> npt.NDArray[np.bool_]:
    """Return which rows there are."""
    return ~np.isnan(table[:, 0])


def _table(given: Sequence[bool], rows: Sequence[Sequence[float]], columns: int) -> Table:
    table = np.full((len(given), columns), np.nan)
    if rows:
        table[np.array(given)] = rows
    return table
