"""The line under a headline with the date and the publisher of an article."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from functools import lru_cache

from postl10n.lang.locales import cldr, language_subtag
from postl10n.lang.text.normalise import escape_braces, normalise
from postl10n.model.article import Dateline
from postl10n.stages.extract.dates import find_any_date, find_date, weekdays, written

FindDate = Callable[[str, str], tuple[datetime.date, int, int] | None]
SENTENCE_END = re.compile(r"[.!?…。！？؟।](?:\s?[\"'”’»)\]）」』])*$")
_LONGEST = 100
_LEADING = 120
_LONGEST_PLACE = 50
_AFTER_PLACE = re.compile(
    r"\s*(?:\([^)]{1,40}\)|（[^）]{1,40}）|/[^/]{1,40}/)?[.,]?\s*(?:[:：–—]|--|[.(]?-\s|电|電|讯)"
)
_LONGEST_ROW = 180
_WORDS_BESIDE = 4
_ROW = re.compile(r"[:：](?=\s|\S)(?!\d\d)|\s[|•·]\s|[|/](?!\d)")
INNER_END = re.compile(r"[.!?…؟][\"'”’»)]*\s(?=[A-ZА-Я])|[。！？](?=.)")
_CLOCK = re.compile(
    r"(?<!\d)\d{1,2}[:h]\d{2}(?::\d{2})?(?!\d)(?:\s?[ap]\.?m\.?)?(?:\s?(?:UTC|GMT)(?:[+-]\d{1,2}(?::?\d{2})?)?)?",
    re.I,
)
_EDGES = " ,،;:：·•|/—–-()[]（）【】"


def read_dateline(
    text: str, line: int, locale: str, find: FindDate = find_date
) -> tuple[Dateline, datetime.date] | None:
    """Return the parts of a short line that is a date with at most a publisher's name; None for any other line.

    `text` is normalised and as in the source, with single braces.
    """
    found = find(text, locale) if len(text) <= _LONGEST else None
    if found is None:
        return None
    date, start, end = found
    above, below = _plain(text[:start], locale), _plain(text[end:], locale)
    rest = f"{above} {below}"
    if "|" not in text and (SENTENCE_END.search(below) or len(rest.split()) > _WORDS_BESIDE):
        return None
    return Dateline(text=text, line=line, agency=_agency(rest, locale)), date


def date_of(text: str, line: int, locale: str) -> tuple[Dateline, datetime.date] | None:
    """Return the same of a row of details too: author, source, editor and so on beside a date."""
    dateline = read_dateline(text, line, locale, find_any_date)
    if dateline is not None or len(text) > _LONGEST_ROW or SENTENCE_END.search(text):
        return dateline
    found = find_any_date(text, locale)
    if found is None:
        return None
    date, start, end = found
    above, below = _plain(text[:start], locale), _plain(text[end:], locale)
    marks = len(_ROW.findall(text)) + bool(_CLOCK.search(text)) + bool(_label_first(locale).match(text))
    words = len(f"{above} {below}".split())
    if not marks or words > _WORDS_BESIDE + 3 * marks or INNER_END.search(text):
        return None
    return Dateline(text=text, line=line, agency=_agency(f"{above} {below}", locale)), date


def leading_date(text: str, locale: str) -> datetime.date | None:
    """Return the date with which a release begins: `Lisbon, 9 October 2023 – The post …`; None for any other."""
    start = text[:_LEADING]
    found = find_date(start, locale)
    if found is None:
        return None
    date, begins, ends = found
    marked = _AFTER_PLACE.match(start, ends)
    return date if marked and begins <= _LONGEST_PLACE and not INNER_END.search(start[:begins]) else None


def _plain(text: str, locale: str) -> str:
    """Return a part of a dateline without labels, counters, buttons and a second date with its label."""
    bare = _counts().sub(" ", text)
    found = find_date(bare, locale)
    if found is not None:
        bare = f"{bare[: found[1]]} {bare[found[2] :]}"
    return _labels(locale).sub(" ", _CLOCK.sub(" ", bare))


def _agency(rest: str, locale: str) -> str | None:
    """Return the rest of a dateline without its time and the day of the week: the publisher's name."""
    words = [word for word in rest.split() if word.strip(_EDGES).casefold() not in weekdays(locale)]
    agency = " ".join(words).replace("|", " ").strip(_EDGES)
    return escape_braces(normalise(agency)) or None


@lru_cache(maxsize=16)
def _labels(locale: str) -> re.Pattern[str]:
    """Return the pattern of labels before a date, or before a colon and a publisher."""
    return re.compile(
        rf"(?<![^\W\d])(?:{_label_first(locale).pattern})(?:\s?[:：]|(?=\s*(?:[|,(（]|$)))", re.IGNORECASE
    )


@lru_cache(maxsize=16)
def _label_first(locale: str) -> re.Pattern[str]:
    names = sorted(map(str, written("labels", language_subtag(cldr(locale)))), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names)) or "(?!)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _counts() -> re.Pattern[str]:
    return re.compile("|".join(map(str, written("counts", "any"))), re.IGNORECASE)
