"""The severity of each rule under a project's settings, or off."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from postl10n.model.findings import OFF, Choice, Finding, RuleSetting, Severity
from postl10n.stages.check.precision import with_measured_severity

Choices = Mapping[str, Choice]
"""The settings of a locale's rules, by rule name."""


def enabled(choices: Choices, rules: Collection[str] | None = None) -> Collection[str] | None:
    """Return the given rules (None: all) without those that are off; None if none is off and all were asked for."""
    off = {rule for rule, choice in choices.items() if choice == OFF}
    if not off:
        return rules
    return frozenset(_severities() if rules is None else rules) - off


def with_severity(finding: Finding, locale: str, choices: Choices) -> Finding:
    """Return the finding with the severity that the settings, or else its record, give its rule in a locale.

    A finding that is milder than its rule's usual severity is not made graver. A rule that is off but was asked
    for by name keeps the severity that it would have had.
    """
    choice = choices.get(finding.rule)
    if not isinstance(choice, Severity):
        return with_measured_severity(finding, locale)
    mild = finding.severity.rank > _severities()[finding.rule].rank
    return replace(finding, severity=max(choice, finding.severity, key=_rank) if mild else choice)


def effective(rule: str, locale: str, choices: Choices) -> Choice:
    """Return the severity of a rule's usual findings in a locale, or off."""
    if choices.get(rule) == OFF:
        return OFF
    usual = Finding(rule=rule, severity=_severities()[rule], message="")
    return with_severity(usual, locale, choices).severity


def rule_settings(locales: Sequence[str], choices_of: Callable[[str], Choices]) -> Iterator[RuleSetting]:
    """Yield every rule with its severity in the given locales."""
    from postl10n.stages.check.registry import rulebook

    for rule in rulebook():
        worth = {locale: effective(rule.name, locale, choices_of(locale)) for locale in locales}
        alike = set(worth.values())
        usual = alike.pop() if len(alike) == 1 else rule.severity
        yield RuleSetting(
            rule=rule,
            severity=usual,
            elsewhere={locale: choice for locale, choice in worth.items() if choice != usual},
        )


def _rank(severity: Severity) -> int:
    return severity.rank


def _severities() -> Mapping[str, Severity]:
    # The rules compile hundreds of expressions, which opening a project need not wait for.
    from postl10n.stages.check.registry import severities

    return severities()
