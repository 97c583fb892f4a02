"""The blocks of a page in reading order, each with its role and, if it is boilerplate, the rule that says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from postl10n.lang.text.normalise import escape_braces
from postl10n.model.article import Block, Boilerplate, Line, Role, Structure, Tag
from postl10n.stages.extract.content import OUTSIDE, Layout, rule_of
from postl10n.stages.extract.elements import Element, Event
from postl10n.stages.extract.markup import CONTROLS, Spread, inherited
from postl10n.stages.extract.tables import table
from postl10n.stages.extract.tokens import VOID, Attributes, TokenKind, names
from postl10n.stages.extract.units import ExtractedUnit, UnitBuilder

LINES = "data-source-lines"
"""The attribute set by the Markdown reader: the source lines of an element, as `first-last`."""

_KINDS = {name: Role(kind) for kind, said in table("html")["kinds"].items() for name in said.split()}
_STRUCTURE = names("ul ol li dl dt dd table tr td th caption blockquote figure h2 h3 h4 h5 h6")
_ATTRIBUTES = {
    "ol": names("start reversed type"),
    "li": names("value"),
    "td": names("colspan rowspan data-align"),
    "th": names("colspan rowspan scope data-align"),
}
"""The attributes kept of structural elements; `style`, `class` and the like are presentation."""
_PERMALINKS = frozenset("¶#§🔗")
"""Signs in headings with which they link to themselves."""
_CELLS = names("td th")
_DEEPEST = 30
"""The maximum depth of structure recorded for a block; anything nested deeper is kept at this depth."""
_SUBTITLE = re.compile(
    r"(?:^|[\s_-])(?:sub-?title|sub-?headline|sub-?t[ií]tulo|sous-?titre|podzagolovok|fubiaoti"
    r"|standfirst|dek|deck|strapline)(?:$|[\s_-])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """A block of a page."""

    kind: Role
    lines: tuple[int, int]
    text: str
    plain: str
    tags: tuple[Tag, ...] = ()
    inside: tuple[tuple[str, int], ...] = ()
    rule: str | None = None
    """The rule that made it boilerplate; None if it belongs to the article."""
    level: int = 0
    """The level of a heading, 1 to 6."""
    subtitle: bool = False
    """True if the page marks it as a subtitle."""
    stamp: str = ""
    """The machine-readable date of a `<time>` element in it."""
    signs: frozenset[str] = frozenset()
    """Signs of the elements around it."""
    element: Element | None = None
    """The block that it is in."""
    shown: bool = True
    """False in an element whose text a page does not show as its own."""

    @property
    def line(self) -> Line:
        return Line(text=escape_braces(self.plain), line=self.lines[0])

    def as_block(self) -> Block:
        return Block(kind=self.kind, lines=self.lines, text=self.text, tags=self.tags, inside=self.inside)

    def as_boilerplate(self, rule: str | None = None) -> Boilerplate:
        return Boilerplate(text=self.plain, line=self.lines[0], rule=rule or self.rule or OUTSIDE)


@dataclass(slots=True, eq=False, kw_only=True)
class _Context:
    """The properties of an open block, inherited by those in it."""

    kind: Role = Role.PARAGRAPH
    rule: str | None = None
    inside: tuple[tuple[str, int], ...] = ()
    within: bool = False
    """True inside the article."""
    level: int = 0
    subtitle: bool = False
    lines: tuple[int, int] | None = None
    signs: frozenset[str] = frozenset()
    element: Element | None = None
    shown: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The blocks of a page, and the attributes of the elements around them."""

    items: list[ListItem]
    structure: tuple[Structure, ...]


def read_body(events: Iterable[Event], layout: Layout | None = None, *, spread: Spread | None = None) -> Body:
    """Return the blocks of a page; without a layout, the whole page is the article.

    With the `spread` of the page's text, blocks have the signs of the elements around them, instead of rules.
    """
    walker = _Walker(layout, spread=spread)
    walker.walk(events)
    return Body(items=walker.items, structure=tuple(walker.structure))


