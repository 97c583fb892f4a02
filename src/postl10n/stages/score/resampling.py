"""Confidence of scores: bootstrap resampling (Koehn 2004), as in sacrebleu but in bounded memory."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sacrebleu.metrics.base import Metric
from sacrebleu.metrics.ter import TER

from postl10n.model.scores import Comparison
from postl10n.stages.score.statistics import SAMPLES, SEED, Table, value

_BLOCK = 2_000_000
"""The number of indices drawn at a time; all 1,000 samples of 100,000 segments at once would take a gigabyte."""


LEAST_SEGMENTS = 10
"""The minimum number of segments for the test of a difference; below it the test is unreliable, and not made.

A bootstrap of n values is too narrow: it has their variance over n for that over n − 1, and a normal tail for Student's
(Hesterberg 2015). So a difference between equals passes as real at p < .05 with the probability 2 P(t > 1.96 √(1 − 1/n)), t
with n − 1 degrees of freedom: 40 % for two segments, 13 % for six, and less than twice 5 % from ten on. With one segment
every resample is the same, and any difference has p = 0.001.
"""


def resample(tables: Sequence[Table]) -> list[Table]:
    """Return the sums of each table over 1,000 random draws of its rows; the same rows from each table."""
    # The draws are sacrebleu's, which makes them all at once with the same generator.
    rng = np.random.default_rng(SEED)
    joined = np.hstack(tables)
    size = len(joined)
    step = max(1, _BLOCK // size)
    sums = np.empty((SAMPLES, joined.shape[1]))
    for start in range(0, SAMPLES, step):
        drawn = rng.choice(size, size=(min(step, SAMPLES - start), size), replace=True)
        times = np.stack([np.bincount(row, minlength=size) for row in drawn]).astype(np.float64)
        sums[start : start + len(drawn)] = times @ joined
    borders = np.cumsum([table.shape[1] for table in tables])[:-1]
    return np.split(sums, borders, axis=1)


def interval(metric: Metric, sums: Table) -> tuple[float, float]:
    """Return the interval that contains 95 % of the resampled scores."""
    scores = sorted(value(metric, row) for row in sums.tolist())
    cut = len(scores) // 40
    return scores[cut], scores[-cut - 1]


def compare(metric: Metric, own: Table, other: Table, drawn: tuple[Table, Table]) -> Comparison:
    """Compare a system with a baseline over the same segments; `drawn` are resampled sums of both.

    p: 1 if there is no difference, None if there are too few segments to tell.
    """
    score, baseline = (value(metric, table.sum(0).tolist()) for table in (own, other))
    p_value: float | None = 1.0
    if score != baseline:
        p_value = _p_value(metric, abs(score - baseline), drawn) if len(own) >= LEAST_SEGMENTS else None
    lower_is_better = isinstance(metric, TER)
    return Comparison(
        value=score,
        baseline=baseline,
        p_value=p_value,
        segments=len(own),
        better=score <= baseline if lower_is_better else score >= baseline,
    )


def _p_value(metric: Metric, observed: float, drawn: tuple[Table, Table]) -> float:
    """Return the share of resamples whose difference deviates from their mean by more than the observed one.

    Computed as in sacrebleu.
    """
    ours, theirs = (np.array([value(metric, row) for row in sums.tolist()]) for sums in drawn)
    differences = np.abs(ours - theirs)
    extreme = int(np.sum(differences - differences.mean() > observed))
    return (extreme + 1) / (len(differences) + 1)
