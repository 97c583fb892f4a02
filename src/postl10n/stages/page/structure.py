"""Rebuilding the elements around blocks (lists, tables, quotes, figures) as tags before and after each block.

Structure that a parser would not accept is repaired: a list item gets its list, a cell its row and table. Names and
attributes are limited to the lists here, and values are checked.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from postl10n.lang.text.word_diff import common_start
from postl10n.model.article import Role

if TYPE_CHECKING:
    from postl10n.model.article import Structure
    from postl10n.model.site import ShownBlock

Step = tuple[str, int]
"""An element by name and number: neighbours with equal steps share it. Those that we add have numbers of 0 or less."""
Attributes = tuple[tuple[str, str], ...]

_ELEMENTS = frozenset(
    {"ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "td", "th", "caption", "blockquote", "figure"}
)
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_LEAVES = frozenset({"li", "dt", "dd", "td", "th", "caption", "figcaption"})
"""Elements that contain the text of a block directly if there is nothing else in them."""
_CELLS = frozenset({"td", "th"})
_ITEMS = frozenset({"li", "dt", "dd"})
_PARENTS = {
    "li": (frozenset({"ul", "ol"}), "ul"),
    "dt": (frozenset({"dl"}), "dl"),
    "dd": (frozenset({"dl"}), "dl"),
    "tr": (frozenset({"table"}), "table"),
    "caption": (frozenset({"table"}), "table"),
    "td": (frozenset({"tr"}), "tr"),
    "th": (frozenset({"tr"}), "tr"),
}
"""The parents allowed for an element, and the one added if it has none of them."""
_CHILDREN = {
    "ul": (frozenset({"li"}), "li"),
    "ol": (frozenset({"li"}), "li"),
    "dl": (frozenset({"dt", "dd"}), "dd"),
    "table": (frozenset({"tr", "caption"}), "tr"),
    "tr": (_CELLS, "td"),
}
"""The children allowed in an element, and the one added around any other."""
_COUNT = re.compile(r"[1-9][0-9]{0,2}")
_ORDINAL = re.compile(r"-?[0-9]{1,9}")
_VALUES = {
    "start": _ORDINAL,
    "value": _ORDINAL,
    "type": re.compile(r"[1aAiI]"),
    "colspan": _COUNT,
    "rowspan": _COUNT,
    "scope": re.compile(r"(?:row|col)(?:group)?", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TagView:
    """The start of an element, its end, or both if it is empty."""

    name: str
    attributes: Attributes = ()
    starts: bool = True
    ends: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedBlock:
    """A block's own element, and the tags around it."""

    element: str
    attributes: Attributes = ()
    before: tuple[TagView, ...] = ()
    after: tuple[TagView, ...] = ()


def placed(
    blocks: Sequence[ShownBlock], structure: Sequence[Structure], languages: Sequence[Attributes | None]
) -> list[PlacedBlock]:
    """Return the elements of each block: tags and blocks, in order, are properly nested.

    `languages` are the attributes with a block's language, empty for the page's, None if it has none: an element in which
    all blocks have the same is laid out in that language's direction.
    """
    if not any(block.inside or block.kind is not Role.PARAGRAPH for block in blocks):
        return [PlacedBlock(element="p")] * len(blocks)
    return _Builder(blocks, structure, languages).build()


