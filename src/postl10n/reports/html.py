"""A report for people: one HTML page that needs nothing beside itself, in light and dark, and on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby

from jinja2 import Environment, StrictUndefined

from postl10n.lang.locales import bcp47
from postl10n.model.findings import EntryFinding, RuleInfo, Severity
from postl10n.model.reports import CheckReport

_SPACES = "\t\u00a0\u202f\u2009\u3000"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A text in three parts, the middle one being what the finding is about."""

    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    line: int
    rule: str
    severity: str
    message: str
    locale: str
    source: _Text
    target: _Text
    reason: str | None
    """Why it is waived."""
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    path: str
    tag: str
    rows: Sequence[_Row]


def html(report: CheckReport, rules: Sequence[RuleInfo]) -> str:
    """The page; everything in it that comes from catalogs is escaped."""
    template = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    ).from_string((files(__package__) / "check.html").read_text("utf-8"))
    named = Counter(one.finding.rule for one in report.findings)
    return template.render(
        groups=_groups(report.findings),
        waived=_groups(report.waived),
        counts={str(severity): report.count(severity) for severity in Severity},
        catalogs=report.catalogs,
        known=report.known,
        not_measured=report.not_measured,
        rules=[(rule, named[rule.name]) for rule in rules if named[rule.name]],
    )


def _groups(found: Iterable[EntryFinding]) -> list[_Group]:
    return [
        _Group(path=visible(path), tag=bcp47(members[0].locale), rows=[_row(one) for one in members])
        for path, grouped in groupby(found, key=lambda one: one.place.path)
        for members in [list(grouped)]
    ]


def _row(one: EntryFinding) -> _Row:
    waiver = one.waiver
    return _Row(
        line=one.place.line or 1,
        rule=one.finding.rule,
        severity=str(one.finding.severity),
        message=visible(one.finding.message),
        locale=one.locale,
        source=_marked(one, "source"),
        target=_marked(one, "target"),
        reason=visible(waiver.reason) if waiver else None,
        until=waiver.until.isoformat() if waiver and waiver.until else "",
    )


def _marked(one: EntryFinding, side: str) -> _Text:
    text = one.source if side == "source" else one.target
    span = one.finding.span
    start, end = (span.start, span.end) if span is not None and span.side == side else (0, 0)
    return _Text(before=visible(text[:start]), marked=visible(text[start:end]), after=visible(text[end:]))


def visible(text: str) -> str:
    """Control and bidirectional characters spelt out: they steer a browser's lines too."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char in _SPACES or char == "\n" else f"\\u{ord(char):04x}"
        for char in text
    )
