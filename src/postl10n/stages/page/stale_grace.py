"""Days of grace: stale translations that may still be shown because only the wording of their source changed."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postl10n.lang.languages.negation import weighty_words
from postl10n.lang.locales import language_subtag
from postl10n.model.states import State, state_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from postl10n.model.catalog import Entry

_STALE_SINCE = re.compile(r"postl10n: stale since (\d{4}-\d{2}-\d{2})")
_CHANGED = re.compile(r"postl10n: changed (\S+?):?(?: .*)?", re.DOTALL)
_SLIGHT = frozenset({"typography", "wording"})
"""The classes of changes, as noted by merges, after which a translation may still be right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grace:
    """The number of days for which a stale translation is shown after the change of its source, and the day of the
    build.
    """

    days: int
    as_of: datetime.date


def same_facts(old: str, new: str, *, source: str, concepts: Callable[[str], Collection[str]]) -> bool:
    """Return True if two source texts agree in numbers, in words of negation and quantity, and in terms.

    The merge's note only gives the main class of an edit; a sentence can be reworded and its figure changed at once.
    `concepts` returns the glossary concepts that a text names, repeats included.
    """
    # Imported when used: only projects with days of grace need to parse numbers.
    from postl10n.lang.values import parse_values

    code = language_subtag(source)
    figures = [
        Counter((one.kind, one.amounts, one.currencies, one.unit) for one in parse_values(text, source))
        for text in (old, new)
    ]
    return (
        figures[0] == figures[1]
        and weighty_words(old, code) == weighty_words(new, code)
        and Counter(concepts(old)) == Counter(concepts(new))
    )


def deadline(entry: Entry, days: int, same: Callable[[str, str], bool]) -> datetime.date | None:
    """Return the last day on which a stale entry may be shown; None if it never may."""
    if not days or state_of(entry) is not State.STALE or entry.previous is None:
        return None
    since, old = stale_since(entry), entry.previous.msgid
    if since is None or old is None or change_of(entry) not in _SLIGHT:
        return None
    if not same(old, entry.msgid):
        return None
    try:
        return since + datetime.timedelta(days=days)
    except OverflowError:
        return None


def change_of(entry: Entry) -> str | None:
    """Return the class of the source's change in the last note of a merge."""
    found = [hit[1] for hit in map(_CHANGED.fullmatch, (text.strip() for text in entry.comments)) if hit]
    return found[-1] if found else None


def stale_since(entry: Entry) -> datetime.date | None:
    """Return the earliest date in the entry's notes; a person can write anything into a comment."""
    found = (_STALE_SINCE.fullmatch(text.strip()) for text in entry.comments)
    return min((date for date in (_iso_date(hit[1]) for hit in found if hit) if date), default=None)


def _iso_date(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
