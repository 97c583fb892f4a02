"""Texts that differ only in figures and month names: recognised by a mask, with their translations adapted.

`On 7 December 2021` and `On 12 May 2024` have one mask. To adapt a translation, the figure for the old value is found
in it by value and replaced by the new one, in the same form: grouped or not, `12月` or `декабря`, in units of ten
thousand if the old one was. Ambiguous figures are not adapted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from postl10n.lang.cldr import locale_data
from postl10n.lang.languages.language import language
from postl10n.lang.text.figures import fold
from postl10n.lang.values import compare, parse_values
from postl10n.lang.values.digits import conventions

_MARK = "\x00"
_MONTH_MARK = "\x01"
_FIGURE = r"\d+(?:[.,\u00a0\u202f'\u066b\u066c]\d+)*"
_LONGEST_FIGURE = 20
"""In characters; longer ones are no amounts."""
_TEN = Decimal(10)
_SCALES = tuple(_TEN**power for power in (0, 1, -1, 2, -2, 3, -3, 4, -4, 6, -6))
"""1.75 billion is 17.5 times 10⁸ in Chinese: the figures differ by a power of ten."""
_MONTH_SIGN = re.compile(r"\s?[月월]")


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    month: int | None
    """1 to 12 for a month's name; None for a figure."""


@dataclass(frozen=True, slots=True)
class _Names:
    """Month names of a locale, with an expression that finds placeholders, month names and figures."""

    expression: re.Pattern[str]
    numbers: dict[str, int]
    lists: tuple[tuple[str, ...], ...]
    """The names in each of CLDR's forms: wide and abbreviated, within a date and alone."""


def mask(text: str, locale: str) -> str:
    """Return the text with marks for figures and month names; placeholders are kept."""
    return _names(locale).expression.sub(_marked, text)


def adapted(text: str, source: str, target: str, *, source_locale: str, locale: str) -> str | None:
    """Return the translation of `text`, adapted from that of a source with the same mask; None if that is impossible.

    The result has been compared with the text by value.
    """
    wanted, had = _tokens(text, source_locale), _tokens(source, source_locale)
    pairs = [(old, new) for old, new in zip(had, wanted, strict=False) if old.text != new.text]
    if len(wanted) != len(had) or not pairs:
        return None
    free = _tokens(target, locale)
    changes: list[tuple[_Token, str]] = []
    kept = [old for old, new in zip(had, wanted, strict=True) if old.text == new.text]
    for old in kept:
        same = _counterpart(old, free, target, source_locale, locale)
        if same is not None:
            free.remove(same[0])
    for old, new in pairs:
        found = _counterpart(old, free, target, source_locale, locale)
        written = _written(new, found[0], found[1], source_locale, locale) if found else None
        if found is None or written is None:
            return None
        free.remove(found[0])
        changes.append((found[0], written))
    result = _replaced(target, changes)
    before = len(compare(parse_values(source, source_locale), parse_values(target, locale)))
    after = len(compare(parse_values(text, source_locale), parse_values(result, locale)))
    return result if after <= before else None


def _marked(found: re.Match[str]) -> str:
    if found.lastgroup == "figure":
        return _MARK
    return _MONTH_MARK if found.lastgroup == "month" else found[0]


def _tokens(text: str, locale: str) -> list[_Token]:
    names = _names(locale)
    return [
        _Token(hit[0], hit.start(), hit.end(), names.numbers[hit[0]] if hit.lastgroup == "month" else None)
        for hit in names.expression.finditer(text)
        if hit.lastgroup in ("figure", "month")
    ]


@lru_cache(maxsize=64)
def _names(locale: str) -> _Names:
    tables = locale_data(locale).get("months", {})
    lists = [
        tuple(str(names[month]) for month in range(1, 13))
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        if (names := tables.get(context, {}).get(width))
    ]
    numbers: dict[str, int] = {}
    for one in lists:
        for month, name in enumerate(one, start=1):
            # `May` is a verb too, but masks are compared whole; a name that contains a figure (12月) counts as a
            # figure.
            if len(name) > 2 and not re.search(r"\d", name):
                numbers.setdefault(name, month)
    months = "|".join(re.escape(name) for name in sorted(numbers, key=len, reverse=True))
    named = rf"|(?P<month>(?<!\w)(?:{months})(?!\w))" if months else ""
    expression = re.compile(rf"(?P<placeholder>\{{/?\w+/?\}}|%\(\w+\)\w){named}|(?P<figure>{_FIGURE})")
    return _Names(expression, numbers, tuple(lists))


def _counterpart(
    old: _Token, free: Sequence[_Token], target: str, source_locale: str, locale: str
) -> tuple[_Token, Decimal] | None:
    """Return the token's counterpart in the translation, and the ratio of their figures; None if uncertain."""
    if old.month is not None:
        fitting = [one for one in free if one.month == old.month or _is_month(one, old.month, target)]
        return (fitting[0], Decimal(1)) if len(fitting) == 1 else None
    value = _value(old.text, source_locale)
    if value is None:
        return None
    for scale in _SCALES:
        fitting = [one for one in free if one.month is None and _value(one.text, locale) == value * scale]
        if fitting:
            # Two figures of one value may be in any order: it is unknown which is which.
            return (fitting[0], scale) if len(fitting) == 1 else None
    return None


