"""What a reviewer sees and does: the views of the review page, and what became of an edit.

Texts are those of the catalogs, never markup. `ref` names an entry within its catalog: the segment id, with the
msgctxt and a number where two would share it; it is made of `[0-9a-z-]`. `hash` is that of the entry as the
reviewer saw it: every change carries it, so that one made meanwhile is noticed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from postl10n.model.findings import Severity
from postl10n.model.states import State


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMark:
    """A part of a text that is shown specially, in code points, `[start, end)`; marks do not overlap."""

    start: int
    end: int
    kind: str
    """`placeholder`, `term`, `missing-term`, `unsure-term`, `removed`, `added` (against the previous source)."""
    concept: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedText:
    """A text with what is marked in it."""

    text: str
    marks: tuple[TextMark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A finding, as the page shows it."""

    rule: str
    severity: Severity
    message: str
    waived: str = ""
    """The reason of the waiver that lets it stand."""
    waivable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetForm:
    """One msgstr: the only one, or that of one plural form."""

    label: str
    """Whole numbers that take the form (`1, 21, 31`); empty where there is one form only."""
    target: MarkedText


@dataclass(frozen=True, slots=True, kw_only=True)
class TermHint:
    """A glossary concept of the source, and what it is to be called."""

    concept: str
    term: str
    """As the source writes it."""
    expected: tuple[str, ...]
    right: bool | None
    """Whether the translation uses one; None where it is not sure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """An entry as a row of the page."""

    article: str
    ref: str
    hash: str
    path: str
    """Of the catalog, relative to the project."""
    line: int | None
    role: str
    """The msgctxt of the entry: `title`, `caption` …; empty for sentences of the text."""
    kind: str
    """The block it stands in: `paragraph`, `heading`, `list-item` …; `site` for the strings of pages."""
    new_block: bool
    """Whether a block begins with it: where the reading flow breaks."""
    source: MarkedText
    source_plural: str = ""
    forms: tuple[TargetForm, ...]
    state: State
    inherited: tuple[str, str] | None = None
    """The locale an empty entry takes its text from, and that text."""
    merged: bool = False
    """Whether its sentence was joined to the one before it."""
    previous: MarkedText | None = None
    """The earlier source of a fuzzy entry, what was `removed` marked; `source` marks what was `added`."""
    origin: str = ""
    """Of a draft: `memory 0.92`, `apertium`."""
    stale_since: str = ""
    placeholders: tuple[str, ...] = ()
    """Each that the source has, in order, to be inserted."""
    terms: tuple[TermHint, ...] = ()
    findings: tuple[Note, ...] = ()
    comments: tuple[str, ...] = ()
    """What people wrote (`#`), without our own marks."""
    notes: tuple[str, ...] = ()
    """Our own marks (`# postl10n: …`), as they stand: a conflict of branches, why it is stale, a waiver."""
    hints: tuple[str, ...] = ()
    """The `#.` lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One article in one locale, counted."""

    article: str
    title: str
    date: str
    """ISO, of the article; may be empty."""
    entries: int
    approved: int
    fuzzy: int
    empty: int
    words: int
    words_approved: int
    errors: int
    """-1 while nobody has looked yet: the catalogs are checked one after the other in the background."""
    warnings: int
    """-1 likewise."""
    changed: str = ""
    """ISO date and time of the last change of the file; empty where there is none."""
    score: float | None = None
    """The last recorded chrF2++."""
    counted: bool = True
    """False for a catalog that nobody has counted yet: its numbers are 0 until then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The locale's articles in the order of their dates, the newest first; `site` is the last."""

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
    """Changes whenever the catalog or its article does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptUse:
    """One occurrence of a concept."""

    segment: ReviewRow
    standing: str
    """`right`, `wrong`, `unsure` or `untested`."""
    rendering: str
    """As the translation writes it; empty where nothing stands for the term."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UseGroup:
    """The occurrences that are rendered alike."""

    rendering: str
    """The term of the glossary, or the words that stand there; empty for none."""
    status: str
    """Of the term in the glossary; empty where it has none."""
    uses: tuple[ConceptUse, ...]
    """At most the first 200 of the group."""
    total: int = 0
    """How many there are in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptRow:
    """A concept in the list of concepts."""

    concept: str
    names: tuple[str, ...]
    expected: tuple[str, ...]
    uses: int
    wrong: int
    """-1 while some article has not been looked at yet."""
    variants: int
    """In how many ways it is rendered; -1 likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """A term of a concept in one locale, as the glossary has it."""

    text: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptView:
    locale: str
    concept: str
    subject: str
    definition: str
    names: tuple[str, ...]
    terms: tuple[TermRow, ...]
    """Those of the locale."""
    path: str
    line: int | None
    groups: tuple[UseGroup, ...]
    hash: str
    """Of the concept as the glossary has it."""


class QueueOrder(StrEnum):
    """How a queue is sorted."""

    PLACE = "place"
    """By article and position."""
    SOURCE = "source"
    LENGTH = "length"
    SEVERITY = "severity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which entries of a locale a queue holds; every part given must fit."""

    article: str = ""
    states: frozenset[State] = frozenset()
    rule: str = ""
    severity: Severity | None = None
    """With a finding at least as grave."""
    concept: str = ""
    changed_since: str = ""
    """A git revision."""
    search: str = ""
    regex: bool = False
    """Whether `search` is a regular expression; it is given up after a time."""
    order: QueueOrder = QueueOrder.PLACE


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueView:
    locale: str
    total: int
    offset: int
    segments: tuple[ReviewRow, ...]
    digest: str
    """Of all entries that fit: a bulk accept names it, so that it accepts what the reviewer counted."""
    complete: bool = True
    """False where some articles have not been checked yet, and findings were asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMatch:
    source: MarkedText
    """What differs from the segment's source is marked `removed` or `added`."""
    target: str
    percent: int
    """101 for a match in the same context."""
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What a reviewer does to an entry."""

    ref: str
    hash: str
    targets: tuple[str, ...]
    """One text a form."""
    accept: bool
    """Not fuzzy any more; else fuzzy."""
    comment: str | None = None
    """The people's comment lines, joined by newlines; None leaves them."""


class Outcome(StrEnum):
    SAVED = "saved"
    UNCHANGED = "unchanged"
    MERGED = "merged"
    """Saved, together with what another program had changed meanwhile."""
    CONFLICT = "conflict"
    """Not saved: another program changed the same text."""
    GONE = "gone"
    """Not saved: the entry is no longer in the catalog."""
    REFUSED = "refused"
    """Not saved: see the message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What became of an edit; `segment` is the entry as it is now in the file."""

    outcome: Outcome
    segment: ReviewRow | None
    message: str = ""
    mine: tuple[str, ...] = ()
    """Of a conflict: what the reviewer wrote."""
    version: str = ""
    """Of the article as it is now (see `ArticleView.version`), so that the page knows its own change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkSaved:
    """What became of accepting, replacing or undoing many at once."""

    changed: int
    left: tuple[str, ...] = ()
    """Why some were left as they were, a line each."""
    refused: str = ""
    """Why nothing was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """A sentence of a preview: what replacing a rendering would make of it."""

    segment: ReviewRow
    after: tuple[str, ...] | None
    """None where no replacement is safe."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacePlan:
    locale: str
    concept: str
    old: str
    new: str
    replacements: tuple[Replacement, ...]
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """What an open page asks for again and again: the version of each article's catalog in a locale."""

    versions: Mapping[str, str] = field(default_factory=dict)
