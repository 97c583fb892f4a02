"""Resolved segments as a reader sees them: their text with the tree of its markup, its provenance, and its glossary terms.

Only the article defines the placeholders, so a translation can't add any element, attribute or address: everything
beyond the source's placeholders is text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from postl10n.lang.text.inline_tags import INLINE_TAGS
from postl10n.lang.text.markup import Placeholder, PlaceholderKind, placeholders
from postl10n.lang.text.merged_runs import runs
from postl10n.lang.text.normalise import unescape_braces
from postl10n.model.article import Article, Segment, Tag
from postl10n.model.catalog import Entry
from postl10n.model.glossary import Occurrence
from postl10n.model.ids import target_hash
from postl10n.model.site import Inline, Provenance, SentenceMark, ShownSegment
from postl10n.model.states import origin_of
from postl10n.stages.page.allowed_markup import Safe, safe

FindTerms = Callable[[str, str], Sequence[Occurrence]]
"""(text, locale) → its glossary terms; offsets are code points of the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The choice for one segment: an entry of the chain, or None for the source."""

    entry: Entry | None = None
    locale: str = ""
    follows: bool = False
    """True if its text is part of the segment before it."""
    stale: bool = False
    """True if it is shown for a while although its source has changed."""

    @property
    def approved(self) -> bool:
        return self.entry is not None and not self.stale


FROM_SOURCE = Choice()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceConcepts:
    """The concepts that source texts name: only these may be marked in translations."""

    source: str
    find_terms: FindTerms
    terms: Mapping[str, Sequence[Occurrence]] | None

    def of(self, segments: Iterable[Segment]) -> set[str]:
        return {concept for segment in segments for concept in self._of(segment.text)}

    def named(self, text: str) -> list[str]:
        """Return the concepts that a source text names, repeats included."""
        return [one.concept for one in self.find_terms(text, self.source)]

    def _of(self, text: str) -> Iterator[str]:
        found = self.find_terms(text, self.source) if self.terms is None else self.terms.get(text, ())
        for one in found:
            yield one.concept
            yield from one.alternatives


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentPresenter:
    """Turns resolved segments into shown ones."""

    source: str
    locale: str
    choices: Mapping[str, Choice]
    concepts: SourceConcepts
    folder: str = ""
    """The folder against which the article's relative addresses are resolved, see `safe`."""

    def head(self, segment: Segment) -> ShownSegment:
        """Return a title or another line of the head, without marked terms."""
        return self._shown(segment)

    def body(self, segments: Sequence[Segment]) -> Iterator[ShownSegment]:
        """Yield the segments of a block, without those whose text is part of the one before."""
        for run in runs(segments, lambda segment: self.choices[segment.id].follows):
            yield self._shown(run[0], run)

    def _shown(self, segment: Segment, run: Sequence[Segment] = ()) -> ShownSegment:
        choice = self.choices[segment.id]
        entry = choice.entry
        locale = self.source if entry is None else choice.locale
        # A run's tags are those of the only sentence that has any.
        tags = next((one.tags for one in run if one.tags), segment.tags)
        text, markup = rebuild(segment.text if entry is None else entry.msgstr[0], tags, self.folder)
        return ShownSegment(
            id=segment.id,
            text=text,
            locale=locale,
            provenance=self._provenance(choice),
            stale=choice.stale,
            marks=self._marks(text, locale, run) if run and segment.translatable else (),
            markup=markup,
            translatable=segment.translatable,
        )

    def _provenance(self, choice: Choice) -> Provenance:
        if choice.entry is None:
            return Provenance.SOURCE
        if choice.locale != self.locale:
            return Provenance.PARENT
        origin = origin_of(choice.entry)
        # An approved text that a person has changed since the draft is that person's.
        if origin is None or origin.target != target_hash(choice.entry.msgstr):
            return Provenance.HUMAN
        return Provenance.MEMORY if origin.name == "memory" else Provenance.MACHINE

    def _marks(self, text: str, locale: str, run: Sequence[Segment]) -> tuple[SentenceMark, ...]:
        """Return the marks in order; the first and longest of overlapping ones is kept. Ruled-out terms are not marked."""
        found = [one for one in self.concepts.find_terms(text, locale) if one.term.status.usable]
        if not found:
            return ()
        named = self.concepts.of(run)
        marks: list[SentenceMark] = []
        for one in sorted(found, key=lambda one: (one.start, -one.end)):
            concepts = [concept for concept in (one.concept, *one.alternatives) if concept in named]
            # Of two candidates, either could be wrong: a reader is better off with none.
            if len(concepts) == 1 and (not marks or one.start >= marks[-1].end):
                marks.append(SentenceMark(concept=concepts[0], start=one.start, end=one.end))
        return tuple(marks)


