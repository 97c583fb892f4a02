"""All rules that look at one pair alone, in the order in which their findings are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postl10n.stages.check.rules.completeness import MissingPartRule
from postl10n.stages.check.rules.copying import CopiedSourceRule
from postl10n.stages.check.rules.delimiters import BracketRule, QuoteRule
from postl10n.stages.check.rules.doubled import DoubledWordRule
from postl10n.stages.check.rules.ending import EndPunctuationRule
from postl10n.stages.check.rules.markup import EmailRule, PlaceholderRule, TagRule, UrlRule
from postl10n.stages.check.rules.script import ScriptRule
from postl10n.stages.check.rules.spacing import ControlCharacterRule, SpaceRule
from postl10n.stages.check.rules.untranslated import UntranslatedRule
from postl10n.stages.check.rules.values import CurrencyRule, DateRule, NumberRule, UnitRule

if TYPE_CHECKING:
    from postl10n.stages.check.rules.base import Rule


from postl10n.lang.terms.usage import TERM_RULES
from postl10n.model.findings import RuleInfo, Severity
from postl10n.stages.check.consistency import INCONSISTENT
from postl10n.stages.check.plural import PLURAL
from postl10n.stages.check.waivers import WAIVER

PAIR_RULES: tuple[Rule, ...] = (
    NumberRule(),
    DateRule(),
    CurrencyRule(),
    UnitRule(),
    PlaceholderRule(),
    TagRule(),
    UrlRule(),
    EmailRule(),
    ControlCharacterRule(),
    BracketRule(),
    QuoteRule(),
    EndPunctuationRule(),
    SpaceRule(),
    DoubledWordRule(),
    ScriptRule(),
    CopiedSourceRule(),
    UntranslatedRule(),
    MissingPartRule(),
)


__all__ = ["PROJECT_RULES", "TERM_RULES", "rulebook"]

_PROJECT = (
    RuleInfo(
        name=PLURAL,
        severity=Severity.ERROR,
        documentation=(
            "An entry has fewer or more plural forms than its header says, the header's rule can't be read or has not "
            "as many forms as the language, or a form that is used for several numbers names none: Russian uses its "
            "first form for 1, 21 and 31, so it needs the placeholder even where the English says “one”."
        ),
    ),
    RuleInfo(
        name=INCONSISTENT,
        severity=Severity.WARNING,
        documentation=(
            "The same source in the same context (msgctxt) is translated otherwise in another article of the locale. "
            "What more than half of the places have is taken as right; where nothing has, every place is reported."
        ),
    ),
    RuleInfo(
        name="term-missing",
        severity=Severity.WARNING,
        documentation=(
            "A concept of the glossary is named in the source, and the translation uses none of its preferred or "
            "admitted terms, in whatever inflection."
        ),
    ),
    RuleInfo(
        name="term-forbidden",
        severity=Severity.ERROR,
        documentation=(
            "The translation uses a form that the glossary forbids, or (a warning) one that it calls deprecated."
        ),
    ),
    RuleInfo(
        name="term-untranslated-acronym",
        severity=Severity.WARNING,
        documentation=(
            "An acronym of the source is left as it is, and the glossary has a term of the locale for it: UPU for ВПС."
        ),
    ),
    RuleInfo(
        name="term-repeat-missing",
        severity=Severity.NOTICE,
        documentation=(
            "The source repeats a term, and the translation has it less often. A pronoun may well stand for it, so "
            "this is only a notice."
        ),
    ),
    RuleInfo(
        name="term-inconsistent",
        severity=Severity.WARNING,
        documentation=(
            "An article renders a source term by another of the terms that the glossary admits than most of the "
            "locale does. An acronym beside a full form is no other rendering."
        ),
    ),
    RuleInfo(
        name="term-mixed",
        severity=Severity.WARNING,
        documentation=(
            "One article renders one source term by several of the terms that the glossary admits. Reported where "
            "the less usual one stands first."
        ),
    ),
    RuleInfo(
        name="term-first-mention",
        severity=Severity.WARNING,
        documentation=(
            "The first mention in an article's running text is not as the concept's `first-mention` says. Without such "
            "a rule it is a notice where the source spells a name out and the translation has its acronym first, the "
            "full form later."
        ),
    ),
    RuleInfo(
        name="merged-misplaced",
        severity=Severity.ERROR,
        documentation=(
            "`{merged}` stands where there is no sentence before it that it can be joined to in every place, or where "
            "two sentences of a run hold tags."
        ),
    ),
    RuleInfo(
        name=WAIVER,
        severity=Severity.WARNING,
        documentation=(
            "A waiver lets nothing stand: the rule finds nothing here, source or translation has changed since, or "
            "its date has passed."
        ),
    ),
    RuleInfo(
        name="empty",
        severity=Severity.NOTICE,
        documentation="The entry is not translated. Never decides an exit code.",
    ),
    RuleInfo(
        name="fuzzy",
        severity=Severity.NOTICE,
        documentation="The entry waits for a person, and pages don't show it. Never decides an exit code.",
    ),
)
PROJECT_RULES = tuple(rule.name for rule in _PROJECT)


def rulebook() -> tuple[RuleInfo, ...]:
    """The rules in the order in which reports list them."""
    pairs = (
        RuleInfo(name=rule.name, severity=rule.severity, documentation=rule.documentation)
        for rule in PAIR_RULES
    )
    return (*pairs, *_PROJECT)
