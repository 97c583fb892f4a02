"""Renderings of concepts in translations: single uses, consistency over a project, the impact of glossary changes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from postl10n.errors import Place, Postl10nError
from postl10n.model.catalog import Key
from postl10n.model.findings import EntryFinding, Severity, binding
from postl10n.model.glossary import TermStatus, TermType
from postl10n.model.states import State


class Found(NamedTuple):
    """A term in a source as stored in the occurrence index; offsets are code points of the msgid, `[start, end)`."""

    concept: str
    term: str
    """The glossary's spelling."""
    text: str
    """As written in the source."""
    type: TermType
    start: int
    end: int


class CatalogLine(NamedTuple):
    """An active entry of a catalog as stored in the occurrence index."""

    msgctxt: str | None
    msgid: str
    msgstr: tuple[str, ...]
    state: State
    line: int | None
    plural: str | None = None
    """The msgid_plural."""
    waivers: tuple[str, ...] = ()
    """The translator's comments that waive findings."""

    @property
    def key(self) -> Key:
        return self.msgctxt, self.msgid


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedUnit:
    """One translation: that of an entry, or of a run that `{merged}` joins to its first entry."""

    key: Key
    """The key of the first entry."""
    sources: tuple[str, ...]
    """The msgids of the run; usually one."""
    targets: tuple[str, ...]
    """The msgstr, one for each plural form."""
    state: State
    line: int | None
    inherited: str | None = None
    """The locale from which an empty entry inherits its text."""
    plural: str | None = None
    """The msgid_plural."""
    waivers: tuple[str, ...] = ()
    """The comments of the first entry that waive findings."""

    @property
    def bound(self) -> str:
        """The hash of the present texts, to which a waiver is bound."""
        sources = (*self.sources, self.plural) if self.plural else self.sources
        return binding(sources, self.targets)


