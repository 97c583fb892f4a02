"""Weekdays, halves of a year, and the direction of `from 12 to 4`; compared only if both texts name them.

A translation may omit a weekday, or write the first half of a year as six months; but if it names another day or
the other half, it is wrong.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from postl10n.lang.languages.kinds import ValueKind
from postl10n.lang.languages.language import language
from postl10n.lang.values.search import may_match
from postl10n.lang.values.value import Certainty, Value
from postl10n.registry import cached, compiled

_GAP = r"[^.;。；]{0,40}"
_WORD = r"(?:[\w-]{1,12}[ \u00a0])?"
_BEFORE = 24


class _Names(NamedTuple):
    expression: re.Pattern[str]
    kind: ValueKind
    signs: tuple[str, ...]


@cached(64)
def _names_of(code: str) -> tuple[_Names, ...]:
    tongue = language(code)
    found = []
    if days := tongue.weekdays:
        names = "|".join(f"(?P<n{day}>{name})" for day, name in enumerate(days.names, 1))
        expression = compiled(f"{days.before}(?:{names}){days.after}")
        found.append(_Names(expression, ValueKind.WEEKDAY, days.signs))
    if halves := tongue.half_years:
        expression = compiled(f"(?P<n1>{halves.first})|(?P<n2>{halves.second})")
        found.append(_Names(expression, ValueKind.HALF_YEAR, halves.signs))
    return tuple(found)


@cached(64)
def _ways_of(code: str) -> tuple[re.Pattern[str], ...] | None:
    """The words of a range: before the first figure, between the two, behind the second; and alone between them."""
    said = language(code).ranges
    if said is None:
        return None
    expressions = (said.before, said.between, said.behind, rf"\s?(?:[-–~～]|{said.word})\s?\Z")
    return tuple(compiled(one.replace("{gap}", _GAP).replace("{word}", _WORD)) for one in expressions)


def names(text: str, original: str, code: str) -> Iterator[Value]:
    """Yield weekdays (1 is Monday) and halves of a year in a folded text."""
    for one in _names_of(code):
        if not may_match(one.signs, text):
            continue
        for match in one.expression.finditer(text):
            if match.lastgroup:
                yield _value(one.kind, (Decimal(match.lastgroup[1:]),), original, *match.span())


def ways(text: str, original: str, code: str, numbers: Sequence[Value]) -> Iterator[Value]:
    """Yield the two ends of `from 12 to 4` and `15–20`, in order."""
    patterns = _ways_of(code)
    if patterns is None:
        return
    before, between, behind, between_ends = patterns
    for first, second in itertools.pairwise(numbers):
        gap = text[first.end : second.start]
        if len(gap) > _BEFORE * 2 or not first.amounts or not second.amounts:
            continue
        range_words = (
            between.match(gap)
            and before.search(text, max(0, first.start - _BEFORE), first.start)
            and behind.match(text, second.end)
        )
        if range_words or between_ends.match(gap):
            ends = (first.amounts[-1], second.amounts[-1])
            yield _value(ValueKind.WAY, ends, original, first.start, second.end)


def _value(kind: ValueKind, amounts: tuple[Decimal, ...], text: str, start: int, end: int) -> Value:
    return Value(
        kind=kind,
        amounts=amounts,
        text=text[start:end],
        start=start,
        end=end,
        certainty=Certainty.DOUBTFUL,
    )
