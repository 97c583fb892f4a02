"""The measured precision of each rule: one that is imprecise in a locale, or not measured there, gives only notices.

`data/record.json` is made by `scripts/checks_record.py`: the precision of each rule, by the languages and scripts in
which it was measured, `*` where the language does not matter. docs/checks.md shows the same figures with their counts.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files

from postl10n.lang.locales import language_subtag, script
from postl10n.model.findings import Finding, Severity
from postl10n.registry import added

LEAST_PRECISION = 0.9
"""Below it a rule's findings are notices."""
ANYWHERE = frozenset(
    {"placeholder", "tag", "url", "email", "control-character", "direction", "plural", "inconsistent"}
)
"""Rules that compare signs, or look up a fact, and read no word: what was measured in one language holds in all."""
CERTAIN = frozenset({"merged-misplaced", "waiver", "empty", "fuzzy", "spelling"})
"""Rules that read a fact from the file: there is nothing to be mistaken about, and nothing is measured."""
EVERYWHERE = "*"


def with_measured_severity(finding: Finding, locale: str) -> Finding:
    """The finding with the severity that its rule has in the locale."""
    severity = severity_in(locale, finding.rule, finding.severity)
    return finding if severity is finding.severity else replace(finding, severity=severity)


def severity_in(locale: str, rule: str, own: Severity) -> Severity:
    """The severity of a rule's findings in a locale: `own` where it was measured there and is precise, else a notice.

    What a plug-in adds has its own: it is used because somebody installed it.
    """
    if rule in CERTAIN or rule in added("rules"):
        return own
    precision = _precision(rule, writing(locale))
    return own if precision is not None and precision >= LEAST_PRECISION else Severity.NOTICE


def not_measured(locale: str) -> tuple[str, ...]:
    """The rules that were not measured in the locale's language and script, in the order of the rulebook."""
    return tuple(rule for rule in _record() if _precision(rule, writing(locale)) is None)


@lru_cache(maxsize=256)
def writing(locale: str) -> str:
    """The language and script of a locale, by which rules are measured: `pt_Latn` for Brazil and Portugal.

    >>> writing("zh_Hant_MO"), writing("es_MX")
    ('zh_Hant', 'es_Latn')
    """
    return f"{language_subtag(locale)}_{script(locale)}"


def _precision(rule: str, written: str) -> float | None:
    figures = _record().get(rule, {})
    return figures.get(EVERYWHERE, figures.get(written))


@lru_cache(maxsize=1)
def _record() -> dict[str, dict[str, float]]:
    loaded: dict[str, dict[str, float]] = json.loads(
        (files("postl10n.stages.check") / "data" / "record.json").read_text("utf-8")
    )
    return loaded
