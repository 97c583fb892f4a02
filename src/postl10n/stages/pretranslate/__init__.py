"""Filling empty entries with what is known already: always as fuzzy drafts that say where they came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postl10n.ports import Memory
    from postl10n.stages.pretranslate.fill import Filled, FillTask

__all__ = ["pretranslate"]


def pretranslate(task: FillTask, memory: Memory) -> Filled:
    """Return a catalog with drafts of the memory; see `fill`."""
    # The memory's libraries are compiled ones that other commands need not wait for.
    from postl10n.stages.pretranslate.fill import fill

    return fill(task, memory)
