"""Confidence of scores: bootstrap resampling (Koehn 2004), as in sacrebleu but in bounded memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from sacrebleu.metrics.base import Metric
from sacrebleu.metrics.ter import TER

from postl10n.model.scores import Comparison, PairedTest
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


def resample_each(tables: Sequence[Table]) -> list[Table]:
    """Return the resampled sums of each table; the same draws for those of one length."""
    if len({len(table) for table in tables}) == 1:
        return resample(tables) if len(tables[0]) else list(tables)
    return [resample([table])[0] if len(table) else table for table in tables]


def compare_all(metric: Metric, sides: Sequence[tuple[str, Table, Table]]) -> tuple[Comparison, ...]:
    """Compare a system with baselines, each given with its name and both tables over the same segments.

    The p-values of several comparisons are adjusted by the method of Holm (1979).
    """
    compared = [compare(metric, *side) for side in sides if len(side[1])]
    adjusted = iter(holm([max(test.p_value for test in one.tests) for one in compared if one.tests]))
    return tuple(replace(one, p_value=next(adjusted)) if one.tests else one for one in compared)


def holm(p_values: Sequence[float]) -> list[float]:
    """Return the p-values adjusted for their number.

    >>> holm([0.01, 0.04, 0.03])
    [0.03, 0.06, 0.06]
    """
    ranked = sorted(range(len(p_values)), key=p_values.__getitem__)
    adjusted, least = [0.0] * len(p_values), 0.0
    for rank, number in enumerate(ranked):
        least = max(least, min(1.0, p_values[number] * (len(p_values) - rank)))
        adjusted[number] = least
    return adjusted


def compare(metric: Metric, name: str, own: Table, other: Table) -> Comparison:
    """Compare a system with a baseline over the same segments; no test is made of too few segments to tell."""
    score, baseline = (value(metric, table.sum(0).tolist()) for table in (own, other))
    tests: tuple[PairedTest, ...] = ()
    if score == baseline:
        tests = tuple(
            PairedTest(name=test, p_value=1.0, settings=settings) for test, settings in _SETTINGS.items()
        )
    elif len(own) >= LEAST_SEGMENTS:
        found = (_by_bootstrap(metric, own, other), _by_randomization(metric, own, other))
        tests = tuple(
            PairedTest(name=test, p_value=_p_value(differences, abs(score - baseline)), settings=settings)
            for (test, settings), differences in zip(_SETTINGS.items(), found, strict=True)
        )
    lower_is_better = isinstance(metric, TER)
    return Comparison(
        name=name,
        value=score,
        baseline=baseline,
        p_value=None,
        tests=tests,
        segments=len(own),
        better=score <= baseline if lower_is_better else score >= baseline,
    )


_SETTINGS = {
    "paired bootstrap": f"bs:{SAMPLES}|seed:{SEED}",
    "approximate randomization": f"ar:{SAMPLES}|seed:{SEED}",
}


def _by_bootstrap(metric: Metric, own: Table, other: Table) -> Table:
    """Return how far the difference of each resample is from their mean (Koehn 2004)."""
    differences = np.abs(np.subtract(*(_values(metric, sums) for sums in resample([own, other]))))
    return np.asarray(differences - differences.mean(), dtype=np.float64)


def _by_randomization(metric: Metric, own: Table, other: Table) -> Table:
    """Return the difference of each trial in which translations change sides at random (Riezler and Maxwell 2005)."""
    rng = np.random.default_rng(SEED)
    # sacrebleu draws the trials all at once: the generator makes 32 of its bits at a time.
    step = max(1, _BLOCK // len(own) // 32) * 32
    differences: list[float] = []
    for start in range(0, SAMPLES, step):
        swapped = rng.integers(2, size=(min(step, SAMPLES - start), len(own)), dtype=bool)
        sides = swapped @ other + ~swapped @ own, ~swapped @ other + swapped @ own
        differences += np.abs(np.subtract(*(_values(metric, sums) for sums in sides))).tolist()
    return np.array(differences)


def _values(metric: Metric, sums: Table) -> Table:
    return np.array([value(metric, row) for row in sums.tolist()])


def _p_value(differences: Table, observed: float) -> float:
    """Return the share of differences that exceed the observed one, computed as in sacrebleu."""
    return (int(np.sum(differences > observed)) + 1) / (len(differences) + 1)
