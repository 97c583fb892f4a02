"""The counts of a catalog."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from postl10n.lang.text.word_count import word_count
from postl10n.model.catalog import Catalog, Key
from postl10n.model.reports import Counts
from postl10n.model.states import State, state_of


def inherited_keys(catalog: Catalog, parents: Sequence[Catalog]) -> set[Key]:
    """The empty entries that the nearest parent catalog with any translation of them has approved."""
    if not parents:
        return set()
    filled: dict[Key, bool] = {}
    for parent in parents:
        for entry in parent.active():
            state = state_of(entry)
            if state is not State.EMPTY:
                filled.setdefault(entry.key, state is State.APPROVED)
    return {e.key for e in catalog.active() if state_of(e) is State.EMPTY and filled.get(e.key, False)}


def count(catalog: Catalog, inherited: Collection[Key] = frozenset()) -> Counts:
    """Return the counts of a catalog's active entries; words are those of the source."""
    tally = dict.fromkeys(("approved", "fuzzy", "untranslated", "inherited", "words", "words_done"), 0)
    for entry in catalog.active():
        kind = _kind(state_of(entry), is_inherited=entry.key in inherited)
        words = word_count(entry.msgid)
        tally[kind] += 1
        tally["words"] += words
        tally["words_done"] += words if kind in ("approved", "inherited") else 0
    return Counts(**tally)


def _kind(state: State, *, is_inherited: bool) -> str:
    if state is State.APPROVED:
        return "approved"
    if state is State.EMPTY:
        return "inherited" if is_inherited else "untranslated"
    return "fuzzy"
