"""Looking up a text in a translation memory: exact, then with its figures replaced, then fuzzy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from postl10n.lang.values.substitute import adapted, mask
from postl10n.model.memory import CONTEXT_SCORE, Hit, MatchKind, MemoryMatch, MemoryUnit, Wanted
from postl10n.ports import Memory


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


def lookup(memory: Memory, wanted: Wanted, *, limit: int, least: float) -> list[MemoryMatch]:
    """Return the best matches, at most `limit` and each with another source or translation, the best first.

    If the text itself is in the memory, only its own translations are returned.
    """
    exact = exact_matches(memory, wanted)
    if exact:
        return _distinct(exact, limit)
    near = memory.near(wanted, least=least, limit=limit)
    known = {(unit.source, unit.target) for unit, _ in near}
    swapped = {
        (match.unit.source, match.unit.target): match
        for match in normalised_matches(memory, wanted)
        if match.score >= least or (match.unit.source, match.unit.target) in known
    }
    fuzzy = (
        _match(unit, score, MatchKind.FUZZY)
        for unit, score in near
        if (unit.source, unit.target) not in swapped
    )
    found = sorted([*swapped.values(), *fuzzy], key=lambda match: (-match.score, match.kind.rank))
    return _distinct(found, limit)


def exact_matches(memory: Memory, wanted: Wanted) -> list[MemoryMatch]:
    """Return the matches with the same text, those with the same neighbours first."""
    units = memory.exact(wanted)
    fitting = [_match(unit, CONTEXT_SCORE, MatchKind.CONTEXT) for unit in units if wanted.fits(unit)]
    others = [_match(unit, 1.0, MatchKind.EXACT) for unit in units if not wanted.fits(unit)]
    return [*fitting, *others]


def normalised_matches(memory: Memory, wanted: Wanted) -> Iterator[MemoryMatch]:
    """Yield the matches that differ only in figures, with the figures of the text in their translation."""
    if mask(wanted.text, wanted.source_locale) == wanted.text:
        return
    # Imported when used: a compiled library that commands without memory never need.
    from rapidfuzz.distance import Levenshtein

    scored = [
        (Levenshtein.normalized_similarity(wanted.text, unit.source), unit)
        for unit in memory.normalised(wanted)
        if unit.source != wanted.text
    ]
    scored.sort(key=lambda one: -one[0])
    for score, unit in scored[:_MOST_SWAPPED]:
        target = adapted(
            wanted.text, unit.source, unit.target, source_locale=wanted.source_locale, locale=wanted.locale
        )
        if target is not None:
            yield MemoryMatch(
                source=unit.source, target=target, score=score, kind=MatchKind.NORMALISED, unit=unit
            )


_MOST_SWAPPED = 5
"""The number of units tried for one mask: a table may have thousands of rows."""


def _match(unit: MemoryUnit, score: float, kind: MatchKind) -> MemoryMatch:
    return MemoryMatch(source=unit.source, target=unit.target, score=score, kind=kind, unit=unit)


def _distinct(matches: Iterable[MemoryMatch], limit: int) -> list[MemoryMatch]:
    found: dict[tuple[str, str], MemoryMatch] = {}
    for match in matches:
        found.setdefault((match.source, match.target), match)
    return list(found.values())[:limit]
