"""Stale translations that may still be shown for a while: those whose source changed in wording alone."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postl10n.lang.locales import language
from postl10n.lang.text.negation import weighty_words
from postl10n.model.states import State, state_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from postl10n.model.catalog import Entry

_STALE_SINCE = re.compile(r"postl10n: stale since (\d{4}-\d{2}-\d{2})")
_CHANGED = re.compile(r"postl10n: changed (\S+?):?(?: .*)?", re.DOTALL)
_SLIGHT = frozenset({"typography", "wording"})
"""The classes of a change, as merges note them, under which a translation may still be right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grace:
    """For how many days after its source changed a translation is shown, seen from a day."""

    days: int
    as_of: datetime.date

    def shows(self, deadline: datetime.date) -> bool:
        return self.as_of <= deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class Slightness:
    """Tells whether an edit left alone what a reader must not be misled about."""

    source: str
    concepts: Callable[[str], Collection[str]]
    """The glossary concepts that a source text names, repeats included."""

    def same_facts(self, old: str, new: str) -> bool:
        """Whether two source texts agree in numbers, in words of negation and quantity, and in terms.

        The merge's note says what most of an edit is; a sentence can be reworded and its figure changed at once.
        """
        # Only projects with a grace pay for reading numbers.
        from postl10n.lang.values import parse_values

        code = language(self.source)
        figures = [
            Counter(
                (one.kind, one.amounts, one.currencies, one.unit) for one in parse_values(text, self.source)
            )
            for text in (old, new)
        ]
        return (
            figures[0] == figures[1]
            and weighty_words(old, code) == weighty_words(new, code)
            and Counter(self.concepts(old)) == Counter(self.concepts(new))
        )


def deadline(entry: Entry, days: int, slightness: Slightness) -> datetime.date | None:
    """The last day on which a stale entry may be shown; None if it never may."""
    if not days or state_of(entry) is not State.STALE or entry.previous is None:
        return None
    since, old = stale_since(entry), entry.previous.msgid
    if since is None or old is None or change_of(entry) not in _SLIGHT:
        return None
    if not slightness.same_facts(old, entry.msgid):
        return None
    try:
        return since + datetime.timedelta(days=days)
    except OverflowError:
        return None


def change_of(entry: Entry) -> str | None:
    """The class of the source's change, as the last note of a merge has it."""
    found = [hit[1] for hit in map(_CHANGED.fullmatch, (text.strip() for text in entry.comments)) if hit]
    return found[-1] if found else None


def stale_since(entry: Entry) -> datetime.date | None:
    """The earliest day that the entry's notes give; a person can write anything into a comment."""
    found = (_STALE_SINCE.fullmatch(text.strip()) for text in entry.comments)
    return min((date for date in (_iso_date(hit[1]) for hit in found if hit) if date), default=None)


def _iso_date(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
