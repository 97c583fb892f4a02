"""The outcomes of findings: told to the journals by those who judge them, and counted from there."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable

from postl10n.model.rule_outcomes import FindingOutcome, RulePrecision
from postl10n.model.states import State, state_of
from postl10n.project import journal
from postl10n.project.catalogs import CatalogFiles
from postl10n.project.layout import ProjectLayout
from postl10n.stages.check.rule_outcomes import house_style, rule_precision

EVENT = "finding"

Judged = tuple[str, FindingOutcome]
"""A rule, and what became of its finding."""


def tell(
    layout: ProjectLayout,
    locale: str,
    article: str,
    judged: Iterable[Judged],
    *,
    today: datetime.date,
    undone: bool = False,
) -> None:
    """Add outcomes of findings to the journal of a locale; undone: it was taken back. Raises UsageError."""
    events = [
        {
            "event": EVENT,
            "date": today.isoformat(),
            "article": article,
            "rule": rule,
            "outcome": str(outcome),
            **({"undone": True} if undone else {}),
        }
        for rule, outcome in judged
    ]
    journal.append(layout, locale, events)


def outcomes(layout: ProjectLayout, locale: str) -> dict[str, Counter[FindingOutcome]]:
    """Return the counts of a locale's journal by rule. Raises CatalogError."""
    found: defaultdict[str, Counter[FindingOutcome]] = defaultdict(Counter)
    for event in journal.read(layout, locale):
        if event.get("event") != EVENT:
            continue
        rule, outcome = event.get("rule"), event.get("outcome")
        known = next((one for one in FindingOutcome if one == outcome), None)
        if isinstance(rule, str) and known is not None:
            found[rule][known] += -1 if event.get("undone") else 1
    return {rule: +counts for rule, counts in found.items()}


def precisions(layout: ProjectLayout, locales: Iterable[str]) -> tuple[RulePrecision, ...]:
    """Return the precision of rules in each locale, and the house style that catalogs follow. Raises CatalogError."""
    found: list[RulePrecision] = []
    for locale in locales:
        choices = layout.project.choices(locale)
        found += rule_precision(locale, outcomes(layout, locale), choices)
        catalogs = [CatalogFiles(layout).values(path) for path in layout.catalogs(locale)]
        entries = [one for catalog in catalogs if catalog for one in catalog.active()]
        texts = [text for one in entries if state_of(one) is State.APPROVED for text in one.msgstr]
        found += (one for one in house_style(texts, locale) if one.rule not in choices)
    return tuple(found)
