"""A translation memory in the process: small, and so simple that the others are tested against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from postl10n.lang.values.substitute import mask
from postl10n.memory.sqlite import nearest_of, preferred, source_side, target_side
from postl10n.model.memory import MemoryUnit, UnitState, Wanted

_Pair = tuple[str, str, bool]
"""Source key, target key, and True if only approved units count."""


class ProcessMemory:
    """Keeps units in dictionaries, and measures all of them for a fuzzy look-up."""

    def __init__(self, units: Iterable[MemoryUnit] = ()) -> None:
        self._sources: dict[_Pair, dict[str, list[MemoryUnit]]] = defaultdict(lambda: defaultdict(list))
        self._masks: dict[_Pair, dict[str, list[MemoryUnit]]] = defaultdict(lambda: defaultdict(list))
        for unit in units:
            self.add(unit)

    def add(self, unit: MemoryUnit) -> None:
        """Add one unit."""
        sides = source_side(unit.source_locale), target_side(unit.locale)
        masked = mask(unit.source, unit.source_locale)
        for approved_only in (True, False):
            if unit.state is UnitState.APPROVED or not approved_only:
                self._sources[*sides, approved_only][unit.source].append(unit)
                self._masks[*sides, approved_only][masked].append(unit)

    def exact(self, wanted: Wanted) -> Sequence[MemoryUnit]:
        return preferred(self._sources[_pair(wanted)].get(wanted.text, ()))

    def normalised(self, wanted: Wanted) -> Sequence[MemoryUnit]:
        return preferred(self._masks[_pair(wanted)].get(mask(wanted.text, wanted.source_locale), ()))

    def near(self, wanted: Wanted, *, least: float, limit: int) -> Sequence[tuple[MemoryUnit, float]]:
        sources = self._sources[_pair(wanted)]
        nearest = nearest_of(wanted.text, list(sources), least=least, limit=limit)
        return [(unit, score) for text, score in nearest for unit in preferred(sources[text])]


def _pair(wanted: Wanted) -> _Pair:
    return source_side(wanted.source_locale), target_side(wanted.locale), wanted.approved_only
