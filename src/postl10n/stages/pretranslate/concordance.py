"""Concordance: finding words in the units of a memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from postl10n.model.memory import Hit, MemoryUnit


def words_of(query: str) -> tuple[str, ...]:
    """Return the words that each hit must contain: those of the query; one text in scripts without spaces."""
    return tuple(dict.fromkeys(query.split()))


def concordance(units: Iterable[MemoryUnit], query: str, *, limit: int) -> list[Hit]:
    """Return the units with every word of the query on one side, in either case; those with the whole phrase first."""
    phrases: list[Hit] = []
    others: list[Hit] = []
    phrase = _expression(" ".join(query.split()))
    words = [_expression(word) for word in words_of(query)]
    for unit in units if words else ():
        hit = _hit(unit, (phrase,))
        if hit is not None:
            phrases.append(hit)
            if len(phrases) == limit:
                break
        elif len(others) < limit and len(words) > 1:
            others.extend(filter(None, [_hit(unit, words)]))
    return [*phrases, *others][:limit]


def _expression(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text), re.IGNORECASE)


def _hit(unit: MemoryUnit, wanted: Iterable[re.Pattern[str]]) -> Hit | None:
    source, target = list(_spans(unit.source, wanted)), list(_spans(unit.target, wanted))
    if not source and not target:
        return None
    return Hit(unit=unit, source_spans=tuple(source), target_spans=tuple(target))


def _spans(text: str, wanted: Iterable[re.Pattern[str]]) -> Iterator[tuple[int, int]]:
    """Yield the spans of the words, overlaps joined; nothing unless all words are found."""
    spans = []
    for one in wanted:
        found = [hit.span() for hit in one.finditer(text)]
        if not found:
            return
        spans += found
    end = -1
    for start, stop in sorted(spans):
        if start >= end:
            yield start, stop
            end = stop
