"""Requests to a machine translation engine, and its answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineAsk:
    """One text to translate.

    Marks `⟦0⟧`, `⟦1⟧` … stand for what must be kept as it is: placeholders, and terms for engines without a glossary.
    """

    text: str
    terms: tuple[tuple[str, str], ...] = ()
    """Glossary terms in the text, each with the target term that must be used."""
    before: str = ""
    """The source text of the preceding sentence."""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineAnswer:
    """A translation; it has the same marks as the text."""

    text: str
    unknown: tuple[str, ...] = ()
    """Words that the engine did not know and left untranslated."""