def shown_images(article: Article) -> Iterator[tuple[str, int]]:
    """Yield each image of the project in an article, with the first line of its block; see `Inline.target`."""
    found: dict[str, int] = {}
    for block in article.blocks:
        for tag in block.block.tags:
            element = safe(tag, article.document.folder) if tag.name == "img" else None
            if element is not None and element.target:
                found.setdefault(element.target, block.block.lines[0])
    yield from found.items()


_RUBY_TEXT = frozenset({"rt", "rp"})
_NOT_IN_ITSELF = frozenset({"a", "ruby", "rt", "rp", "dfn"})
"""https://html.spec.whatwg.org/: elements that the parser or the content model does not allow inside themselves."""


@dataclass(slots=True, eq=False, kw_only=True)
class _Open:
    number: str
    safe: Safe | None
    start: int
    children: list[Inline] = field(default_factory=list)


def rebuild(text: str, tags: Sequence[Tag], folder: str = "") -> tuple[str, tuple[Inline, ...]]:
    """Return the text without placeholders, with single braces, and their elements; see `safe` for `folder`."""
    if "{" not in text and "}" not in text:
        return text, ()
    return _Builder(tags, folder).build(text)


class _Builder:
    def __init__(self, tags: Sequence[Tag], folder: str) -> None:
        self._folder = folder
        self._tags = {str(tag.number): tag for tag in tags}
        self._parts: list[str] = []
        self._size = 0
        self._open = [_Open(number="", safe=None, start=0)]

    def build(self, text: str) -> tuple[str, tuple[Inline, ...]]:
        end = 0
        for one in placeholders(text):
            if one.kind not in INLINE_TAGS:
                continue
            self._add(text[end : one.start])
            self._enter(one)
            end = one.end
        self._add(text[end:])
        while len(self._open) > 1:
            self._close()
        return "".join(self._parts), tuple(self._open[0].children)

    def _add(self, text: str) -> None:
        text = unescape_braces(text)
        self._parts.append(text)
        self._size += len(text)

    def _enter(self, one: Placeholder) -> None:
        if one.kind is PlaceholderKind.CLOSE:
            # A source's tags are nested properly, and a translation whose tags are not is not shown.
            if any(other.number == one.name for other in self._open[1:]):
                while self._open[-1].number != one.name:
                    self._close()
                self._close()
            return
        tag = self._tags.get(one.name)
        void = one.kind is PlaceholderKind.VOID
        element = safe(tag, self._folder) if tag is not None and tag.empty == void else None
        if void:
            if element is not None:
                self._put(element, self._size, ())
        else:
            allowed = element if element is not None and self._may_open(element.name) else None
            self._open.append(_Open(number=one.name, safe=allowed, start=self._size))

    def _may_open(self, name: str) -> bool:
        around = [one.safe.name for one in self._open if one.safe is not None]
        if name in _RUBY_TEXT:
            return bool(around) and around[-1] == "ruby"
        return name not in _NOT_IN_ITSELF or name not in around

    def _close(self) -> None:
        one = self._open.pop()
        if one.safe is None:
            self._open[-1].children += one.children
        elif one.children or self._size > one.start:
            self._put(one.safe, one.start, tuple(one.children))

    def _put(self, element: Safe, start: int, children: tuple[Inline, ...]) -> None:
        self._open[-1].children.append(
            Inline(
                name=element.name,
                start=start,
                end=self._size,
                attributes=element.attributes,
                target=element.target,
                children=children,
            )
        )
