"""What the stages need from outside; the edges implement it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from postl10n.model.memory import Unit, Wanted


class Memory(Protocol):
    """A store of translation units. Every implementation gives the same answers in the same order.

    Two locales are one here if CLDR's likely subtags make them one: `zh_CN` is `zh_Hans`; sources need only
    share language and script.
    """

    def exact(self, wanted: Wanted) -> Sequence[Unit]:
        """The units whose source is the text."""

    def normalised(self, wanted: Wanted) -> Sequence[Unit]:
        """The units whose source differs from the text in figures and months alone, itself included."""

    def near(self, wanted: Wanted, *, least: float, limit: int) -> Sequence[tuple[Unit, float]]:
        """The units of the `limit` sources most like the text, the best first.

        The score is 1 less the Levenshtein distance divided by the length of the longer text.
        """


class Engine(Protocol):
    """A machine translation engine for one pair of locales."""

    @property
    def name(self) -> str:
        """What origin comments call it: one word without spaces."""

    def translate(
        self, texts: Sequence[str], *, source_locale: str, locale: str, terms: Sequence[tuple[str, str]]
    ) -> Iterator[str | None]:
        """A translation for each text, in order and as they arrive; None where there is none.

        terms: source terms of the texts with the target terms that must stand for them.
        """
