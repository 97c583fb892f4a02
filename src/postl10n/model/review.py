"""Values of the review page: its views, a reviewer's edits and their outcome.

Texts are those of the catalogs, never markup. `ref` names an entry within its catalog: the segment id, with the
msgctxt and a number where two would be equal; it consists of `[0-9a-z-]`. `hash` is the hash of the entry as the
reviewer saw it: every edit carries it, so that a change made meanwhile is noticed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from postl10n.model.findings import Severity
from postl10n.model.glossary import Proposal
from postl10n.model.questions import Question
from postl10n.model.states import State
from postl10n.model.term_usage import UnlistedRendering


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMark:
    """A marked part of a text; offsets are code points, `[start, end)`; marks do not overlap."""

    start: int
    end: int
    kind: str
    """One of `placeholder`, `term`, `missing-term`, `unsure-term`, `removed`, `added` (against the previous source)."""
    concept: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedText:
    """A text with its marks."""

    text: str
    marks: tuple[TextMark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A finding as shown on the page."""

    rule: str
    severity: Severity
    message: str
    waived: str = ""
    """The reason of its waiver, if it is waived."""
    waivable: bool = False
    repaired: str = ""
    """The translation with the finding's repair; empty where it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetForm:
    """One msgstr: the only one, or that of a plural form."""

    label: str
    """Example numbers of the plural form (`1, 21, 31`); empty where there is only one form."""
    target: MarkedText


@dataclass(frozen=True, slots=True, kw_only=True)
class TermHint:
    """A glossary concept in the source, with the target terms to use."""

    concept: str
    term: str
    """As written in the source."""
    expected: tuple[str, ...]
    right: bool | None
    """True if the translation uses an expected term; None if uncertain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """An entry as a row on the page."""

    article: str
    ref: str
    hash: str
    path: str
    """The path of the catalog, relative to the project."""
    line: int | None
    role: str
    """The msgctxt of the entry: `title`, `caption` …; empty for sentences of the text."""
    kind: str
    """The kind of its block: `paragraph`, `heading`, `list-item` …; `site` for strings of the site's pages."""
    new_block: bool
    """True if the entry begins a block."""
    source: MarkedText
    source_plural: str = ""
    forms: tuple[TargetForm, ...]
    state: State
    inherited: tuple[str, str] | None = None
    """The locale that an empty entry inherits its text from, and the text."""
    merged: bool = False
    """True if the sentence is merged into the one before it."""
    previous: MarkedText | None = None
    """The previous source of a fuzzy entry, with deletions marked `removed`; `source` has the insertions as `added`."""
    origin: str = ""
    """The origin of a draft: `memory 0.92`, `apertium`."""
    stale_since: str = ""
    placeholders: tuple[str, ...] = ()
    """The placeholders of the source in order, for insertion."""
    terms: tuple[TermHint, ...] = ()
    findings: tuple[Note, ...] = ()
    comments: tuple[str, ...] = ()
    """Comments by people (`#`), without our own."""
    questions: tuple[Question, ...] = ()
    """Those among the comments."""
    notes: tuple[str, ...] = ()
    """Our own comments (`# postl10n: …`) verbatim: a merge conflict, the reason why it is stale, a waiver."""
    hints: tuple[str, ...] = ()
    """Extracted comments (`#.`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The counts for one article in one locale."""

    article: str
    title: str
    date: str
    """The article's ISO date; may be empty."""
    entries: int
    approved: int
    fuzzy: int
    empty: int
    words: int
    words_approved: int
    words_fuzzy: int = 0
    errors: int
    """The number of errors; -1 until the catalog has been checked in the background."""
    warnings: int
    """The number of warnings; -1 until checked."""
    changed: str = ""
    """ISO date and time of the file's last change; empty if there is no file."""
    score: float | None = None
    """The chrF2++ recorded last."""
    counted: bool = True
    """False if the catalog has not been counted yet; its numbers are 0 until then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The articles of a locale, newest first; the site's own strings come last."""

    locale: str
    cells: tuple[Cell, ...]
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    locale: str
    article: str
    title: str
    segments: tuple[ReviewRow, ...]
    version: str
    """Changes whenever the catalog or its article changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptUse:
    """One occurrence of a concept, with its rendering."""

    segment: ReviewRow
    verdict: str
    """One of `right`, `wrong`, `unsure` or `untested`."""
    rendering: str
    """As written in the translation; empty if the term has no rendering there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UseGroup:
    """Occurrences with the same rendering."""

    rendering: str
    """The glossary's term, or the words used in the translation; empty for none."""
    status: str
    """The status of the term in the glossary; empty if it is not there."""
    uses: tuple[ConceptUse, ...]
    """The first 200 occurrences at most."""
    total: int = 0
    """The number of all occurrences in the group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptRow:
    """A concept as a row of the concept list."""

    concept: str
    names: tuple[str, ...]
    expected: tuple[str, ...]
    uses: int
    wrong: int
    """The number of wrong renderings; -1 until every article has been checked."""
    variants: int
    """The number of different renderings; -1 until every article has been checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """A term of a concept in one locale, as in the glossary."""

    text: str
    status: str
    gender: str = ""
    number: str = ""
    forms: tuple[str, ...] = ()
    not_inside: tuple[str, ...] = ()
    not_beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptView:
    locale: str
    concept: str
    subject: str
    definition: str
    names: tuple[str, ...]
    terms: tuple[TermRow, ...]
    """The terms of the locale."""
    path: str
    line: int | None
    groups: tuple[UseGroup, ...]
    hash: str
    """The hash of the concept in the glossary."""
    proposals: tuple[Proposal, ...] = ()
    """Proposed terms of the locale and the source, refused ones included."""
    unlisted: tuple[UnlistedRendering, ...] = ()
    """Its renderings in approved translations that have no term of it."""


