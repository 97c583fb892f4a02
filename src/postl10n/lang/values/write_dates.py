"""Writing English dates of a text in another locale: rule-based engines take `March` for a march."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import babel
from babel.dates import format_date, format_skeleton, get_month_names

from postl10n.lang.languages.language import Language, language
from postl10n.registry import cached

_ANY_YEAR = 2000


class WrittenDate(NamedTuple):
    """The span of a date, code points `[start, end)`, and its form in the other locale."""

    start: int
    end: int
    text: str


def written_dates(text: str, source_locale: str, locale: str) -> Iterator[WrittenDate]:
    """The dates of a text with a month in words, a preposition of a day included where one is known.

    Only of a language that names a day with a preposition, in the orders of English.

    >>> [one.text for one in written_dates("On March 1, 2024 and in May 2025", "en", "es")]
    ['El 1 de marzo de 2024', 'mayo de 2025']
    """
    tongue = language(source_locale)
    if not tongue.day_preposition:
        return
    months = _months(tongue.code)
    for found in _expression(tongue.code).finditer(text):
        written = None if _is_doubtful(found, tongue) else _written(found, months, locale)
        if written is None:
            continue
        before = found["on"]
        put = language(locale).article_before_day if before and _has_day(found) else ""
        if not put:
            yield WrittenDate(found.start() + len(before or ""), found.end(), written)
        else:
            whole = put + written
            at_start = before is not None and before[0].isupper()
            yield WrittenDate(
                found.start(), found.end(), whole[:1].upper() + whole[1:] if at_start else whole
            )


@cached(8)
def _expression(code: str) -> re.Pattern[str]:
    months, on = "|".join(_months(code)), language(code).day_preposition
    return re.compile(
        rf"(?P<on>\b{on})?\b(?:(?P<month>{months}) (?:(?P<day>\d{{1,2}})(?!\d)(?:, (?P<year>\d{{4}})\b)?"
        rf"|(?P<alone>\d{{4}})\b)|(?P<first>\d{{1,2}}) (?P<second>{months})\b(?: (?P<third>\d{{4}})\b)?)"
    )


@lru_cache(maxsize=8)
def _months(code: str) -> tuple[str, ...]:
    names = get_month_names("wide", "format", code)
    return tuple(str(names[number]) for number in range(1, 13))


def _has_day(found: re.Match[str]) -> bool:
    return bool(found["day"] or found["first"])


def _is_doubtful(found: re.Match[str], tongue: Language) -> bool:
    """Return True if `May 15` may be no date: nothing else says so."""
    return found["month"] in tongue.doubtful_months and not (found["on"] or found["year"] or found["alone"])


def _written(found: re.Match[str], months: tuple[str, ...], locale: str) -> str | None:
    """Return the date in the locale's long form; None for an impossible day, or a locale unknown to CLDR."""
    month = months.index(found["month"] or found["second"]) + 1
    day, year = found["day"] or found["first"], found["year"] or found["alone"] or found["third"]
    try:
        date = datetime.date(int(year or _ANY_YEAR), month, int(day or 1))
        if day and year:
            return str(format_date(date, "long", locale))
        return str(format_skeleton("MMMMd" if day else "yMMMM", date, locale=locale))
    except (ValueError, KeyError, babel.UnknownLocaleError):
        return None
