"""Writing English dates of a text in another locale: rule-based engines take `March` for a march."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

import babel
from babel.dates import format_date, format_skeleton, get_month_names

from postl10n.lang.locales import language

# The word before a day where English has `on`.
_BEFORE_A_DAY = MappingProxyType({"es": "el ", "fr": "le ", "it": "il ", "pt": "a "})
_ANY_YEAR = 2000


class WrittenDate(NamedTuple):
    """The span of a date, code points `[start, end)`, and its form in the other locale."""

    start: int
    end: int
    text: str


def written_dates(text: str, source_locale: str, locale: str) -> Iterator[WrittenDate]:
    """Yield the dates of an English text with named months, including the preposition before a day where known.

    >>> [one.text for one in written_dates("On March 1, 2024 and in May 2025", "en", "es")]
    ['El 1 de marzo de 2024', 'mayo de 2025']
    """
    if language(source_locale) != "en":
        return
    for found in _expression().finditer(text):
        written = None if _is_verb(found) else _written(found, locale)
        if written is None:
            continue
        before = found["on"]
        put = _BEFORE_A_DAY.get(language(locale)) if before and _has_day(found) else None
        if put is None:
            yield WrittenDate(found.start() + len(before or ""), found.end(), written)
        else:
            whole = put + written
            at_start = before is not None and before[0].isupper()
            yield WrittenDate(
                found.start(), found.end(), whole[:1].upper() + whole[1:] if at_start else whole
            )


@lru_cache(maxsize=1)
def _expression() -> re.Pattern[str]:
    months = "|".join(_months())
    return re.compile(
        rf"(?P<on>\b[Oo]n )?\b(?:(?P<month>{months}) (?:(?P<day>\d{{1,2}})(?!\d)(?:, (?P<year>\d{{4}})\b)?"
        rf"|(?P<alone>\d{{4}})\b)|(?P<first>\d{{1,2}}) (?P<second>{months})\b(?: (?P<third>\d{{4}})\b)?)"
    )


@lru_cache(maxsize=1)
def _months() -> tuple[str, ...]:
    names = get_month_names("wide", "format", "en")
    return tuple(str(names[number]) for number in range(1, 13))


def _has_day(found: re.Match[str]) -> bool:
    return bool(found["day"] or found["first"])


def _is_verb(found: re.Match[str]) -> bool:
    """Return True if `May 15` may be no date, since nothing else shows it."""
    return found["month"] == "May" and not (found["on"] or found["year"] or found["alone"])


def _written(found: re.Match[str], locale: str) -> str | None:
    """Return the date in the locale's long form; None for an impossible day, or a locale unknown to CLDR."""
    month = _months().index(found["month"] or found["second"]) + 1
    day, year = found["day"] or found["first"], found["year"] or found["alone"] or found["third"]
    try:
        date = datetime.date(int(year or _ANY_YEAR), month, int(day or 1))
        if day and year:
            return str(format_date(date, "long", locale))
        return str(format_skeleton("MMMMd" if day else "yMMMM", date, locale=locale))
    except (ValueError, KeyError, babel.UnknownLocaleError):
        return None
