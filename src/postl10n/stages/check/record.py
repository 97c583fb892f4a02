"""What the labelled bank has shown of each rule: one that cries wolf in a locale has no say there.

`data/record.json` is made by `scripts/checks_record.py`: the precision of each rule where it decides, by locale,
`*` for all locales together. docs/checks.md shows the same figures with their counts.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files

from postl10n.lang.locales import parents
from postl10n.model.findings import Finding, Severity

LEAST_PRECISION = 0.9
"""Below it a rule's findings are notices."""
LEAST_CASES = 20
"""Labelled cases that a locale needs for its own figure to count."""
EVERYWHERE = "*"


def weighed(finding: Finding, locale: str) -> Finding:
    """The finding, as a notice where its rule is not precise enough."""
    if finding.severity is Severity.NOTICE or not demoted(finding.rule, locale):
        return finding
    return replace(finding, severity=Severity.NOTICE)


@lru_cache(maxsize=1024)
def demoted(rule: str, locale: str) -> bool:
    """Whether a rule's findings are notices in a locale: by its own figure, a parent's, or that of all."""
    figures = _record().get(rule, {})
    for code in (locale, *parents(locale), EVERYWHERE):
        if code in figures:
            return figures[code] < LEAST_PRECISION
    return False


@lru_cache(maxsize=1)
def _record() -> dict[str, dict[str, float]]:
    loaded: dict[str, dict[str, float]] = json.loads(
        (files("postl10n.stages.check") / "data" / "record.json").read_text("utf-8")
    )
    return loaded