class _Walker:
    def __init__(self, layout: Layout | None, *, spread: Spread | None) -> None:
        self._spread = spread
        self._root = layout.root if layout else None
        self._layout = layout.cells if layout else ()
        self._misnamed = layout.misnamed if layout else ()
        outer = _Context(within=layout is None, rule=None if layout is None else OUTSIDE)
        self._contexts = [outer]
        self._unit = UnitBuilder()
        self._code: list[str] = []
        self._code_line = 0
        self._after_break = False
        self._stamp = ""
        self._count = 0
        self.structure: list[Structure] = []
        self.items: list[ListItem] = []

    def walk(self, events: Iterable[Event]) -> None:
        start, _, text = TokenKind
        for kind, element, said, line in events:
            if kind is text:
                self._text(said, line)
            elif element.inline or element.name in VOID:
                self._inline(kind, element)
            else:
                self._flush()
                if kind is start:
                    self._contexts.append(self._entered(element))
                else:
                    self._contexts.pop()

    def _text(self, text: str, line: int) -> None:
        context = self._contexts[-1]
        if context.kind is Role.CODE:
            self._code_line = self._code_line or line
            self._code.append(text)
            return
        if context.level and self._spread and text.strip() in _PERMALINKS:
            return
        self._unit.text(text, line)
        if self._after_break and text.strip():
            self._after_break = False

    def _inline(self, kind: TokenKind, element: Element) -> None:
        if self._contexts[-1].kind is Role.CODE:
            return
        if element.name in VOID:
            if kind is TokenKind.START:
                self._void(element)
        elif kind is TokenKind.START:
            if element.name == "time":
                self._stamp = self._stamp or element.get("datetime")
            self._unit.open(element.name, element.attributes)
        else:
            self._unit.close(element.name)

    def _void(self, element: Element) -> None:
        """Handle a void element: two line breaks or a rule separate paragraphs; an image is content."""
        if element.name == "hr" or (element.name == "br" and self._after_break):
            self._flush()
        elif element.name in ("br", "img"):
            self._unit.void(element.name, element.attributes, element.line)
            self._after_break = element.name == "br"

    def _entered(self, element: Element) -> _Context:
        outer = self._contexts[-1]
        name = element.name
        arranged = id(element) in self._layout
        kind = Role.PARAGRAPH if arranged else _KINDS.get(name) or outer.kind
        inside = outer.inside
        if name in _STRUCTURE and not arranged and len(inside) < _DEEPEST:
            inside = (*inside, (name, self._numbered(element, outer)))
        level = int(name[1]) if kind is Role.HEADING and name[0] == "h" and name[1:].isdigit() else 0
        marked, lines = _marks(element.attributes) if element.attributes else (False, None)
        return _Context(
            kind=kind,
            rule=self._rule(element, outer),
            inside=inside,
            within=outer.within or element is self._root,
            level=level,
            subtitle=outer.subtitle or marked,
            lines=lines or outer.lines,
            signs=inherited(element, outer.signs, self._spread) if self._spread else outer.signs,
            element=element,
            shown=outer.shown and element.name not in CONTROLS,
        )

    def _rule(self, element: Element, outer: _Context) -> str | None:
        if element is self._root:
            return None
        if self._root is not None and id(element) not in self._misnamed:
            return rule_of(element, within=outer.within, ids=self._spread is None) or outer.rule
        return outer.rule

    def _numbered(self, element: Element, outer: _Context) -> int:
        """Return the number of a structural element, and record its attributes."""
        self._count += 1
        attributes = _attributes_of(element)
        if attributes or element.name in _CELLS:
            parent = outer.inside[-1][1] if outer.inside else 0
            self.structure.append(
                Structure(number=self._count, name=element.name, parent=parent, attributes=attributes)
            )
        return self._count

    def _flush(self) -> None:
        context = self._contexts[-1]
        stamp, self._stamp, self._after_break = self._stamp, "", False
        code = self._finished_code() if self._code else None
        if code is not None:
            self.items.append(self._item(context, code, ""))
        unit = self._unit.finish()
        if unit is not None:
            self.items.append(self._item(context, unit, stamp))

    def _item(self, context: _Context, unit: ExtractedUnit, stamp: str) -> ListItem:
        return ListItem(
            kind=context.kind,
            lines=context.lines or unit.lines,
            text=unit.text,
            plain=unit.plain,
            tags=unit.tags,
            inside=context.inside,
            rule=context.rule,
            level=context.level,
            subtitle=context.subtitle,
            stamp=stamp,
            signs=context.signs,
            element=context.element,
            shown=context.shown,
        )

    def _finished_code(self) -> ExtractedUnit | None:
        """Return code unchanged, except for empty lines around it."""
        text = "".join(self._code)
        first = self._code_line
        self._code, self._code_line = [], 0
        if not text.strip():
            return None
        first += text[: len(text) - len(text.lstrip())].count("\n")
        code = text.rstrip()
        code = code[code.rfind("\n", 0, len(code) - len(code.lstrip())) + 1 :]
        lines = (first, first + code.count("\n"))
        return ExtractedUnit(text=escape_braces(code), plain=code, tags=(), lines=lines)


@lru_cache(maxsize=4096)
def _marks(attributes: Attributes) -> tuple[bool, tuple[int, int] | None]:
    """Return True for an element marked as a subtitle, and its source lines where the Markdown reader knows them."""
    known = dict(attributes)
    marked = _SUBTITLE.search(known.get("class", "")) or known.get("itemprop") == "alternativeHeadline"
    first, _, last = known.get(LINES, "").partition("-")
    return bool(marked), (int(first), int(last)) if last else None


def _attributes_of(element: Element) -> Attributes:
    own = _ATTRIBUTES.get(element.name, frozenset())
    return tuple((name, value) for name, value in element.attributes if name in own)
