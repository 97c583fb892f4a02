"""An article page as passed to its template."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from postl10n.lang.locales import joiner
from postl10n.model.article import Role
from postl10n.model.ids import short_hash
from postl10n.model.site import HEAD_ROLES, PageStatus, Provenance
from postl10n.stages.page.paths import Spot, article_path
from postl10n.stages.page.sentence_view import SentenceMaker
from postl10n.stages.page.structure import Attributes, TagView, placed
from postl10n.stages.page.ui_text import PageText, alike
from postl10n.stages.page.views import (
    Sentence,
    ShownText,
    TermView,
    VersionView,
    anchor,
    codes,
    concept_definition,
    concept_name,
    label_of,
    own_text,
    shown_text,
    term_view,
    usable_terms,
    version_view,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from postl10n.model.glossary import Concept, Glossary
    from postl10n.model.site import Page, ShownBlock, SiteContext


def subject_views(glossary: Glossary, words: PageText, source: str) -> list[Mapping[str, object]]:
    """Return the subjects with their concepts, in the order of the glossary's files."""
    subjects: dict[str, list[Mapping[str, object]]] = {}
    for concept in glossary:
        subjects.setdefault(concept.subject, []).append(_concept_view(concept, words, source))
    return [
        {
            "anchor": f"subject-{short_hash(name)}",
            "name": _subject_name(glossary, name, words.page, source),
            "concepts": concepts,
        }
        for name, concepts in subjects.items()
    ]


def _concept_view(concept: Concept, words: PageText, source: str) -> Mapping[str, object]:
    """Return a concept's name, definition, and other terms: the locale's usable ones, and the source's if it differs."""
    locale = words.page
    name = concept_name(concept, locale, source)
    texts = [own_text(term.text, locale, locale) for term in usable_terms(concept, locale)]
    if locale != source:
        texts += [own_text(term.text, source, locale) for term in usable_terms(concept, source)]
    others: dict[str, ShownText] = {}
    for text in texts:
        others.setdefault(text.text, text)
    others.pop(name.text, None)
    return {
        "anchor": anchor(concept.id),
        "name": name,
        "others": list(others.values()),
        "definition": concept_definition(concept, locale, source),
        "language": words.language(source),
    }


def _subject_name(glossary: Glossary, subject: str, locale: str, source: str) -> ShownText:
    """Return the subject's name in the locale or its parents; else one made from its id, in the source's language."""
    names = glossary.subjects.get(subject, {})
    found = next((code for code in codes(locale, source) if names.get(code)), None)
    return own_text(names[found], found, locale) if found else own_text(_title(subject), source, locale)


