"""Segmentation of blocks into sentences; boundaries of a committed template are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from postl10n.lang.text.inline_tags import INLINE_TAGS, Bare, bare
from postl10n.lang.text.markup import Placeholder, PlaceholderKind, placeholders
from postl10n.lang.text.normalise import escape_braces, normalise
from postl10n.model.article import Article, Block, Document, Role, Segment, SegmentedBlock
from postl10n.model.ids import numbered, segment_id
from postl10n.stages.segment.frozen import Frozen
from postl10n.stages.segment.splitter import segment_text, sentences

if TYPE_CHECKING:
    from collections.abc import Callable

    from postl10n.model.article import Tag
    from postl10n.stages.segment.user_rules import UserRules


MarkedUpText = tuple[str, tuple["Tag", ...]]
"""A text and the tags that its placeholders stand for."""


def divide(text: str, tags: Sequence[Tag], split: Callable[[str], list[str]]) -> list[MarkedUpText]:
    """Return the sentences that `split` finds in the bare text, with their tags balanced and numbered from 1.

    A pair of tags that spans several sentences is closed at the end of each and reopened in the next, so that each is an
    independent unit, and markup added to one does not change its neighbours (docs/decisions/0004-inline-markup.md).
    """
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


_ONE_UNIT = frozenset(
    {Role.BYLINE, Role.HEADING, Role.LIST_ITEM, Role.CAPTION, Role.ALT, Role.CELL, Role.CODE}
)


_FILE_NAME = re.compile(r"\A\S+\.(?:jpe?g|png|gif|webp|svg|bmp)\Z", re.IGNORECASE)


def segment(document: Document, frozen: Sequence[str] = (), rules: UserRules | None = None) -> Article:
    """Divide a document into segments, numbered over the whole of it.

    `frozen` are the msgids of the committed template's body entries in reading order: a block that they cover
    completely keeps its boundaries, whatever the current rules are; markup is ignored in the comparison. `rules`
    are the user's own. Raises ProjectError for one of them that takes too long.
    """
    known = Frozen(bare(msgid) for msgid in frozen)
    head = [(Role.TITLE, document.title.text)]
    if document.subtitle:
        head.append((Role.SUBTITLE, document.subtitle.text))
    if document.dateline and document.dateline.agency:
        head.append((Role.DATELINE, document.dateline.agency))
    blocks = document.blocks if document.reader == 1 else tuple(_with_descriptions(document.blocks))
    parts = [_units(block, document.locale, known, rules) for block in blocks]
    texts = (*(text for _, text in head), *(text for units in parts for text, _ in units))
    ids = numbered(segment_id(text) for text in texts)
    of_head = {role: Segment(id=next(ids), text=text, role=role) for role, text in head}
    return Article(
        document=document,
        title=of_head[Role.TITLE],
        subtitle=of_head.get(Role.SUBTITLE),
        dateline=of_head.get(Role.DATELINE),
        blocks=tuple(
            SegmentedBlock(
                block=block,
                segments=tuple(
                    Segment(
                        id=next(ids),
                        text=text,
                        role=block.kind,
                        tags=tags,
                        wordless=document.reader > 1 and not _says_words(text),
                    )
                    for text, tags in units
                ),
            )
            for block, units in zip(blocks, parts, strict=True)
        ),
    )


def _with_descriptions(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, with what their images show behind them and their captions, where no caption says the same."""
    described: list[Block] = []
    for block in blocks:
        if block.kind is Role.CAPTION:
            described = [one for one in described if one.text != bare(block.text)]
        else:
            yield from described
            described = []
        yield replace(block, kind=Role.BYLINE) if block.byline else block
        images = (dict(tag.attributes).get("alt", "") for tag in block.tags if tag.name == "img")
        described += [
            Block(kind=Role.ALT, lines=block.lines, text=escape_braces(text))
            for text in map(normalise, images)
            if _has_words(text) and not _FILE_NAME.search(text)
        ]
    yield from described


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))


def _says_words(text: str) -> bool:
    """Return True for a letter or figure in a text, its tags left out: they have figures alone."""
    return any(map(str.isalpha, text)) or _has_words(bare(text))


def _units(block: Block, locale: str, frozen: Frozen, rules: UserRules | None) -> list[MarkedUpText]:
    if block.kind in _ONE_UNIT:
        return [(block.text, block.tags)]
    if not block.tags:
        return [(text, ()) for text in segment_text(block.text, locale, frozen, rules)]
    return divide(block.text, block.tags, lambda text: segment_text(text, locale, frozen, rules) or [""])


__all__ = ["segment", "segment_text", "sentences"]
