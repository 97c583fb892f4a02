"""What the scores are asked about; numpy and sacrebleu are loaded only where they are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from postl10n.model.catalog import Catalog
from postl10n.model.glossary import Concept, Occurrence
from postl10n.model.scores import Rated


class ScoreInput(NamedTuple):
    """A segment to be rated."""

    id: str
    source: str
    target: str
    reference: str | None = None
    baseline: str | None = None
    """What the baseline has in its place."""
    concepts: tuple[str, ...] = ()
    """The glossary's concepts in its source."""


class Edited(NamedTuple):
    """A draft with what was approved in its place."""

    origin: str
    draft: str
    approved: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A draft as the journal has it."""

    article: str | None
    segment: str
    context: str | None
    origin: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """A catalog to be rated with what it is rated against."""

    article: str
    catalog: Catalog
    reference: Catalog | None
    terms: Mapping[str, Sequence[Occurrence]] = field(default_factory=dict)
    """The glossary terms of each source, by msgid."""
    baseline: Catalog | None = None
    drafts: Sequence[Drafted] = ()
    """Of one segment the last counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRequest:
    """What is asked of a locale's translations."""

    locale: str
    source: str = "en"
    rated: Rated = Rated.APPROVED
    concepts: Mapping[str, Concept] = field(default_factory=dict)
    tokenize: str | None = None
    """sacrebleu's name of a BLEU tokenizer; the locale's own if None."""
    segments: bool = False
    """Whether the scores of each segment are wanted."""
    baseline: str | None = None
    """The name of what ratings have as their baseline."""
