"""What the stages need from outside; the edges implement it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, runtime_checkable

from postl10n.model.engines import EngineAnswer, EngineAsk
from postl10n.model.memory import MemoryUnit, Wanted


class Memory(Protocol):
    """A store of translation units. Every implementation gives the same answers in the same order.

    Two locales are one here if CLDR's likely subtags make them one: `zh_CN` is `zh_Hans`; sources need only
    share language and script.
    """

    def exact(self, wanted: Wanted) -> Sequence[MemoryUnit]:
        """The units whose source is the text."""

    def normalised(self, wanted: Wanted) -> Sequence[MemoryUnit]:
        """The units whose source differs from the text in figures and months alone, itself included."""

    def near(self, wanted: Wanted, *, least: float, limit: int) -> Sequence[tuple[MemoryUnit, float]]:
        """The units of the `limit` sources most like the text, the best first.

        The score is 1 less the Levenshtein distance divided by the length of the longer text.
        """


class Engine(Protocol):
    """A machine translation engine for one pair of locales."""

    @property
    def name(self) -> str:
        """What origin comments call it: one word without spaces."""

    @property
    def knows_terms(self) -> bool:
        """Whether it is told the terms of a text; for others they are put in as marks, or repaired afterwards."""

    def translate(self, asks: Sequence[EngineAsk]) -> Iterator[EngineAnswer | None]:
        """An answer for each text, in order and as they arrive; None where there is none.

        Raises EngineError when the engine can't be used at all, or not any longer.
        """

    def close(self) -> None:
        """End processes and connections."""


@runtime_checkable
class PaidEngine(Engine, Protocol):
    """An engine whose answers cost money, in the unit of its own price settings."""

    @property
    def currency(self) -> str:
        """What prices are told in."""

    @property
    def spent(self) -> float:
        """The price of what was asked since it was opened."""

    def estimate(self, asks: Sequence[EngineAsk]) -> float:
        """The most that the answers will cost; nothing is asked."""
