"""The lexicon of a language from its `numbers.toml`; what that does not say is CLDR's."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from importlib.resources import files
from typing import Any

from postl10n.lang import locales
from postl10n.lang.cldr import locale_data
from postl10n.lang.languages.cldr_names import cldr_months, name_patterns
from postl10n.lang.languages.kinds import ValueKind
from postl10n.lang.languages.language import data, language
from postl10n.lang.languages.lexicon import DIGIT_YEARS, Idiom, Lexicon, Word
from postl10n.lang.languages.lexicon_parts import (
    after,
    before,
    dates,
    figure_dates,
    merged_units,
    month_names,
    month_patterns,
    ordinals,
    per,
    words,
)
from postl10n.lang.locales import spaced
from postl10n.lang.text.expression import NEVER, Expression
from postl10n.lang.text.figures import fold
from postl10n.registry import cached

_GAP = r"[\s\u00a0\u202f-]{0,2}"
_COMPACT = re.compile(r"(?P<before>[^0;]*?)(?P<zeros>0+)(?P<behind>[^0;]*)(?:;|\Z)")
SIZES = tuple(Decimal(10) ** power for power in range(3, 14))
"""Languages name a thousand, a lakh, a crore, and most powers between."""


def scales(locale: str) -> tuple[Expression, ...]:
    """Return the words for large numbers before a figure and behind it, with a group for each power of ten.

    CLDR names them in the forms of its compact figures alone (`2 Millionen`, `२ करोड़`). Any other word beside a figure may
    name one too, so such a figure can be read in every size.
    """
    named = tuple(_named_sizes(locale))
    return tuple(
        _scales(locale, [one for one in named if one[1] is behind], behind) for behind in (False, True)
    )


def _named_sizes(locale: str) -> Iterator[tuple[str, bool, int, str]]:
    """Yield each word for a large number, whether it stands behind the figure, its power of ten, and its width.

    Single letters are left out: `M` is a million in one language, a milliard in another, and a metre in many.
    """
    widths = locale_data(locale).get("compact_decimal_formats", {})
    for width, forms in widths.items():
        for sizes in forms.values():
            for size, pattern in sizes.items():
                match = _COMPACT.match(str(pattern.pattern).replace("'", ""))
                if match is None:
                    continue
                power = len(str(size)) - len(match["zeros"])
                for where in ("before", "behind"):
                    word = fold(match[where]).strip().rstrip(".")
                    if len(word) > 1 and power > 1:
                        yield word, where == "behind", power, width


def _scales(locale: str, named: Sequence[tuple[str, bool, int, str]], behind: bool) -> Expression:
    """Return an expression with a group for each power of ten; a word that means two of them is ambiguous."""
    powers: defaultdict[str, set[int]] = defaultdict(set)
    alike: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for word, _, power, width in named:
        powers[word].add(power)
        alike[power, width].append(word)
    sure: dict[str, int] = {}
    for (power, width), those in alike.items():
        told = [word for word in those if len(powers[word]) == 1]
        patterns = name_patterns(told, locale) if width == "long" else map(re.escape, told)
        sure.update(dict.fromkeys(patterns, power))
    if not sure:
        return NEVER
    # Longer words before those they begin with: `nghìn tỷ` is no `nghìn`.
    longest = sorted(sure, key=len, reverse=True)
    groups = "|".join(rf"(?P<e{sure[word]}_{at}>{word})" for at, word in enumerate(longest))
    end = r"(?!\w)" if spaced(locale) else ""
    return Expression(rf"{_GAP}(?:{groups}){end}(?:\.(?=\s))?" if behind else rf"(?<!\w)(?:{groups}){_GAP}\Z")


_NAMES = {
    "{digit_years}": DIGIT_YEARS,
    "{euro_time}": r"(?<![\d.,:])(?P<hour>[01]?\d|2[0-4])\s?(?:[:h]|hs?\b)\s?(?P<minute>[0-5]\d)(?![\d:])"
    r"(?:\s?(?:min|h)\b)?",
}
"""Expressions that several languages name in theirs."""

_TOGETHER = frozenset({"unit", "hundred", "scale", "ordinal"})
_ANY_DATES = {
    "day": r"\.|[ºª°]",
    "of": r"de|del|di|do|da|năm|ปี|พ\.ศ\.",
    "between": "a|y|e|i|og|och|und|en|ja|и|et",
}
"""Words in a date of a language without a file of its own."""


def from_file(locale: str) -> Lexicon:
    """Return the lexicon of a locale. Raises KeyError, TypeError or ValueError for a file that can't be read."""
    code = language(locale).code
    table = _table(code, locale)
    listed = table.get("words")
    found = words({**listed, "ordinals": ordinals(listed)}) if listed else {}
    months, month, lead = None, "", table.get("month_before", r"(?<!\w)")
    if "date_patterns" not in table:
        named = table.get("months") or cldr_months(locale)
        months, month = month_patterns(named, lead)
    return Lexicon(
        language=code if table else locale,
        words=found,
        prefixes=_expression(table, "prefixes") or NEVER,
        conjunctions=frozenset(table.get("conjunctions", ())),
        ordinal_teens=table.get("ordinal_teens", False),
        together=_together(found, table["together"]) if "together" in table else None,
        fillers=frozenset(table.get("fillers", ())),
        after=_after(locale, table),
        before=before(),
        per=per(**table["per"]) if "per" in table else NEVER,
        months=months,
        month_names=month_names(named) if months else (),
        dates=tuple(_all(table, "date_patterns")) or dates(month, lead, **table.get("dates", _ANY_DATES)),
        figure_dates=figure_dates(locale),
        years=_expression(table, "years") or NEVER,
        decades=_expression(table, "decades") or NEVER,
        times=tuple(_all(table, "times")) or (_compiled("{euro_time}"),),
        quarters=_expression(table, "quarters") or NEVER,
        quarter_signs=tuple(table.get("quarter_signs", ("",) if "quarters" in table else ())),
        range_between=_expression(table, "range_between") or Expression(r"\s*[-–~]\s*\Z"),
        half_more=_expression(table, "half_more"),
        shares=_expression(table, "shares"),
        sums=_compiled(table.get("sums", r"[ \u00a0\u202f]*")),
        money_lead=_compiled(table.get("after", {}).get("money_lead", "" if table else r"(?:d[ei] |d['’])?")),
        eras=tuple((_compiled(one["match"]), tuple(one["add"])) for one in table.get("eras", ())),
        shorthand=frozenset(table.get("shorthand", "")),
        scales=(NEVER, NEVER) if listed or "numerals" in table else scales(locale),
        sizes=() if listed or "numerals" in table else SIZES,
        idioms=tuple(_idioms(table.get("idioms", ()))),
        numerals=table.get("numerals", ""),
        native=tuple(map(_native, table.get("native", ()))),
        roman_ordinals=_expression(table, "roman_ordinals"),
        hundreds_as_cents=table.get("hundreds_as_cents", False),
        vowel_marks=table.get("vowel_marks", False),
    )


