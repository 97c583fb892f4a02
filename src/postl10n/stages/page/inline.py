"""Splitting a catalog text into plain text and the tree of its markup.

Only the article defines the placeholders, so a translation can't add any element, attribute or address: everything
beyond the source's placeholders is text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from postl10n.lang.text.inline_tags import INLINE_TAGS
from postl10n.lang.text.markup import Placeholder, PlaceholderKind, placeholders
from postl10n.lang.text.normalise import unescape_braces
from postl10n.model.site import Inline
from postl10n.stages.page.allowed_markup import Safe, safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postl10n.model.article import Tag

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
