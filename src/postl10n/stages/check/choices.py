"""What a project's settings make of the rules: off, or of another severity than their own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from postl10n.model.findings import OFF, Choice, Finding, RuleStanding, Severity
from postl10n.stages.check.precision import weighed

Choices = Mapping[str, Choice]
"""What is chosen for rules in a locale, by their names."""


def left_on(choices: Choices, rules: Collection[str] | None = None) -> Collection[str] | None:
    """The rules given, or all of them, less those that are off; None for all."""
    off = {rule for rule, choice in choices.items() if choice == OFF}
    if not off:
        return rules
    return frozenset(_severities() if rules is None else rules) - off


def judged(finding: Finding, locale: str, choices: Choices) -> Finding:
    """The finding with the severity that the settings give its rule in a locale, or else its record there.

    What a rule itself reports more mildly than it usually does is not made graver. A rule that is off and was asked
    all the same has the severity it would have otherwise.
    """
    choice = choices.get(finding.rule)
    if not isinstance(choice, Severity):
        return weighed(finding, locale)
    mild = finding.severity.rank > _severities()[finding.rule].rank
    return replace(finding, severity=max(choice, finding.severity, key=_rank) if mild else choice)


def effective(rule: str, locale: str, choices: Choices) -> Choice:
    """What a rule is worth in a locale: the severity of what it usually reports, or off."""
    if choices.get(rule) == OFF:
        return OFF
    usual = Finding(rule=rule, severity=_severities()[rule], message="")
    return judged(usual, locale, choices).severity


def standings(locales: Sequence[str], choices_of: Callable[[str], Choices]) -> Iterator[RuleStanding]:
    """Every rule with what it is worth in some locales."""
    from postl10n.stages.check.registry import rulebook

    for rule in rulebook():
        worth = {locale: effective(rule.name, locale, choices_of(locale)) for locale in locales}
        alike = set(worth.values())
        usual = alike.pop() if len(alike) == 1 else rule.severity
        yield RuleStanding(
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
