"""SARIF 2.1.0, which code-scanning services read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

from postl10n.model.findings import EntryFinding, RuleInfo, Severity
from postl10n.model.reports import CheckReport
from postl10n.reports.json import escaped

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}
_FINGERPRINT = "postl10n/v1"


def sarif(report: CheckReport, rules: Sequence[RuleInfo], version: str) -> str:
    """One run with every finding, waived ones as suppressed; `version` is the program's."""
    index = {rule.name: at for at, rule in enumerate(rules)}
    found = (*report.findings, *report.waived)
    run = {
        "tool": {
            "driver": {
                "name": "postl10n",
                "semanticVersion": version,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        # Spans count Unicode code points, as everywhere in this program.
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The folder of postl10n.toml."}}},
        "results": [_result(one, index, key) for one, key in zip(found, _fingerprints(found), strict=True)],
    }
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return escaped(json.dumps(document, ensure_ascii=False)) + "\n"


def _rule(rule: RuleInfo) -> dict[str, object]:
    return {
        "id": rule.name,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": rule.documentation.split(". ")[0].rstrip(".") + "."},
        "fullDescription": {"text": rule.documentation},
        "help": {"text": rule.documentation, "markdown": rule.documentation},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(one: EntryFinding, index: Mapping[str, int], fingerprint: str) -> dict[str, object]:
    finding = one.finding
    artifact = {"uri": quote(one.place.path), "uriBaseId": "%SRCROOT%"}
    location: dict[str, object] = {
        "physicalLocation": {
            "artifactLocation": artifact,
            "region": {"startLine": one.place.line or 1},
        },
        "logicalLocations": [
            {"name": one.article, "fullyQualifiedName": f"{one.locale}/{one.article}", "kind": "module"}
        ],
    }
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(one)},
        "locations": [location],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
        "properties": {"locale": one.locale, "source": one.source, "target": one.target},
    }
    if finding.rule in index:
        result["ruleIndex"] = index[finding.rule]
    if one.change is not None:
        first, last, text = one.change
        change = {
            "artifactLocation": artifact,
            "replacements": [
                {"deletedRegion": {"startLine": first, "endLine": last}, "insertedContent": {"text": text}}
            ],
        }
        result["fixes"] = [{"artifactChanges": [change]}]
    if one.waiver is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": one.waiver.reason}]
    return result


def _message(one: EntryFinding) -> str:
    target = f"\n{one.source}\n→ {one.target}" if one.target else ""
    return one.finding.message + target


def _fingerprints(found: Iterable[EntryFinding]) -> Iterator[str]:
    """Yield a fingerprint for each finding: unique, and stable as long as its entry is unchanged."""
    seen: dict[str, int] = {}
    for one in found:
        text = "\0".join(one.identity).encode("utf-8", "surrogatepass")
        digest = hashlib.sha256(text).hexdigest()[:32]
        seen[digest] = count = seen.get(digest, 0) + 1
        yield f"{digest}:{count}"
