"""Segmentation of a block with inline markup: the bare text is split, and its tags are distributed.

A pair of tags that spans several sentences is closed at the end of each and reopened in the next, and each
sentence numbers its own tags from 1. So each is an independent unit, which memory and other articles can share,
and markup added to one sentence does not change its neighbours (docs/decisions/0004-inline-markup.md).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from postl10n.lang.text.inline_tags import INLINE_TAGS, Bare
from postl10n.lang.text.markup import Placeholder, PlaceholderKind, placeholders

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from postl10n.model.article import Tag

MarkedUpText = tuple[str, tuple["Tag", ...]]
"""A text and the tags that its placeholders stand for."""


def divide(text: str, tags: Sequence[Tag], split: Callable[[str], list[str]]) -> list[MarkedUpText]:
    """Return the sentences that `split` finds in the bare text, with their tags balanced and numbered from 1."""
    bare = Bare(text)
    cuts = _cuts(bare, split(bare.text))
    by_number = {str(tag.number): tag for tag in tags}
    opened: list[str] = []
    return [
        _unit(text[start:end], opened, by_number)
        for start, end in zip((0, *cuts), (*cuts, len(text)), strict=True)
    ]


def _cuts(bare: Bare, sentences: Sequence[str]) -> list[int]:
    """Return the offsets in the source where all sentences but the first begin."""
    found: list[int] = []
    at = 0
    for sentence in sentences:
        start = bare.text.index(sentence, at)
        if at:
            found.append(_between(bare, bare.origin(at - 1) + 1, bare.origin(start)))
        at = start + len(sentence)
    return found


def _between(bare: Bare, end: int, start: int) -> int:
    """Return the offset at which to split between two sentences; closing and directly attached tags stay with the first."""
    between = [tag for tag in bare.tags if end <= tag.start < start]
    cut = max((tag.end for tag in between if tag.kind is PlaceholderKind.CLOSE), default=end)
    for tag in between:
        if tag.kind is PlaceholderKind.VOID and tag.start == cut:
            cut = tag.end
    return cut


def _unit(text: str, opened: list[str], by_number: dict[str, Tag]) -> MarkedUpText:
    """Return one sentence; `opened` are the numbers of the pairs open before it, and is updated to those after it."""
    carried = list(opened)
    numbers: dict[str, int] = {}
    parts = [_opening(number, numbers) for number in carried]
    at = len(text) - len(text.lstrip(" "))
    text = text.rstrip(" ")
    for tag in placeholders(text):
        if tag.kind not in INLINE_TAGS:
            continue
        parts += (text[at : tag.start], _renumbered(tag, numbers))
        at = tag.end
        if tag.kind is PlaceholderKind.OPEN:
            opened.append(tag.name)
        elif tag.kind is PlaceholderKind.CLOSE and tag.name in opened:
            opened.remove(tag.name)
    parts.append(text[at:])
    parts += (f"{{/{numbers[number]}}}" for number in reversed(opened))
    tags = (replace(by_number[old], number=new) for old, new in numbers.items() if old in by_number)
    return "".join(parts), tuple(tags)


def _opening(number: str, numbers: dict[str, int]) -> str:
    return f"{{{numbers.setdefault(number, len(numbers) + 1)}}}"


def _renumbered(tag: Placeholder, numbers: dict[str, int]) -> str:
    number = numbers.setdefault(tag.name, len(numbers) + 1)
    if tag.kind is PlaceholderKind.OPEN:
        return f"{{{number}}}"
    return f"{{/{number}}}" if tag.kind is PlaceholderKind.CLOSE else f"{{{number}/}}"
