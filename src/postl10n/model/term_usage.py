"""How translations render concepts: single uses, their consistency over a project, what a glossary change does."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from postl10n.errors import Place, Postl10nError
from postl10n.model.catalog import Key
from postl10n.model.findings import EntryFinding, Severity
from postl10n.model.glossary import TermStatus, TermType
from postl10n.model.states import State
from postl10n.model.waivers import binding


class Found(NamedTuple):
    """A source occurrence as the occurrence index keeps it; offsets are code points of the msgid, `[start, end)`."""

    concept: str
    term: str
    """The glossary's spelling."""
    text: str
    """As the source writes it."""
    type: TermType
    start: int
    end: int


class CatalogLine(NamedTuple):
    """An active entry of a catalog as the occurrence index keeps it."""

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
    """What one translation stands for: an entry, or a run that `{merged}` joins to its first entry."""

    key: Key
    """Of the first entry."""
    sources: tuple[str, ...]
    """The msgids of the run; mostly one."""
    targets: tuple[str, ...]
    """The msgstr, one a plural form."""
    state: State
    line: int | None
    inherited: str | None = None
    """The locale from which an empty entry takes its text."""
    plural: str | None = None
    """The msgid_plural."""
    waivers: tuple[str, ...] = ()
    """The comments of the first entry that waive findings."""

    @property
    def bound(self) -> str:
        """What a waiver is bound to now."""
        sources = (*self.sources, self.plural) if self.plural else self.sources
        return binding(sources, self.targets)


class Standing(StrEnum):
    """What the glossary says of a concept's rendering in one unit."""

    RIGHT = "right"
    WRONG = "wrong"
    """No usable term, or one that the glossary rules out."""
    UNSURE = "unsure"
    """Words that merely begin as a usable term does."""
    UNTESTED = "untested"
    """The glossary asks for nothing here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """What stands in a translation for a source occurrence; all None where nothing does."""

    term: str | None = None
    """The glossary's spelling."""
    status: TermStatus | None = None
    type: TermType | None = None
    verdict: str = "absent"
    text: str | None = None
    """As it is written there."""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermOccurrence:
    """A source occurrence with its own rendering: the unit of the occurrence index."""

    concept: str
    article: str
    place: Place
    key: Key
    state: State
    term: str
    """The source term in the glossary's spelling."""
    named: str
    """As the source writes it."""
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
class ConceptUses:
    """Every occurrence of a concept in the catalogs of a locale."""

    concept: str
    subject: str
    names: tuple[str, ...]
    """What the source locale calls it."""
    expected: tuple[str, ...]
    """The usable terms, preferred ones first."""
    variants: tuple[Variant, ...]
    findings: tuple[EntryFinding, ...]
    """Those that no waiver lets stand."""
    occurrences: tuple[TermOccurrence, ...]
    waived: tuple[EntryFinding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LocaleConsistency:
    """The concepts that occur in a locale's catalogs, in the order of the glossary."""

    locale: str
    concepts: tuple[ConceptUses, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsistencyReport:
    """Whether each concept is rendered alike in the whole project."""

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
    """What a glossary change does to one concept in one unit."""

    concept: str
    before: Standing
    after: Standing

    @property
    def made(self) -> Standing:
        """Wrong, right or untested: what the change makes of the entry. Nothing firm to say is untested."""
        return Standing.UNTESTED if self.after is Standing.UNSURE else self.after


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
    """What the msgstr should become; None where no replacement is safe, or none is needed."""

    @property
    def made(self) -> Standing:
        """The gravest of the effects."""
        made = {effect.made for effect in self.effects}
        order = (Standing.WRONG, Standing.UNTESTED, Standing.RIGHT)
        return next(one for one in order if one in made)

    @property
    def applicable(self) -> bool:
        """Whether `--apply` may write the suggestion: not over a text that a person is working on."""
        return (
            self.suggestion is not None
            and self.inherited is None
            and self.state in (State.APPROVED, State.DRAFT)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactReport:
    """Every entry on which a glossary change tells, locale by locale."""

    changed: tuple[str, ...]
    """Ids of the concepts that differ."""
    entries: tuple[ImpactedEntry, ...]
    faults: tuple[Postl10nError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenEntry:
    """An entry that `--apply` or `--undo` was about."""

    locale: str
    article: str
    path: str
    msgid: str
    written: bool
    """False where the entry is no longer what it was when the change was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactWrite:
    """What `--apply` or `--undo` did."""

    run: str | None
    """What the journals call the application; None if there was nothing to do."""
    entries: tuple[WrittenEntry, ...]