class UnitVerdict(StrEnum):
    """The verdict on a concept's rendering in one unit."""

    RIGHT = "right"
    WRONG = "wrong"
    """No usable term, or one that the glossary rules out."""
    UNSURE = "unsure"
    """The translation has words that only begin like a usable term."""
    UNTESTED = "untested"
    """The glossary requires nothing here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """The rendering of a source occurrence in the translation; all None where there is none."""

    term: str | None = None
    """The glossary's spelling."""
    status: TermStatus | None = None
    type: TermType | None = None
    verdict: str = "absent"
    text: str | None = None
    """As written in the translation."""
    start: int | None = None
    end: int | None = None

    @property
    def usable(self) -> bool:
        """True if the glossary allows the term."""
        return self.status is not None and self.status.usable

    @property
    def ruled_out(self) -> bool:
        """True if it is one that the glossary deprecates or forbids, by firm evidence."""
        return self.status is not None and not self.status.usable and self.verdict != "stem"

    @property
    def span(self) -> tuple[int, int] | None:
        return (self.start, self.end) if self.start is not None and self.end is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermOccurrence:
    """A source occurrence with its rendering."""

    concept: str
    article: str
    place: Place
    key: Key
    state: State
    term: str
    """The source term in the glossary's spelling."""
    named: str
    """As written in the source."""
    start: int
    end: int
    source: str
    """The whole source text of the unit."""
    target: str
    rendering: Rendering


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One way in which a locale renders a concept."""

    term: str | None
    status: TermStatus | None
    count: int
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlistedRendering:
    """An expression by which translations render a concept, and which the glossary does not have."""

    text: str
    """As most of them write it."""
    count: int
    """Translations that have it."""
    certainty: float
    """That this is no chance, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptUses:
    """Every occurrence of a concept in the catalogs of a locale."""

    concept: str
    subject: str
    names: tuple[str, ...]
    """The source terms of the concept."""
    expected: tuple[str, ...]
    """The usable terms, preferred ones first."""
    variants: tuple[Variant, ...]
    findings: tuple[EntryFinding, ...]
    """Findings that are not waived."""
    occurrences: tuple[TermOccurrence, ...]
    waived: tuple[EntryFinding, ...] = ()
    unlisted: tuple[UnlistedRendering, ...] = ()
    """Expressions found where no term of the glossary renders it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocaleConsistency:
    """The concepts that occur in a locale's catalogs, in the order of the glossary."""

    locale: str
    concepts: tuple[ConceptUses, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsistencyReport:
    """The consistency of each concept's renderings over the whole project."""

    locales: tuple[LocaleConsistency, ...]
    faults: tuple[Postl10nError, ...] = ()

    def reaches(self, threshold: Severity) -> bool:
        return any(
            one.finding.severity.reaches(threshold)
            for locale in self.locales
            for concept in locale.concepts
            for one in concept.findings
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """The effect of a glossary change on one concept in one unit."""

    concept: str
    before: UnitVerdict
    after: UnitVerdict

    @property
    def made(self) -> UnitVerdict:
        """The verdict after the change: wrong, right or untested; an unsure verdict counts as untested."""
        return UnitVerdict.UNTESTED if self.after is UnitVerdict.UNSURE else self.after


class Obstacle(StrEnum):
    """The reason why a term is not replaced without a look at the sentence."""

    def __new__(cls, value: str, told: str) -> Obstacle:
        made = str.__new__(cls, value)
        made._value_ = value
        made.told = told
        return made

    told: str
    """The same in words."""

    GENDER = "gender", "the gender of a term is unknown: set `gender` in the glossary"
    AGREEMENT = "agreement", "the terms have different genders: words around must agree"
    NUMBER = "number", "singular or plural?"
    SOUND = "sound", "the word before may change with the first sound"
    FORM = "form", "no such form of the new term is known"
    INSIDE = "inside", "it is inside another term"
    READINGS = "readings", "it may mean something else here"
    MARKUP = "markup", "a tag or placeholder stands inside"
    INHERITED = "inherited", "the text is the parent locale's"
    WORK = "work", "fuzzy: somebody is working on it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewriting:
    """A translation with the new terms in the place of the old."""

    targets: tuple[str, ...] | None = None
    """None where no replacement is safe or needed."""
    obstacle: Obstacle | None = None
    """The reason why none is safe."""
    proposal: tuple[str, ...] = ()
    """Not safe: the text to begin editing with; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactedEntry:
    """An entry that a glossary change makes wrong, right, or untested."""

    locale: str
    article: str
    place: Place
    key: Key
    state: State
    source: str
    targets: tuple[str, ...]
    inherited: str | None
    effects: tuple[Effect, ...]
    suggestion: tuple[str, ...] | None = None
    """The suggested msgstr; None where no replacement is safe or needed."""
    obstacle: Obstacle | None = None
    """The reason why no replacement is safe, or why one is not written."""
    proposal: tuple[str, ...] = ()
    """Where none is safe: the text to begin editing with."""

    @property
    def made(self) -> UnitVerdict:
        """The gravest of the effects."""
        made = {effect.made for effect in self.effects}
        order = (UnitVerdict.WRONG, UnitVerdict.UNTESTED, UnitVerdict.RIGHT)
        return next(one for one in order if one in made)

    @property
    def writable(self) -> bool:
        """True if a text may be written here: never over one that a person is working on."""
        return self.inherited is None and self.state in (State.APPROVED, State.DRAFT)

    @property
    def applicable(self) -> bool:
        """True if `--apply` may write the suggestion."""
        return self.suggestion is not None and self.writable

    @property
    def reason(self) -> Obstacle | None:
        """The reason why an entry that is made wrong is left as it is; None where its suggestion is written."""
        if self.made is not UnitVerdict.WRONG or self.applicable:
            return None
        if self.inherited is not None:
            return Obstacle.INHERITED
        return self.obstacle if self.writable else Obstacle.WORK


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactReport:
    """Every entry affected by a glossary change, locale by locale."""

    changed: tuple[str, ...]
    """Ids of the changed concepts."""
    entries: tuple[ImpactedEntry, ...]
    faults: tuple[Postl10nError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenEntry:
    """An entry handled by `--apply` or `--undo`."""

    locale: str
    article: str
    path: str
    msgid: str
    written: bool
    """False if the entry has been edited since the change was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactWrite:
    """The result of `--apply` or `--undo`."""

    run: str | None
    """The id of the run in the journals; None if there was nothing to do."""
    entries: tuple[WrittenEntry, ...]
