"""A report for people: one HTML page that needs nothing beside itself, in light and dark, and on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from postl10n.model.findings import EntryFinding, RuleInfo, Severity
from postl10n.model.reports import CheckReport
from postl10n.reports.pages import rendered

_SPACES = "\t\u00a0\u202f\u2009\u3000"


def html(report: CheckReport, rules: Sequence[RuleInfo]) -> str:
    """Return the page; everything in it that comes from catalogs is escaped."""
    named = Counter(one.finding.rule for one in report.findings)
    return rendered(
        "check.html",
        report=report,
        groups=_groups(report.findings),
        waived=_groups(report.waived),
        counts={str(severity): report.count(severity) for severity in Severity},
        rules=[(rule, named[rule.name]) for rule in rules if named[rule.name]],
        parts=_parts,
        visible=visible,
    )


def _groups(found: Iterable[EntryFinding]) -> list[tuple[str, list[EntryFinding]]]:
    """Return the findings by the path of their catalog."""
    return [(path, list(members)) for path, members in groupby(found, key=lambda one: one.place.path)]


def _parts(one: EntryFinding, side: str) -> tuple[str, str, str]:
    """Return a text in three parts, the middle one being what the finding is about."""
    text = one.source if side == "source" else one.target
    span = one.finding.span
    start, end = (span.start, span.end) if span is not None and span.side == side else (0, 0)
    return visible(text[:start]), visible(text[start:end]), visible(text[end:])


def visible(text: str) -> str:
    """Control and bidirectional characters spelt out: they steer a browser's lines too."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char in _SPACES or char == "\n" else f"\\u{ord(char):04x}"
        for char in text
    )
