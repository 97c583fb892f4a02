"""All rules by name, in the order in which their findings are shown; those of plug-ins come after ours."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from postl10n.lang.terms.usage import TERM_RULES
from postl10n.model.findings import Finding, RuleInfo, Severity
from postl10n.registry import Plugin, Registry, cached, installed
from postl10n.stages.check.rules.base import MOST_FINDINGS, TABLE, TOLD, Rule, SegmentPair

_OWN = "postl10n.stages.check.rules"


def _rule(thing: object) -> Rule | None:
    made = thing() if isinstance(thing, type) else thing
    return made if isinstance(made, Rule) else None


RULES = Registry(
    "rules",
    {name: f"{_OWN}.{row['class']}" for name, row in TABLE.items() if "class" in row},
    _rule,
)
"""Rules that look at one pair alone."""


class _AddedRule(Rule):
    """A plug-in's rule: what it raises becomes one message, and what it finds has its name."""

    def __init__(self, plugin: Plugin, rule: Rule) -> None:
        self._plugin = plugin
        self._rule = rule
        self.name = plugin.name
        self.severity = Severity(rule.severity)
        self.documentation = str(rule.documentation)

    def check(self, pair: SegmentPair) -> Iterable[Finding]:
        with self._plugin.guarded():
            found = list(islice(self._rule.check(pair), MOST_FINDINGS))
            return [replace(finding, rule=self.name) for finding in found]


def pair_rules(chosen: Collection[str] | None = None) -> tuple[Rule, ...]:
    """The rules that look at one pair, or those chosen. Raises PluginError where one of them is broken."""
    return _loaded(None if chosen is None else frozenset(chosen))


@cached(32)
def _loaded(chosen: Collection[str] | None) -> tuple[Rule, ...]:
    return tuple(_loaded_rule(name) for name in RULES if chosen is None or name in chosen)


def _loaded_rule(name: str) -> Rule:
    plugin, rule = RULES.plugin(name), RULES.load(name)
    if plugin is None:
        return rule
    with plugin.guarded("can't be used"):
        return _AddedRule(plugin, rule)


__all__ = ["PROJECT_RULES", "TERM_RULES", "rulebook"]

_PROJECT = tuple(one for name, one in TOLD.items() if name not in RULES.own)
PROJECT_RULES = tuple(rule.name for rule in _PROJECT)


def usable_names() -> tuple[str, ...]:
    """The names of all rules; none of a plug-in is loaded for it."""
    return (*RULES, *PROJECT_RULES)


def rule_names() -> tuple[str, ...]:
    """Return the names that settings may use: all rules, those of plug-ins that are switched off included."""
    added = (plugin.name for plugin in installed() if plugin.kind == "rules")
    return tuple(dict.fromkeys((*usable_names(), *added)))


def severities() -> Mapping[str, Severity]:
    """The severity of what each rule usually reports. Raises PluginError."""
    return _severities(pair_rules())


@lru_cache(maxsize=8)
def _severities(rules: tuple[Rule, ...]) -> Mapping[str, Severity]:
    own = {rule.name: rule.severity for rule in rules}
    return own | {rule.name: rule.severity for rule in _PROJECT}


def rulebook() -> tuple[RuleInfo, ...]:
    """The rules in the order in which reports list them. Raises PluginError."""
    pairs = (
        RuleInfo(name=rule.name, severity=rule.severity, documentation=rule.documentation)
        for rule in pair_rules()
    )
    return (*pairs, *_PROJECT)
