"""Values made of two: 19 euros and 99 cents, 6 ft 2 in, 2 years and 3 months, nine out of ten.

Another language may have one figure for them, or two: a composite is compared as a whole where the other text has that
whole, otherwise by its parts.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from babel.numbers import get_currency_precision

from postl10n.lang.languages.kinds import ValueKind
from postl10n.lang.values.units import UNITS, meanings
from postl10n.lang.values.value import Certainty, Value

if TYPE_CHECKING:
    from postl10n.lang.languages.lexicon import Lexicon

_LONGEST_GAP = 16
_THOUSANDTHS = 3
"""Decimals of a dinar, which has a thousand fils."""
_COUNTS = (ValueKind.NUMBER, ValueKind.ORDINAL)
_HUNDREDTHS = re.compile(r"\d\d\Z")
# What ends an amount whose second figure has no name: 2 francs 30.
_ENDS = re.compile(r"\s*(?:[.,;:!?)]|$)")
_WHOLES_OF_SHARES = frozenset(map(Decimal, (*range(2, 13), 20, 25, 50, 100, 1000)))


def composites(values: Sequence[Value], text: str, original: str, words: Lexicon) -> list[Value]:
    """Return the values of a folded text with those that are parts of one joined to it."""
    joined: list[Value] = []
    listed = sorted(values, key=lambda one: one.start)
    for value in listed:
        last = joined[-1] if joined else None
        whole = _whole(last, value, text, words) if last is not None else None
        if whole is not None:
            joined[-1] = replace(whole, text=original[whole.start : whole.end])
        else:
            joined.append(value)
    return [_without_subunit(one) for one in joined]


def _without_subunit(one: Value) -> Value:
    """Return the value without a subunit: another language may have none (50 cents, 0.50)."""
    if one.unit.startswith("sub"):
        return replace(one, unit="")
    return replace(one, parts=tuple(map(_without_subunit, one.parts))) if one.parts else one


def resolved(
    values: Sequence[Value], others: Sequence[Value], same: Callable[[Value, Value], bool]
) -> list[Value]:
    """Return the values, composites as wholes where the other text has that whole or a composite too."""
    if not any(one.parts for one in values):
        return list(values)
    found = [
        [one] if not one.parts or any(other.parts or same(one, other) for other in others) else one.parts
        for one in values
    ]
    return list(itertools.chain.from_iterable(found))


def _whole(first: Value, second: Value, text: str, words: Lexicon) -> Value | None:
    gap = text[first.end : second.start]
    if len(gap) > _LONGEST_GAP or first.kind not in _COUNTS or not first.amounts or not second.amounts:
        return None
    share = words.shares.fullmatch(gap) if words.shares else None
    if share and not first.unit and not first.currencies:
        return _share(first, second)
    if second.kind is not ValueKind.NUMBER or not words.sums.fullmatch(gap):
        return None
    return _money(first, second, text) or _quantity(first, second)


def _share(first: Value, second: Value) -> Value | None:
    part, whole = first.amounts[0], second.amounts[0]
    if not 0 < part < whole or whole not in _WHOLES_OF_SHARES:
        return None
    return replace(
        _joined(first, second, part / whole), kind=ValueKind.FRACTION, certainty=Certainty.WORD, unit=""
    )


def _money(first: Value, second: Value, text: str) -> Value | None:
    """Return an amount with its cents; a second figure without a name has two digits, and ends a clause."""
    if not first.currencies or first.amounts[0] % 1:
        return None
    if second.unit.startswith("sub"):
        thousandths = second.unit == "sub100" and all(map(_is_of_thousand, first.currencies))
        return _joined(first, second, first.amounts[0] + second.amounts[-1] / (10 if thousandths else 1))
    named = second.currencies or second.unit
    if (
        named
        or first.end == second.start
        or not _HUNDREDTHS.fullmatch(second.text)
        or not _ENDS.match(text, second.end)
    ):
        return None
    return _joined(first, second, first.amounts[0] + second.amounts[0] / 100)


def _is_of_thousand(code: str) -> bool:
    return get_currency_precision(code) == _THOUSANDTHS


def _quantity(first: Value, second: Value) -> Value | None:
    """Return feet with inches, years with months: two units of a dimension, the second one smaller."""
    for mine, theirs in itertools.product(meanings(first.unit), meanings(second.unit)):
        large, small = UNITS.get(mine), UNITS.get(theirs)
        if large and small and large[0] == small[0] and small[1] < large[1]:
            total = first.amounts[0] + second.amounts[0] * small[1] / large[1]
            return _joined(first, second, total) if second.amounts[0] * small[1] < large[1] else None
    return None


def _joined(first: Value, second: Value, amount: Decimal) -> Value:
    return replace(
        first,
        amounts=(amount,),
        text=f"{first.text} {second.text}",
        end=second.end,
        certainty=min(first.certainty, second.certainty),
        parts=(first, second),
    )
