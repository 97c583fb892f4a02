"""Checks that need no more than a source text and its translation."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import islice

from postl10n.model.findings import Finding
from postl10n.stages.check.precision import with_measured_severity
from postl10n.stages.check.registry import pair_rules
from postl10n.stages.check.rules.base import MOST_FINDINGS, SegmentPair

# What stands for the translators' own names and addresses: nothing of it is in the source.
_CREDITS = re.compile(
    r"\s*(?:translator[-_ ]credits|(?:names?|e?mails?) of translators|your (?:names|emails))\s*",
    re.IGNORECASE,
)

__all__ = ["SegmentPair", "check_pair", "pair_findings"]


def check_pair(pair: SegmentPair, rules: Collection[str] | None = None) -> list[Finding]:
    """Return the findings of all rules, or of those named, in one pair, in the order of the registry.

    An empty target has no findings: the project decides if it may be empty. A rule that the labelled
    bank found imprecise in the locale gives notices.
    """
    return [with_measured_severity(finding, pair.locale) for finding in pair_findings(pair, rules)]


def pair_findings(pair: SegmentPair, rules: Collection[str] | None = None) -> list[Finding]:
    """The same as the rules report it, whatever their record."""
    if not pair.target.strip() or _CREDITS.fullmatch(pair.source):
        return []
    found: list[Finding] = []
    held = frozenset(pair.source + pair.target)
    for rule in pair_rules(rules):
        if not rule.signs or not rule.signs.isdisjoint(held):
            found.extend(islice(rule.check(pair), MOST_FINDINGS))
    return found
