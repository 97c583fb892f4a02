"""The line under a headline with the date and the publisher of an article."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache, partial

import regex

from postl10n.lang.locales import cldr, language_subtag
from postl10n.lang.text.normalise import escape_braces, normalise
from postl10n.model.article import Dateline
from postl10n.registry import compiled
from postl10n.stages.extract.dates import find_date, is_ambiguous, weekdays, written

SENTENCE_END = re.compile(r"[.!?…。！？؟।](?:\s?[\"'”’»)\]）」』])*$")
_LONGEST = 100
_LEADING = 120
_LONGEST_PLACE = 50
_AFTER_PLACE = re.compile(
    r"\s*(?:\([^)]{1,40}\)|（[^）]{1,40}）|/[^/]{1,40}/)?[.,]?\s*(?:[:：–—]|--|[.(]?-\s|电|電|讯)"
)
_LONGEST_ROW = 180
_LONGEST_BYLINE = 60
_WORDS_BESIDE = 4
_ROW = re.compile(r"[:：](?=\s|\S)(?!\d\d)|\s[|•·]\s|[|/](?!\d)")
INNER_END = re.compile(r"[.!?…؟][\"'”’»)]*\s(?=[A-ZА-Я])|[。！？](?=.)")
_CLOCK = re.compile(
    r"(?<!\d)\d{1,2}[:h]\d{2}(?::\d{2})?(?!\d)(?:\s?[ap]\.?m\.?)?(?:\s?(?:UTC|GMT)(?:[+-]\d{1,2}(?::?\d{2})?)?)?",
    re.I,
)
_EDGES = " ,،;:：·•|/—–-()[]（）【】"


def date_of(text: str, line: int, locale: str, reader: int = 2) -> tuple[Dateline, datetime.date] | None:
    """Return the parts of a line that is a date with at most a publisher's name, or of a row of details with a date.

    None for any other line. `text` is normalised and as in the source, with single braces. Details are author, source,
    editor and so on; version 1 of the reader knows no such rows.
    """
    found = find_date(text, locale, reader) if len(text) <= _LONGEST_ROW else None
    if found is None:
        return None
    date, start, end = found
    above, below = _plain(text[:start], locale), _plain(text[end:], locale)
    rest = f"{above} {below}"
    plain = "|" in text or not (SENTENCE_END.search(below) or len(rest.split()) > _WORDS_BESIDE)
    if not (plain and len(text) <= _LONGEST) and (
        reader == 1 or not _is_row(text, len(rest.split()), locale)
    ):
        return None
    return Dateline(text=text, line=line, agency=_agency(rest, locale)), date


read_dateline = partial(date_of, reader=1)


def looks_dated(text: str, locale: str) -> bool:
    """Return True for a line that is a date, or one of two."""
    return date_of(text, 0, locale) is not None or is_ambiguous(text, locale)


def _is_row(text: str, words: int, locale: str) -> bool:
    marks = len(_ROW.findall(text)) + bool(_CLOCK.search(text)) + bool(_label_first(locale).match(text))
    few = marks and words <= _WORDS_BESIDE + 3 * marks
    return bool(few and not SENTENCE_END.search(text) and not INNER_END.search(text))


def is_byline(text: str, *, above_date: bool = False) -> bool:
    """Return True for a short line that names its author, with a label, or as a bare name right above the date."""
    if len(text) > _LONGEST_BYLINE or SENTENCE_END.search(text):
        return False
    return any(one.search(text, timeout=1) for one in _bylines()[: 2 if above_date else 1])


@lru_cache(maxsize=1)
def _bylines() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """Return the patterns of an author with a label, and of names alone."""
    label, word, link, bare = map(str, written("bylines", "any"))
    name = rf"{word}(?: (?:{word}|(?!{link} )\p{{Ll}}{{1,3}}))*? {word}"
    names = rf"{name}(?:(?:,| {link}) {name})*$"
    labelled = rf"^(?:{label.replace('NAMES', names)})"
    return regex.compile(rf"{labelled}|{bare}"), regex.compile(rf"^{names}")


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
    return compiled("|".join(map(str, written("counts", "any"))), re.IGNORECASE)
