"""Evidence of the elements around a block: signs by name, role, class and id, and how its text is spread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from postl10n.registry import compiled
from postl10n.stages.extract.content import BY_CLASS, BY_NAME, BY_ROLE, UNSEEN, names_a_source
from postl10n.stages.extract.elements import Element
from postl10n.stages.extract.tables import table
from postl10n.stages.extract.tokens import Attributes, names

CONTROLS = {
    name: rule for name, rule in BY_NAME.items() if rule in ("embedded", "noscript", "page-title")
} | dict.fromkeys(names("button select datalist textarea"), "form")
"""Elements whose text a page does not show as its own: a fact of HTML, no sign."""
_INSIDE = names(table("html")["elements"]["inside"])
_SECTIONS = {"in-article", "in-main", "in-section"}
"""A header in one of these is its own, and not the site's."""
_HEADINGS = names("h1 h2 h3 h4 h5 h6")
_CLASSES = tuple(
    (name, compiled(rf"(?:^|[\s_-])(?:{either})(?:$|[\s_\d-])"))
    for name, either in table("html")["signs"].items()
)
_CAMEL = compiled(r"(?<=[a-z])(?=[A-Z])")
_AROUND = tuple(
    (f"{name}-linked", f"{name}-share", f"{name}-alike") for name in ("own", "near", "far", "wide")
)
_MANY = 6
_LONG = 60
_MOST = 0.5


def inherited(element: Element, outer: frozenset[str], spread: Spread) -> frozenset[str]:
    """Return the signs of what is in an element: those around it, and its own.

    A class of an element that holds most of the running text is misleading: page builders name at random. Ids are no
    class names.
    """
    own = (
        frozenset()
        if element.name == "footer" and names_a_source(element)
        else _signs(element.name, element.attributes)
    )
    if own and spread.share(element) >= _MOST:
        own = frozenset(name for name in own if not name.startswith("class-"))
    elif "class-share" in own and spread.share(element):
        # A post that the text quotes: buttons say no sentences.
        own -= {"class-share"}
    if element.name == "header" and not outer.isdisjoint(_SECTIONS):
        own -= {"in-header"}
    return outer | own if own else outer


@lru_cache(maxsize=4096)
def _signs(name: str, attributes: Attributes) -> frozenset[str]:
    known = dict(attributes)
    hidden = (
        "hidden" in known or known.get("aria-hidden") == "true" or bool(UNSEEN.search(known.get("style", "")))
    )
    role = known.get("role", "").lower() or known.get("itemprop", "").lower()
    found = {f"in-{name}"} if name in _INSIDE else set()
    if name in _HEADINGS:
        found.add("in-heading")
    if role in BY_ROLE or role in ("article", "main", "articlebody"):
        found.add(f"role-{role}")
    if hidden and name not in ("html", "body"):
        found.add("hidden")
    if name not in ("html", "body"):
        found |= {f"class-{one}" for one in _named(known.get("class", ""))}
    return frozenset(found)


@lru_cache(maxsize=4096)
def _named(text: str) -> frozenset[str]:
    said = _CAMEL.sub("-", text).lower()
    rules = {rule for pattern, rule in BY_CLASS if pattern.search(said)}
    return frozenset(rules | {f"{name}s" for name, pattern in _CLASSES if pattern.search(said)})


class Spread:
    """The spread of a page's running text and links over its blocks."""

    def __init__(self, blocks: Sequence[Element]) -> None:
        self._running: dict[int, int] = {}
        self._all: dict[int, int] = {}
        self._linked: dict[int, int] = {}
        self._alike = Counter((id(one.parent), one.name, one.get("class")) for one in blocks)
        for one in blocks:
            size = one.own - one.linked
            self._running[id(one)] = size if size >= (_LONG // 3 if one.wide else _LONG) else 0
            self._all[id(one)], self._linked[id(one)] = one.own, one.linked
        for one in reversed(blocks):
            if one.parent is not None:
                for table in (self._running, self._all, self._linked):
                    table[id(one.parent)] += table[id(one)]
        self._total = max(1, self._running[id(blocks[0])])
        self._best, self._top = _top(blocks)
        self._known: dict[int, tuple[tuple[str, float], ...]] = {}

    def share(self, element: Element) -> float:
        """Return how much of the page's running text is in an element, from 0 to 1."""
        return self._running[id(element)] / self._total

    def around(self, element: Element) -> tuple[tuple[str, float], ...]:
        """Return the strengths of what is spread around a block: over its container, and the next one."""
        if id(element) not in self._known:
            found = [("in-top", 1.0)] if id(element) in self._top else []
            if element.parent is not None and id(element.parent) == self._best:
                found.append(("top-kin", 1.0))
            one: Element | None = element
            for linked, share, alike in _AROUND:
                if one is None:
                    break
                found.append((linked, self._linked[id(one)] / (self._all[id(one)] or 1)))
                found.append((share, self._running[id(one)] / self._total))
                many = self._alike[id(one.parent), one.name, one.get("class")]
                found.append((alike, min(1.0, (many - 1) / _MANY)))
                one = one.parent
            self._known[id(element)] = tuple(found)
        return self._known[id(element)]


def _top(blocks: Sequence[Element]) -> tuple[int, set[int]]:
    """Return the container with most running text right in it, half of which counts for the next, and what is in it."""
    score: dict[int, float] = {}
    for one in blocks:
        size = (one.own - one.linked) * (3 if one.wide else 1)
        if size >= _LONG // 2 and one.parent is not None:
            for outer, share in ((one.parent, 1.0), (one.parent.parent, 0.5)):
                score[id(outer)] = score.get(id(outer), 0) + share * size
    best = max(score, key=lambda one: score[one], default=0)
    within: set[int] = set()
    for one in blocks:
        if id(one) == best or id(one.parent) in within:
            within.add(id(one))
    return best, within
