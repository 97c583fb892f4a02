"""Whole elements of XML that a translation leaves out, adds, or writes for others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from postl10n.lang.text.markup import HTML, Placeholder, PlaceholderKind

BETWEEN = "…"
"""Between the tags of an element as it is shown."""
Problem = Literal["missing", "added", "unbalanced", "wide", "renamed"]


@dataclass(frozen=True, slots=True)
class Element:
    name: str
    inner: str
    whole: Placeholder
    """From where it opens to where it closes."""


def is_half(one: Placeholder) -> bool:
    """Tell whether a tag opens or closes an element."""
    return one.kind is PlaceholderKind.MARKUP and not one.text.endswith("/>")


def elements(found: Iterable[Placeholder], text: str) -> list[Element] | None:
    """Return the elements of a text in the order in which they close; None where one does not, or not where it should."""
    opened: list[Placeholder] = []
    closed: list[Element] = []
    for one in filter(is_half, found):
        if not one.name.startswith("/"):
            opened.append(one)
            continue
        if not opened or opened[-1].name != one.name[1:]:
            return None
        first = opened.pop()
        shown = f"{first.text}{BETWEEN}{one.text}"
        whole = Placeholder(kind=one.kind, name=first.name, text=shown, start=first.start, end=one.end)
        closed.append(Element(first.name, text[first.end : one.start], whole))
    return None if opened else closed


def compared(
    ours: Sequence[Element], theirs: Sequence[Element], target: str
) -> list[tuple[Problem, Placeholder, bool]] | None:
    """Return what became of elements, with the element, and whether that does no harm; None where one lost its end.

    Beside others an element may be added, since the text is XML; of two with the same text one may become a pronoun. In
    a plain text HTML would be read as it is written.
    """
    faults: list[tuple[Problem, Placeholder, bool]] = []
    added = list(_beyond(theirs, ours))
    same = Counter((one.name, one.inner) for one in ours)
    names = {one.name for one in theirs}
    if any(f"<{name}>" in target for name in {one.name for one in ours} - names):
        return None
    for one in _beyond(ours, theirs):
        if same[one.name, one.inner] > 1:
            continue
        renamed = bool(added) and "href=" not in one.whole.text
        if renamed:
            added.pop()
        faults.append(("renamed" if renamed else "missing", one.whole, renamed))
    if not ours:
        faults.extend(("added", one.whole, one.name not in HTML) for one in added)
    return faults


def _beyond(some: Sequence[Element], others: Iterable[Element]) -> Iterator[Element]:
    """Yield the elements of which others has fewer: the last ones."""
    more = Counter(one.name for one in some) - Counter(one.name for one in others)
    for one in reversed(some):
        if more[one.name]:
            more[one.name] -= 1
            yield one
