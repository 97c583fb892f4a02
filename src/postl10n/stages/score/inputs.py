"""Inputs of the scores; numpy and sacrebleu are only imported where scores are computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from postl10n.model.catalog import Catalog
from postl10n.model.glossary import Concept, Occurrence
from postl10n.model.scores import Rated


class ScoreInput(NamedTuple):
    """A segment to rate."""

    id: str
    source: str
    target: str
    reference: str | None = None
    baseline: str | None = None
    """The baseline's translation."""
    concepts: tuple[str, ...] = ()
    """The glossary's concepts in the source."""


class Edited(NamedTuple):
    """A draft with the translation approved in its place."""

    origin: str
    draft: str
    approved: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A draft as recorded in the journal."""

    article: str | None
    segment: str
    context: str | None
    origin: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """A catalog to rate, with its reference and baseline."""

    article: str
    catalog: Catalog
    reference: Catalog | None
    terms: Mapping[str, Sequence[Occurrence]] = field(default_factory=dict)
    """The glossary terms of each source, by msgid."""
    baseline: Catalog | None = None
    drafts: Sequence[Drafted] = ()
    """Of several drafts of one segment, the last counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRequest:
    """The options for scoring a locale's translations."""

    locale: str
    source: str = "en"
    rated: Rated = Rated.APPROVED
    concepts: Mapping[str, Concept] = field(default_factory=dict)
    tokenize: str | None = None
    """sacrebleu's name of a BLEU tokenizer; None for the locale's default."""
    segments: bool = False
    """True to return the scores of each segment."""
    baseline: str | None = None
    """The name of the ratings' baseline."""
    empty_counts: bool = False
    """True if an empty text is a translation that a system gave, not one that is still to be made."""