class _Builder:
    def __init__(
        self,
        blocks: Sequence[ShownBlock],
        structure: Sequence[Structure],
        languages: Sequence[Attributes | None],
    ) -> None:
        self._blocks = blocks
        self._structure = {one.number: one for one in structure}
        self._cells: dict[int, deque[Structure]] = {}
        for one in structure:
            if one.name in _CELLS:
                self._cells.setdefault(one.parent, deque()).append(one)
        self._paths = [_path(block, number) for number, block in enumerate(blocks, start=1)]
        self._size = Counter(path[:depth] for path in self._paths for depth in range(1, len(path) + 1))
        self._spoken: dict[Step, set[Attributes]] = {}
        for path, language in zip(self._paths, languages, strict=True):
            if path and language is not None:
                self._spoken.setdefault(path[0], set()).add(language)

    def build(self) -> list[PlacedBlock]:
        found: list[PlacedBlock] = []
        opened: tuple[Step, ...] = ()
        for block, path in zip(self._blocks, self._paths, strict=True):
            same = common_start(opened, path)
            if found:
                found[-1] = replace(found[-1], after=tuple(self._closing(opened[same:], opened[:same])))
            leaf = path[-1] if self._is_leaf(block, path) else None
            opened = path[:-1] if leaf else path
            before = list(self._opening(opened[same:], opened[:same]))
            if leaf:
                before += self._cells_before(leaf, path[:-1])
            found.append(
                PlacedBlock(
                    element=leaf[0] if leaf else _own_element(block),
                    attributes=self._attributes(leaf, outermost=len(path) == 1) if leaf else (),
                    before=tuple(before),
                )
            )
        if found:
            found[-1] = replace(found[-1], after=tuple(self._closing(opened, ())))
        return found

    def _is_leaf(self, block: ShownBlock, path: tuple[Step, ...]) -> bool:
        if not path or path[-1][0] not in _LEAVES or block.kind in (Role.CODE, Role.HEADING):
            return False
        return self._size[path] == 1

    def _opening(self, steps: Sequence[Step], around: tuple[Step, ...]) -> Iterator[TagView]:
        for step in steps:
            yield from self._cells_before(step, around)
            if step[0] == "table" and not _has_table(around):
                yield _SCROLLED
            yield TagView(name=step[0], attributes=self._attributes(step, outermost=not around))
            around = (*around, step)

    def _closing(self, steps: Sequence[Step], around: tuple[Step, ...]) -> Iterator[TagView]:
        for at in range(len(steps) - 1, -1, -1):
            name, number = steps[at]
            for cell in self._cells.pop(number, ()) if name == "tr" else ():
                yield self._empty(cell)
            yield TagView(name=name, starts=False, ends=True)
            if name == "table" and not _has_table((*around, *steps[:at])):
                yield replace(_SCROLLED, starts=False, ends=True)

    def _cells_before(self, step: Step, around: tuple[Step, ...]) -> Iterator[TagView]:
        """Yield the empty cells between the last one of the row and this one."""
        known = around and step[0] in _CELLS and step[1] > 0
        cells = self._cells.get(around[-1][1]) if known else None
        if cells is None or all(one.number != step[1] for one in cells):
            return
        while (cell := cells.popleft()).number != step[1]:
            yield self._empty(cell)

    def _empty(self, cell: Structure) -> TagView:
        attributes = self._attributes((cell.name, cell.number), outermost=False)
        return TagView(name=cell.name, attributes=attributes, ends=True)

    def _attributes(self, step: Step, *, outermost: bool) -> Attributes:
        known = self._structure.get(step[1])
        kept: Attributes = ()
        if known is not None and known.name == step[0]:
            kept = tuple(
                (name, "" if name == "reversed" else value)
                for name, value in known.attributes
                if name == "reversed" or (name in _VALUES and _VALUES[name].fullmatch(value))
            )
            side = dict(known.attributes).get("data-align")
            kept = (*kept, ("class", f"at-{side}")) if side in ("center", "end") else kept
        spoken = self._spoken.get(step, set()) if outermost else set()
        return (*kept, *(next(iter(spoken)) if len(spoken) == 1 else ()))


_SCROLLED = TagView(name="div", attributes=(("class", "table"),))
"""The element around a table, in which it scrolls on a small screen."""


def _has_table(steps: Sequence[Step]) -> bool:
    return any(name == "table" for name, _ in steps)


def _own_element(block: ShownBlock) -> str:
    if block.kind is Role.CODE:
        return "pre"
    if block.kind is Role.HEADING:
        last = block.inside[-1][0] if block.inside else ""
        return last if last in _HEADINGS else "h2"
    return "p"


def _path(block: ShownBlock, number: int) -> tuple[Step, ...]:
    """Return the elements around a block, including those that the source left out."""
    path: list[Step] = []
    for name, known in block.inside:
        if name in _ELEMENTS:
            _enter(path, name, known)
    names = {name for name, _ in path}
    last = path[-1][0] if path else ""
    if block.kind is Role.LIST_ITEM and not names & _ITEMS:
        _enter(path, "li", -number)
    elif block.kind is Role.QUOTE and "blockquote" not in names:
        _enter(path, "blockquote", 0)
    elif block.kind is Role.CAPTION and last == "figure":
        path.append(("figcaption", 0))
    while path and path[-1][0] in _CHILDREN:
        # Text directly in a list or a table.
        path.append((_CHILDREN[path[-1][0]][1], -number))
    return tuple(path)


def _enter(path: list[Step], name: str, number: int) -> None:
    last = path[-1][0] if path else ""
    parents, parent = _PARENTS.get(name, (None, ""))
    if parents is not None:
        if last not in parents:
            _enter(path, parent, 0)
    elif last in _CHILDREN:
        _enter(path, _CHILDREN[last][1], 0)
        _enter(path, name, number)
        return
    path.append((name, number))
