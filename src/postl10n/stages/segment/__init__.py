"""Segmentation of blocks into sentences; boundaries of a committed template are kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from postl10n.lang.text.inline_tags import bare
from postl10n.model.article import Article, Block, Document, Role, Segment, SegmentedBlock
from postl10n.model.ids import numbered, segment_id
from postl10n.stages.segment.frozen import Frozen
from postl10n.stages.segment.markup import MarkedUpText, divide
from postl10n.stages.segment.splitter import segment_text, sentences

if TYPE_CHECKING:
    from postl10n.stages.segment.user_rules import UserRules


_ONE_UNIT = frozenset({Role.HEADING, Role.LIST_ITEM, Role.CAPTION, Role.CELL, Role.CODE})


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
    parts = [_units(block, document.locale, known, rules) for block in document.blocks]
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
                    Segment(id=next(ids), text=text, role=block.kind, tags=tags) for text, tags in units
                ),
            )
            for block, units in zip(document.blocks, parts, strict=True)
        ),
    )


def _units(block: Block, locale: str, frozen: Frozen, rules: UserRules | None) -> list[MarkedUpText]:
    if block.kind in _ONE_UNIT:
        return [(block.text, block.tags)]
    if not block.tags:
        return [(text, ()) for text in segment_text(block.text, locale, frozen, rules)]
    return divide(block.text, block.tags, lambda text: segment_text(text, locale, frozen, rules) or [""])


__all__ = ["segment", "segment_text", "sentences"]
