"""The shape of a lexicon: the words of a language for numbers, dates, units and money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from postl10n.lang.languages.kinds import ValueKind
from postl10n.lang.text.expression import NEVER, Expression

WordRole = Literal["unit", "hundred", "scale", "vague", "half", "denominator", "ordinal"]
DIGIT_YEARS = r"(?<![\d.,])(?P<year>(?:1[5-9]|20)\d\d)\s?[/–-]\s?(?P<year2>(?:(?:1[5-9]|20)\d\d|\d\d))(?![\d.,]\d|\d|[-–]\d)"
"""The years of `2021–2025` and `2022/23`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """The contribution of one word to a number."""

    role: WordRole
    amount: Decimal
    doubtful: bool = False
    """The word often means something else: pt `segunda`, fr `neuf`."""
    plural: bool = False
    """A scale that means an order of magnitude when no number precedes it: `millions of`."""
    counted: Decimal = Decimal(0)
    """The scale that it is behind a number: two *dozen*."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Idiom:
    """A phrase that stands for values without being a number: `24/7`, `Double 11`."""

    expression: Expression
    values: tuple[tuple[ValueKind, str], ...] = ()
    certain: bool = False
    """True if the values count as spelled out; otherwise they only satisfy the other text."""
    either: bool = False
    """True if they are readings of one value: a dozen is twelve, or about ten."""
    settled: bool = False
    """Of a factor: no word beside it turns it round (doubled)."""
    unit: str = ""
    """Of the values, where another language may convert it: a year and a half is 18 months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Expressions are compiled with named groups: `m1`…`m12` months, `u_kg` units, `c_USD` money."""

    language: str
    words: Mapping[str, Word] = field(default_factory=dict)
    """By case-folded word."""
    prefixes: Expression = NEVER
    """Prefixes that a number word may have, with a group `and` for a conjunction."""
    conjunctions: frozenset[str] = frozenset()
    ordinal_teens: bool = False
    """An ordinal before ten makes one number, ثاني عشر the twelfth; elsewhere `first ten` are two."""
    together: Expression | None = None
    """Words of numbers and their joints, where a number is written in one word: fünfundzwanzig."""
    fillers: frozenset[str] = frozenset()
    """Words between parts of a number: half *a* million, dizaines *de* milliers."""
    parts: frozenset[str] = frozenset()
    """Every word of the three above, for a quick look."""
    after: Expression = NEVER
    before: Expression = NEVER
    per: Expression = NEVER
    months: Expression | None = None
    month_names: tuple[Expression, ...] = ()
    """January to December, each to be matched with one month name alone."""
    dates: tuple[Expression, ...] = ()
    """Groups `days`, `month`, `month2`, `year`, `year2`."""
    figure_dates: tuple[Expression, ...] = ()
    """Those of dates in figures alone; `either` and `other` where the order of day and month is not known."""
    years: Expression = NEVER
    """Groups `year`, `year2`, and `gram` for a sign that is that of a weight too."""
    decades: Expression = NEVER
    """Group `decade` with digits, or `w_90` for a word."""
    times: tuple[Expression, ...] = ()
    """Groups `hour`, `minute`, `half`, `am`, `pm`; `count` in place of `hour` where it may count days (`day`) too."""
    quarters: Expression = NEVER
    """Groups `q1`…`q4`."""
    quarter_signs: tuple[str, ...] = ("",)
    """One of these is in every text that has a quarter."""
    range_between: Expression = NEVER
    """Text between the two ends of a range."""
    half_more: Expression | None = None
    """Words behind a number and its unit for another half: two years *and a half*, 两个半."""
    shares: Expression | None = None
    """Text between part and whole of a share: nine *out of* ten."""
    sums: Expression = NEVER
    """Text between the two values of one: 19 euros *and* 99 cents."""
    money_lead: Expression = NEVER
    """Words before the name of a currency: millones *de* dólares."""
    eras: tuple[tuple[Expression, tuple[int, ...]], ...] = ()
    """Years counted from another one (group `year`, or none for the first), with what to add to them."""
    shorthand: frozenset[str] = frozenset()
    """The letters behind a figure, `k` and `m`, that may shorten a large number where there is no money beside it."""
    scales: tuple[Expression, ...] = (NEVER, NEVER)
    """Words for large numbers before or behind a figure (groups `e6`), of a language without a table of words."""
    sizes: tuple[Decimal, ...] = ()
    """Factors by which an unknown word may multiply a figure; empty where there is a table of words."""
    idioms: tuple[Idiom, ...] = ()
    numerals: str = ""
    """A regular expression of numerals in signs of their own, with groups `han` and, for their scale, `myriads`."""
    native: tuple[tuple[Expression, Mapping[str, int]], ...] = ()
    """Numerals beside these (group `native`), with their values."""
    roman_ordinals: Expression | None = None
    """Roman numerals with an ending, such as XIXe: group `numeral`."""
    hundreds_as_cents: bool = False
    """The word for hundreds behind a figure means the hundredths of a currency: 50 cents."""
    vowel_marks: bool = False
    """Words may be written with vowel marks, which tell no number from another."""
