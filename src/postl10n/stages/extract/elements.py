"""Elements from tokens: unclosed elements are closed, stray end tags ignored.

No tree is built: events with their elements suffice, and any depth of nesting fits into a list.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from postl10n.registry import compiled
from postl10n.stages.extract.foreign import Foreign
from postl10n.stages.extract.tables import table
from postl10n.stages.extract.tokens import FOREIGN, VOID, Attributes, HtmlToken, Scanner, TokenKind, names

_HTML = table("html")
INLINE = names(_HTML["elements"]["inline"])
_BOUNDARIES = frozenset({"table", "td", "th", "caption", "template", "object", "applet", "marquee"})
"""Elements at which the search for an element to close stops, unless it is their own."""
_IN_PARAGRAPHS = frozenset({"svg", "object"})
"""Block elements that do not end a paragraph: the text after them still belongs to it."""
_TABLE_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"})
_CLOSED_BY = {name: tuple(map(names, said)) for name, said in _HTML["closed_by"].items()}
CJK = compiled(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_START, _END, _TEXT = TokenKind
_SEARCHED = 200
"""The maximum number of open elements searched for the one to close, so that parsing stays linear."""


@dataclass(slots=True, eq=False, kw_only=True)
class Element:
    """An element of a page."""

    name: str
    attributes: Attributes
    line: int
    parent: Element | None
    inline: bool = False
    own: int = 0
    """Characters of its text that are not in a nested block."""
    linked: int = 0
    """Those of `own` that are in links."""
    wide: bool = False
    """True if some of its text is in Han characters, kana or Hangul."""

    def get(self, name: str) -> str:
        for key, value in self.attributes:
            if key == name:
                return value
        return ""


class Event(NamedTuple):
    """The start or end of an element, or a text."""

    kind: TokenKind
    element: Element
    """For a text, the block that contains it."""
    text: str
    line: int


_event = partial(tuple.__new__, Event)


def events(html: str, *, standard: bool = True) -> list[Event]:
    """Return the events of a page: blocks properly nested in one root, with their inline elements and texts.

    Inline elements may overlap, as their tags did; the end of a block ends those opened in it. standard: embedded
    elements, drawings and formulas end where the HTML standard ends them; version 1 of the reader did not know that.
    """
    return _Builder(html, standard=standard).events()


@dataclass(slots=True, eq=False)
class _Scope:
    """The number of open elements by name since the last boundary, so that a stray end tag costs no search."""

    boundary: str = ""
    """The name of the element that begins the scope."""
    open: Counter[str] = field(default_factory=Counter)


class _Builder:
    def __init__(self, html: str, *, standard: bool) -> None:
        root = Element(name="#root", attributes=(), line=1, parent=None)
        self._scanner = Scanner(html, standard=standard)
        self._events = [Event(_START, root, "", 1)]
        self._foreign = Foreign(known=standard)
        self._standard = standard
        self._boundaries = _BOUNDARIES if standard else _BOUNDARIES - {"applet", "marquee"}
        self._blocks: list[Element] = [root]
        self._scopes: list[_Scope] = [_Scope()]
        self._inline: list[list[Element]] = [[]]
        self._total: Counter[str] = Counter()
        self._line = 1

    def events(self) -> list[Event]:
        scanner, foreign = self._scanner, self._foreign
        for token in scanner.tokens():
            kind, value, self._line, _, _ = token
            if kind is _TEXT:
                self._text(value)
                continue
            if kind is _END:
                self._end(value)
            elif foreign.open or value in FOREIGN:
                self._start(token)
            else:
                self._open(token)
            scanner.foreign = bool(foreign.open) and foreign.rules
        while self._blocks:
            self._pop()
        return self._events

    def _add(self, kind: TokenKind, element: Element) -> None:
        self._events.append(_event((kind, element, "", self._line)))

    def _text(self, text: str) -> None:
        block = self._blocks[-1]
        if size := len(text.strip()):
            block.own += size
            if not block.wide and not text.isascii() and CJK.search(text):
                block.wide = True
            if inline := self._inline[-1]:
                for one in inline[-8:]:
                    if one.name == "a":
                        block.linked += size
                        break
        elif self._is_after_block() and not self._total.get("pre"):
            return
        self._events.append(_event((_TEXT, block, text, self._line)))

    def _is_after_block(self) -> bool:
        """Return True if a block has just begun or ended: white space says nothing there."""
        kind, element, _, _ = self._events[-1]
        return kind is not _TEXT and not element.inline and element.name not in VOID

    def _start(self, token: HtmlToken) -> None:
        """Start an element that is, or is in, a drawing or formula."""
        inside = bool(self._foreign.open)
        if not inside and token.value == "svg":
            self._open(token)
            self._foreign.start(token)
            return
        if (inside or token.value in FOREIGN) and self._foreign.start(token):
            return
        if inside:
            self._leave_foreign()
        self._open(token)

    def _open(self, token: HtmlToken) -> None:
        name = "img" if token.value == "image" and self._standard else token.value
        inline = name in INLINE
        if not inline and not (self._standard and name in _IN_PARAGRAPHS):
            self._implied_ends(name)
        elif name == "a":
            self._end_inline("a")
        element = Element(
            name=name,
            attributes=token.attributes,
            line=token.line,
            parent=self._blocks[-1],
            inline=inline,
        )
        self._add(_START, element)
        if name in VOID or token.empty:
            self._add(_END, element)
        elif inline:
            self._inline[-1].append(element)
        else:
            self._push(element)

    def _push(self, element: Element) -> None:
        self._blocks.append(element)
        self._inline.append([])
        self._total[element.name] += 1
        self._scopes[-1].open[element.name] += 1
        if element.name in self._boundaries:
            self._scopes.append(_Scope(element.name))

    def _pop(self) -> None:
        element = self._blocks.pop()
        # No block is opened inside a drawing or a formula: the one that ends is around it.
        if self._foreign.open:
            self._foreign.leave()
        for inline in reversed(self._inline.pop()):
            self._add(_END, inline)
        if element.name in self._boundaries:
            self._scopes.pop()
        self._total[element.name] -= 1
        self._scopes[-1].open[element.name] -= 1
        self._add(_END, element)

    def _implied_ends(self, name: str) -> None:
        for closed in ("p", "title"):
            if self._scopes[-1].open.get(closed):
                self._close_until({closed})
        if name not in _CLOSED_BY:
            return
        closes, boundary = _CLOSED_BY[name]
        if not any(map(self._total.get, closes)):
            return
        top = None
        for depth in range(len(self._blocks) - 1, max(0, len(self._blocks) - _SEARCHED), -1):
            if self._blocks[depth].name in boundary:
                break
            if self._blocks[depth].name in closes:
                top = depth
                if name not in _TABLE_PARTS:
                    break
        while top is not None and len(self._blocks) > top:
            self._pop()

    def _end(self, name: str) -> None:
        if self._foreign.open:
            closed = self._foreign.end(name)
            if not self._foreign.open:
                self._leave_foreign()
            if closed:
                return
        if name in INLINE:
            if self._foreign.open and self._is_around(name):
                self._leave_foreign()
            self._end_inline(name)
        elif name not in VOID:
            self._end_block(name)

    def _is_around(self, name: str) -> bool:
        """Return True if an inline element of that name is open around a drawing or a formula."""
        around = self._inline[-2 if self._blocks[-1].name == "svg" else -1]
        return any(one.name == name for one in around[-_SEARCHED:])

    def _leave_foreign(self) -> None:
        """End a drawing or a formula; only a drawing is a block."""
        self._foreign.leave()
        if self._blocks[-1].name == "svg":
            self._pop()

    def _end_block(self, name: str) -> None:
        reachable = self._total if name in _TABLE_PARTS else self._scopes[-1].open
        if reachable.get(name) or (self._standard and self._scopes[-1].boundary == name):
            self._close_until({name})

    def _close_until(self, names: set[str]) -> None:
        while len(self._blocks) > 1:
            done = self._blocks[-1].name in names
            self._pop()
            if done:
                return

    def _end_inline(self, name: str) -> None:
        opened = self._inline[-1]
        for at in range(len(opened) - 1, max(-1, len(opened) - _SEARCHED), -1):
            if opened[at].name == name:
                self._add(_END, opened.pop(at))
                return
