"""An article: as it was read (`Document`), and divided into units of translation (`Article`)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a unit of translation is in its article."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    DATELINE = "dateline"
    NAVIGATION = "navigation"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    CAPTION = "caption"
    CELL = "cell"
    QUOTE = "quote"
    CODE = "code"

    @property
    def context(self) -> str | None:
        """The msgctxt that every entry of this role carries; None for the roles of body text."""
        return self.value if self in _ROLES_WITH_CONTEXT else None


_PLACEHOLDER = re.compile(r"\{/?\d{1,4}/?\}")
_ROLES_WITH_CONTEXT = frozenset({Role.TITLE, Role.SUBTITLE, Role.BYLINE, Role.DATELINE, Role.NAVIGATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the source, normalised (see `lang.normalise`), with its number counted from 1."""

    text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline(Line):
    """The line under a headline that says who published it and when."""

    agency: str | None
    """The publisher's name as it stands in the line; None where the line has a date alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Boilerplate(Line):
    """A line of the source that is not the article, with the rule that took it: nothing vanishes."""

    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """Inline markup that a text has as `{1}…{/1}` or, where nothing can stand in it, as `{1/}`."""

    number: int
    name: str
    """The HTML element: `a`, `em`, `img`."""
    attributes: tuple[tuple[str, str], ...] = ()
    """What the source gives it, by name; never in a catalog, and not safe to be shown unchecked."""
    empty: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph or another block of the body; `lines` are its first and last line, both included."""

    kind: Role
    lines: tuple[int, int]
    text: str
    """One line of msgid text: normalised, literal braces doubled, inline markup as `{1}…{/1}`.

    Of code the lines as they are, braces doubled.
    """
    tags: tuple[Tag, ...] = ()
    """What the placeholders of the text stand for, by number."""
    inside: tuple[tuple[str, int], ...] = ()
    """The structure that it stands in, outermost first: (`ul`, 1), (`li`, 3), or (`h3`, 2) for a heading.

    The numbers tell elements of the article apart: blocks with an equal beginning share these elements.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """An element that blocks stand in and that says more than its name; every cell of a table, also an empty one."""

    number: int
    """What `Block.inside` calls it by."""
    name: str
    parent: int
    """The number of the element around it; 0 where there is none."""
    attributes: tuple[tuple[str, str], ...] = ()
    """What the source gives it: `start` of a list, `colspan` of a cell; not safe to be shown unchecked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A short form that the article defines itself: `… (hereinafter referred to as CTT)`."""

    short: str
    full: str
    segment: str
    """The id of the segment in which the definition stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article as it was read.

    Title, subtitle, dateline, blocks and boilerplate together hold every non-blank line of the source.
    """

    id: str
    path: str
    """Of its source as messages have it, relative to the project, with forward slashes."""
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
    """Where its source stands below the folder of articles: relative links and images begin there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One unit of translation. `id` is told apart from repeats by `-2`, `-3`; `text` is its msgid."""

    id: str
    text: str
    role: Role
    tags: tuple[Tag, ...] = ()
    """What its placeholders stand for; they are numbered from 1 in each segment."""

    @property
    def translatable(self) -> bool:
        """Whether there is anything in it to translate: not in code, nor in an image alone."""
        if self.role is Role.CODE:
            return False
        return not self.tags or bool(_PLACEHOLDER.sub("", self.text).strip())

    @property
    def key(self) -> tuple[str | None, str]:
        """What finds its entry in a catalog: (msgctxt, msgid)."""
        return self.role.context, self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentedBlock:
    """A block with its segments in reading order; joined they give the block's text.

    Markup that spans several segments is closed and opened again between them, and numbered in each by itself.
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
        """Title, subtitle and dateline, those that exist."""
        return tuple(one for one in (self.title, self.subtitle, self.dateline) if one is not None)

    def segments(self) -> Iterator[Segment]:
        """Every segment that there is to translate, in reading order."""
        yield from self.head
        for block in self.blocks:
            yield from (one for one in block.segments if one.translatable)
