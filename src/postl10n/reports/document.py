"""The JSON report, which `docs/schemas/check.json` describes and `--baseline` reads."""

from __future__ import annotations

import json

from postl10n.model.findings import EntryFinding, Finding
from postl10n.model.reports import CheckReport


def as_json(report: CheckReport) -> str:
    return json.dumps(document(report), ensure_ascii=False, indent=2) + "\n"


def document(report: CheckReport) -> dict[str, object]:
    return {
        "catalogs": report.catalogs,
        "findings": [_entry(one) for one in report.findings],
        "waived": [{**_entry(one), **_waiver(one)} for one in report.waived],
        "known": report.known,
        "not_measured": {locale: list(rules) for locale, rules in report.not_measured.items()},
    }


def finding(one: Finding) -> dict[str, object]:
    """A finding by itself, as `check --jsonl` answers."""
    span = one.span
    return {
        "rule": one.rule,
        "severity": str(one.severity),
        "message": one.message,
        "span": {"side": span.side, "start": span.start, "end": span.end} if span else None,
    }


def _entry(one: EntryFinding) -> dict[str, object]:
    return {
        **finding(one.finding),
        "locale": one.locale,
        "article": one.article,
        "path": one.place.path,
        "line": one.place.line,
        "source": one.source,
        "target": one.target,
    }


def _waiver(one: EntryFinding) -> dict[str, object]:
    waiver = one.waiver
    until = waiver.until if waiver else None
    return {"reason": waiver.reason if waiver else "", "until": until.isoformat() if until else None}
