"""Findings: problems that a check reports in an entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from postl10n.errors import Place
from postl10n.model.waivers import Waiver


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    @property
    def rank(self) -> int:
        """Rank by gravity; 0 for the gravest."""
        return list(Severity).index(self)

    def reaches(self, threshold: Severity) -> bool:
        """Return True if the severity is at or above the threshold."""
        return self.rank <= threshold.rank


OFF: Final = "off"
"""The setting that switches a rule off."""
Choice = Severity | Literal["off"]
"""A setting for a rule: a severity, or off."""
STATE_RULES = frozenset({"empty", "fuzzy"})
"""Rules that report the state of an entry; they never decide an exit code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A part of the source or target text of a finding; offsets are code points, `[start, end)`."""

    side: Literal["source", "target"]
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One problem that a rule found in a pair of texts."""

    rule: str
    severity: Severity
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleInfo:
    """A rule's description, for reports and the documentation."""

    name: str
    severity: Severity
    documentation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleStanding:
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

    @property
    def identity(self) -> tuple[str, ...]:
        """The key of the finding: the same as long as the texts and the message are, wherever the entry is in the file."""
        one = self.finding
        return one.rule, self.locale, self.article, self.source, self.target, one.message
