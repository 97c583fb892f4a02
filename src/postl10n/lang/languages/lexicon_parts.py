"""The parts that lexicons are made of: tables of words, and the expressions of dates, units and money."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from postl10n.lang.cldr import locale_data
from postl10n.lang.languages.lexicon import Word, WordRole
from postl10n.lang.text.expression import Expression

SIGNS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    tomllib.loads((files(__package__) / "signs.toml").read_text("utf-8"))
)
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


def month_names(patterns: Iterable[str]) -> tuple[Expression, ...]:
    """Return an expression for each month, without what the patterns ask of their neighbours."""
    bare = (re.sub(r"\(\?<?[=!](?:[^()]|\([^()]*\))*\)", "", one) for one in patterns)
    return tuple(map(Expression, bare))


def month_patterns(patterns: Sequence[str], before: str) -> tuple[Expression, str]:
    """Return the compiled alternation with groups `m1`…`m12`, and a source without groups."""
    named = "|".join(f"(?P<m{index}>{one})" for index, one in enumerate(patterns, 1))
    return Expression(rf"{before}(?:{named})(?!\w)"), rf"(?:{'|'.join(patterns)})"


def dates(
    month: str, before: str, *, of: str = "", between: str = "", day: str = "", year: str = ""
) -> tuple[Expression, ...]:
    """Return expressions for `17 and 18 October 2023`, `October 17 to 18, 2023`, `2023-10-17`, `17.10.2023`."""
    one_day = (
        rf"(?<![\d.,/])(?:0?[1-9]|[12]\d|3[01])(?![\d])(?:{day})?"
        if day
        else r"(?<![\d.,/])(?:0?[1-9]|[12]\d|3[01])(?!\d)"
    )
    later_day = one_day.replace(r"(?<![\d.,/])", "")
    link = rf"\s*(?:[-–~/]|,(?!\d)|{between})\s*" if between else r"\s*(?:[-–~/]|,(?!\d))\s*"
    days = rf"{one_day}(?:{link}{later_day}){{0,5}}"
    years = rf"(?:,?\s*(?:{of})?\s*(?P<year>[12]\d{{3}})(?!\d)(?:\s*[-–/]\s*(?P<year2>[12]\d{{3}})(?!\d))?{year})?"
    gap = rf"[\s-]*(?:{of})?\s*" if of else r"[\s-]*"
    return (
        Expression(rf"(?P<days>{days}){gap}{before}(?P<month>{month})(?!\w)\.?{years}"),
        Expression(rf"{before}(?P<month>{month})(?!\w)\.?\s+(?P<days>{days}(?!\s*(?:[:.,]\d|%))){years}"),
        Expression(rf"{before}(?P<month>{month})(?!\w)\.?{years.removesuffix('?')}"),
        Expression(rf"{before}(?P<month>{month})(?!\w)(?!\.\w)"),
    )


def figure_dates(locale: str) -> tuple[Expression, ...]:
    """Return expressions for dates in figures, in the order of CLDR's short form; English has two orders."""
    order = _order(locale)
    day, month = r"(?P<days>0?[1-9]|[12]\d|3[01])", r"(?P<monthnumber>0?[1-9]|1[0-2])"
    first, year = r"(?<![\d.,/-])", r"(?P<year>(?:1[5-9]|20)\d\d)(?!\d|[./-]\d)"
    short = r"(?P<yy>\d\d)(?!\d|[.,/-]\d|%)"
    found = [rf"{first}(?P<year>(?:1[5-9]|20)\d\d)(?P<sep>-|/|\.) ?{month}(?P=sep) ?{day}(?![\d]|[.,]\d)"]
    if order == "Mdy":
        either, other = r"(?P<either>0?[1-9]|[12]\d|3[01])", r"(?P<other>0?[1-9]|[12]\d|3[01])"
        found.extend(rf"{first}{either}/{other}/{end}" for end in (year, short))
        found.extend(rf"{first}{day}(?P<sep>[.-]){month}(?P=sep){end}" for end in (year, short))
    elif order == "yMd":
        found.append(rf"{first}{day}(?P<sep>[./-]){month}(?P=sep){year}")
        found.append(rf"{first}(?P<yy>\d\d)(?P<sep>[/.]) ?{month}(?P=sep) ?{day}(?!\d|[./-]\d|%)")
    else:
        found.extend(rf"{first}{day}(?P<sep>[./-]) ?{month}(?P=sep) ?{end}" for end in (year, short))
    return tuple(map(Expression, found))


def _order(locale: str) -> str:
    """Return the order of day, month and year in CLDR's short date: `dMy`, `Mdy` or `yMd`."""
    formats = locale_data(locale).get("date_formats")
    pattern = str(formats["short"].pattern) if formats else "dMy"
    return "".join(dict.fromkeys(sign for sign in pattern if sign in "dMy"))


_PERMILLE = (
    r"‰|per (?:thousand|mille)(?!\w)|промилле|праміле|(?:في|ب)ال[أا]لف(?!\w)|في ال[أا]لف(?!\w)|パーミル|퍼밀"
)


def after(
    *, percent: str, times: str, money: Mapping[str, str], units: Mapping[str, str], ordinal: str
) -> Expression:
    """Return the expression of what may follow a number: a percent sign, unit, currency or ordinal mark."""
    parts = [rf"(?P<percent>{percent})", rf"(?P<permille>{_PERMILLE})", rf"(?P<times>{times})"]
    parts.extend(rf"(?P<c_{code}>{pattern})" for code, pattern in _merged_money(money).items())
    parts.extend(rf"(?P<u_{code}>{pattern})" for code, pattern in merged_units(units).items())
    parts.append(rf"(?P<ordinal>{ordinal})")
    return Expression(rf"[\s\u00a0\u202f-]{{0,2}}+(?:{'|'.join(parts)})")


def _merged_money(money: Mapping[str, str]) -> dict[str, str]:
    """Return the words of a language before the signs that all share; names that currencies share come last."""
    signs = SIGNS["money_after"]
    codes = sorted(dict.fromkeys([*money, *signs]), key=lambda code: len(code) != len("USD") or code == "WON")
    return {code: "|".join(part for part in (money.get(code), signs.get(code)) if part) for code in codes}


def before() -> Expression:
    """Return the expression of a currency sign or code at the end of the few characters before an amount."""
    parts = [rf"(?P<c_{code}>{pattern})" for code, pattern in SIGNS["money_before"].items()]
    return Expression(rf"(?:{'|'.join(parts)})[\s\u00a0\u202f]?$")


def per(
    lead: str,
    units: Mapping[str, str] = MappingProxyType({}),
    whole: Mapping[str, str] = MappingProxyType({}),
    end: str = r"(?!\w)",
) -> Expression:
    """`per hour` (lead and unit, groups `u_`), and words that say it in one: `daily` (groups `w_`)."""
    named = "|".join(f"(?P<u_{code}>{pattern})" for code, pattern in units.items())
    parts = [rf"(?:{lead})(?:{named}){end}"] if units else []
    parts.extend(f"(?P<w_{code}>{pattern})" for code, pattern in whole.items())
    return Expression("|".join(parts))


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
