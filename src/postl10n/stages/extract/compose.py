"""Composing a document from the blocks of a page: title, date and body."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from postl10n.errors import ArticleError, Place
from postl10n.lang.text.normalise import escape_braces
from postl10n.model.article import Block, Boilerplate, Dateline, Document, Line, Role
from postl10n.stages.extract.article_format import READER
from postl10n.stages.extract.blocks import Body, ListItem
from postl10n.stages.extract.boilerplate import tail_rules
from postl10n.stages.extract.content import OUTSIDE
from postl10n.stages.extract.dateline import date_of, is_byline, read_dateline
from postl10n.stages.extract.evidence import first_sentence, is_running
from postl10n.stages.extract.metadata import iso_date

_LONGEST_ABOVE = 60
"""The maximum length of a line above the headline that counts as boilerplate: `News`, a breadcrumb."""
NAMED = 8
"""The minimum length of a part of the page's title that identifies a heading, and not a section of the site."""
_HEAD_RULES = (None, OUTSIDE, "header")
_PLAIN = (Role.PARAGRAPH, Role.HEADING, Role.LIST_ITEM)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownMetadata:
    """Facts about an article that are known from outside its text."""

    id: str
    path: str
    locale: str
    titles: tuple[str, ...] = ()
    """Titles from the head of the page, used unless a heading contradicts them."""
    parts: tuple[str, ...] = ()
    """The parts of the title in the head of the page, the whole first."""
    title: Line | None = None
    """The title from front matter, which has precedence."""
    subtitle: Line | None = None
    date: datetime.date | None = None
    boilerplate: tuple[Boilerplate, ...] = ()
    judged: int | None = None
    """The index of the headline if the blocks were judged, -1 for a title of the page's head; None if they were not."""


def compose(body: Body, known: KnownMetadata) -> Document:
    """Return the document. Raises ArticleError if there is no headline, or no text below it."""
    parts = _Parts(items=body.items, known=known, locale=known.locale)
    parts.find_title()
    parts.read_head()
    parts.read_body()
    if parts.title is None:
        hint = "An article needs a headline, <h1> or # in Markdown, and at least one paragraph below it."
        raise ArticleError("no headline", place=Place(path=known.path), hint=hint)
    if not parts.blocks:
        place = Place(path=known.path, line=parts.title.line)
        raise ArticleError("no text below the headline", place=place)
    return Document(
        id=known.id,
        path=known.path,
        locale=known.locale,
        date=(parts.date or known.date) if known.judged is None else (known.date or parts.date),
        title=parts.title,
        subtitle=parts.subtitle,
        dateline=parts.dateline,
        blocks=tuple(parts.blocks),
        boilerplate=tuple(
            sorted((*known.boilerplate, *parts.boilerplate), key=lambda one: one.line),
        ),
        structure=body.structure,
    )


