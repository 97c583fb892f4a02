"""A localized site as values: pages with their one computed status, and what pages know of each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from postl10n.model.article import Role, Structure
from postl10n.model.glossary import Glossary

if TYPE_CHECKING:
    import datetime

    from postl10n.model.findings import EntryFinding, Finding

HEAD_ROLES = frozenset({Role.TITLE, Role.SUBTITLE, Role.DATELINE})
"""What stands above the body of a page."""


class PageStatus(StrEnum):
    """How far a page can be trusted to be what its locale says; decides all that a page claims of itself."""

    SOURCE = "source"
    PUBLISHED = "published"
    PARTIAL = "partial"
    STALE = "stale"

    @property
    def indexed(self) -> bool:
        """Whether search engines, feeds and alternates may name the page."""
        return self in (PageStatus.SOURCE, PageStatus.PUBLISHED)


class Provenance(StrEnum):
    """Where the text of a segment comes from."""

    HUMAN = "human"
    MEMORY = "memory"
    MACHINE = "machine"
    PARENT = "parent"
    SOURCE = "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceMark:
    """A glossary term in the text of a shown segment; offsets are code points, `[start, end)`."""

    concept: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Inline:
    """An element of inline markup over a part of a shown text; offsets are code points, `[start, end)`.

    It is one that pages may hold, with attributes that are safe (see `stages.page.safety`).
    """

    name: str
    start: int
    end: int
    attributes: tuple[tuple[str, str], ...] = ()
    target: str = ""
    """What a link or an image of the project refers to: an article's id, or a path below the folder of articles.

    Where it refers to anything else, its address is among the attributes.
    """
    children: tuple[Inline, ...] = ()
    """In order, without overlaps."""

    def targets(self) -> Iterator[str]:
        """What it and its children refer to in the project."""
        if self.target:
            yield self.target
        for child in self.children:
            yield from child.targets()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSegment:
    """A segment as a reader sees it. `text` is plain text: braces single, placeholders gone."""

    id: str
    text: str
    locale: str
    """The locale of `text`: the page's, a parent's or the source's."""
    provenance: Provenance
    stale: bool = False
    """The source has changed since this translation was approved."""
    marks: tuple[SentenceMark, ...] = ()
    """In order, without overlaps."""
    markup: tuple[Inline, ...] = ()
    """In order, without overlaps."""
    translatable: bool = True
    """Code and images alone are the same in every language: they count neither as translated nor as left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBlock:
    """A block of the body. Segments that their translator joined to the one before are left out."""

    kind: Role
    segments: tuple[ShownSegment, ...]
    inside: tuple[tuple[str, int], ...] = ()
    """The structure that it stands in, as `model.article.Block` has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNotice:
    """What a page's making has to say of an entry, with what leads there: locale and line of its catalog.

    An approved translation that can't be shown, or one that only repeats what its locale inherits.
    """

    finding: Finding
    locale: str
    segment: str
    line: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An article in one locale, each segment decided."""

    article: str
    locale: str
    source: str
    """The locale of the article."""
    status: PageStatus
    date: datetime.date | None
    title: ShownSegment
    subtitle: ShownSegment | None
    dateline: ShownSegment | None
    blocks: tuple[ShownBlock, ...]
    coverage: float
    """The share of the source's words that have an approved translation, 0 to 1."""
    stale_since: datetime.date | None = None
    """When the original changed under the translation, as the catalog records it."""
    notices: tuple[PageNotice, ...] = ()
    deadlines: tuple[datetime.date, ...] = ()
    """The last days on which stale translations may be shown, sorted: where the page changes by itself."""
    structure: tuple[Structure, ...] = ()
    """What the article says of the elements that its blocks stand in."""

    def segments(self) -> Iterator[ShownSegment]:
        """Every shown segment in reading order."""
        yield from (one for one in (self.title, self.subtitle, self.dateline) if one is not None)
        for block in self.blocks:
            yield from block.segments

    @property
    def card(self) -> PageCard:
        """What other pages show of this one."""
        paragraphs = (block.segments[:1] for block in self.blocks if block.kind is Role.PARAGRAPH)
        first = (one for segments in paragraphs for one in segments if one.text.strip())
        summary = self.subtitle or next(first, None)
        return PageCard(
            article=self.article,
            locale=self.locale,
            source=self.source,
            status=self.status,
            date=self.date,
            title=CardText(text=self.title.text, locale=self.title.locale),
            summary=CardText(text=summary.text, locale=summary.locale) if summary else None,
            coverage=self.coverage,
        )

    @property
    def body(self) -> str:
        """What a reader can search of the page beside its title."""
        return "\n".join(one.text for one in self.segments() if one is not self.title and one.text.strip())

    @property
    def targets(self) -> tuple[str, ...]:
        """What it refers to in the project, sorted: ids of articles, and paths of images."""
        found = {to for one in self.segments() for element in one.markup for to in element.targets()}
        return tuple(sorted(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class CardText:
    """A text that stands on other pages than its own, with its language."""

    text: str
    locale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCard:
    """A page as indexes, switchers and feeds show it; small, so that a site can hold all of them."""

    article: str
    locale: str
    source: str
    status: PageStatus
    date: datetime.date | None
    title: CardText
    summary: CardText | None
    coverage: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What a build remembers of a page, so that it need not be made again as long as nothing changes."""

    card: PageCard
    key: str
    """The digest of all that the page was made of."""
    notices: tuple[EntryFinding, ...] = ()
    deadlines: tuple[datetime.date, ...] = ()
    targets: tuple[str, ...] = ()
    """What the page refers to in the project, whether it exists or not."""
    images: tuple[tuple[str, int], ...] = ()
    """Of the source's page: the images among them, each with a line of the source, counted from 1."""


IMAGE = "image"
"""The kind of file of a site that is not rendered but copied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFile:
    """A file that the site must have; its key changes with whatever the file shows."""

    path: str
    kind: str
    key: str
    locale: str = ""
    article: str = ""
    image: str = ""
    """The path below the folder of articles, of the kind `IMAGE`."""


Strings = Mapping[str, str]
"""UI strings of one locale: msgid → msgstr; what is missing or empty is shown in the source locale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteContext:
    """What every page needs to know of the site it stands in. Made by `SiteContext.of`."""

    source: str
    locales: tuple[str, ...]
    """Every locale with a folder in the site, the source locale first."""
    url: str | None = None
    """The base of canonical addresses, ending in a slash; None leaves them out."""
    name: str | None = None
    """The site's own name; None for the one that the templates know."""
    glossary: Glossary = field(default_factory=Glossary)
    strings: Mapping[str, Strings] = field(default_factory=dict)
    """By locale."""
    templates: Mapping[str, str] = field(default_factory=dict)
    """A project's own templates by name, in place of ours."""
    images: Mapping[str, str] = field(default_factory=dict)
    """The images of the project that its pages show: paths below the folder of articles, with a digest of each."""
    cards: Mapping[str, Mapping[str, PageCard]] = field(default_factory=dict)
    """By locale and article id, the newest first."""
    places: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By locale and article id: how many articles of the locale are newer."""

    @classmethod
    def of(
        cls,
        pages: Iterable[Page | PageCard],
        *,
        source: str,
        locales: Iterable[str],
        url: str | None = None,
        name: str | None = None,
        glossary: Glossary | None = None,
        strings: Mapping[str, Strings] | None = None,
        templates: Mapping[str, str] | None = None,
        images: Mapping[str, str] | None = None,
    ) -> SiteContext:
        """A site of these pages. `locales` may leave out the source locale."""
        order = tuple(dict.fromkeys((source, *locales)))
        cards: dict[str, dict[str, PageCard]] = {locale: {} for locale in order}
        shown = (page.card if isinstance(page, Page) else page for page in pages)
        for card in sorted(shown, key=_newest_first):
            cards.setdefault(card.locale, {})[card.article] = card
        return cls(
            source=source,
            locales=order,
            url=f"{url.rstrip('/')}/" if url else None,
            name=name,
            glossary=glossary or Glossary(),
            strings=strings or {},
            templates=templates or {},
            images=images or {},
            cards=cards,
            places={locale: {one: at for at, one in enumerate(own)} for locale, own in cards.items()},
        )

    def versions(self, article: str) -> tuple[PageCard, ...]:
        """The pages of an article, in the order of the site's locales."""
        return tuple(self.cards[locale][article] for locale in self.locales if article in self.cards[locale])


def _newest_first(card: PageCard) -> tuple[int, str]:
    return (-card.date.toordinal() if card.date else 0, card.article)
