"""The line under a headline that says when and by whom an article was published."""

from __future__ import annotations

import datetime
import re

from postl10n.lang.normalise import escape_braces, normalise
from postl10n.model.article import Dateline
from postl10n.stages.extract.dates import find_date, weekdays

SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]）」』]*$")
_LONGEST = 100
_WORDS_BESIDE = 4
_CLOCK = re.compile(
    r"\b\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?(?:\s?(?:UTC|GMT)(?:[+-]\d{1,2}(?::?\d{2})?)?)?", re.I
)
_EDGES = " ,;:·•|/—–-()[]（）"


def read_dateline(text: str, line: int, locale: str) -> tuple[Dateline, datetime.date] | None:
    """A short line that is a date and at most a publisher's name; None for any other.

    `text` is normalised and as in the source, braces single.
    """
    found = find_date(text, locale) if len(text) <= _LONGEST else None
    if found is None:
        return None
    date, start, end = found
    rest = f"{text[:start]} {text[end:]}"
    if "|" not in text and (SENTENCE_END.search(text) or len(rest.split()) > _WORDS_BESIDE):
        return None
    return Dateline(text=text, line=line, agency=_agency(rest, locale)), date


def _agency(rest: str, locale: str) -> str | None:
    """What is left of a dateline without its date, time and day of the week."""
    words = [
        word
        for word in _CLOCK.sub(" ", rest).split()
        if word.strip(_EDGES).casefold() not in weekdays(locale)
    ]
    agency = " ".join(words).replace("|", " ").strip(_EDGES)
    return escape_braces(normalise(agency)) or None
