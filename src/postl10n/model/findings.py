"""Findings: problems that a check reports in an entry."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from postl10n.errors import Place
from postl10n.model.ids import short_hash

_MARK = "postl10n: waive "
_FORM = re.compile(
    r"(?P<rule>[a-z][a-z-]*) (?P<bound>[0-9a-f]{8})(?: until (?P<until>\d{4}-\d{2}-\d{2}))? (?!until )(?P<reason>\S.*)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A comment in which a reviewer waives one rule for one entry; it expires when either text changes.

        # postl10n: waive <rule> <8 hex digits of source and target> [until <ISO date>] <reason>

    The date is the last day on which the waiver holds.
    """

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


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    @property
    def rank(self) -> int:
        """Rank by gravity; 0 for the gravest."""
        return _RANKS[self]

    def reaches(self, threshold: Severity) -> bool:
        """Return True if the severity is at or above the threshold."""
        return self.rank <= threshold.rank


_RANKS = {severity: at for at, severity in enumerate(Severity)}

OFF: Final = "off"
"""The setting that switches a rule off."""
Choice = Severity | str
"""A setting for a rule: a severity, or off; of house style its own value."""
QUOTES, COLON = STYLE = ("quotes", "space_before_colon")
"""Settings of house style: the quotation marks, and one of COLON_SPACES."""
COLON_SPACES = {"none": "", "space": " ", "no-break": "\u00a0", "narrow": "\u202f"}
STATE_RULES = frozenset({"empty", "fuzzy"})
"""Rules that report the state of an entry; they never decide an exit code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A part of the source or target text of a finding; offsets are code points, `[start, end)`."""

    side: Literal["source", "target"]
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A text that a finding proposes for the target, in the place of `[start, end)`."""

    start: int
    end: int
    text: str
    safe: bool
    """True if it can be made without a look at it."""

    def applied(self, target: str) -> str:
        return target[: self.start] + self.text + target[self.end :]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One problem that a rule found in a pair of texts."""

    rule: str
    severity: Severity
    message: str
    span: Span | None = None
    repair: Repair | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleInfo:
    """A rule's description, for reports and the documentation."""

    name: str
    severity: Severity
    documentation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSetting:
    """A rule with its severity in a project."""

    rule: RuleInfo
    severity: Choice
    """The rule's own severity, or the one that all locales have in common."""
    elsewhere: Mapping[str, Choice]
    """The locales where the severity is different."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFinding:
    """A finding in a catalog, with what a reader needs to locate and understand it."""

    finding: Finding
    locale: str
    article: str
    place: Place
    source: str
    """The compared text: of a run joined by `{merged}`, all its sentences."""
    target: str
    bound: str = ""
    """The hash that a waiver of the finding is bound to (see `waivers.binding`); empty where it can't be waived."""
    waiver: Waiver | None = None
    """The waiver in force, if the finding is waived."""
    change: tuple[int, int, str] | None = None
    """The repair in the file: its first and last line, from 1, and the text in their place."""

    @property
    def identity(self) -> tuple[str, ...]:
        """The key of the finding: the same as long as the texts and the message are, wherever the entry is in the file."""
        one = self.finding
        return one.rule, self.locale, self.article, self.source, self.target, one.message
