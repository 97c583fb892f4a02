"""Sentences of an article page as passed to its template: texts, terms and inline markup as one tree of values."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from postl10n.lang.locales import direction
from postl10n.lang.text.bidi import turned_runs
from postl10n.lang.text.normalise import escape_braces, normalise
from postl10n.model.article import Role
from postl10n.model.ids import segment_id
from postl10n.model.site import Inline
from postl10n.stages.page.allowed_markup import VOID
from postl10n.stages.page.paths import Spot, article_path, decoded, encoded, image_path
from postl10n.stages.page.views import Sentence, SentencePiece, TermView, own_text, shown_text

if TYPE_CHECKING:
    from postl10n.model.site import Page, SentenceMark, ShownSegment, SiteContext

TermOf = Callable[[str], "TermView | None"]
"""Returns a marked concept's view, or None to leave it unmarked."""

_TERM = "term"
"""The name of a marked concept's element in the tree, with the concept as `target`; no source can have such an element."""
_NO_TERMS = frozenset({"a", "code", "kbd", "samp", "var", "rt", "rp"})
"""Elements in which no term is linked: a link can't contain another, and the others are no prose."""
_NOT_IN_TERMS = frozenset({"a", "img", "br", _TERM})


@dataclass(frozen=True, kw_only=True)
class SentenceMaker:
    """Turns the segments of one page into sentences."""

    page: Page
    site: SiteContext
    spot: Spot
    term_of: TermOf
    captioned: bool = False
    """True in a figure with a caption: no other text stands for its image."""

    @cached_property
    def _descriptions(self) -> dict[str, ShownSegment]:
        """The descriptions of images and the captions, which may be the same, by the id of the source's text."""
        described = (block for block in self.page.blocks if block.kind in (Role.ALT, Role.CAPTION))
        return {one.id.partition("-")[0]: one for block in described for one in block.segments}

    def sentence(self, segment: ShownSegment) -> Sentence:
        """Return the sentence of a segment; code and images alone have no provenance and no language."""
        whole = shown_text(segment, self.page.locale)
        known = segment.translatable
        runs = _isolated(segment.text) if direction(segment.locale) == "rtl" else ()
        return Sentence(
            id=segment.id,
            provenance=segment.provenance.value if known else "",
            tag=whole.tag if known else "",
            dir=whole.dir if known else "",
            pieces=self._whole(segment, runs),
            stale=segment.stale,
            marked_up=bool(segment.markup or runs),
        )

    def _whole(self, segment: ShownSegment, runs: Sequence[Inline]) -> tuple[SentencePiece, ...]:
        if not segment.markup and not segment.marks and not runs:
            # Most are plain: a site has a million sentences.
            return (SentencePiece(text=segment.text),) if segment.text else ()
        tree = _with_marks(segment.markup, segment.marks) if segment.markup else _terms(segment.marks)
        for run in runs:
            tree = _placed(run, tree, barred=frozenset())
        return tuple(self._pieces(segment.text, 0, len(segment.text), tree, linked=False))

    def _pieces(
        self, text: str, start: int, end: int, elements: Sequence[Inline], *, linked: bool
    ) -> Iterator[SentencePiece]:
        """Yield the pieces of a stretch of text with its elements; linked: it is inside a link."""
        for one in elements:
            if one.start > start:
                yield SentencePiece(text=text[start : one.start])
            yield from self._piece(text, one, linked=linked)
            start = one.end
        if start < end:
            yield SentencePiece(text=text[start:end])

    def _piece(self, text: str, one: Inline, *, linked: bool) -> Iterator[SentencePiece]:
        if one.name == "img":
            yield from self._image(one, linked=linked)
            return
        term = self.term_of(one.target) if one.name == _TERM else None
        attributes = self._link(one) if one.name == "a" else one.attributes
        is_link = one.name == "a" and attributes is not None
        inner = self._pieces(text, one.start, one.end, one.children, linked=linked or is_link)
        if term is not None:
            yield SentencePiece(text=text[one.start : one.end], term=term, children=tuple(inner))
        elif attributes is None or one.name == _TERM:
            yield from inner
        else:
            children = tuple(inner)
            if children or one.name in VOID:
                yield SentencePiece(
                    element=one.name, attributes=attributes, void=one.name in VOID, children=children
                )

    def _link(self, one: Inline) -> tuple[tuple[str, str], ...] | None:
        """Return the attributes of a link; None if it leads to an article that does not exist."""
        if not one.target:
            return one.attributes
        if one.target not in self.site.cards.get(self.page.locale, {}):
            return None
        return (("href", self.spot.href(article_path(self.page.locale, one.target))), *one.attributes)

    def _image(self, one: Inline, *, linked: bool) -> Iterator[SentencePiece]:
        """Yield an image of the project; an external one becomes a link or text, since pages load nothing external."""
        given = dict(one.attributes)
        alt = given.get("alt", "").strip()
        if one.target in self.site.images:
            source = ("src", self.spot.href(encoded(image_path(one.target))))
            rest = tuple((name, value) for name, value in one.attributes if name != "alt")
            known = self._descriptions.get(segment_id(escape_braces(normalise(alt))))
            alt = known.text if known else alt
            tag = (
                own_text("", known.locale if known else self.page.source, self.page.locale).tag if alt else ""
            )
            language = (("lang", tag),) if tag and (known or "lang" not in given) else ()
            if known:
                rest = tuple((name, value) for name, value in rest if name not in ("lang", "dir"))
            yield SentencePiece(element="img", attributes=(source, ("alt", alt), *rest, *language), void=True)
        elif "src" in given and not linked:
            text = SentencePiece(text=("" if self.captioned else alt) or _file_name(given["src"]))
            yield SentencePiece(
                element="a", attributes=(("class", "image"), ("href", given["src"])), children=(text,)
            )
        elif alt and not self.captioned:
            yield SentencePiece(text=alt)


