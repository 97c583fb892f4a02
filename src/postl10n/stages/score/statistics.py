"""What BLEU, chrF2++ and TER need to know of each segment; corpus scores are sums of these.

Kept for each segment are some thirty numbers, not its n-grams: 100,000 segments take megabytes, and every
resample of a significance test is a sum of rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from sacrebleu.metrics.base import Metric
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER

from postl10n.lang.locales import language
from postl10n.stages.score.edits import edits

Table = npt.NDArray[np.float64]
"""A row for each segment; the columns are a metric's own."""

_EAST_ASIAN = frozenset({"zh", "yue", "ja"})
_LONGEST = 5000
"""Characters. No sentence is longer, and the time of TER grows with the square."""
_MOST_WORDS = 1000
"""Tokens of TER, for the same reason."""
SAMPLES = 1000
"""Of a bootstrap, as many as sacrebleu draws."""
SEED = 12345
"""sacrebleu's own, so that anybody gets the same interval."""


class ScoredPair(NamedTuple):
    """A translation with its reference, and where terms stand in the reference: `[start, end)`."""

    translation: str
    reference: str
    terms: tuple[tuple[int, int], ...] = ()


class StatisticsRows(NamedTuple):
    """The statistics of some segments, row by row."""

    bleu: Table
    chrf: Table
    ter: Table
    """Edits, words of the reference."""
    term: Table
    """Edits in terms, for TERm; zero where no term is."""

    @staticmethod
    def joined(parts: Sequence[StatisticsRows]) -> StatisticsRows:
        return StatisticsRows(*(np.concatenate(tables) for tables in zip(*parts, strict=True)))

    def only(self, rows: npt.NDArray[np.intp]) -> StatisticsRows:
        return StatisticsRows(*(table[rows] for table in self))


class Measures:
    """The metrics of one locale: BLEU (Papineni et al. 2002), chrF2++ (Popović 2017), TER (Snover et al. 2006)."""

    def __init__(self, locale: str, tokenize: str) -> None:
        asian = language(locale) in _EAST_ASIAN
        # `force` silences a warning about tokenized texts; it changes no figure.
        self._bleu = BLEU(tokenize=tokenize, force=True)
        self._chrf = CHRF(word_order=2)
        self._ter = TER(normalized=asian, asian_support=asian)
        self._sentence = BLEU(tokenize=tokenize, force=True, effective_order=True)

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """In the order of `Rows`."""
        return self._bleu, self._chrf, self._ter

    def comparable(self, translation: str, reference: str) -> bool:
        """Whether the texts are short enough to be compared."""
        return all(
            len(text) <= _LONGEST and len(self._words(text)) <= _MOST_WORDS
            for text in (translation, reference)
        )

    def rows(self, pairs: Sequence[ScoredPair]) -> StatisticsRows:
        """The statistics of at least one pair; n-grams are kept for these pairs only as long as it takes."""
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
        """BLEU, chrF2++ and TER of each row, as scores of a sentence."""
        metrics = (self._sentence, self._chrf, self._ter)
        columns = [
            [value(metric, row) for row in table.tolist()]
            for metric, table in zip(metrics, rows[:3], strict=True)
        ]
        return list(zip(*columns, strict=True))

    def signature(self, metric: Metric, *, resampled: bool) -> str:
        """sacrebleu's signature, verbatim; to be asked for once a score was computed."""
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
        """The words of TER that hold a part of the text."""
        before = self._words(text[:start])
        # A bracket or an article before the term may belong to its first word.
        first = len(before) if words[: len(before)] == before else len(before) - 1
        return range(max(0, first), min(len(self._words(text[:end])), len(words)))


def value(metric: Metric, sums: Sequence[float]) -> float:
    """A metric's score from summed statistics."""
    return float(metric._compute_score_from_stats(list(sums)).score)


def _table(rows: Sequence[Sequence[float]]) -> Table:
    return np.array(rows, dtype=np.float64)
