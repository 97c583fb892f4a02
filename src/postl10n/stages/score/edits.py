"""The edits that turn a translation into its reference: TER as in sacrebleu, with the positions of the edits."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

# sacrebleu's TER only returns the number of edits; the words that they affect, needed for TERm, are in its
# internals.
from sacrebleu.metrics.lib_ter import BeamEditDistance, _shift, trace_to_alignment

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
