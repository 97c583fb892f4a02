"""Values for the templates, with links, language attributes and CLDR texts already resolved."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from postl10n.lang.locales import parents
from postl10n.model.ids import short_hash
from postl10n.model.site import PageStatus
from postl10n.stages.page.paths import Spot, article_path, glossary_path
from postl10n.stages.page.ui_text import PageText, alike, tongue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postl10n.model.glossary import Concept, Term
    from postl10n.model.site import CardText, PageCard, ShownSegment, SiteContext

_MORE = 3
_FRONT = 24
"""The number of articles on the page of all languages; each locale's index has the others."""


def nearby(site: SiteContext, locale: str, article: str) -> list[PageCard]:
    """Return the articles of about the same time: the next newer one, and older ones.

    Not the newest of all: then every new article would change every page of the site.
    """
    cards, places = site.cards.get(locale, {}), site.places.get(locale, {})
    at = places.get(article, 0)
    first = max(0, min(at - 1, len(cards) - _MORE - 1))
    near = islice(cards.values(), first, first + _MORE + 1)
    return [card for card in near if card.article != article][:_MORE]


def front_cards(site: SiteContext) -> list[PageCard]:
    """Return the newest articles, for the page of all languages."""
    return list(islice(site.cards.get(site.source, {}).values(), _FRONT))


UNTRANSLATED = "untranslated"
"""The label of a page of which nothing is translated; its status is partial or stale."""

_FRAGMENT = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownText:
    """A text with its own language; `tag` is empty if that is the page's."""

    text: str
    tag: str = ""
    dir: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView:
    """A concept on an article page: its link, its name and its definition in the page's language."""

    anchor: str
    href: str
    name: ShownText
    definition: ShownText | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentencePiece:
    """A part of a sentence: plain text, a term, or an element of inline markup."""

    text: str = ""
    term: TermView | None = None
    element: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    void: bool = False
    children: tuple[SentencePiece, ...] = ()
    """The content of an element, and of a term that contains one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    id: str
    """The segment's id, by which a preview finds the catalog entry."""
    provenance: str
    """Empty for code and images, which are the same in every language."""
    tag: str
    dir: str
    pieces: tuple[SentencePiece, ...]
    stale: bool = False
    """True if it was translated from an earlier wording of the source."""
    marked_up: bool = False
    """True if some of its pieces are elements."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """A link to the same page in another language."""

    tag: str
    dir: str
    endonym: str
    href: str
    status: str = ""
    current: bool = False
    share: str = ""
    value: str = ""
    greeting: str = ""
    sample: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    href: str
    title: ShownText
    summary: ShownText | None
    date: str
    iso_date: str
    status: str
    versions: tuple[VersionView, ...] = ()


def own_text(text: str, locale: str, page_locale: str) -> ShownText:
    """Return the text, with its language and direction if a reader of the page sees another language."""
    if alike(locale, page_locale):
        return ShownText(text=text)
    speech = tongue(locale)
    return ShownText(text=text, tag=speech.tag, dir=speech.dir)


def shown_text(segment: ShownSegment | CardText, page_locale: str) -> ShownText:
    return own_text(segment.text, segment.locale, page_locale)


def label_of(status: PageStatus, coverage: float) -> str:
    """Return the label of a status for readers."""
    if status in (PageStatus.PARTIAL, PageStatus.STALE) and not coverage:
        return UNTRANSLATED
    return status.value


def card_view(card: PageCard, spot: Spot, words: PageText) -> CardView:
    return CardView(
        href=spot.href(article_path(card.locale, card.article)),
        title=shown_text(card.title, words.page),
        summary=shown_text(card.summary, words.page) if card.summary else None,
        date=words.date(card.date) if card.date else "",
        iso_date=card.date.isoformat() if card.date else "",
        status=label_of(card.status, card.coverage),
    )


def version_view(
    locale: str, path: str, spot: Spot, *, card: PageCard | None = None, current: bool = False
) -> VersionView:
    """Return a link to `path`, named by its language; `card` gives the status of the page there."""
    speech = tongue(locale)
    status = label_of(card.status, card.coverage) if card else ""
    return VersionView(
        tag=speech.tag,
        dir=speech.dir,
        endonym=speech.endonym,
        href=spot.href(path),
        status=status,
        current=current,
    )


def with_versions(view: CardView, cards: Iterable[PageCard], spot: Spot) -> CardView:
    """Return the card with links to those of its translations that contain some translated text."""
    links = tuple(
        version_view(card.locale, article_path(card.locale, card.article), spot, card=card)
        for card in cards
        if card.status is not PageStatus.SOURCE and card.coverage
    )
    return replace(view, versions=links)


@lru_cache(maxsize=8192)
def anchor(concept: str) -> str:
    """Return an HTML id for a concept, whatever characters its own id has."""
    return f"term-{concept}" if _FRAGMENT.fullmatch(concept) else f"term-{short_hash(concept)}"


def term_view(concept: Concept, words: PageText, source: str, spot: Spot) -> TermView:
    return TermView(
        anchor=anchor(concept.id),
        href=f"{spot.href(glossary_path(words.page))}#{anchor(concept.id)}",
        name=concept_name(concept, words.page, source),
        definition=concept_definition(concept, words.page, source),
    )


def concept_name(concept: Concept, locale: str, source: str) -> ShownText:
    """Return the first preferred term in the locale, its parents or the source; the id if there is none."""
    for code in codes(locale, source):
        terms = usable_terms(concept, code)
        if terms:
            return own_text(terms[0].text, code, locale)
    return ShownText(text=concept.id)


def concept_definition(concept: Concept, locale: str, source: str) -> ShownText | None:
    for code in codes(locale, source):
        if concept.definition.get(code):
            return own_text(concept.definition[code], code, locale)
    return None


def usable_terms(concept: Concept, locale: str) -> list[Term]:
    """Return the terms that a reader may see, the preferred first."""
    terms = (term for term in concept.terms.get(locale, ()) if term.status.usable)
    return sorted(terms, key=lambda term: term.status.value, reverse=True)


def codes(locale: str, source: str) -> tuple[str, ...]:
    """Return the locales in which a text for readers is looked up: the nearest first, the source last."""
    return tuple(dict.fromkeys((locale, *parents(locale), source)))


def newest_headline(site: SiteContext, locale: str) -> str:
    """Return the newest title that the locale has in its own language."""
    cards = site.cards.get(locale, {}).values()
    return next((card.title.text for card in cards if alike(card.title.locale, locale)), "")
