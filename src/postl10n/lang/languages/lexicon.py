"""The shape of a lexicon, and the helpers its modules are written with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from babel import Locale, UnknownLocaleError

from postl10n.lang.languages.kinds import ValueKind

WordRole = Literal["unit", "hundred", "scale", "vague", "half", "denominator", "ordinal"]
NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """The contribution of one word to a number."""

    role: WordRole
    amount: Decimal
    doubtful: bool = False
    """The word often means something else: pt `segunda`, fr `neuf`."""
    plural: bool = False
    """A scale that means an order of magnitude when no number precedes it: `millions of`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Idiom:
    """A phrase that stands for values without being a number: `24/7`, `Double 11`."""

    expression: re.Pattern[str]
    values: tuple[tuple[ValueKind, str], ...] = ()
    certain: bool = False
    """True if the values count as spelled out; otherwise they only satisfy the other text."""
    either: bool = False
    """True if they are readings of one value: a dozen is twelve, or about ten."""
    unit: str = ""
    """Of the values, where another language may convert it: a year and a half is 18 months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Expressions are compiled with named groups: `m1`…`m12` months, `u_kg` units, `c_USD` money."""

    language: str
    words: Mapping[str, Word] = field(default_factory=dict)
    """By case-folded word."""
    prefixes: re.Pattern[str] = NEVER
    """Prefixes that a number word may have, with a group `and` for a conjunction."""
    conjunctions: frozenset[str] = frozenset()
    ordinal_teens: bool = False
    """An ordinal before ten makes one number, ثاني عشر the twelfth; elsewhere `first ten` are two."""
    fillers: frozenset[str] = frozenset()
    """Words between parts of a number: half *a* million, dizaines *de* milliers."""
    parts: frozenset[str] = frozenset()
    """Every word of the three above, for a quick look."""
    after: re.Pattern[str] = NEVER
    before: re.Pattern[str] = NEVER
    per: re.Pattern[str] = NEVER
    months: re.Pattern[str] | None = None
    month_names: tuple[re.Pattern[str], ...] = ()
    """January to December, each to be matched with one month name alone."""
    dates: tuple[re.Pattern[str], ...] = ()
    """Groups `days`, `month`, `month2`, `year`, `year2`."""
    years: re.Pattern[str] = NEVER
    """Groups `year`, `year2`, and `gram` for a sign that is that of a weight too."""
    decades: re.Pattern[str] = NEVER
    """Group `decade` with digits, or `w_90` for a word."""
    times: tuple[re.Pattern[str], ...] = ()
    """Groups `hour`, `minute`, `half`, `am`, `pm`; `count` in place of `hour` where it may count days (`day`) too."""
    quarters: re.Pattern[str] = NEVER
    """Groups `q1`…`q4`."""
    quarter_signs: tuple[str, ...] = ("",)
    """One of these stands in every text that has a quarter."""
    range_between: re.Pattern[str] = NEVER
    """Text between the two ends of a range."""
    half_more: re.Pattern[str] | None = None
    """Words behind a number and its unit for another half: two years *and a half*, 两个半."""
    less: tuple[re.Pattern[str], re.Pattern[str]] = (NEVER, NEVER)
    """Words before or behind a multiple that is a decrease: *reduced* threefold, three times *cheaper*."""
    shorthand: frozenset[str] = frozenset()
    """The letters behind a figure, `k` and `m`, that may shorten a large number where no money stands beside it."""
    scales: tuple[re.Pattern[str], re.Pattern[str]] = (NEVER, NEVER)
    """Words for large numbers before or behind a figure (groups `e6`), of a language without a table of words."""
    sizes: tuple[Decimal, ...] = ()
    """Factors by which an unknown word may multiply a figure; empty where there is a table of words."""
    idioms: tuple[Idiom, ...] = ()
    numerals: str = ""
    """A regular expression of numerals in signs of their own, with groups `han` and, for their scale, `myriads`."""
    native: tuple[tuple[re.Pattern[str], Mapping[str, int]], ...] = ()
    """Numerals beside these (group `native`), with their values."""
    roman_ordinals: re.Pattern[str] | None = None
    """Roman numerals with an ending, such as XIXe: group `numeral`."""
    hundreds_as_cents: bool = False
    """The word for hundreds behind a figure means the hundredths of a currency: 50 cents."""
    vowel_marks: bool = False
    """Words may be written with vowel marks, which tell no number from another."""