def _file_name(address: str) -> str:
    """Return the name of an image without a description: the last part of its address."""
    path = re.split(r"[?#]", address, maxsplit=1)[0].rstrip("/")
    return decoded(path.rpartition("/")[2])


def _terms(marks: Sequence[SentenceMark]) -> tuple[Inline, ...]:
    return tuple(Inline(name=_TERM, start=one.start, end=one.end, target=one.concept) for one in marks)


def _with_marks(elements: tuple[Inline, ...], marks: Sequence[SentenceMark]) -> tuple[Inline, ...]:
    """Return the tree with each concept's first term that neither crosses an element nor is inside a link."""
    tree = elements
    done: set[str] = set()
    for term in _terms(marks):
        if term.target in done:
            continue
        grown = _placed(term, tree)
        if grown is not tree:
            done.add(term.target)
            tree = grown
    return tree


def _isolated(text: str) -> tuple[Inline, ...]:
    """Return an element around each run that the direction of the text would turn round."""
    ltr = (("dir", "ltr"),)
    return tuple(Inline(name="bdi", start=start, end=end, attributes=ltr) for start, end in turned_runs(text))


def _placed(
    term: Inline, elements: tuple[Inline, ...], barred: frozenset[str] = _NO_TERMS
) -> tuple[Inline, ...]:
    """Return the elements with the term between, around or inside them; unchanged if it fits nowhere."""
    first = bisect_right(elements, term.start, key=lambda one: one.end)
    last = bisect_left(elements, term.end, lo=first, key=lambda one: one.start)
    held = elements[first:last]
    if len(held) == 1 and held[0].start <= term.start and term.end <= held[0].end:
        outer = held[0]
        if outer.name in barred or outer.name == _TERM:
            return elements
        inner = _placed(term, outer.children, barred)
        if inner is outer.children:
            return elements
        return (*elements[:first], replace(outer, children=inner), *elements[last:])
    for one in held:
        if one.start < term.start or one.end > term.end or _holds(one, _NOT_IN_TERMS):
            return elements
    return (*elements[:first], replace(term, children=held), *elements[last:])


def _holds(element: Inline, names: frozenset[str]) -> bool:
    return element.name in names or any(_holds(child, names) for child in element.children)
