"""All rules that look at one pair alone, in the order in which their findings are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postl10n.stages.check.rules.amounts import CurrencyRule, DateRule, NumberRule, UnitRule
from postl10n.stages.check.rules.completeness import MissingPartRule
from postl10n.stages.check.rules.copying import CopiedSourceRule
from postl10n.stages.check.rules.delimiters import BracketRule, QuoteRule
from postl10n.stages.check.rules.doubled import DoubledWordRule
from postl10n.stages.check.rules.ending import EndPunctuationRule
from postl10n.stages.check.rules.left_over import UntranslatedRule
from postl10n.stages.check.rules.letters import ScriptRule
from postl10n.stages.check.rules.markup import EmailRule, PlaceholderRule, TagRule, UrlRule
from postl10n.stages.check.rules.spacing import ControlCharacterRule, SpaceRule

if TYPE_CHECKING:
    from postl10n.stages.check.rules.base import Rule

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


def rule_names() -> tuple[str, ...]:
    return tuple(rule.name for rule in PAIR_RULES)