def words(
    *,
    units: Mapping[int, str],
    scales: Mapping[int, str] = MappingProxyType({}),
    plural_scales: Mapping[int, str] = MappingProxyType({}),
    vague: Mapping[int, str] = MappingProxyType({}),
    ordinals: Mapping[int, str] = MappingProxyType({}),
    denominators: Mapping[int, str] = MappingProxyType({}),
    hundred: str = "",
    half: str = "",
    one_half: str = "",
    doubtful: str = "",
) -> dict[str, Word]:
    """The table of a language from words listed by what they stand for."""
    unsure = frozenset(doubtful.split())
    table: dict[str, Word] = {}

    def add(role: WordRole, entries: Mapping[int, str], plural: bool = False) -> None:
        for amount, spellings in entries.items():
            for word in spellings.split():
                table[word] = Word(
                    role=role, amount=Decimal(amount), doubtful=word in unsure or amount == 1, plural=plural
                )

    add("ordinal", ordinals)
    add("denominator", denominators)
    add("vague", vague)
    add("unit", units)
    add("scale", scales)
    add("scale", plural_scales, plural=True)
    add("hundred", {100: hundred})
    for word in half.split():
        table[word] = Word(role="half", amount=Decimal("0.5"), doubtful=word in unsure)
    for word in one_half.split():
        table[word] = Word(role="unit", amount=Decimal("1.5"))
    return table


def multiples(patterns: Mapping[str, str], half: str = "") -> tuple[Idiom, ...]:
    """Verbs and adverbs that hold a number: `tripled`, `вдвое`, `duplicou`; `half` are those of `halved`, `by half`."""
    found = [
        Idiom(
            expression=re.compile(pattern, re.IGNORECASE), values=((ValueKind.MULTIPLE, times),), certain=True
        )
        for times, pattern in patterns.items()
    ]
    if half:
        found.append(
            Idiom(
                expression=re.compile(half, re.IGNORECASE),
                values=((ValueKind.FRACTION, "1/2"),),
                certain=True,
            )
        )
    return tuple(found)


