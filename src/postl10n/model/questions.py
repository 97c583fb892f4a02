"""Questions on an entry: comment lines that a translator or reviewer writes, and that another resolves.

# ? 2026-03-14 Ana Poste: Is this the sorting centre or the depot?
# ?ok 2026-03-14 Ana Poste: Is this the sorting centre or the depot?
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

OPEN, RESOLVED = "open", "resolved"
_FORM = re.compile(r"\?(?P<ok>ok)? (?P<date>\d{4}-\d{2}-\d{2}) (?P<name>[^:]{1,200}): (?P<text>\S.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question, or one that is resolved."""

    date: str
    """ISO date."""
    name: str
    text: str
    resolved: bool = False

    def comment(self) -> str:
        """Return the comment line, without `# `."""
        return f"?{'ok' if self.resolved else ''} {self.date} {self.name}: {self.text}"


def question(comment: str) -> Question | None:
    """Return the question that a comment line is; None for any other line."""
    found = _FORM.fullmatch(comment.strip())
    if found is None:
        return None
    return Question(
        date=found["date"], name=found["name"], text=found["text"], resolved=found["ok"] is not None
    )


def questions(comments: Iterable[str]) -> tuple[Question, ...]:
    """Return the questions among an entry's comments, in their order."""
    return tuple(one for one in map(question, comments) if one is not None)


def asked(comments: Iterable[str], text: str, *, name: str, date: datetime.date) -> tuple[str, ...]:
    """Return the comments with a question; `name` loses what would end it."""
    named = " ".join(name.partition("<")[0].replace(":", " ").split()) or "reviewer"
    line = Question(date=date.isoformat(), name=named, text=" ".join(text.split())).comment()
    return tuple(dict.fromkeys((*comments, line)))


def resolved(comments: Iterable[str], line: str) -> tuple[str, ...]:
    """Return the comments with the question of this line resolved."""
    return tuple(
        replace(found, resolved=True).comment()
        if one.strip() == line.strip() and (found := question(one)) is not None
        else one
        for one in comments
    )
