"""Dates in the forms used in datelines."""

from __future__ import annotations

import contextlib
import datetime
import re
import unicodedata
from functools import lru_cache

from babel import Locale
from babel.dates import get_day_names, get_month_names

from postl10n.lang.locales import cldr, language_subtag
from postl10n.registry import compiled
from postl10n.stages.extract.tables import table

_MONTHS = 12
_LONGEST_NUMBERS = 40
_LAST_YEAR = 2400
_BUDDHIST = 543
_AFTER_YEAR = re.compile(r"\s?(?:r|р|m|g)\.|\s(?:року|р|године|godine)\b|\.(?=\s*$)")
_FIGURE = re.compile(r"\d")
_FIELD = re.compile(r"'([^']*)'|([yMLd])\2*|([^'yMLd]+)")
_YEAR_FIRST = compiled(
    r"(?<!\d)(?P<year>\d{4})\s?(?:[-./]|年|년)\s?(?P<month>\d{1,2})\s?(?:[-./]|月|월)\s?(?P<day>\d{1,2})(?!\d)"
    r"(?:\s?[日号號일]|(?<=\. \d)\.|(?<=\. \d\d)\.)?"
)
_COMPACT = re.compile(r"\A(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)\Z")
_DAY_FIRST = re.compile(
    r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})(?!\d)(?:\s?г\.)?"
)
_PLAIN_ORDER = re.compile(
    r"(?<![\d/])(?P<one>\d{1,2})(?P<sign>[/-])(?P<two>\d{1,2})(?P=sign)(?P<year>\d{4})(?!\d)"
)
_IN_HAN = re.compile(
    r"(?P<year>[〇○零一二三四五六七八九]{4})年(?P<month>[一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十廿卅]{1,3})[日号號]"
)
_OF_AN_ERA = re.compile(
    r"(?P<era>令和|平成|昭和|(?:中華)?民國)\s?(?P<year>\d{1,3}|元)\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日"
)
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "中華民國": 1911}
"""The year before the first year of each era."""
_DIGITS = {sign: number for signs in ("〇一二三四五六七八九", "零", "○") for number, sign in enumerate(signs)}
_TENS = {"十": 10, "廿": 20, "卅": 30}

_OF_THE_REPUBLIC = re.compile(r"(?<![\d.])(1[01]\d)([-./])(\d\d)\2(\d\d)(?![\d.])")
"""A year of Taiwan's calendar in figures alone."""

# The text before and after a month's name: `8th day of`, `8 de`, `8-Dec-2021`, `8 déc. 2021`, `8 декабря 2021 г.`
_DAY = (
    r"[«\"“]?(?P<day>\d{1,2})[»\"”]?(?:st|nd|rd|th|er|re|\.?[ºª°])?"
    r"(?:\s(?:day\s)?(?:de|of)\s|[-/.]\s?|\s)"
)
_YEAR = r"(?:[,،]?\s(?:del?|of)\s|[,،]\s?|[-/.]\s?|\s)(?P<year>\d{4})(?!\d)(?:\s?(?:года|года?\b|г\.|г\b))?"


def find_date(text: str, locale: str, reader: int = 2) -> tuple[datetime.date, int, int] | None:
    """Return the first date in a line with its span in characters, `[start, end)`; None if there is none.

    Recognised are year-first forms, named months, 8.12.2021, years of an era or in Chinese numerals. With slashes or
    hyphens, day and month are in CLDR's order for the locale; English is written on both sides of the Atlantic, so
    25/12/2021 is read, as only one order is a date, and 08/12/2021 is not. CLDR's own form, words after the year and
    the Buddhist era are unknown to version 1 of the reader.
    """
    if "年" not in text and not _FIGURE.search(text):
        return None
    first = (_YEAR_FIRST, _named(locale), _DAY_FIRST, _OF_AN_ERA, _IN_HAN, _COMPACT)
    for pattern in first if reader == 1 else (_of_cldr(locale), *first, _named("en")):
        for found in pattern.finditer(text):
            date = _date(found, locale)
            if date is not None and reader > 1:
                after = _AFTER_YEAR.match(text, found.end())
                year = date.year - _BUDDHIST if date.year > _LAST_YEAR else date.year
                return date.replace(year=year), found.start(), after.end() if after else found.end()
            if date is not None:
                return date, found.start(), found.end()
    plain = _of_plain_order(text, locale)
    own = _OF_THE_REPUBLIC.search(text) if plain is None and locale.startswith("zh_Hant") else None
    with contextlib.suppress(ValueError):
        if own is not None and reader > 1:
            day = datetime.date(_ERAS["民國"] + int(own[1]), int(own[3]), int(own[4]))
            return day, own.start(), own.end()
    return plain


def is_ambiguous(text: str, locale: str) -> bool:
    """Return True for a line that is one of two dates, as nobody knows the order of its day and month."""
    found = _PLAIN_ORDER.search(text) if len(text) <= _LONGEST_NUMBERS else None
    return (
        found is not None
        and max(int(found["one"]), int(found["two"])) <= _MONTHS
        and not find_date(text, locale)
    )


def may_be_two(text: str) -> str:
    """Return the doubt about a line that is one of two dates."""
    return f"the date may be one of two: {text}"


