"""Multipliers of figures: the `m` of `$3m`, and words for large numbers in languages without number words."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from postl10n.lang.values.value import Certainty
from postl10n.registry import compiled

if TYPE_CHECKING:
    from postl10n.lang.languages.lexicon import Lexicon
    from postl10n.lang.values.spelled import Number
    from postl10n.lang.values.value import Value

_LONGEST_SCALE = 24
_WORD_BEHIND = re.compile(r"[\s\u00a0\u202f-]{0,2}[^\W\d_]")
_LETTER = re.compile(r"(?:(?P<gap>[ \u00a0\u202f])(?=[km]))?(?P<letter>[kmbt])(?![^\W_]|[²³])")
_LETTERS = MappingProxyType({"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12})
_NAMED = compiled(
    r"(?:\d|\s)(?:(?P<t>thousand|mil\b|тыс|ألف|آلاف|千|천)|(?P<w>[万萬만])"
    r"|(?P<m>million|milh|millon|млн|миллион|мільён|مليون|ملايين)|(?P<y>[亿億억])"
    r"|(?P<b>billion|milliard|млрд|миллиард|мільярд|مليار))",
    re.IGNORECASE,
)
_SIZES = MappingProxyType({"t": 10**3, "w": 10**4, "m": 10**6, "y": 10**8, "b": 10**9})


def sized(number: Number, text: str, words: Lexicon) -> Number:
    """Return the number multiplied by the large-number word beside it."""
    if not words.sizes or number.certainty is not Certainty.FIGURE:
        return number
    leads, follows = words.scales
    behind = follows.match(text, number.end)
    named = behind or leads.search(text, max(0, number.start - _LONGEST_SCALE), number.start)
    if not named:
        return number
    start, end = (number.start, behind.end()) if behind else (named.start(), number.end)
    return replace(_times(number, _size_of(named)), start=start, end=end)


def of_any_size(number: Number, text: str, words: Lexicon) -> Number:
    """Return the number with a reading in every size, if a word beside it is not known."""
    unread = words.sizes and number.certainty is Certainty.FIGURE and number.factor == 1
    if not unread or not (number.start or _WORD_BEHIND.match(text, number.end)):
        return number
    read_larger = tuple(one * size for one in number.amounts for size in words.sizes)
    return replace(number, amounts=(*number.amounts, *read_larger))


def shortened(number: Number, text: str, words: Lexicon, *, leads: bool) -> Number:
    """Return the number multiplied by its letter: `$3m` and `12k euros` are large numbers.

    `5m` and `10k` may be, in a language with such abbreviations. leads: a currency is before the figure.
    """
    match = _LETTER.match(text, number.end)
    if match is None or number.certainty is not Certainty.FIGURE:
        return number
    follows = words.after.match(text, match.end())
    money = leads or bool(follows and (follows.lastgroup or "").startswith("c_"))
    if not money and (match["gap"] or match["letter"] not in words.shorthand):
        return number
    large = replace(_times(number, Decimal(_LETTERS[match["letter"]])), end=match.end())
    return large if money else replace(large, amounts=(*large.amounts, *number.amounts))


def factor_of(value: Value, text: str, words: Lexicon) -> Decimal:
    """Return the factor by which the words of a number multiply its figure."""
    match = _NAMED.search(text, value.start, value.end)
    if match and match.lastgroup:
        return Decimal(_SIZES[match.lastgroup])
    named = words.scales[1].search(text, value.start, value.end)
    return _size_of(named) if named else Decimal(1)


def _times(number: Number, factor: Decimal) -> Number:
    return replace(number, amounts=tuple(one * factor for one in number.amounts), factor=factor)


def _size_of(named: re.Match[str]) -> Decimal:
    """Return the size for a group of `Lexicon.scales`: `e6_1` is a million."""
    return Decimal(10) ** int((named.lastgroup or "e0").removeprefix("e").partition("_")[0])
