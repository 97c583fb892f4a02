"""A localized site as values: pages, each with one computed status, and what pages need from one another."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from postl10n.model.article import Role, Structure
from postl10n.model.findings import EntryFinding, Finding
from postl10n.model.glossary import Glossary

HEAD_ROLES = frozenset({Role.TITLE, Role.SUBTITLE, Role.DATELINE})
"""The roles shown above the body of a page."""


class PageStatus(StrEnum):
    """The state of a page: how far it is translated and current; decides what the page states about itself."""

    SOURCE = "source"
    PUBLISHED = "published"
    PARTIAL = "partial"
    STALE = "stale"

    @property
    def indexed(self) -> bool:
        """True if search engines, feeds and alternates may list the page."""
        return self in (PageStatus.SOURCE, PageStatus.PUBLISHED)


class Provenance(StrEnum):
    """The origin of a segment's text."""

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

    Its name is allowed on pages, and its attributes are safe (see `stages.page.allowed_markup`).
    """

    name: str
    start: int
    end: int
    attributes: tuple[tuple[str, str], ...] = ()
    target: str = ""
    """The target of a link or image within the project: an article id, or a path below the folder of articles.

    Any other address is among the attributes.
    """
    children: tuple[Inline, ...] = ()
    """In order, without overlaps."""

    def targets(self) -> Iterator[str]:
        """Yield the project targets of the element and its descendants."""
        if self.target:
            yield self.target
        for child in self.children:
            yield from child.targets()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSegment:
    """A segment as a reader sees it. `text` is plain: braces are single, placeholders removed."""

    id: str
    text: str
    locale: str
    """The locale of `text`: the page's, a parent's or the source's."""
    provenance: Provenance
    stale: bool = False
    """True if the source has changed since this translation was approved."""
    marks: tuple[SentenceMark, ...] = ()
    """In order, without overlaps."""
    markup: tuple[Inline, ...] = ()
    """In order, without overlaps."""
    translatable: bool = True
    """False for code and images alone: the same in every language, they count neither as translated nor as untranslated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBlock:
    """A block of the body, without segments that were merged into the one before."""

    kind: Role
    segments: tuple[ShownSegment, ...]
    inside: tuple[tuple[str, int], ...] = ()
    """The elements around the block, as in `model.article.Block`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNotice:
    """A notice about an entry, found while making a page, with the locale and line of its catalog.

    It reports an approved translation that can't be shown, or one that only repeats what its locale inherits.
    """

    finding: Finding
    locale: str
    segment: str
    line: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An article in one locale, with the text to show for each segment."""

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
    """The date when the source changed after the translation, as recorded in the catalog."""
    notices: tuple[PageNotice, ...] = ()
    deadlines: tuple[datetime.date, ...] = ()
    """The last days on which stale translations may be shown, sorted; the page changes after each."""
    structure: tuple[Structure, ...] = ()
    """The attributes of the elements around its blocks."""

    def segments(self) -> Iterator[ShownSegment]:
        """Yield every shown segment in reading order; what an image shows is part of the image."""
        yield from (one for one in (self.title, self.subtitle, self.dateline) if one is not None)
        for block in self.blocks:
            yield from block.segments if block.kind is not Role.ALT else ()

    @property
    def card(self) -> PageCard:
        """The page as shown on other pages."""
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
        """The searchable text of the page, without its title."""
        return "\n".join(one.text for one in self.segments() if one is not self.title and one.text.strip())

    @property
    def targets(self) -> tuple[str, ...]:
        """The project targets of links and images, sorted: ids of articles, and paths of images."""
        found = {to for one in self.segments() for element in one.markup for to in element.targets()}
        return tuple(sorted(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class CardText:
    """A text shown on other pages than its own, with its language."""

    text: str
    locale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCard:
    """A page as shown in indexes, language switchers and feeds; small, so that all of a site fit in memory."""

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
    """The facts of a page that a build keeps, so that an unchanged page is not made again."""

    card: PageCard
    key: str
    """The digest of all inputs of the page."""
    notices: tuple[EntryFinding, ...] = ()
    deadlines: tuple[datetime.date, ...] = ()
    targets: tuple[str, ...] = ()
    """The page's targets within the project, whether they exist or not."""
    images: tuple[tuple[str, int], ...] = ()
    """On the source's page: the images among the targets, each with its line in the source, counted from 1."""


