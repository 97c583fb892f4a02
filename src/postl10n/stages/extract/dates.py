"""Dates as datelines write them."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from babel.dates import get_month_names

from postl10n.lang.locales import cldr

_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})(?:[-./]|年\s?)(?P<month>\d{1,2})(?:[-./]|月\s?)(?P<day>\d{1,2})日?(?!\d)"
)
_NAMED_MONTH = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: de)? (?P<month>[^\W\d]+)\.?(?: de)?,? (?P<year>\d{4}))"
    r"|(?:(?P<month2>[^\W\d]+)\.? (?P<day2>\d{1,2})(?:st|nd|rd|th)?,? (?P<year2>\d{4}))"
)


def find_date(text: str, locale: str) -> tuple[datetime.date, int, int] | None:
    """The first date in a line with its span: ISO and other year-first forms, or a month's CLDR name.

    Forms whose order of day and month is a matter of taste (08/12/2021) are not guessed at.
    """
    for pattern in (_YEAR_FIRST, _NAMED_MONTH):
        for found in pattern.finditer(text):
            date = _date(found, locale)
            if date is not None:
                return date, found.start(), found.end()
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
