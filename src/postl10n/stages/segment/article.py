"""From a document's blocks to the segments of an article."""

from __future__ import annotations

from collections.abc import Sequence

from postl10n.model.article import Article, Block, Document, Role, Segment, SegmentedBlock
from postl10n.model.ids import numbered, segment_id
from postl10n.stages.segment import segment_text

_ONE_UNIT = frozenset({Role.HEADING, Role.LIST_ITEM, Role.CAPTION, Role.CELL, Role.CODE})


def segment_document(document: Document, frozen: Sequence[str] = ()) -> Article:
    """Divide a document into segments, numbered over the whole of it.

    `frozen` are the msgids of the committed template's body entries in reading order: a block that they
    cover whole keeps its boundaries, whatever today's rules would say.
    """
    head = [(Role.TITLE, document.title.text)]
    if document.subtitle:
        head.append((Role.SUBTITLE, document.subtitle.text))
    if document.dateline and document.dateline.agency:
        head.append((Role.DATELINE, document.dateline.agency))
    parts = [_texts(block, document.locale, frozen) for block in document.blocks]
    ids = numbered(segment_id(text) for text in (*(text for _, text in head), *(t for p in parts for t in p)))
    of_head = {role: Segment(id=next(ids), text=text, role=role) for role, text in head}
    return Article(
        document=document,
        title=of_head[Role.TITLE],
        subtitle=of_head.get(Role.SUBTITLE),
        dateline=of_head.get(Role.DATELINE),
        blocks=tuple(
            SegmentedBlock(
                block=block,
                segments=tuple(Segment(id=next(ids), text=text, role=block.kind) for text in texts),
            )
            for block, texts in zip(document.blocks, parts, strict=True)
        ),
    )


def _texts(block: Block, locale: str, frozen: Sequence[str]) -> list[str]:
    return [block.text] if block.kind in _ONE_UNIT else segment_text(block.text, locale, frozen)
