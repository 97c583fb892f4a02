"""Inputs of the scores; numpy and sacrebleu are only imported where scores are computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from postl10n.model.catalog import Catalog, Key
from postl10n.model.glossary import Concept, Occurrence
from postl10n.model.scores import Rated


class SegmentTerms(NamedTuple):
    """The terms that a segment's translation is expected to use."""

    source: str
    document: str | None = None
    occurrences: Mapping[str, int] = {}
    """The number of times that the source names each concept, by id."""
    dictionary: Sequence[str] = ()
    """The ids of all concepts that a term list for this segment has, named in it or not."""


class ScoreInput(NamedTuple):
    """A segment to rate."""

    id: str
    source: str
    target: str
    reference: str | None = None
    baselines: tuple[str | None, ...] = ()
    """The translations of the baselines, in their order."""
    terms: SegmentTerms = SegmentTerms("")


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
    """A catalog to rate, with its reference and baselines."""

    article: str
    catalog: Catalog
    reference: Catalog | None
    terms: Mapping[str, Sequence[Occurrence]] = field(default_factory=dict)
    """The glossary terms of each source, by msgid."""
    segments: Mapping[Key, SegmentTerms] = field(default_factory=dict)
    """The terms of each segment, by its key, where they are not those of its msgid."""
    baselines: Sequence[Catalog | None] = ()
    """In the order of the request's."""
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
    baselines: Sequence[str] = ()
    """The names of the ratings' baselines."""
    groups: Mapping[str, str] = field(default_factory=dict)
    """The names under which the concepts are listed, if they are not their ids."""
    notes: tuple[str, ...] = ()
    """Remarks for the cards."""
    empty_counts: bool = False
    """True if an empty text is a translation that a system gave, not one that is still to be made."""
