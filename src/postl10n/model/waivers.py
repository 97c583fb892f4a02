"""Waivers: a comment in which a reviewer waives one rule for one entry; it expires when either text changes.

    # postl10n: waive <rule> <8 hex digits of source and target> [until <ISO date>] <reason>

The date is the last day on which the waiver holds.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from postl10n.model.ids import short_hash

_MARK = "postl10n: waive "
_FORM = re.compile(
    r"(?P<rule>[a-z][a-z-]*) (?P<bound>[0-9a-f]{8})(?: until (?P<until>\d{4}-\d{2}-\d{2}))? (?!until )(?P<reason>\S.*)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """One waiver of one rule in one entry."""

    rule: str
    bound: str
    """The `binding` of the texts for which it was made."""
    reason: str
    until: datetime.date | None = None
    """The last day on which it holds; None if it has no end."""

    def comment(self) -> str:
        """Return the translator's comment that records it, without `# `."""
        until = f"until {self.until.isoformat()} " if self.until else ""
        return f"{_MARK}{self.rule} {self.bound} {until}{self.reason}"


def binding(sources: Iterable[str], targets: Iterable[str]) -> str:
    """Return 8 hex digits over an entry's texts: msgid and msgid_plural, or the msgids of a run; every msgstr."""
    return short_hash("\0".join(("\0".join(sources), "", "\0".join(targets))))


def waivers_in(comments: Iterable[str]) -> Iterator[Waiver | str]:
    """Yield the waivers in an entry's comments, in order; one that can't be parsed is yielded as its text."""
    for comment in comments:
        text = comment.strip()
        if text.startswith(_MARK):
            yield _read(text) or text


def is_waiver(comment: str, rule: str | None = None) -> bool:
    """Return True if the comment is a valid waiver of the rule; without a rule, if it is any waiver, valid or not."""
    if rule is None:
        return comment.strip().startswith(_MARK)
    return any(isinstance(one, Waiver) and one.rule == rule for one in waivers_in([comment]))


def _read(text: str) -> Waiver | None:
    found = _FORM.fullmatch(text.removeprefix(_MARK))
    if found is None:
        return None
    try:
        until = datetime.date.fromisoformat(found["until"]) if found["until"] else None
    except ValueError:
        return None
    return Waiver(rule=found["rule"], bound=found["bound"], reason=found["reason"], until=until)
