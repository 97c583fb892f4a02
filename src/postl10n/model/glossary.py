"""The terminology glossary: concepts, and the terms that name them in each locale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from postl10n.errors import Place
from postl10n.model.findings import Severity


class TermStatus(StrEnum):
    """ISO 12620's administrative status, as far as reviewers use it."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    FORBIDDEN = "forbidden"

    @property
    def usable(self) -> bool:
        return self in (TermStatus.PREFERRED, TermStatus.ADMITTED)


class TermType(StrEnum):
    FULL_FORM = "full-form"
    ACRONYM = "acronym"
    ABBREVIATION = "abbreviation"


class PartOfSpeech(StrEnum):
    """As TBX-Basic divides them."""

    NOUN = "noun"
    PROPER_NOUN = "proper-noun"
    VERB = "verb"
    ADJECTIVE = "adjective"
    ADVERB = "adverb"
    OTHER = "other"


class Gender(StrEnum):
    MASCULINE = "masculine"
    FEMININE = "feminine"
    NEUTER = "neuter"
    OTHER = "other"


class ReviewState(StrEnum):
    """How far a reviewer has come with a concept or a term."""

    DRAFT = "draft"
    REVIEWED = "reviewed"


class FirstMention(StrEnum):
    """What the first mention of a concept in a translation must be; later ones are free."""

    ANY = "any"
    FULL_FORM = "full-form"
    FULL_FORM_WITH_ACRONYM = "full-form-with-acronym"
    """`Всемирный почтовый союз (ВПС)`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One name of a concept in one locale."""

    text: str
    status: TermStatus = TermStatus.PREFERRED
    type: TermType = TermType.FULL_FORM
    case_sensitive: bool = False
    forms: tuple[str, ...] = ()
    """Further accepted spellings or inflected forms."""
    not_inside: tuple[str, ...] = ()
    """Longer strings inside which the term is not meant: 小包 is not found inside 缩小包裹."""
    note: str = ""
    """For reviewers: why the form stands here, or why it is unsure."""
    source: str = ""
    """Where the form is attested: a citation or an address."""
    part_of_speech: PartOfSpeech | None = None
    gender: Gender | None = None
    examples: tuple[str, ...] = ()
    """Sentences that use the term."""
    review: ReviewState | None = None
    """None where only the concept says."""
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One meaning, whatever it is called: the unit of the glossary."""

    id: str
    subject: str
    definition: Mapping[str, str] = field(default_factory=dict)
    """By locale; at least in the source locale where the glossary is well kept."""
    definition_source: Mapping[str, str] = field(default_factory=dict)
    """By locale: where the definition is taken from."""
    note: str = ""
    do_not_translate: bool = False
    """The source term stands in every translation as it is."""
    first_mention: FirstMention = FirstMention.ANY
    see_also: tuple[str, ...] = ()
    """Ids of related concepts."""
    review: ReviewState | None = None
    """None where nobody has said."""
    terms: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)
    """By locale, in the order of the file."""
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """All concepts of a project, in the order of their files."""

    concepts: tuple[Concept, ...] = ()
    subjects: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What readers see subjects called, by subject and locale."""

    def __iter__(self) -> Iterator[Concept]:
        return iter(self.concepts)

    def by_id(self) -> dict[str, Concept]:
        return {concept.id: concept for concept in self.concepts}


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryFinding:
    """What is wrong with a glossary, or may be."""

    rule: str
    severity: Severity
    message: str
    concept: str
    locale: str
    """Empty where the concept as a whole is meant."""
    place: Place | None


class Occurrence(NamedTuple):
    """A term found in a text; offsets are code points, `[start, end)`.

    A named tuple and no dataclass, since a search makes them by the hundred thousand and these cost a sixth.
    """

    concept: str
    term: Term
    start: int
    end: int
    alternatives: tuple[str, ...] = ()
    """Ids of further concepts that the same text may name, where nothing in the document tells which."""
