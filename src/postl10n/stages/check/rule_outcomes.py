"""The precision of rules in a project, from what became of their findings, and the settings that it speaks for."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from postl10n.lang.languages.language import language
from postl10n.model.findings import COLON, COLON_SPACES, OFF, QUOTES, STYLE, Choice, Severity
from postl10n.model.rule_outcomes import FindingOutcome, RulePrecision
from postl10n.stages.check.choices import effective
from postl10n.stages.check.precision import LEAST_PRECISION
from postl10n.stages.check.registry import severities

VALUES = frozenset({"number", "date", "currency", "unit"})
"""Rules whose errors stay errors: a wrong amount is no matter of how often the rule is mistaken."""
_LEAST_JUDGED = 10
"""The fewest findings of a rule from which a setting is proposed."""
_NEARLY_ALL = 0.95
_Z = 1.959964
"""The quantile of the normal distribution for 95 %."""

Outcomes = Mapping[str, Counter[FindingOutcome]]
"""By rule."""


def judged(
    before: Collection[str], after: Collection[str], *, changed: bool
) -> Iterator[tuple[str, FindingOutcome]]:
    """Yield the rules that had findings in an entry before a person accepted it, and what became of them."""
    for rule in before:
        if rule in after:
            yield rule, FindingOutcome.ACCEPTED
        elif changed:
            yield rule, FindingOutcome.CORRECTED


def rule_precision(locale: str, outcomes: Outcomes, choices: Mapping[str, Choice]) -> Iterator[RulePrecision]:
    """Yield the precision of every rule with outcomes, in the order of the rulebook; unknown rules are left out."""
    for rule, own in severities().items():
        counts = outcomes.get(rule, Counter())
        right, total = counts[FindingOutcome.CORRECTED], counts.total()
        if total <= 0:
            continue
        severity, interval = effective(rule, locale, choices), wilson(right, total)
        yield RulePrecision(
            locale=locale,
            rule=rule,
            corrected=right,
            waived=counts[FindingOutcome.WAIVED],
            accepted=counts[FindingOutcome.ACCEPTED],
            precision=right / total,
            interval=interval,
            severity=severity,
            proposed=_proposed(rule, own, severity, interval) if total >= _LEAST_JUDGED else None,
        )


def wilson(right: int, total: int) -> tuple[float, float]:
    """Return Wilson's interval of 95 % for a share.

    >>> [round(end, 3) for end in wilson(9, 10)]
    [0.596, 0.982]
    """
    share, square = right / total, _Z * _Z
    middle = (share + square / (2 * total)) / (1 + square / total)
    half = _Z * math.sqrt(share * (1 - share) / total + square / (4 * total * total)) / (1 + square / total)
    return max(0.0, middle - half), min(1.0, middle + half)


def _proposed(rule: str, own: Severity, severity: Choice, interval: tuple[float, float]) -> Choice | None:
    """Return a setting where the whole interval speaks for it."""
    if severity == OFF:
        return None
    if interval[1] < LEAST_PRECISION:
        milder = rule not in VALUES and severity is not Severity.NOTICE
        return Severity.NOTICE if milder else None
    if interval[0] >= LEAST_PRECISION and severity is Severity.NOTICE and own is not Severity.NOTICE:
        return own
    return None


def house_style(texts: Iterable[str], locale: str) -> Iterator[RulePrecision]:
    """Yield settings of house style that nearly all texts follow, as the precision of a rule that is off."""
    from postl10n.stages.check.rules.delimiters import quotations
    from postl10n.stages.check.rules.spacing import colons

    names = {space: name for name, space in COLON_SPACES.items()}
    seen: dict[str, Counter[str]] = {name: Counter() for name in STYLE}
    for text in texts:
        seen[QUOTES].update({text[start] + text[end - 1] for start, end in quotations(text, locale)})
        if ":" in language(locale).spaced_marks:
            seen[COLON].update({names[text[start : end - 1]] for start, end in colons(text)})
    for name, counts in seen.items():
        for value, count in counts.most_common(1):
            total = counts.total()
            if count >= _LEAST_JUDGED and count >= _NEARLY_ALL * total:
                yield RulePrecision(
                    locale=locale,
                    rule=name,
                    corrected=count,
                    waived=0,
                    accepted=total - count,
                    precision=count / total,
                    interval=wilson(count, total),
                    severity=OFF,
                    proposed=value,
                )
