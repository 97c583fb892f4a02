"""The statistics of each segment for BLEU, chrF2++ and TER; corpus scores are sums of these.

About thirty numbers are kept for each segment, not its n-grams: 100,000 segments take megabytes, and every
resample of a significance test is a sum of rows.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
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

_LONGEST = 5000
"""The maximum length in characters. No sentence is longer, and the time of TER is quadratic."""
_MOST_WORDS = 1000
"""The maximum number of TER tokens, for the same reason."""
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
    """The statistics of some segments, row by row."""

    bleu: Table
    chrf: Table
    ter: Table
    """Columns: edits, words of the reference."""
    term: Table
    """Column: edits in terms, for TERm; zero if there are no terms."""

    @staticmethod
    def joined(parts: Sequence[StatisticsRows]) -> StatisticsRows:
        return StatisticsRows(*(np.concatenate(tables) for tables in zip(*parts, strict=True)))

    def only(self, rows: npt.NDArray[np.intp]) -> StatisticsRows:
        return StatisticsRows(*(table[rows] for table in self))


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
        return all(
            len(text) <= _LONGEST and len(self._words(text)) <= _MOST_WORDS
            for text in (translation, reference)
        )

    def rows(self, pairs: Sequence[ScoredPair]) -> StatisticsRows:
        """Return the statistics of one or more pairs; their n-grams are only kept during the computation."""
        translations = [pair.translation for pair in pairs]
        references = [[pair.reference for pair in pairs]]
        counts = [self._edits(pair) for pair in pairs]
        # sacrebleu's signature says how many references there were.
        self._ter.num_refs = 1
        return StatisticsRows(
            bleu=_table(self._bleu._extract_corpus_statistics(translations, references)),
            chrf=_table(self._chrf._extract_corpus_statistics(translations, references)),
            ter=_table([(count, length) for count, _, length in counts]),
            term=_table([(in_terms,) for _, in_terms, _ in counts]),
        )

    def scores(self, rows: StatisticsRows) -> list[tuple[float, float, float]]:
        """Return the sentence-level BLEU, chrF2++ and TER of each row."""
        metrics = (self._sentence, self._chrf, self._ter)
        columns = [
            [value(metric, row) for row in table.tolist()]
            for metric, table in zip(metrics, rows[:3], strict=True)
        ]
        return list(zip(*columns, strict=True))

    def signature(self, metric: Metric, *, resampled: bool) -> str:
        """Return sacrebleu's signature, verbatim; available once a score was computed."""
        plain = str(metric.get_signature())
        return plain.replace("nrefs:1|", f"nrefs:1|bs:{SAMPLES}|seed:{SEED}|", 1) if resampled else plain

    def _words(self, text: str) -> list[str]:
        return self._ter._preprocess_segment(text).split()

    def _edits(self, pair: ScoredPair) -> tuple[int, int, int]:
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


def _table(rows: Sequence[Sequence[float]]) -> Table:
    return np.array(rows, dtype=np.float64)
