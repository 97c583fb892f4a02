"""A rule: news that is calm in the source isn't shouted in the translation."""

from __future__ import annotations

from collections.abc import Iterable

from postl10n.model.findings import Finding, Severity
from postl10n.stages.check.rules.base import Rule, SegmentPair

_MARKS = "!！¡"


class ExclamationRule(Rule):
    name = "exclamation"
    severity = Severity.WARNING
    documentation = "The translation has an exclamation mark, and the source has none."

    def check(self, pair: SegmentPair) -> Iterable[Finding]:
        if any(mark in pair.source for mark in _MARKS):
            return
        for at, char in enumerate(pair.target):
            if char in _MARKS:
                yield self.finding(f"{char} is not in the source", "target", (at, at + 1))
                return
