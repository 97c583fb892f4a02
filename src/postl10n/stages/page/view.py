"""What the templates are given: plain values with links, language marks and CLDR texts already decided."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from postl10n.lang.locales import parents
from postl10n.model.ids import short_hash
from postl10n.model.site import PageStatus
from postl10n.stages.page.paths import Spot, article_path, glossary_path
from postl10n.stages.page.wording import Wording, alike, tongue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from postl10n.model.glossary import Concept, Term
    from postl10n.model.site import Card, CardText, ShownSegment, SiteContext

UNTRANSLATED = "untranslated"
"""How a page is labelled of which nothing is translated; as a status it is partial or stale."""

_FRAGMENT = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text with its own language; `tag` is empty where it is the page's."""

    text: str
    tag: str = ""
    dir: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView:
    """A concept as an article page names it: its link, its name and its definition in the page's language."""

    anchor: str
    href: str
    name: Text
    definition: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a sentence: plain text, or a term."""

    text: str
    term: TermView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    provenance: str
    tag: str
    dir: str
    pieces: tuple[Piece, ...]
    stale: bool = False
    """Translated from an earlier wording of the source."""


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
    title: Text
    summary: Text | None
    date: str
    iso_date: str
    status: str
    versions: tuple[VersionView, ...] = ()


def own_text(text: str, locale: str, page_locale: str) -> Text:
    """The text, with its language and direction if a reader of the page sees another language."""
    if alike(locale, page_locale):
        return Text(text=text)
    speech = tongue(locale)
    return Text(text=text, tag=speech.tag, dir=speech.dir)


def shown_text(segment: ShownSegment | CardText, page_locale: str) -> Text:
    return own_text(segment.text, segment.locale, page_locale)


def label_of(status: PageStatus, coverage: float) -> str:
    """The status as it is labelled for readers."""
    if status in (PageStatus.PARTIAL, PageStatus.STALE) and not coverage:
        return UNTRANSLATED
    return status.value


def card_view(card: Card, spot: Spot, words: Wording) -> CardView:
    return CardView(
        href=spot.href(article_path(card.locale, card.article)),
        title=shown_text(card.title, words.locale),
        summary=shown_text(card.summary, words.locale) if card.summary else None,
        date=words.date(card.date) if card.date else "",
        iso_date=card.date.isoformat() if card.date else "",
        status=label_of(card.status, card.coverage),
    )


def version_view(
    locale: str, path: str, spot: Spot, *, card: Card | None = None, current: bool = False
) -> VersionView:
    """A link to `path`, named by its language; `card` gives the status of what stands there."""
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


def with_versions(view: CardView, cards: Iterable[Card], spot: Spot) -> CardView:
    """The card with links to its translations, those that hold some translated text."""
    links = tuple(
        version_view(card.locale, article_path(card.locale, card.article), spot, card=card)
        for card in cards
        if card.status is not PageStatus.SOURCE and card.coverage
    )
    return replace(view, versions=links)


def sentence_view(
    segment: ShownSegment, page_locale: str, term_of: Callable[[str], TermView | None]
) -> Sentence:
    """The segment in pieces; `term_of` gives a marked concept's view, or None to leave it unmarked."""
    whole = shown_text(segment, page_locale)
    return Sentence(
        provenance=segment.provenance.value,
        tag=whole.tag,
        dir=whole.dir,
        pieces=tuple(_pieces(segment, term_of)),
        stale=segment.stale,
    )


def _pieces(segment: ShownSegment, term_of: Callable[[str], TermView | None]) -> Iterator[Piece]:
    end = 0
    for mark in segment.marks:
        term = term_of(mark.concept)
        if term is None or mark.start < end:
            continue
        if mark.start > end:
            yield Piece(text=segment.text[end : mark.start])
        yield Piece(text=segment.text[mark.start : mark.end], term=term)
        end = mark.end
    if end < len(segment.text):
        yield Piece(text=segment.text[end:])


@lru_cache(maxsize=8192)
def anchor(concept: str) -> str:
    """An HTML id for a concept, whatever signs its own id holds."""
    return f"term-{concept}" if _FRAGMENT.fullmatch(concept) else f"term-{short_hash(concept)}"


def term_view(concept: Concept, words: Wording, source: str, spot: Spot) -> TermView:
    return TermView(
        anchor=anchor(concept.id),
        href=f"{spot.href(glossary_path(words.locale))}#{anchor(concept.id)}",
        name=concept_name(concept, words.locale, source),
        definition=concept_definition(concept, words.locale, source),
    )


def concept_name(concept: Concept, locale: str, source: str) -> Text:
    """The first preferred term in the locale, its parents or the source; the id where there is none."""
    for code in _codes(locale, source):
        terms = usable_terms(concept, code)
        if terms:
            return own_text(terms[0].text, code, locale)
    return Text(text=concept.id)


def concept_definition(concept: Concept, locale: str, source: str) -> Text | None:
    for code in _codes(locale, source):
        if concept.definition.get(code):
            return own_text(concept.definition[code], code, locale)
    return None


def usable_terms(concept: Concept, locale: str) -> list[Term]:
    """The terms a reader may meet, the preferred first."""
    terms = (term for term in concept.terms.get(locale, ()) if term.status.usable)
    return sorted(terms, key=lambda term: term.status.value, reverse=True)


def _codes(locale: str, source: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((locale, *parents(locale), source)))


def newest_headline(site: SiteContext, locale: str) -> str:
    """The newest title that the locale can show in its own language."""
    cards = site.cards.get(locale, {}).values()
    return next((card.title.text for card in cards if alike(card.title.locale, locale)), "")
