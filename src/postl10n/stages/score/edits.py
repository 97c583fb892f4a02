"""The edits that turn a translation into its reference: TER as sacrebleu counts it, with where the edits are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

# sacrebleu's TER gives the number of edits alone; which words they touch, which TERm asks for, is in its parts.
from sacrebleu.metrics.lib_ter import BeamEditDistance, _shift, trace_to_alignment

_MOST_CANDIDATES = 1000
"""Shifts looked at before sacrebleu gives up; its own limit."""

_TURNED = str.maketrans("id", "di")


class Edits(NamedTuple):
    """What it takes to make the reference of a translation."""

    total: int
    """Shifts, insertions, deletions and substitutions."""
    in_terms: int
    """Those of them, shifts apart, at a word of a term of the reference."""


def edits(words: Sequence[str], reference: Sequence[str], term_words: Collection[int] = ()) -> Edits:
    """The edits of TER (Snover et al. 2006), the same number as sacrebleu's.

    term_words: which words of the reference belong to a term.
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
        # The trace rewrites the reference; turned round, insertions are deletions.
        _, missed, _ = trace_to_alignment(trace.translate(_TURNED))
        wrong = sum(missed[at] for at in term_words)
    return Edits(shifts + count, wrong)
