"""Runs: sentences that a translator merged into the one before them with the msgstr `{merged}`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from postl10n.lang.text.inline_tags import INLINE_TAGS
from postl10n.lang.text.markup import placeholders
from postl10n.model.article import Article, Segment
from postl10n.model.catalog import Key


def runs(segments: Sequence[Segment], is_merged: Callable[[Segment], bool]) -> Iterator[list[Segment]]:
    """Yield the runs of a block: a sentence with those merged into it; nearly always it is alone."""
    run: list[Segment] = []
    for segment in segments:
        if run and not is_merged(segment):
            yield run
            run = []
        run.append(segment)
    if run:
        yield run


def misplaced(article: Article, is_merged: Callable[[Segment], bool]) -> set[Key]:
    """Return the keys for which `{merged}` is not allowed.

    It requires the same predecessor everywhere, in the same block; and if two segments of a run have tags, one msgstr
    can't show whose tag is whose.
    """
    keys = {segment.key for segment in article.head}
    before: dict[Key, Key] = {}
    for block in article.blocks:
        keys.update(segment.key for segment in block.segments[:1])
        for previous, segment in pairwise(block.segments):
            if before.setdefault(segment.key, previous.key) != previous.key:
                keys.add(segment.key)
        for run in runs(block.segments, is_merged):
            if len(run) > 1 and sum(_has_tags(segment.text) for segment in run) > 1:
                keys.update(segment.key for segment in run[1:])
    return keys


def _has_tags(text: str) -> bool:
    return any(one.kind in INLINE_TAGS for one in placeholders(text))