def _title(subject: str) -> str:
    """Return a subject's id as a heading: `postal-services` gives `Postal services`."""
    words = subject.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockView:
    """A block; each sentence comes with the text that joins it to the one before."""

    element: str
    kind: str
    id: str
    attributes: Attributes
    before: tuple[TagView, ...]
    """The tags between the previous block and this one, without those that close elements around the previous one."""
    after: tuple[TagView, ...]
    segments: tuple[tuple[str, Sentence], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    status: str
    fallback: bool
    """True if a sentence is shown in the source's language."""
    behind: str
    """The number of sentences shown although the source has changed since; empty for none."""
    title: ShownText
    subtitle: ShownText | None
    agency: ShownText | None
    date: str
    iso_date: str
    stale_since: str
    language: str
    """The name of the source's language, in the page's language."""
    original: VersionView | None
    share: str
    value: str
    origins: tuple[Mapping[str, str], ...]
    """For each provenance, the number of sentences."""
    versions: tuple[VersionView, ...]
    blocks: tuple[BlockView, ...]
    terms: tuple[TermView, ...]
    """The marked terms that have a definition, in order of appearance."""


def story_view(page: Page, site: SiteContext, spot: Spot, words: PageText) -> StoryView:
    terms = _Terms(site=site, spot=spot, words=words)
    blocks = tuple(_blocks(page, site, spot, terms))
    counts = Counter(segment.provenance for segment in page.segments() if segment.translatable)
    behind = sum(segment.stale for segment in page.segments())
    is_source = page.status is PageStatus.SOURCE
    return StoryView(
        status=label_of(page.status, page.coverage),
        fallback=not is_source and bool(counts[Provenance.SOURCE]),
        behind=words.number(behind) if behind else "",
        title=shown_text(page.title, page.locale),
        subtitle=shown_text(page.subtitle, page.locale) if page.subtitle else None,
        agency=shown_text(page.dateline, page.locale) if page.dateline else None,
        date=words.date(page.date) if page.date else "",
        iso_date=page.date.isoformat() if page.date else "",
        stale_since=words.date(page.stale_since) if page.stale_since else "",
        language=words.language(page.source),
        original=None
        if is_source
        else version_view(page.source, article_path(page.source, page.article), spot),
        share=words.share(page.coverage),
        value=f"{page.coverage:.3f}",
        origins=tuple(
            {"provenance": one.value, "count": words.number(counts[one])} for one in Provenance if counts[one]
        ),
        versions=tuple(_versions(page, site, spot, words)) if is_source else (),
        blocks=blocks,
        terms=terms.defined(),
    )


def _versions(page: Page, site: SiteContext, spot: Spot, words: PageText) -> Iterator[VersionView]:
    for card in site.versions(page.article):
        if card.locale != page.locale:
            link = version_view(card.locale, article_path(card.locale, card.article), spot, card=card)
            yield replace(link, share=words.share(card.coverage), value=f"{card.coverage:.3f}")


class _Terms:
    """The views of marked concepts, each made once; in a block, only the first term of a concept is marked."""

    def __init__(self, *, site: SiteContext, spot: Spot, words: PageText) -> None:
        self._concepts: dict[str, Concept] = site.glossary.by_id()
        self._source = site.source
        self._spot = spot
        self._words = words
        self._views: dict[str, TermView] = {}
        self._in_block: set[str] = set()

    def start_block(self) -> None:
        self._in_block.clear()

    def view(self, concept: str) -> TermView | None:
        if concept in self._in_block or concept not in self._concepts:
            return None
        self._in_block.add(concept)
        if concept not in self._views:
            known = self._concepts[concept]
            self._views[concept] = term_view(known, self._words, self._source, self._spot)
        return self._views[concept]

    def defined(self) -> tuple[TermView, ...]:
        return tuple(view for view in self._views.values() if view.definition)


def _blocks(page: Page, site: SiteContext, spot: Spot, terms: _Terms) -> Iterator[BlockView]:
    maker = SentenceMaker(page=page, site=site, spot=spot, term_of=terms.view)
    in_figures = replace(maker, captioned=True)
    captions = (block for block in page.blocks if block.kind is Role.CAPTION)
    figures = {one for block in captions for one in block.inside if one[0] == "figure"}
    found: list[tuple[ShownBlock, tuple[tuple[str, Sentence], ...]]] = []
    for block in page.blocks:
        if block.segments and block.kind not in HEAD_ROLES and block.kind is not Role.ALT:
            terms.start_block()
            sentences = tuple(_joined(block, maker if figures.isdisjoint(block.inside) else in_figures))
            # An image that can't be shown leaves nothing.
            if any(sentence.pieces for _, sentence in sentences):
                found.append((block, sentences))
    shown = [block for block, _ in found]
    languages = [_language(block, page.locale) for block in shown]
    places = placed(shown, page.structure, languages)
    for (block, sentences), place, language in zip(found, places, languages, strict=True):
        yield BlockView(
            element=place.element,
            kind=" ".join((block.kind.value, *(value for key, value in place.attributes if key == "class"))),
            # A hash of the source, so that a link to a heading works in every language.
            id=f"s-{block.segments[0].id}" if block.kind is Role.HEADING else "",
            attributes=tuple(
                (key, value)
                for key, value in dict((*place.attributes, *(language or ()))).items()
                if key != "class"
            ),
            before=place.before,
            after=place.after,
            segments=sentences,
        )


def _language(block: ShownBlock, locale: str) -> Attributes | None:
    """Return the language attributes of a block; empty for the page's language or a mixture, None without any language."""
    spoken = {segment.locale for segment in block.segments if segment.translatable}
    if not spoken:
        return None
    whole = own_text("", spoken.pop(), locale) if len(spoken) == 1 else ShownText(text="")
    return (("lang", whole.tag), ("dir", whole.dir)) if whole.tag else ()


def _joined(block: ShownBlock, maker: SentenceMaker) -> Iterator[tuple[str, Sentence]]:
    before: str | None = None
    for segment in block.segments:
        # A space if either language uses one, or if they differ.
        same = before is not None and alike(before, segment.locale)
        join = "" if before is None else joiner(segment.locale) if same else " "
        yield join, maker.sentence(segment)
        before = segment.locale