def _is_month(one: _Token, month: int, target: str) -> bool:
    after = _MONTH_SIGN.match(target, one.end)
    return one.month is None and one.text.isdigit() and int(one.text) == month and after is not None


def _value(figure: str, locale: str) -> Decimal | None:
    if len(figure) > _LONGEST_FIGURE:
        return None
    rules = conventions(locale)
    bare = re.sub(r"[\u00a0\u202f']", "", fold(figure))
    if rules.group:
        bare = re.sub(rf"{re.escape(rules.group)}(?=\d{{3}}(?!\d))", "", bare)
    bare = bare.replace(rules.decimal, ".")
    return Decimal(bare) if re.fullmatch(r"\d+(\.\d+)?", bare) else None


def _written(new: _Token, old: _Token, scale: Decimal, source_locale: str, locale: str) -> str | None:
    """Return the new value in the form of the old one."""
    if new.month is not None:
        return _month_like(old, new.month, locale)
    value = _value(new.text, source_locale)
    if value is None:
        return None
    plain = f"{(value * scale).normalize():f}" if scale != 1 else _plain(new.text, source_locale)
    whole, _, part = plain.partition(".")
    if len(whole) > 1 and whole.startswith("0"):
        return plain if plain.isdigit() else None  # 07:30
    separator = _group_sign(old.text, locale)
    # A year is not grouped, as the source shows: 2024 in the place of 950.
    if separator and len(whole) > 3 and not (scale == 1 and new.text.isdigit()):
        whole = f"{int(whole):,}".replace(",", separator)
    text = whole + (conventions(locale).decimal + part if part else "")
    return _in_digits_of(old.text, text)


def _plain(figure: str, locale: str) -> str:
    """Return the figure with a decimal point and without groups, trailing zeros kept."""
    rules = conventions(locale)
    bare = re.sub(r"[\u00a0\u202f']", "", fold(figure))
    if rules.group:
        bare = bare.replace(rules.group, "") if rules.group != rules.decimal else bare
    return bare.replace(rules.decimal, ".")


def _group_sign(figure: str, locale: str) -> str:
    """Return the grouping separator of a figure, or the locale's if the figure is too short to have one."""
    decimal = conventions(locale).decimal
    found = re.findall(r"(\D)(?=\d{3}(?!\d))", figure)
    signs = [sign for sign in found if sign != decimal]
    if signs:
        return str(signs[0])
    whole = re.split(re.escape(decimal), figure)[0]
    return "" if len(whole) > 3 else _usual_group(locale)


@lru_cache(maxsize=64)
def _usual_group(locale: str) -> str:
    return str(locale_data(locale).get("number_symbols", {}).get("latn", {}).get("group", ""))


def _in_digits_of(old: str, text: str) -> str:
    """Return the text in digits of the old figure's script."""
    first = next((char for char in old if char.isdigit()), "0")
    zero = ord(first) - int(first)
    return text if zero == ord("0") else text.translate({ord("0") + n: chr(zero + n) for n in range(10)})


def _month_like(old: _Token, month: int, locale: str) -> str:
    if old.month is None:
        return str(month)
    for names in _names(locale).lists:
        if names[old.month - 1] == old.text:
            return names[month - 1]
    return old.text


def _replaced(target: str, changes: Sequence[tuple[_Token, str]]) -> str:
    for old, new in sorted(changes, key=lambda change: -change[0].start):
        target = target[: old.start] + new + target[old.end :]
    return target


_ANY_FIGURE = re.compile(r"(?<![\w.,])\d[\d.,\u00a0\u202f]*\d|(?<![\w.,])\d")
_DIVIDED = re.compile(r"(?<!\d)\d++(?:[.,]+\d++)+")


def localised(draft: str, source: str, *, source_locale: str, locale: str) -> str:
    """Return the draft with figures that an engine copied from the source in the locale's number format.

    Only figures with a decimal or grouping separator are concerned: `1,520.5` becomes `1520,5` in Spanish.
    """
    rules = conventions(locale)
    if (rules.decimal, _usual_group(locale)) == (
        conventions(source_locale).decimal,
        _usual_group(source_locale),
    ):
        return draft
    written = {
        figure: spelled
        for figure in _DIVIDED.findall(source)
        if (spelled := _as_written_in(figure, source_locale, locale)) is not None
    }
    return _DIVIDED.sub(lambda found: written.get(found[0], found[0]), draft)


def _as_written_in(figure: str, source_locale: str, locale: str) -> str | None:
    if _value(figure, source_locale) is None:
        return None
    whole, _, part = _plain(figure, source_locale).partition(".")
    if len(whole) > 2 + language(locale).minimum_grouping_digits:
        whole = f"{int(whole):,}".replace(",", _usual_group(locale))
    return whole + (conventions(locale).decimal + part if part else "")


def local_figures(source: str, *, source_locale: str, locale: str) -> tuple[str, ...]:
    """Return the figures of a text as the locale writes them, each once; those left out whose value is unclear.

    Digits alone stay as they are: they may be a year or a code.
    """
    written = (
        figure if figure.isdigit() else _as_written_in(figure, source_locale, locale)
        for figure in _ANY_FIGURE.findall(source)
    )
    return tuple(dict.fromkeys(one for one in written if one is not None))
