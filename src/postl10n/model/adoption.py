"""An article's published translation adopted: sentences linked, entered, kept, or without a partner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from postl10n.errors import Postl10nError
from postl10n.model.catalog import Key


class AdoptOutcome(StrEnum):
    """The fate of a pair."""

    ENTERED = "entered"
    DOUBTFUL = "doubtful"
    """Entered as a draft, with the reasons of the doubt."""
    SAME = "same"
    """The catalog has this translation already."""
    DIFFERS = "differs"
    """A person's translation, or another draft, is kept."""
    REFUSED = "refused"
    """It can't be an entry: a sentence of the page that translates two paragraphs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptedPair:
    """Sentences of an article with their translation on the page."""

    keys: tuple[Key, ...]
    """The entries, in order."""
    msgstr: tuple[str, ...]
    """The translation of each; `{merged}` for those whose translation is in the one before."""
    source: str
    target: str
    probability: float
    """That they belong together, 0 to 1."""
    doubts: tuple[str, ...] = ()
    outcome: AdoptOutcome = AdoptOutcome.ENTERED


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptedPage:
    """The result for one page."""

    article: str
    locale: str
    page: str
    """The page's path as given."""
    pairs: tuple[AdoptedPair, ...] = ()
    without_translation: tuple[str, ...] = ()
    """Sentences of the article that the page does not have."""
    without_source: tuple[str, ...] = ()
    """Sentences of the page that the article does not have."""
    refused: str = ""
    """Why nothing was adopted; empty if it was."""
    written: str = ""
    """The file that was written; empty if none was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptReport:
    """The result of `adopt`."""

    pages: tuple[AdoptedPage, ...]
    faults: Sequence[Postl10nError] = ()
