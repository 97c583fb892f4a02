"""What a check has to say about an entry."""

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
        """0 for the gravest."""
        return list(Severity).index(self)

    def reaches(self, threshold: Severity) -> bool:
        """Whether it is at or above the threshold."""
        return self.rank <= threshold.rank


OFF: Final = "off"
"""What the settings say of a rule that is not to be asked."""
Choice = Severity | Literal["off"]
"""What the settings may say of a rule."""
STATE_RULES = frozenset({"empty", "fuzzy"})
"""Rules that tell an entry's state, and never decide an exit code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A part of the source or target text of a finding, in code points, `[start, end)`."""

    side: Literal["source", "target"]
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing a rule found in one pair of texts."""

    rule: str
    severity: Severity
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleInfo:
    """What is known of a rule: for reports and the documentation."""

    name: str
    severity: Severity
    documentation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleStanding:
    """What a rule is worth in a project."""

    rule: RuleInfo
    severity: Choice
    """Its own, or that of all locales if they have the same one."""
    elsewhere: Mapping[str, Choice]
    """The locales where it is another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFinding:
    """A finding in a catalog, with what a reader needs to go there and understand it."""

    finding: Finding
    locale: str
    article: str
    place: Place
    source: str
    """The text that was compared: of a run joined by `{merged}` all its sentences."""
    target: str
    bound: str = ""
    """What a waiver of it is bound to; empty where it can't be waived."""
    waiver: Waiver | None = None
    """The waiver that lets it stand."""

    @property
    def identity(self) -> tuple[str, ...]:
        """What stays the same as long as the entry does, wherever in the file it stands."""
        one = self.finding
        return one.rule, self.locale, self.article, self.source, self.target, one.message
