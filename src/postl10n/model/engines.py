"""What a machine translation engine is asked, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineAsk:
    """One text to be translated.

    Marks `⟦0⟧`, `⟦1⟧` … stand for what must come back as it is: placeholders, and terms of engines that know
    no glossary.
    """

    text: str
    terms: tuple[tuple[str, str], ...] = ()
    """Terms of the text, each with the one that must stand for it."""
    before: str = ""
    """The source of the sentence before it."""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineAnswer:
    """A translation; the marks are those of the text."""

    text: str
    unknown: tuple[str, ...] = ()
    """Words that the engine did not know and left as they were."""
