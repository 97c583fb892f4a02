"""Runs: sentences that a translator joined to the one before them with the msgstr `{merged}`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from postl10n.lang.text.placeholders import placeholders
from postl10n.model.article import Article, Segment
from postl10n.model.catalog import Key


def runs(segments: Sequence[Segment], is_merged: Callable[[Segment], bool]) -> Iterator[list[Segment]]:
    """The segments of a block by runs: a sentence with those joined to it; nearly always it is alone."""
    run: list[Segment] = []
    for segment in segments:
        if run and not is_merged(segment):
            yield run
            run = []
        run.append(segment)
    if run:
        yield run


def misplaced(article: Article, is_merged: Callable[[Segment], bool]) -> set[Key]:
    """The keys under which `{merged}` can't stand.

    It needs the same predecessor in every place, in the same block; and where two segments of a run hold
    tags, one msgstr can't say which tag is whose.
    """
    keys = {segment.key for segment in article.head}
    before: dict[Key, Key] = {}
    for block in article.blocks:
        keys.update(segment.key for segment in block.segments[:1])
        for previous, segment in pairwise(block.segments):
            if before.setdefault(segment.key, previous.key) != previous.key:
                keys.add(segment.key)
        for run in runs(block.segments, is_merged):
            if sum(bool(placeholders(segment.text)) for segment in run) > 1:
                keys.update(segment.key for segment in run[1:])
    return keys