@cached(64)
def _table(code: str, locale: str) -> Mapping[str, Any]:
    """Return what the file of a language says, with that which it extends, and with what its locales have of their own."""
    text = data(code, "numbers.toml")
    if text is None:
        return {}
    table = tomllib.loads(text)
    if shared := table.pop("extends", ""):
        basis = tomllib.loads((files(__package__) / f"{shared}.toml").read_text("utf-8"))
        table = _over(basis, table)
    own = table.pop("locales", {})
    for place in reversed([locales.cldr(one) for one in (locale, *locales.parents(locale))]):
        table = _over(table, own.get(place, {}))
    return table


def _over(basis: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return the tables with the keys of the second in place of those of the first; lists are joined."""
    merged = dict(basis)
    for key, value in own.items():
        if isinstance(value, dict):
            merged[key] = {**merged.get(key, {}), **value}
        elif isinstance(value, list):
            merged[key] = [*merged.get(key, ()), *value]
        else:
            merged[key] = value
    return merged


def _compiled(pattern: str) -> Expression:
    for name, meant in _NAMES.items():
        pattern = pattern.replace(name, meant)
    return Expression(pattern)


def _expression(table: Mapping[str, Any], key: str) -> Expression | None:
    return _compiled(table[key]) if key in table else None


def _all(table: Mapping[str, Any], key: str) -> Iterator[Expression]:
    return (_compiled(one) for one in table.get(key, ()))


def _after(locale: str, table: Mapping[str, Any]) -> Expression:
    said = table.get("after", {})
    end, leads = said.get("end", ""), {key: said.get(f"{key}_lead", "") for key in ("unit", "money")}
    money = table.get("money", {})
    units = table.get("subunits", {}) | table.get("units", {})
    if not end:  # Signs of the Han script stand right behind one another.
        units = merged_units(units) if units else {}
    return after(
        percent=said.get("percent", "%"),
        times=said.get("times", "(?!)"),
        ordinal=said.get("ordinal", "(?!)" if table else r"[ºª.](?=\s)"),
        money={code: rf"{leads['money']}(?:{one}){end}" for code, one in money.items() if one},
        units={code: rf"{leads['unit']}(?:{one}){end}" for code, one in units.items()},
    )


def _together(listed: Mapping[str, Word], joints: Iterable[str]) -> Expression:
    """Return an expression for one part of a number written in one word; longer words before those they begin with."""
    parts = (word for word, one in listed.items() if one.role in _TOGETHER)
    return Expression("|".join(sorted((*parts, *joints), key=len, reverse=True)))


def _native(one: Mapping[str, Any]) -> tuple[Expression, Mapping[str, int]]:
    """Return an expression of numerals with their amounts; longer ones before those they begin with."""
    numerals = "|".join(sorted(one["amounts"], key=len, reverse=True))
    amounts = {word: amount * one.get("factor", 1) for word, amount in one["amounts"].items()}
    return _compiled(one["match"].replace("{numerals}", numerals)), amounts


def _idioms(listed: Iterable[Mapping[str, Any]]) -> Iterator[Idiom]:
    # A phrase with a unit is longer than that for its number: a quarter of a century.
    for one in sorted(listed, key=lambda one: "unit" not in one):
        values = (value.split(" ") for value in one.get("values", ()))
        yield Idiom(
            expression=_compiled(one["match"]),
            values=tuple((ValueKind(kind), amount) for kind, amount in values),
            certain=one.get("certain", False),
            either=one.get("either", False),
            unit=one.get("unit", ""),
        )
