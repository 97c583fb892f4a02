"""An article: as it was read (`Document`), and divided into translation units (`Article`)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The role of a translation unit in its article."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    DATELINE = "dateline"
    NAVIGATION = "navigation"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    CAPTION = "caption"
    ALT = "alt"
    CELL = "cell"
    QUOTE = "quote"
    CODE = "code"

    @property
    def context(self) -> str | None:
        """The msgctxt of every entry of this role; None for the roles of body text."""
        return self.value if self in _ROLES_WITH_CONTEXT else None


_PLACEHOLDER = re.compile(r"\{/?\d{1,4}/?\}")
_ROLES_WITH_CONTEXT = frozenset({Role.TITLE, Role.SUBTITLE, Role.BYLINE, Role.DATELINE, Role.NAVIGATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the source, normalised (see `lang.text.normalise`), with its number counted from 1."""

    text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline(Line):
    """The line under a headline that says who published it and when."""

    agency: str | None
    """The publisher's name as written in the line; None where the line is only a date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Boilerplate(Line):
    """A line of the source that is not part of the article, with the rule that left it out, so that no line vanishes."""

    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """Inline markup, written in the text as `{1}…{/1}` or, for an element without content, as `{1/}`."""

    number: int
    name: str
    """The HTML element: `a`, `em`, `img`."""
    attributes: tuple[tuple[str, str], ...] = ()
    """The element's attributes in the source, by name; never written to a catalog, and unsafe to show unchecked."""
    empty: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph or another block of the body; `lines` are the numbers of its first and last line, both included."""

    kind: Role
    lines: tuple[int, int]
    text: str
    """The msgid text on one line: normalised, literal braces doubled, inline markup as `{1}…{/1}`.

    For code, the lines as they are, with braces doubled.
    """
    tags: tuple[Tag, ...] = ()
    """The tags that the placeholders of the text stand for, by number."""
    byline: bool = False
    """True if it names the author: so its unit has that role."""
    inside: tuple[tuple[str, int], ...] = ()
    """The elements around the block, outermost first: (`ul`, 1), (`li`, 3), or (`h3`, 2) for a heading.

    The numbers identify elements of the article: blocks whose paths begin alike share these elements.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """An element around blocks that carries more than its name, and every cell of a table, empty ones included."""

    number: int
    """The element's number in `Block.inside`."""
    name: str
    parent: int
    """The number of the parent element; 0 where there is none."""
    attributes: tuple[tuple[str, str], ...] = ()
    """The element's attributes in the source: `start` of a list, `colspan` of a cell; unsafe to show unchecked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """An abbreviation that the article defines itself: `… (hereinafter referred to as CTT)`."""

    short: str
    full: str
    segment: str
    """The id of the segment that contains the definition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article as it was read.

    Title, subtitle, dateline, blocks and boilerplate together hold every non-blank line of the source.
    """

    id: str
    path: str
    """The path of the source as shown in messages: relative to the project, with forward slashes."""
    locale: str
    date: datetime.date | None
    title: Line
    subtitle: Line | None
    dateline: Dateline | None
    blocks: tuple[Block, ...]
    boilerplate: tuple[Boilerplate, ...]
    structure: tuple[Structure, ...] = ()
    """In the order of the source."""
    folder: str = ""
    """The folder of the source below the folder of articles; relative links and images are resolved against it."""
    reader: int = 1
    """The version of the reader that read it."""
    doubts: tuple[str, ...] = ()
    """Close decisions of the reader, each as a sentence for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One translation unit. Repeats have `-2`, `-3` … after the `id`; `text` is the msgid."""

    id: str
    text: str
    role: Role
    tags: tuple[Tag, ...] = ()
    """The tags that the placeholders stand for; numbered from 1 in each segment."""
    wordless: bool = False
    """True if it has no letter or figure; the first reader of articles did not look for that."""

    @property
    def translatable(self) -> bool:
        """True if the segment contains text to translate; code, images and rows of signs alone do not."""
        if self.role is Role.CODE or self.wordless:
            return False
        return not self.tags or bool(_PLACEHOLDER.sub("", self.text).strip())

    @property
    def key(self) -> tuple[str | None, str]:
        """The key of its entry in a catalog: (msgctxt, msgid)."""
        return self.role.context, self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentedBlock:
    """A block with its segments in reading order; joined, they give the block's text.

    Markup that spans several segments is closed and reopened at each boundary, and numbered anew in each segment.
    """

    block: Block
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A document divided into segments."""

    document: Document
    title: Segment
    subtitle: Segment | None
    dateline: Segment | None
    blocks: tuple[SegmentedBlock, ...]
    definitions: tuple[Definition, ...] = ()

    @property
    def id(self) -> str:
        return self.document.id

    @property
    def head(self) -> tuple[Segment, ...]:
        """Title, subtitle and dateline, where they exist."""
        return tuple(one for one in (self.title, self.subtitle, self.dateline) if one is not None)

    def segments(self) -> Iterator[Segment]:
        """Yield every translatable segment in reading order."""
        yield from self.head
        for block in self.blocks:
            yield from (one for one in block.segments if one.translatable)
