"""Interfaces that the stages need; the outer layers implement them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, runtime_checkable

from postl10n.model.memory import MemoryUnit, Wanted
from postl10n.model.project import EngineAnswer, EngineAsk


class Memory(Protocol):
    """A store of translation units. Every implementation gives the same answers in the same order.

    Locales are equal here if CLDR's likely subtags make them so: `zh_CN` is `zh_Hans`; source locales need only share
    language and script.
    """

    def exact(self, wanted: Wanted) -> Sequence[MemoryUnit]:
        """Return the units whose source equals the text."""

    def normalised(self, wanted: Wanted) -> Sequence[MemoryUnit]:
        """Return the units whose source differs from the text at most in figures and month names."""

    def near(self, wanted: Wanted, *, least: float, limit: int) -> Sequence[tuple[MemoryUnit, float]]:
        """Return the units of the `limit` sources most similar to the text, the best first, each with its score.

        The score is 1 less the Levenshtein distance divided by the length of the longer text.
        """


class Engine(Protocol):
    """A machine translation engine for one pair of locales."""

    @property
    def name(self) -> str:
        """The name in origin comments: one word without spaces."""

    @property
    def knows_terms(self) -> bool:
        """True if it accepts the terms of a text; for other engines terms are masked, or repaired afterwards."""

    def translate(self, asks: Sequence[EngineAsk]) -> Iterator[EngineAnswer | None]:
        """Yield an answer for each text, in order and as they arrive; None where there is none.

        Raises EngineError when the engine can't be used at all, or no longer.
        """

    def close(self) -> None:
        """Close processes and connections."""


@runtime_checkable
class PaidEngine(Engine, Protocol):
    """An engine that charges for its answers, in the currency of its own price settings."""

    @property
    def currency(self) -> str:
        """The currency of its prices."""

    @property
    def spent(self) -> float:
        """The price of all requests since it was opened."""

    def estimate(self, asks: Sequence[EngineAsk]) -> float:
        """Return the upper limit of the price of the answers, without asking for any."""
