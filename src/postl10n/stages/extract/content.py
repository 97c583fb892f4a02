"""Finding the element that holds a page's article, and the parts of it that do not belong there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from postl10n.stages.extract.elements import Element, Event
from postl10n.stages.extract.tables import table
from postl10n.stages.extract.tokens import Attributes, TokenKind, names

OUTSIDE = "outside"
"""The rule for content beside the article, in no element with a rule of its own."""

_HTML = table("html")
BY_NAME = {name: rule for rule, said in _HTML["by_name"].items() for name in said.split()}
BY_ROLE = {name: rule for rule, said in _HTML["by_role"].items() for name in said.split()}
BY_CLASS = tuple((re.compile(pattern), rule) for rule, pattern in _HTML["by_class"].items())
UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CONTAINERS = names("#root html body div section main article form center table tbody tr td")
_TEXT_BLOCKS = names("h1 h2 p blockquote pre figure")
_NEVER_NAMED = names("html body article main h1 p figure blockquote")
_ARRANGED = names("p h1 h2 h3 table article main section")
_LONG = 60
"""The minimum length in characters of running text, as opposed to labels; a third of it in CJK."""
_DOMINANT = 0.5
_NEARLY_ALL = 0.85


def rule_of(element: Element, *, within: bool, ids: bool = True) -> str | None:
    """Return the rule that makes an element boilerplate; `within` the article, a header is the article's own."""
    by_name = BY_NAME.get(element.name)
    if by_name is None and element.attributes:
        by_name = _attribute_rule(element.name, element.attributes, ids)
    if within and (by_name == "header" or (by_name == "footer" and names_a_source(element))):
        return None
    return by_name


def names_a_source(element: Element) -> bool:
    """Return True for the footer of a quotation, which names its source."""
    return element.parent is not None and element.parent.name in ("blockquote", "figure")


def _attribute_rule(name: str, attributes: Attributes, ids: bool) -> str | None:
    role, hidden = None, False
    for key, value in attributes:
        if key == "role":
            role = BY_ROLE.get(value.lower())
        elif key == "hidden" or (key == "style" and UNSEEN.search(value)):
            hidden = name not in ("html", "body")
    return role or ("hidden" if hidden else by_class(name, attributes, ids=ids))


def by_class(name: str, attributes: Attributes, *, ids: bool = True) -> str | None:
    if name in _NEVER_NAMED:
        return None
    said = " ".join([value for key, value in attributes if key == "class" or (ids and key == "id")])
    return _class_rule(said.lower()) if said else None


@lru_cache(maxsize=4096)
def _class_rule(said: str) -> str | None:
    return next((rule for pattern, rule in BY_CLASS if pattern.search(said)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The elements of a page that hold its article, and those that are not what they are named; by identity."""

    blocks: Sequence[Element]
    root: Element
    misnamed: Collection[int]
    """Elements with a class of boilerplate although they hold most of the page's text."""
    cells: Collection[int]
    """Cells of layout tables."""


def layout_of(events: Sequence[Event]) -> Layout:
    """Return the layout of a page.

    Its root is an `<article>` or `<main>` with most of the running text; else the innermost container with nearly all.
    """
    blocks = [one.element for one in events if one.kind is TokenKind.START and not one.element.inline]
    rules = {id(one) for one in blocks if one.name != "form" and rule_of(one, within=True) is not None}
    misnamed = _misnamed(blocks, rules)
    root = _article_root(blocks, _boilerplate(blocks, rules - misnamed))
    return Layout(blocks=blocks, root=root, misnamed=misnamed, cells=_layout_cells(events, blocks))


def _article_root(blocks: Sequence[Element], boilerplate: set[int]) -> Element:
    top = blocks[0]
    weights = _weights(blocks, boilerplate, least=_LONG)
    if not weights[id(top)]:
        weights = _weights(blocks, boilerplate, least=1)
    total = weights[id(top)]
    for landmark in ("article", "main"):
        found = [one for one in blocks if _is(one, landmark) and id(one) not in boilerplate]
        best = max(found, key=lambda one: weights[id(one)], default=None)
        if best is not None and weights[id(best)] >= _DOMINANT * total and weights[id(best)]:
            return _form_around(best, blocks, weights)
    return _innermost(top, blocks, weights)


def _form_around(root: Element, blocks: Iterable[Element], weights: dict[int, int]) -> Element:
    """Return the root, or a form in it that has most of its text: some systems put whole pages into a form."""
    inner = root
    for one in blocks:
        if one.parent is inner and one.name == "form" and weights[id(one)] >= _NEARLY_ALL * weights[id(root)]:
            inner = one
    return inner


def _is(element: Element, landmark: str) -> bool:
    """Return True for an element that is an `article` or the `main` one, by its name or what it says of itself."""
    return landmark in (element.name, element.get("role"), element.get("itemprop").removesuffix("Body"))


def _misnamed(blocks: Sequence[Element], rules: set[int]) -> set[int]:
    named = {id(one) for one in blocks if one.attributes and by_class(one.name, one.attributes)}
    if not named:
        return set()
    weights = _weights(blocks, _boilerplate(blocks, rules - named), least=_LONG)
    most = _DOMINANT * weights[id(blocks[0])]
    return {one for one in named if most and weights[one] >= most}


def _boilerplate(blocks: Iterable[Element], rules: set[int]) -> set[int]:
    """Return the blocks, by identity, that a rule makes boilerplate, or that are inside such a block."""
    boilerplate: set[int] = set()
    for one in blocks:
        if id(one) in rules or (one.parent is not None and id(one.parent) in boilerplate):
            boilerplate.add(id(one))
    return boilerplate


def _weights(blocks: Sequence[Element], boilerplate: set[int], *, least: int) -> dict[int, int]:
    """Return the characters of running text in each block, by identity, those of nested blocks included."""
    weights: dict[int, int] = {}
    for one in blocks:
        size = one.own - one.linked
        counts = id(one) not in boilerplate and size * (3 if one.wide else 1) >= least
        weights[id(one)] = size if counts else 0
    for one in reversed(blocks):
        if one.parent is not None:
            weights[id(one.parent)] += weights[id(one)]
    return weights


def _innermost(top: Element, blocks: Sequence[Element], weights: dict[int, int]) -> Element:
    """Return the innermost container that has nearly all the text, without any text of the article beside it.

    Blocks come before those inside them, so one pass suffices.
    """
    holders = {id(one.parent) for one in blocks if one.name in _TEXT_BLOCKS and one.own > one.linked}
    found = top
    for one in blocks:
        inner = one.parent is found and one.name in _CONTAINERS and id(found) not in holders
        if inner and weights[id(one)] >= _NEARLY_ALL * weights[id(top)] and weights[id(one)]:
            found = one
    return found


def _layout_cells(events: Iterable[Event], blocks: Iterable[Element]) -> set[int]:
    """Return the cells of layout tables, which contain headings, tables or paragraphs."""
    found: set[int] = set()
    if not any(one.name in ("td", "th") for one in blocks):
        return found
    paragraphs: dict[int, int] = {}
    cells: list[Element] = []
    for event in events:
        element = event.element
        if event.kind is TokenKind.TEXT or element.inline:
            continue
        if element.name in ("td", "th"):
            if event.kind is TokenKind.START:
                cells.append(element)
            else:
                cells.pop()
        elif event.kind is TokenKind.START and cells and element.name in _ARRANGED:
            cell = id(cells[-1])
            paragraphs[cell] = paragraphs.get(cell, 0) + 1
            if element.name != "p" or paragraphs[cell] > 1:
                found.add(cell)
    return found
