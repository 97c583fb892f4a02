"""The terms of a whole document."""

from __future__ import annotations

from dataclasses import dataclass

from postl10n.model.article import Definition
from postl10n.model.glossary import Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinedUse:
    """A short form, or its full form, that the article defines itself and no glossary concept has."""

    definition: Definition
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTerms:
    """The terms found in the texts of a document, one item per text in each tuple."""

    occurrences: tuple[tuple[Occurrence, ...], ...]
    defined: tuple[tuple[DefinedUse, ...], ...]
