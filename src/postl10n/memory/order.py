"""What stores have in common: the order of their answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from postl10n.model.memory import Unit, UnitState

_RANKS = {state: rank for rank, state in enumerate(UnitState)}


def preferred(units: Iterable[Unit]) -> list[Unit]:
    """Approved ones first, then the newest, then by text, so that every store answers alike."""
    listed = list(units)
    if len(listed) < 2:
        return listed
    listed.sort(
        key=lambda unit: (unit.source, unit.target, unit.origin, unit.context or "", unit.before or "")
    )
    listed.sort(key=lambda unit: unit.date, reverse=True)
    listed.sort(key=lambda unit: _RANKS[unit.state])
    return listed


def nearest_of(text: str, texts: Sequence[str], *, least: float, limit: int) -> list[tuple[str, float]]:
    """The texts most like this one, by measuring every one of them; ties in order of the texts."""
    scored = process.extract(
        text, texts, scorer=Levenshtein.normalized_similarity, score_cutoff=least, limit=None
    )
    best = sorted((-score, one) for one, score, _ in scored)
    return [(one, -score) for score, one in best[:limit]]