EXTRA_STYLES = "extra.css"
"""A theme file whose rules are appended to those of the style sheet."""
IMAGE = "image"
"""The kind of a site's file that is copied, not rendered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFile:
    """A file that the site must contain; its key changes with everything that the file shows."""

    path: str
    kind: str
    key: str
    locale: str = ""
    article: str = ""
    image: str = ""
    """For the kind `IMAGE`, the path below the folder of articles."""


Strings = Mapping[str, str]
"""UI strings of one locale: msgid → msgstr; missing or empty ones are shown in the source locale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteContext:
    """The site as every page needs to know it. Made by `SiteContext.of`."""

    source: str
    locales: tuple[str, ...]
    """Every locale with a folder in the site, the source locale first."""
    url: str | None = None
    """The base of canonical addresses, ending in a slash; None leaves them out."""
    name: str | None = None
    """The site's own name; None for the default of the templates."""
    tagline: str = ""
    """The line below the name; empty for the default of the templates."""
    region: str = ""
    """Of dates and numbers, where a locale names none."""
    glossary: Glossary = field(default_factory=Glossary)
    strings: Mapping[str, Strings] = field(default_factory=dict)
    """By locale."""
    templates: Mapping[str, str] = field(default_factory=dict)
    """Templates of the project by name, which replace ours."""
    images: Mapping[str, str] = field(default_factory=dict)
    """The project's images that pages show: path below the folder of articles → digest."""
    cards: Mapping[str, Mapping[str, PageCard]] = field(default_factory=dict)
    """By locale and article id, the newest first."""
    places: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By locale and article id: the number of newer articles in the locale."""

    @classmethod
    def of(
        cls,
        pages: Iterable[Page | PageCard],
        *,
        source: str,
        locales: Iterable[str],
        url: str | None = None,
        name: str | None = None,
        tagline: str = "",
        region: str = "",
        glossary: Glossary | None = None,
        strings: Mapping[str, Strings] | None = None,
        templates: Mapping[str, str] | None = None,
        images: Mapping[str, str] | None = None,
    ) -> SiteContext:
        """Return the site of these pages. `locales` may omit the source locale."""
        order = tuple(dict.fromkeys((source, *locales)))
        cards: dict[str, dict[str, PageCard]] = {locale: {} for locale in order}
        shown = (page.card if isinstance(page, Page) else page for page in pages)
        for card in sorted(
            shown, key=lambda card: (-card.date.toordinal() if card.date else 0, card.article)
        ):
            cards.setdefault(card.locale, {})[card.article] = card
        return cls(
            source=source,
            locales=order,
            url=f"{url.rstrip('/')}/" if url else None,
            name=name,
            tagline=tagline,
            region=region,
            glossary=glossary or Glossary(),
            strings=strings or {},
            templates=templates or {},
            images=images or {},
            cards=cards,
            places={locale: {one: at for at, one in enumerate(own)} for locale, own in cards.items()},
        )

    @property
    def articles(self) -> Iterable[str]:
        """The ids of all articles, each once."""
        return dict.fromkeys(article for locale in self.locales for article in self.cards.get(locale, {}))

    @property
    def indexed_locales(self) -> tuple[str, ...]:
        """The locales with a page that search engines may list."""
        return tuple(
            locale
            for locale in self.locales
            if any(card.status.indexed for card in self.cards.get(locale, {}).values())
        )

    def versions(self, article: str) -> tuple[PageCard, ...]:
        """Return the pages of an article, in the order of the site's locales."""
        return tuple(self.cards[locale][article] for locale in self.locales if article in self.cards[locale])
