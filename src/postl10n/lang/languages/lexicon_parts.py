"""The parts that lexicons are made of: tables of words, and the expressions of dates, units and money."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from babel import Locale, UnknownLocaleError

from postl10n.lang.languages.lexicon import Word, WordRole

SIGNS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    tomllib.loads((files(__package__) / "signs.toml").read_text("utf-8"))
)
_ISO = ("USD", "HKD", "CNY", "MOP", "EUR", "GBP", "JPY", "KRW", "RUB", "BYN", "TWD", "CHF", "SGD", "AUD", "CAD", "BRL", "KZT", "INR", "AED", "SAR", "THB", "VND", "XDR", "MYR", "UZS")  # fmt: skip  # noqa: E501
SIGNS_AFTER = {**{code: rf"{code}(?![A-Za-z])" for code in _ISO}, **SIGNS["money_after"]}
SIGNS_BEFORE = {**{code: rf"\b{code}" for code in _ISO}, **SIGNS["money_before"]}
_ROLES: Mapping[str, WordRole] = MappingProxyType(
    {
        "ordinals": "ordinal",
        "denominators": "denominator",
        "vague": "vague",
        "units": "unit",
        "scales": "scale",
        "plural_scales": "scale",
    }
)
_FIXED: tuple[tuple[str, WordRole, str], ...] = (
    ("hundred", "hundred", "100"),
    ("half", "half", "0.5"),
    ("one_half", "unit", "1.5"),
)


def words(table: Mapping[str, Any]) -> dict[str, Word]:
    """Return the words of numbers; the last that lists a word holds: a `unit` is no `ordinal`."""
    doubtful = frozenset(table.get("doubtful", "").split())
    found: dict[str, Word] = {}
    for name, role in _ROLES.items():
        for amount, spellings in table.get(name, {}).items():
            for word in spellings.split():
                unsure = word in doubtful or amount == "1"
                plural = name == "plural_scales"
                found[word] = Word(role=role, amount=Decimal(amount), doubtful=unsure, plural=plural)
    for name, role, value in _FIXED:
        for word in table.get(name, "").split():
            found[word] = Word(role=role, amount=Decimal(value), doubtful=word in doubtful)
    for amount, spellings in table.get("counted", {}).items():
        for word in spellings.split():
            found[word] = replace(found[word], counted=Decimal(amount))
    return found


def ordinals(table: Mapping[str, Any]) -> dict[str, str]:
    """Return the ordinals by their amount: those listed, and stems with every ending."""
    endings = table.get("ordinal_endings", "").split()
    made = {
        amount: " ".join(stem + ending for stem in stems.split() for ending in endings)
        for amount, stems in table.get("ordinal_stems", {}).items()
    }
    made.update(table.get("ordinals", {}))
    return made


def month_names(patterns: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    """Return an expression for each month, without what the patterns ask of their neighbours."""
    bare = (re.sub(r"\(\?<?[=!](?:[^()]|\([^()]*\))*\)", "", one) for one in patterns)
    return tuple(re.compile(one, re.IGNORECASE) for one in bare)


def month_patterns(patterns: Sequence[str], before: str) -> tuple[re.Pattern[str], str]:
    """Return the compiled alternation with groups `m1`…`m12`, and a source without groups."""
    named = "|".join(f"(?P<m{index}>{one})" for index, one in enumerate(patterns, 1))
    return re.compile(rf"{before}(?:{named})\b", re.IGNORECASE), rf"(?:{'|'.join(patterns)})"


def dates(
    month: str, *, of: str = "", between: str = "", day: str = "", year: str = ""
) -> tuple[re.Pattern[str], ...]:
    """Return expressions for `17 and 18 October 2023`, `October 17 to 18, 2023`, `2023-10-17`, `17.10.2023`."""
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
    units: Mapping[str, str] = MappingProxyType({}),
    whole: Mapping[str, str] = MappingProxyType({}),
    end: str = r"(?!\w)",
) -> re.Pattern[str]:
    """`per hour` (lead and unit, groups `u_`), and words that say it in one: `daily` (groups `w_`)."""
    named = "|".join(f"(?P<u_{code}>{pattern})" for code, pattern in units.items())
    parts = [rf"(?:{lead})(?:{named}){end}"] if units else []
    parts.extend(f"(?P<w_{code}>{pattern})" for code, pattern in whole.items())
    return re.compile("|".join(parts), re.IGNORECASE)


def merged_units(units: Mapping[str, str]) -> dict[str, str]:
    """Return the words of a language before the symbols that all share; longer units before those they begin with."""
    order = dict.fromkeys(
        [
            *("kmh", "kwh", "mwh", "km2", "m2", "m3", "ft2", "kg", "mg", "km", "cm", "mm", "ml"),
            *units,
            *SIGNS["units"],
        ]
    )
    return {
        code: "|".join(part for part in (units.get(code), SIGNS["units"].get(code)) if part)
        for code in order
        if code in units or code in SIGNS["units"]
    }


def cldr_months(locale: str) -> list[str]:
    """Return for each month the alternation of every form that CLDR has."""
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
    """Return currency names of the locale in every plural form, by code, for the codes we know."""
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
    """Return the own patterns with CLDR's names behind them; shared names such as `dollars` come last."""
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
