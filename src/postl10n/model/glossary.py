"""The terminology glossary: concepts, and the terms that name them in each locale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from postl10n.errors import Place
from postl10n.model.findings import Severity


class TermStatus(StrEnum):
    """The administrative status of a term (ISO 12620), as far as reviewers use it."""

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
    """Parts of speech as in TBX-Basic."""

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


class GrammaticalNumber(StrEnum):
    """The number that a term always has."""

    SINGULAR = "singular"
    PLURAL = "plural"


class ReviewState(StrEnum):
    """The review state of a concept or a term."""

    DRAFT = "draft"
    REVIEWED = "reviewed"


class FirstMention(StrEnum):
    """The form required at the first mention of a concept in a translation; later mentions are free."""

    ANY = "any"
    FULL_FORM = "full-form"
    FULL_FORM_WITH_ACRONYM = "full-form-with-acronym"
    """For example `Всемирный почтовый союз (ВПС)`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term for a concept in one locale."""

    text: str
    status: TermStatus = TermStatus.PREFERRED
    type: TermType = TermType.FULL_FORM
    case_sensitive: bool = False
    forms: tuple[str, ...] = ()
    """Further accepted spellings and inflected forms."""
    not_inside: tuple[str, ...] = ()
    """Longer strings, in any form, in which the term is not meant: 小包 is not matched inside 缩小包裹."""
    not_beside: tuple[str, ...] = ()
    """Words, in any form, beside which the term is not meant in a text: EMS beside an ambulance."""
    not_at_start: bool = False
    """True if it is not meant at the head of a sentence, where any word has a capital."""
    note: str = ""
    """A note for reviewers: why this form was chosen, or why it is uncertain."""
    source: str = ""
    """The source in which the form is attested: a citation or an address."""
    part_of_speech: PartOfSpeech | None = None
    gender: Gender | None = None
    number: GrammaticalNumber | None = None
    """None if it has either, as most nouns."""
    examples: tuple[str, ...] = ()
    """Sentences that use the term."""
    review: ReviewState | None = None
    """None to follow the concept's review state."""
    place: Place | None = field(default=None, compare=False)

    def __hash__(self) -> int:
        return hash(self.text)  # Terms are the keys of caches, and few have the same text.


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A term that somebody proposes: no command uses it before a reviewer accepts it."""

    text: str
    locale: str
    at: str = ""
    """The place of the sentence that asked for it, as in catalogs: `articles/bridge.txt#3f9a12c4`."""
    by: str = ""
    date: str = ""
    """ISO date."""
    refused: str = ""
    """The reason why a reviewer refused it; empty while it is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One meaning, whatever it is called: the unit of the glossary."""

    id: str
    subject: str
    definition: Mapping[str, str] = field(default_factory=dict)
    """By locale; a well-kept glossary has it at least in the source locale."""
    definition_source: Mapping[str, str] = field(default_factory=dict)
    """By locale: the source of the definition."""
    note: str = ""
    do_not_translate: bool = False
    """True if the source term is kept untranslated in every translation."""
    first_mention: FirstMention = FirstMention.ANY
    see_also: tuple[str, ...] = ()
    """Ids of related concepts."""
    not_in: tuple[str, ...] = ()
    """Locales in which it is never meant, although their parents have terms for it: CTT of Portugal in pt_MO."""
    review: ReviewState | None = None
    """None if not stated."""
    terms: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)
    """By locale, in the order of the file."""
    proposed: tuple[Proposal, ...] = ()
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """All concepts of a project, in the order of their files."""

    concepts: tuple[Concept, ...] = ()
    subjects: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Names of the subjects as shown to readers, by subject and locale."""

    def __iter__(self) -> Iterator[Concept]:
        return iter(self.concepts)

    def by_id(self) -> dict[str, Concept]:
        return {concept.id: concept for concept in self.concepts}


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryFinding:
    """A certain or possible problem in a glossary."""

    rule: str
    severity: Severity
    message: str
    concept: str
    locale: str
    """Empty where the finding is about the whole concept."""
    place: Place | None


class Occurrence(NamedTuple):
    """A term found in a text; offsets are code points, `[start, end)`.

    A named tuple and no dataclass: a search creates hundreds of thousands, and tuples cost a sixth.
    """

    concept: str
    term: Term
    start: int
    end: int
    alternatives: tuple[str, ...] = ()
    """Ids of other concepts that the same text may name, where the document does not show which is meant."""