def month_names(patterns: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    """An expression a month, without what the patterns ask of their neighbours."""
    bare = (re.sub(r"\(\?<?[=!](?:[^()]|\([^()]*\))*\)", "", one) for one in patterns)
    return tuple(re.compile(one, re.IGNORECASE) for one in bare)


def month_patterns(patterns: Iterable[str]) -> tuple[re.Pattern[str], str]:
    """The compiled alternation with groups `m1`…`m12`, and a source without groups."""
    listed = list(patterns)
    named = "|".join(f"(?P<m{index}>{one})" for index, one in enumerate(listed, 1))
    return re.compile(rf"\b(?:{named})\b", re.IGNORECASE), rf"(?:{'|'.join(listed)})"


def dates(
    month: str, *, of: str = "", between: str = "", day: str = "", year: str = ""
) -> tuple[re.Pattern[str], ...]:
    """Expressions for `17 and 18 October 2023`, `October 17 to 18, 2023`, `October 2023`, `2023-10-17`, `17.10.2023`."""
    one_day = (
        rf"(?<![\d.,/])(?:0?[1-9]|[12]\d|3[01])(?![\d])(?:{day})?"
        if day
        else r"(?<![\d.,/])(?:0?[1-9]|[12]\d|3[01])(?!\d)"
    )
    later_day = one_day.replace(r"(?<![\d.,/])", "")
    link = rf"\s*(?:[-–~/]|,(?!\d)|{between})\s*" if between else r"\s*(?:[-–~/]|,(?!\d))\s*"
    days = rf"{one_day}(?:{link}{later_day}){{0,5}}"
    years = rf"(?:,?\s*(?:{of})?\s*(?P<year>\d{{4}})(?!\d)(?:\s*[-–/]\s*(?P<year2>\d{{4}})(?!\d))?{year})?"
    gap = rf"[\s-]*(?:{of})?\s*" if of else r"[\s-]*"
    flags = re.IGNORECASE
    return (
        re.compile(rf"(?P<days>{days}){gap}(?P<month>\b{month}\b)\.?{years}", flags),
        re.compile(rf"(?P<month>\b{month}\b)\.?\s+(?P<days>{days}(?!\s*(?:[:.,]\d|%))){years}", flags),
        re.compile(rf"(?P<month>\b{month}\b)\.?{years.removesuffix('?')}", flags),
        re.compile(
            r"(?<![\d.])(?P<year>(?:1[5-9]|20)\d\d)(?:-|/|\.)(?P<monthnumber>0?[1-9]|1[0-2])(?:-|/|\.)(?P<days>0?[1-9]|[12]\d|3[01])(?![\d.,])"
        ),
        re.compile(
            r"(?<![\d.])(?P<days>0?[1-9]|[12]\d|3[01])(?P<sep>[./-])(?P<monthnumber>0?[1-9]|1[0-2])(?P=sep)(?P<year>(?:1[5-9]|20)\d\d)(?![\d])"
        ),
        re.compile(rf"(?P<month>\b{month}\b)(?!\.\w)", flags),
    )


_PERMILLE = r"‰|промилле|праміле|(?:في|ب)ال[أا]لف(?!\w)|في ال[أا]لف(?!\w)|パーミル|퍼밀"


def after(
    *, percent: str, times: str, money: Mapping[str, str], units: Mapping[str, str], ordinal: str
) -> re.Pattern[str]:
    """Return the expression of what may follow a number: a percent sign, unit, currency or ordinal mark."""
    parts = [rf"(?P<percent>{percent})", rf"(?P<permille>{_PERMILLE})", rf"(?P<times>{times})"]
    parts.extend(rf"(?P<c_{code}>{pattern})" for code, pattern in {**SIGNS_AFTER, **money}.items())
    parts.extend(rf"(?P<u_{code}>{pattern})" for code, pattern in merged_units(units).items())
    parts.append(rf"(?P<ordinal>{ordinal})")
    return re.compile(rf"[\s\u00a0\u202f-]{{0,2}}+(?:{'|'.join(parts)})", re.IGNORECASE)


def before(money: Mapping[str, str]) -> re.Pattern[str]:
    """Return the expression of a currency sign or code at the end of the few characters before an amount."""
    parts = [rf"(?P<c_{code}>{pattern})" for code, pattern in {**SIGNS_BEFORE, **money}.items()]
    return re.compile(rf"(?:{'|'.join(parts)})[\s\u00a0\u202f]?$", re.IGNORECASE)


def per(
    lead: str,
    units: Mapping[str, str],
    whole: Mapping[str, str] = MappingProxyType({}),
    end: str = r"(?!\w)",
) -> re.Pattern[str]:
    """`per hour` (lead and unit, groups `u_`), and words that say it in one: `daily` (groups `w_`)."""
    named = "|".join(f"(?P<u_{code}>{pattern})" for code, pattern in units.items())
    parts = [rf"(?:{lead})(?:{named}){end}"] if units else []
    parts.extend(f"(?P<w_{code}>{pattern})" for code, pattern in whole.items())
    return re.compile("|".join(parts), re.IGNORECASE)


# A letter alone begins words: Männer, größer, lådor.
_ALONE = r"(?![A-Za-z\u00c0-\u024f\u1e00-\u1eff\u0400-\u04ff])"
# Not `\b`: a particle follows a sign without a space, 15km에.
SYMBOLS = {
    "kmh": r"km/h(?![A-Za-z\u0400-\u04ff])|км/ч(?![A-Za-z\u0400-\u04ff])|км/г(?![A-Za-z\u0400-\u04ff])",
    "kwh": r"kWh(?![A-Za-z\u0400-\u04ff])|кВт[·∙ ]?ч(?![A-Za-z\u0400-\u04ff])",
    "km2": r"km²|km2(?![A-Za-z\u0400-\u04ff])|кв\. ?км(?![A-Za-z\u0400-\u04ff])|км²|㎢",
    "m2": r"m²|m2(?![A-Za-z\u0400-\u04ff])|кв\. ?м(?![A-Za-z\u0400-\u04ff])|м²|㎡",
    "m3": r"m³|m3(?![A-Za-z\u0400-\u04ff])|куб\. ?м(?![A-Za-z\u0400-\u04ff])|м³",
    "kg": r"kg(?![A-Za-z\u0400-\u04ff])|кг(?![A-Za-z\u0400-\u04ff])|㎏|كغم?(?!\w)|كجم(?!\w)",
    "mg": r"mg(?![A-Za-z\u0400-\u04ff])|мг(?![A-Za-z\u0400-\u04ff])",
    "km": r"km(?![A-Za-z\u0400-\u04ff])|км(?![A-Za-z\u0400-\u04ff])|㎞|كم(?!\w)",
    "cm": r"cm(?![A-Za-z\u0400-\u04ff])|см(?![A-Za-z\u0400-\u04ff])|㎝|سم(?!\w)",
    "mm": r"mm(?![A-Za-z\u0400-\u04ff])|мм(?![A-Za-z\u0400-\u04ff])|مم(?!\w)",
    "ml": r"ml(?![A-Za-z\u0400-\u04ff])|мл(?![A-Za-z\u0400-\u04ff])",
    "lb": r"lbs?(?![A-Za-z\u0400-\u04ff])",
    "oz": r"oz(?![A-Za-z\u0400-\u04ff])",
    "ha": r"ha(?![A-Za-z\u0400-\u04ff])|га(?![A-Za-z\u0400-\u04ff])",
    "celsius": r"°C|℃",
    "fahrenheit": r"°F|℉",
    "min": r"min(?![A-Za-z\u0400-\u04ff])|мин(?![A-Za-z\u0400-\u04ff])",
    "ft": r"ft(?![A-Za-z\u0400-\u04ff])",
    "g": rf"g{_ALONE}",
    "m": rf"m{_ALONE}(?!\.)",
    "t": rf"t{_ALONE}",
    "h": rf"h{_ALONE}|ч(?![A-Za-z\u0400-\u04ff])",
    "l": rf"L{_ALONE}",
}
_ISO = (
    "USD",
    "HKD",
    "CNY",
    "MOP",
    "EUR",
    "GBP",
    "JPY",
    "KRW",
    "RUB",
    "BYN",
    "TWD",
    "CHF",
    "SGD",
    "AUD",
    "CAD",
    "BRL",
    "KZT",
    "INR",
    "AED",
    "SAR",
    "THB",
    "VND",
    "XDR",
    "MYR",
    "UZS",
)
SIGNS_AFTER = {
    **{code: rf"{code}(?![A-Za-z])" for code in _ISO},
    "CNY": r"CNY(?![A-Za-z])|RMB(?![A-Za-z])",
    "EUR": r"EUR(?![A-Za-z])|€",
    "GBP": r"GBP(?![A-Za-z])|£",
    "RUB": r"RUB(?![A-Za-z])|₽",
    "USD": r"USD(?![A-Za-z])|US\$",
    "HKD": r"HKD(?![A-Za-z])|HK\$",
    "MOP": r"MOP(?![A-Za-z])|MOP\$",
    "DOLLAR": r"\$",
    "YENYUAN": r"[¥￥]",
    "KRW": r"KRW(?![A-Za-z])|₩",
}
SIGNS_BEFORE = {
    **{code: rf"\b{code}" for code in _ISO},
    "CNY": r"\bCNY|\bRMB|CN¥|人民币|人民幣",
    "USD": r"\bUSD|\bUS ?\$|\bU\.S\. ?\$|美元",
    "HKD": r"\bHKD|\bHK ?\$|港币|港幣",
    "MOP": r"\bMOP\$?|\bMOP|澳门币|澳門幣",
    "TWD": r"\bTWD|\bNT ?\$",
    "SGD": r"\bSGD|\bS\$",
    "AUD": r"\bAUD|\bA\$|\bAU\$",
    "CAD": r"\bCAD|\bC\$|\bCA\$",
    "BRL": r"\bBRL|R\$",
    "EUR": r"\bEUR|€",
    "GBP": r"\bGBP|£",
    "JPY": r"\bJPY|JP¥",
    "KRW": r"\bKRW|₩",
    "RUB": r"\bRUB|₽",
    "DOLLAR": r"(?<![A-Za-z])\$",
    "YENYUAN": r"[¥￥]",
}


def merged_units(units: Mapping[str, str]) -> dict[str, str]:
    """The words of a language before the symbols that all share; longer units before those they begin with."""
    order = dict.fromkeys(
        [
            *("kmh", "kwh", "mwh", "km2", "m2", "m3", "ft2", "kg", "mg", "km", "cm", "mm", "ml"),
            *units,
            *SYMBOLS,
        ]
    )
    return {
        code: "|".join(part for part in (units.get(code), SYMBOLS.get(code)) if part)
        for code in order
        if code in units or code in SYMBOLS
    }


def cldr_months(locale: str) -> list[str]:
    """Per month the alternation of every form that CLDR has."""
    try:
        tables = Locale.parse(locale).months
    except (UnknownLocaleError, ValueError):
        tables = Locale.parse("en").months
    return [
        "|".join(
            sorted(
                {
                    re.escape(str(tables[context][width][month]).rstrip("."))
                    for context in ("format", "stand-alone")
                    for width in ("wide", "abbreviated")
                },
                key=lambda form: -len(form),
            )
        )
        for month in range(1, 13)
    ]


@lru_cache(maxsize=64)
def cldr_money(locale: str) -> dict[str, str]:
    """Currency names of the locale in every plural form, by code, for the codes we know."""
    try:
        data = Locale.parse(locale)
    except (UnknownLocaleError, ValueError):
        data = Locale.parse("en")
    found: dict[str, str] = {}
    for code in _ISO:
        names = {str(data.currencies.get(code, ""))}
        names.update(str(name) for name in data._data["currency_names_plural"].get(code, {}).values())
        listed = sorted((re.escape(name) for name in names if len(name) > 3), key=lambda name: -len(name))
        if listed:
            found[code] = "|".join(listed)
    return found


def money_patterns(locale: str, own: Mapping[str, str]) -> dict[str, str]:
    """The module's own patterns with CLDR's names behind them; shared names such as `dollars` come last."""
    cldr = cldr_money(locale)
    codes = [code for code in dict.fromkeys([*own, *cldr]) if code.isupper() and len(code) == 3]
    shared = [code for code in own if code not in codes]
    merged = {
        code: "|".join(part for part in (own.get(code), cldr.get(code), SIGNS_AFTER.get(code)) if part)
        for code in codes
    }
    return {
        **merged,
        **{code: "|".join(part for part in (own[code], SIGNS_AFTER.get(code)) if part) for code in shared},
    }


EURO_TIME = re.compile(
    r"(?<![\d.,:])(?P<hour>[01]?\d|2[0-4])\s?(?:[:h]|hs?\b)\s?(?P<minute>[0-5]\d)(?![\d:])(?:\s?(?:min|h)\b)?",
    re.IGNORECASE,
)
DIGIT_YEARS = r"(?<![\d.,])(?P<year>(?:1[5-9]|20)\d\d)\s?[/–-]\s?(?P<year2>(?:(?:1[5-9]|20)\d\d|\d\d))(?![\d.,]\d|\d|[-–]\d)"
