"""Dates as datelines write them."""

from __future__ import annotations

import contextlib
import datetime
import re
from functools import lru_cache

from babel.dates import get_day_names, get_month_names

from postl10n.lang.locales import cldr

_MONTHS = 12
_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<year>\d{4})\s?(?:[-./]|年|년)\s?(?P<month>\d{1,2})\s?(?:[-./]|月|월)\s?(?P<day>\d{1,2})\s?[日일]?(?!\d)"
)
_DAY_FIRST = re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})(?!\d)")
_PLAIN_ORDER = re.compile(
    r"(?<![\d/])(?P<one>\d{1,2})(?P<sign>[/-])(?P<two>\d{1,2})(?P=sign)(?P<year>\d{4})(?!\d)"
)
_NAMED_MONTH = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|ª|°)?\.?(?: de)? (?P<month>[^\W\d]+)\.?(?: de| del)?,? (?P<year>\d{4}))"
    r"|(?:(?P<month2>[^\W\d]+)\.? (?P<day2>\d{1,2})(?:st|nd|rd|th)?,? (?P<year2>\d{4}))"
)


def find_date(text: str, locale: str) -> tuple[datetime.date, int, int] | None:
    """The first date in a line with its span: ISO and other year-first forms, a month's CLDR name, 8.12.2021.

    With strokes or hyphens the order of day and month is a matter of taste: 25/12/2021 is read, as only one
    order makes a date, 08/12/2021 is not.
    """
    for pattern in (_YEAR_FIRST, _NAMED_MONTH, _DAY_FIRST):
        for found in pattern.finditer(text):
            date = _date(found, locale)
            if date is not None:
                return date, found.start(), found.end()
    return _of_plain_order(text)


def _of_plain_order(text: str) -> tuple[datetime.date, int, int] | None:
    for found in _PLAIN_ORDER.finditer(text):
        one, two, year = int(found["one"]), int(found["two"]), int(found["year"])
        if (one > _MONTHS) != (two > _MONTHS) or one == two:
            day, month = max(one, two), min(one, two)
            with contextlib.suppress(ValueError):
                return datetime.date(year, month, day), found.start(), found.end()
    return None


def _date(found: re.Match[str], locale: str) -> datetime.date | None:
    parts = {name.rstrip("2"): value for name, value in found.groupdict().items() if value}
    name = parts["month"].casefold()
    month = int(name) if name.isdigit() else _months(locale).get(name)
    if month is None:
        return None
    try:
        return datetime.date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None


@lru_cache(maxsize=16)
def _months(locale: str) -> dict[str, int]:
    widths = ("wide", "abbreviated")
    forms = ("format", "stand-alone")
    return {
        name.casefold().rstrip("."): number
        for width in widths
        for form in forms
        for number, name in get_month_names(width, form, cldr(locale)).items()  # type: ignore[arg-type]
    }


@lru_cache(maxsize=16)
def weekdays(locale: str) -> frozenset[str]:
    """The CLDR names of the days of the week, folded, without full stops."""
    names = (get_day_names(width, "format", cldr(locale)).values() for width in ("wide", "abbreviated"))
    return frozenset(name.casefold().rstrip(".") for group in names for name in group)
