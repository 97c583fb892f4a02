"""The order of look-up results, common to all memories."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from babel.core import get_global
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from postl10n.lang.locales import cldr, language, script
from postl10n.model.memory import MemoryUnit, UnitState


@lru_cache(maxsize=512)
def source_side(code: str) -> str:
    """Return the key for source locales: language and script, so that `en_US` also serves `en`."""
    known = cldr(code)
    return f"{language(known)}_{script(known)}"


@lru_cache(maxsize=512)
def target_side(code: str) -> str:
    """Return the key for target locales: the locale with likely subtags, `zh_Hans_CN` for `zh_CN` and `zh_Hans`."""
    known = cldr(code)
    parts = known.split("_")
    named = next((part for part in parts[1:] if len(part) == 2 or part.isdigit()), None)
    return f"{language(known)}_{script(known)}_{named or _territory(known)}"


def _territory(known: str) -> str:
    likely = get_global("likely_subtags")
    for key in (known, f"{language(known)}_{script(known)}", language(known)):
        if key in likely:
            return str(likely[key]).split("_")[-1]
    return ""


_RANKS = {state: rank for rank, state in enumerate(UnitState)}


def preferred(units: Iterable[MemoryUnit]) -> list[MemoryUnit]:
    """Return the units sorted: approved first, then the newest, then by text, the same in every memory."""
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
    """Return the texts most similar to this one with their scores, by measuring all; ties in order of the texts."""
    scored = process.extract(
        text, texts, scorer=Levenshtein.normalized_similarity, score_cutoff=least, limit=None
    )
    best = sorted((-score, one) for one, score, _ in scored)
    return [(one, -score) for score, one in best[:limit]]
