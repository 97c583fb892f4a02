"""Numbers written in digits, parsed by the conventions of a locale."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from postl10n.lang.cldr import locale_data
from postl10n.registry import compiled

_SPACES = " \u00a0\u202f\u2009"
# Longer figures are no amounts but serial numbers: compared as they are, and cheap to parse.
LONGEST = 40
# 10,20,30 are no groups of three, nor of two before the last three: a list, whose numbers are found one by one.
_LISTED = (
    r"(?<![\d.,])(?=\d{1,9}(?:,\d{1,9}){2,30}(?!\d))(?!\d{1,3}(?:,\d{3})+(?!,?\d))(?!\d{1,2}(?:,\d{2})+,\d{3}(?!,?\d))\d++"
    r"|(?<=\d,)\d++"
)
LITERAL = compiled(
    rf"(?<![\d.,])\d{{1,3}}(?:(?P<space>[{_SPACES}'])\d{{3}})(?:(?P=space)\d{{3}})*+(?![\d])(?:[.,]\d++)?(?!\d)|{_LISTED}|\d++(?:[.,]\d++)*+"
)
NO_SPACE_LITERAL = compiled(
    rf"(?<![\d.,])\d{{1,3}}(?:(?P<space>[\u00a0\u202f\u2009'])\d{{3}})(?:(?P=space)\d{{3}})*+(?!\d)(?:[.,]\d++)?(?!\d)|{_LISTED}|\d++(?:[.,]\d++)*+"
)


LITERALS = (NO_SPACE_LITERAL, LITERAL)
"""The second one where the decimal sign is a comma."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """The number format of a locale."""

    decimal: str
    group: str
    """The grouping separator: comma or dot, whichever is not the decimal sign."""
    group_is_usual: bool
    """False if the locale groups by spaces, so that the other sign may be a foreign decimal point."""


@lru_cache(maxsize=64)
def conventions(locale: str) -> Conventions:
    """Return the conventions by CLDR's number symbols; English ones for a locale unknown to Babel."""
    symbols = (locale_data(locale) or locale_data("en"))["number_symbols"]
    table = symbols.get("latn", {})
    decimal = table.get("decimal", ".")
    group = table.get("group", ",")
    comma = decimal == ","
    return Conventions(
        decimal=decimal if decimal in ".," else ".",
        group="." if comma else ",",
        group_is_usual=group in ".,",
    )


def readings(literal: str, decimal: str, group: str, group_is_usual: bool) -> tuple[Decimal, ...]:
    """Return every value that the digits can mean, the most likely first; empty if they are no number.

    >>> readings("14.085,2", ",", ".", True), readings("14.085.2", ",", ".", True)
    ((Decimal('14085.2'),), ())
    """
    if len(literal) > LONGEST:
        return (Decimal(abs(hash(literal))),)
    if literal.isdecimal():
        return (Decimal(literal),)
    bare = re.sub(f"[{_SPACES}']", "", literal)
    if bare.isdecimal():
        return (Decimal(bare),)
    usual = _read(bare, decimal, group)
    foreign = _read(bare, group, decimal)
    if usual is None:
        return () if foreign is None else (foreign,)
    # In a locale that groups by spaces, `2.300` can be either.
    if foreign is not None and foreign != usual and not group_is_usual and decimal not in bare:
        return (usual, foreign)
    return (usual,)


def _read(bare: str, decimal: str, group: str) -> Decimal | None:
    whole, point, part = bare.partition(decimal)
    if point and not part.isdigit():
        return None
    groups = whole.split(group)
    if len(groups) > 1 and not _grouped(groups):
        return None
    if len(groups) > 1 and groups[0] == "0":
        return None
    return Decimal("".join(groups) + (f".{part}" if point else ""))


def _grouped(groups: list[str]) -> bool:
    """Return True for groups of three digits, or of two before the last three: 2,50,000."""
    *middle, last = groups[1:]
    return 1 <= len(groups[0]) <= 3 and len(last) == 3 and {len(one) for one in middle} in (set(), {2}, {3})