@dataclass(slots=True, eq=False, kw_only=True)
class _Parts:
    """A document under construction."""

    items: Sequence[ListItem]
    known: KnownMetadata
    locale: str
    title: Line | None = None
    plain_title: str = ""
    at: int = -1
    """The index of the item that is the title; -1 for none."""
    subtitle: Line | None = None
    dateline: Dateline | None = None
    date: datetime.date | None = None
    used: set[int] = field(default_factory=set)
    """The indices of the items used in the head."""
    bylines: set[int] = field(default_factory=set)
    blocks: list[Block] = field(default_factory=list)
    boilerplate: list[Boilerplate] = field(default_factory=list)

    def find_title(self) -> None:
        """Find the title: front matter, else a first-level heading, else the title in the head of the page."""
        self.subtitle = self.known.subtitle
        if self.known.title is not None:
            self.title, self.plain_title = self.known.title, self.known.titles[0]
            return
        self.at = self._heading() if self.known.judged is None else self.known.judged
        if self.at >= 0:
            self._take_title(self.items[self.at])
        elif self.known.titles:
            self._take_named(self.known.titles[0])
        else:
            kinds = (Role.HEADING, Role.PARAGRAPH)
            own = (at for at, one in enumerate(self.items) if one.rule is None and one.kind in kinds)
            self.at = next(own, -1)
            if self.at >= 0:
                self._take_title(self.items[self.at])

    def _heading(self) -> int:
        """Return the index of the article's first `<h1>`; outside it, one named by the page's title, or the only one."""
        inside = [at for at, one in enumerate(self.items) if one.level == 1 and one.rule is None]
        if inside:
            below = self._heading_below(inside[0]) if self.items[inside[0]].plain in self.known.parts else -1
            return below if below >= 0 else inside[0]
        beside = [at for at, one in enumerate(self.items) if one.level == 1 and one.rule in _HEAD_RULES]
        named = [at for at in beside if any(self.items[at].plain in title for title in self.known.titles)]
        below = self._heading_below(-1) if named else -1
        return below if below >= 0 else next(iter(named or ([] if self.known.titles else beside)), -1)

    def _heading_below(self, above: int) -> int:
        """Return the index of the first heading after a site's name in `<h1>`, if the page's title names it; else -1."""
        own = (at for at, one in enumerate(self.items) if at > above and one.rule is None)
        first = next(own, -1)
        text = self.items[first].plain if first >= 0 and self.items[first].level else ""
        site = self.items[above].plain if above >= 0 else ""
        named = any(text.startswith(one) for one in self.known.parts if len(one) >= NAMED and one != site)
        return first if text and named else -1

    def _take_title(self, item: ListItem) -> None:
        if self.known.judged is not None and not item.level and is_running(item.plain):
            # A page without a headline begins with its body.
            self.plain_title = first_sentence(item.plain)
            self.title = replace(item.line, text=escape_braces(self.plain_title))
            return
        self.title, self.plain_title = item.line, item.plain
        self.used.add(self.at)

    def _take_named(self, title: str) -> None:
        """Take a title from the head of the page, at the line of the first block that repeats it."""
        judged = self.known.judged is not None
        own = {
            one.plain: at
            for at, one in reversed(list(enumerate(self.items)))
            if one.rule is None or (judged and one.rule != "page-title")
        }
        self.at = next((own[one] for one in (title, *self.known.parts) if one in own), -1)
        if self.at >= 0:
            self._take_title(self.items[self.at])
        else:
            page = next((one for one in self.items if one.rule == "page-title"), None)
            line = page.lines[0] if page else 1
            self.title, self.plain_title = Line(text=escape_braces(title), line=line), title

    def read_head(self) -> None:
        """Take subtitle, dateline and repeated titles between the headline and the first paragraph."""
        for at in range(self.at + 1, len(self.items)):
            item = self.items[at]
            if item.rule not in (_HEAD_RULES if self.at >= 0 else (None,)):
                continue
            if self._takes(at, item) or item.rule is not None:
                continue
            if item.kind in _PLAIN and is_byline(item.plain):
                self.bylines.add(at)
            if not self._is_author(at):
                break
        for at, item in enumerate(self.items[: max(0, self.at)]):
            if item.rule is None:
                self._takes_above(at, item)

    def _is_author(self, at: int) -> bool:
        """Return True for a short block with the date right below it, where blocks were judged."""
        if self.known.judged is None or self.dateline or len(self.items[at].plain) > _LONGEST_ABOVE:
            return False
        if at in self.bylines:
            return True
        return any(read_dateline(one.plain, 0, self.locale) for one in self.items[at + 1 : at + 3])

    def _takes(self, at: int, item: ListItem) -> bool:
        if item.plain == self.plain_title and item.rule is None:
            self.boilerplate.append(item.as_boilerplate("repeated-title"))
        elif item.subtitle and self.subtitle is None:
            self.subtitle = item.line
        elif not self._takes_dateline(item):
            return False
        self.used.add(at)
        return True

    def _takes_dateline(self, item: ListItem) -> bool:
        if self.dateline is not None or item.kind is Role.CODE:
            return False
        read = read_dateline if self.known.judged is None else date_of
        found = read(item.plain, item.lines[0], self.locale)
        if found is not None:
            self.dateline, self.date = found
            return True
        self.date = self.date or iso_date(item.stamp, 1 if self.known.judged is None else READER)
        return False

    def _takes_above(self, at: int, item: ListItem) -> None:
        if self._takes_dateline(item):
            self.used.add(at)
        elif len(item.plain) <= _LONGEST_ABOVE and item.kind is not Role.CODE:
            self.boilerplate.append(item.as_boilerplate("above-title"))
            self.used.add(at)

    def read_body(self) -> None:
        """Divide the remaining items into body blocks and boilerplate."""
        left = [item for at, item in enumerate(self.items) if at not in self.used]
        own = [item for item in left if item.rule is None]
        authors = {id(self.items[at]) for at in self.bylines}
        tail = tail_rules([item.plain for item in own]) if self.known.judged is None else []
        rules = [*[None] * (len(own) - len(tail)), *tail]
        for item, rule in zip(own, rules, strict=True):
            if rule is None:
                self.blocks.append(replace(item.as_block(), byline=id(item) in authors))
            else:
                self.boilerplate.append(item.as_boilerplate(rule))
        self.boilerplate += [item.as_boilerplate() for item in left if item.rule is not None]
