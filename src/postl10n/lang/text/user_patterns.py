"""Regular expressions that a user wrote: refused where they would run for ever, stopped where they take too long."""

from __future__ import annotations

import re
from functools import lru_cache

# SRX patterns use \p{…} and \h, which `re` does not support; `regex` also has a time limit.
import regex

from postl10n.errors import Place, ProjectError

TIME_LIMIT = 2.0
"""Seconds for one pattern at one place; a sound pattern needs microseconds."""
_LONGEST = 1000
"""Characters of a line that a pattern may examine: the memory of a search grows with them."""
_LONGEST_PATTERN = 10_000
_SHOWN = 200
"""Characters of a pattern in a message."""
UNUSABLE = (regex.error, OverflowError, RecursionError, MemoryError)
"""Raised for a pattern that can't be compiled: malformed, with a number beyond measure, nested too deeply, or too large."""
_RUNAWAY = re.compile(r"\((?:\?:)?(?:\\.|\[[^\]]*\]|[^()\\\[\]])[+*]\)[+*{]")
"""A repeated group that contains only a repetition, `(a+)*`: takes time exponential in the text."""


def refuse_runaway(pattern: str, place: Place | None) -> None:
    """Raise ProjectError for a pattern that is certain to run away, or is too long."""
    if len(pattern) > _LONGEST_PATTERN:
        message = f"the pattern {shown(pattern)} is longer than {_LONGEST_PATTERN:,} characters"
        raise ProjectError(message, place=place, hint="Write several.")
    if _RUNAWAY.search(pattern):
        raise ProjectError(
            f"the pattern {shown(pattern)} repeats a repetition and could run for ever",
            place=place,
            hint="Write (a+)+ as a+.",
        )


@lru_cache(maxsize=1024)
def compiled(pattern: str, place: Place | None = None) -> regex.Pattern[str]:
    """Return a pattern that searches lines. Raises ProjectError for one that is no regular expression or runs away."""
    refuse_runaway(pattern, place)
    try:
        return regex.compile(pattern, regex.V1)
    except UNUSABLE as error:
        raise ProjectError(
            f"the pattern {shown(pattern)} is no regular expression: {error}", place=place
        ) from error


def shown(pattern: str) -> str:
    """Return a pattern for a message."""
    return repr(pattern if len(pattern) <= _SHOWN else f"{pattern[:_SHOWN]}…")


def found_in(line: str, *patterns: str) -> bool:
    """Return True if one of the patterns matches somewhere in a line. Raises ProjectError where it takes too long."""
    for pattern in patterns:
        try:
            if compiled(pattern).search(line, 0, _LONGEST, timeout=TIME_LIMIT):
                return True
        except (TimeoutError, MemoryError) as error:
            raise ProjectError(
                f"the pattern {shown(pattern)} takes more than {TIME_LIMIT:g} s, or too much memory, for one line",
                hint="A repetition inside a repetition is the usual cause.",
            ) from error
    return False