def may_be_another(line: int, text: str) -> str:
    """Return the doubt about the date beside another in this line."""
    return f"the date may be another, line {line}: {text}"


def _of_plain_order(text: str, locale: str) -> tuple[datetime.date, int, int] | None:
    for found in _PLAIN_ORDER.finditer(text):
        one, two, year = int(found["one"]), int(found["two"]), int(found["year"])
        if (one > _MONTHS) != (two > _MONTHS) or one == two:
            day, month = max(one, two), min(one, two)
        elif _day_comes_first(locale):
            day, month = one, two
        else:
            continue
        with contextlib.suppress(ValueError):
            return datetime.date(year, month, day), found.start(), found.end()
    return None


@lru_cache(maxsize=16)
def _day_comes_first(locale: str) -> bool:
    pattern: str = Locale.parse(cldr(locale)).date_formats["short"].pattern
    return pattern.lstrip("\u200f").startswith("d")


def _date(found: re.Match[str], locale: str) -> datetime.date | None:
    parts = {name.rstrip("234"): value for name, value in found.groupdict().items() if value}
    name = parts["month"].casefold()
    name = " ".join(name.split())
    month = _number(name) or _months(locale).get(name) or _months("en").get(name)
    year = _year(parts["year"], parts.get("era"))
    day = _number(parts["day"])
    if not (month and year and day):
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _year(text: str, era: str | None) -> int | None:
    if era is not None:
        return _ERAS[era] + (1 if text == "元" else int(text))
    if text.isdecimal():
        return int(text)
    return int("".join(str(_DIGITS[sign]) for sign in text))


def _number(text: str) -> int | None:
    """Return a number below 40 in digits of any script or Chinese numerals; None for anything else."""
    if text.isdecimal():
        return int(text)
    tens, units = 0, 0
    for sign in text:
        if sign in _TENS:
            tens, units = tens + max(units, 1) * _TENS[sign], 0
        elif sign in _DIGITS and not units:
            units = _DIGITS[sign]
        else:
            return None
    return tens + units


@lru_cache(maxsize=16)
def _named(locale: str) -> re.Pattern[str]:
    """Return the pattern of dates with a named month: day first, month first or year first."""
    names = sorted(_months(locale), key=len, reverse=True)
    if not names:
        return re.compile(r"(?!)")
    either = "|".join(re.escape(name) for name in names)
    forms = (
        rf"(?<!\d){_DAY}(?P<month>{either})(?:\s?/\s?(?:{either}))?\.?{_YEAR}",
        rf"(?P<month2>{either})\.?\s?(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?:[,،]\s?|\sdel?\s|\s)(?P<year2>\d{{4}})(?!\d)",
        rf"(?<!\d)(?P<year3>\d{{4}})[-\s](?P<month3>{either})[-\s](?P<day3>\d{{1,2}})(?!\d)",
    )
    return compiled("|".join(rf"(?<![^\W\d]){form}" for form in forms), re.IGNORECASE)


@lru_cache(maxsize=16)
def _of_cldr(locale: str) -> re.Pattern[str]:
    """Return the pattern of CLDR's long form of dates: `2025. március 3.`, `2025 m. kovo 3 d.`."""
    either = "|".join(re.escape(name) for name in sorted(_months(locale), key=len, reverse=True)) or "(?!)"
    fields = {
        "y": r"(?P<year>\d{4})",
        "M": rf"(?P<month>{either})",
        "L": rf"(?P<month>{either})",
        "d": r"(?P<day>\d{1,2})",
    }
    pattern = str(Locale.parse(cldr(locale)).date_formats["long"].pattern).replace("G ", "")
    parts = (
        fields[one[2]] if one[2] else re.escape(one[1] or one[3] or "") for one in _FIELD.finditer(pattern)
    )
    return re.compile(rf"(?<!\d){''.join(parts)}(?!\d)", re.IGNORECASE)


@lru_cache(maxsize=16)
def _months(locale: str) -> dict[str, int]:
    """Return the numbers of months by folded name: CLDR's and `data/datelines.toml`'s, with and without accents."""
    widths = ("wide", "abbreviated")
    forms = ("format", "stand-alone")
    known = {
        name.casefold().rstrip("."): number
        for width in widths
        for form in forms
        for number, name in get_month_names(width, form, cldr(locale)).items()  # type: ignore[arg-type]
    }
    for number, more in enumerate(written("months", language_subtag(cldr(locale))), start=1):
        for name in more:
            known.setdefault(name.casefold(), number)
    # Names that are only digits, as in Chinese, are left out.
    known = {name: number for name, number in known.items() if not name[:1].isdigit()}
    return {_without_accents(name): number for name, number in known.items()} | known


def _without_accents(text: str) -> str:
    signs = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(one for one in signs if not unicodedata.combining(one)))


@lru_cache(maxsize=16)
def weekdays(locale: str) -> frozenset[str]:
    """Return CLDR's names of the days of the week, folded, without full stops."""
    names = (get_day_names(width, "format", cldr(locale)).values() for width in ("wide", "abbreviated"))
    return frozenset(name.casefold().rstrip(".") for group in names for name in group)


def written(name: str, key: str) -> list[list[str]]:
    """Return the forms in `data/datelines.toml` for a language; empty if there are none."""
    found: list[list[str]] = table("datelines")[name].get(key, [])
    return found