class QueueOrder(StrEnum):
    """The sort order of a queue."""

    PLACE = "place"
    """By article and position."""
    SOURCE = "source"
    LENGTH = "length"
    SEVERITY = "severity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """The conditions for a queue's entries in a locale; all that are given must hold."""

    article: str = ""
    states: frozenset[State] = frozenset()
    rule: str = ""
    severity: Severity | None = None
    """The least severity of a finding that the entry must have."""
    concept: str = ""
    changed_since: str = ""
    """A git revision."""
    questions: str = ""
    """`open` or `resolved`: the entry must have such a question."""
    search: str = ""
    regex: bool = False
    """True if `search` is a regular expression; matching has a time limit."""
    order: QueueOrder = QueueOrder.PLACE


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueView:
    locale: str
    total: int
    offset: int
    segments: tuple[ReviewRow, ...]
    digest: str
    """The digest of all matching entries: a bulk accept repeats it, so that exactly what the reviewer saw is accepted."""
    complete: bool = True
    """False if findings were asked for and some articles have not been checked yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMatch:
    source: MarkedText
    """Differences from the segment's source are marked `removed` or `added`."""
    target: str
    percent: int
    """The score in percent; 101 for a context match."""
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A reviewer's edit of an entry."""

    ref: str
    hash: str
    targets: tuple[str, ...]
    """One text for each plural form."""
    accept: bool
    """True to approve the entry (fuzzy is removed), False to make it fuzzy."""
    despite: bool = True
    """True to accept it although a check finds an error in it; the page asks first."""
    comment: str | None = None
    """The comment lines by people, joined by newlines; None keeps the present ones."""


class Outcome(StrEnum):
    SAVED = "saved"
    UNCHANGED = "unchanged"
    MERGED = "merged"
    """Saved, merged with a change that another program had made meanwhile."""
    CONFLICT = "conflict"
    """Not saved: another program changed the same text meanwhile."""
    GONE = "gone"
    """Not saved: the entry is no longer in the catalog."""
    ERRORS = "errors"
    """Not accepted: checks find an error in it, and the reviewer has not said that it is to be accepted all the same."""
    REFUSED = "refused"
    """Not saved; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """The outcome of an edit; `segment` is the entry as it is now in the file."""

    outcome: Outcome
    segment: ReviewRow | None
    message: str = ""
    mine: tuple[str, ...] = ()
    """The reviewer's text, in case of a conflict."""
    version: str = ""
    """The article's new version (see `ArticleView.version`), by which the page recognises its own change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkSaved:
    """The outcome of accepting, replacing or undoing many entries at once."""

    changed: int
    left: tuple[str, ...] = ()
    """One line for each entry left unchanged, with the reason."""
    refused: str = ""
    """The reason why nothing was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """An entry in the preview of a replacement, with its text after replacing the rendering."""

    segment: ReviewRow
    after: tuple[str, ...] | None
    """The text after the replacement; None where no replacement is safe."""
    reason: str = ""
    """The reason why none is safe: a value of `Obstacle`."""
    proposal: tuple[str, ...] = ()
    """Where none is safe: the text that is written if the reviewer wants it all the same; empty where none may be."""
    place: str = ""
    """Its name in the form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacePlan:
    locale: str
    concept: str
    old: str
    new: str
    replacements: tuple[Replacement, ...]
    digest: str
    gender: str = ""
    """The gender of the new rendering, as the reviewer said."""
    asks_gender: bool = False
    """True if it is unknown and would help."""
