"""Boundaries decided by a user's patterns, in bounded time whatever the pattern."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from postl10n.errors import Place, ProjectError
from postl10n.lang.text.user_patterns import TIME_LIMIT, UNUSABLE, refuse_runaway, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WINDOW = 200
"""The number of characters on each side of an offset that a pattern may examine."""
_CHUNK = 4000
"""The number of characters searched at a time for new boundaries, so that a pattern such as `.*x` stays linear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compiled:
    before: regex.Pattern[str]
    after: regex.Pattern[str]
    anywhere: regex.Pattern[str]


def vet(rule: PatternRule) -> None:
    """Raise ProjectError for a pattern that is not a regular expression or is certain to run away."""
    for pattern in (rule.before, rule.after):
        refuse_runaway(pattern, rule.place)
    _compile(rule)


def decide(text: str, cuts: Sequence[int], rules: tuple[PatternRule, ...]) -> list[int]:
    """Return the boundaries after applying the user's patterns: `cuts` without forbidden ones, with added ones.

    A cut is an offset in `text`; white space around it belongs to neither side.
    """
    kept = {
        _left_edge(text, cut) for cut in cuts if _decision(text, _left_edge(text, cut), rules) is not False
    }
    added = {_left_edge(text, place) for place in _wanted(text, rules) if _decision_at(text, place, rules)}
    return sorted((kept | added) - {0, len(text)})


def _wanted(text: str, rules: tuple[PatternRule, ...]) -> Iterator[int]:
    for rule in rules:
        if not rule.breaks:
            continue
        for low in range(0, len(text), _CHUNK):
            start, stop = max(0, low - _WINDOW), low + _CHUNK + _WINDOW
            with _deadline(rule):
                for match in _compile(rule).anywhere.finditer(
                    text, start, stop, overlapped=True, timeout=TIME_LIMIT
                ):
                    if low < match.end() <= low + _CHUNK:
                        yield match.end()


def _decision(text: str, edge: int, rules: tuple[PatternRule, ...]) -> bool | None:
    """Return the decision of the first matching pattern for the gap that starts at `edge`; None if none matches."""
    place = edge
    while True:
        said = _decision_at(text, place, rules)
        if said is not None or not text[place : place + 1].isspace() or place - edge > 8:
            return said
        place += 1


def _decision_at(text: str, place: int, rules: tuple[PatternRule, ...]) -> bool | None:
    for rule in rules:
        compiled = _compile(rule)
        with _deadline(rule):
            if compiled.after.match(
                text, place, place + _WINDOW, timeout=TIME_LIMIT
            ) and compiled.before.search(text[max(0, place - _WINDOW) : place], timeout=TIME_LIMIT):
                return rule.breaks
    return None


def _left_edge(text: str, place: int) -> int:
    while place and text[place - 1].isspace():
        place -= 1
    return place


@contextmanager
def _deadline(rule: PatternRule) -> Iterator[None]:
    """Turn a pattern's timeout into a fault with the place of the rule."""
    try:
        yield
    except (TimeoutError, MemoryError) as error:
        raise ProjectError(
            f"the pattern {shown(rule.before)} … {shown(rule.after)} takes more than {TIME_LIMIT:g} s, or too much memory,"
            " at one place",
            place=rule.place,
            hint="A repetition inside a repetition is the usual cause.",
        ) from error


@lru_cache(maxsize=4096)
def _compile(rule: PatternRule) -> _Compiled:
    try:
        return _Compiled(
            before=regex.compile(rf"(?:{rule.before})\Z", regex.V1),
            after=regex.compile(rule.after, regex.V1),
            anywhere=regex.compile(rf"(?:{rule.before})(?={rule.after})", regex.V1),
        )
    except UNUSABLE as error:
        raise ProjectError(
            f"the pattern {shown(rule.before)} … {shown(rule.after)} is not a regular expression: {error}",
            place=rule.place,
        ) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternRule:
    """A rule that there is a boundary, or none, at an offset with `before` to its left and `after` to its right."""

    before: str
    after: str
    breaks: bool
    place: Place | None = None
    """The place where the user wrote the rule, for messages."""
