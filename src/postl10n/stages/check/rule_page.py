"""The page of a rule: what it finds and why, right and wrong texts, repairs, and how it is waived or switched off."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from postl10n.lang.locales import endonym
from postl10n.model.findings import STATE_RULES, RuleInfo
from postl10n.stages.check.pairs import SegmentPair, check_pair
from postl10n.stages.check.registry import rulebook
from postl10n.stages.check.rules.base import TABLE

_SETTING = '    [check]              # or [check.ru]: of one locale\n    {name} = "off"'
_REPAIRS = {
    "safe": "The finding carries one where it can be made without a look: `postl10n check --fix` makes it in drafts and "
    "fuzzy entries, and the review page offers it in all.",
    "proposed": "Where there is an obvious one, the review page offers it for a look; nothing makes it by itself.",
    "": "None is proposed: what is right, a person has to say.",
}


def rule_page(name: str) -> str:
    """Return the page of a rule in Markdown. Raises KeyError for an unknown rule, PluginError for a broken one."""
    rule = next((one for one in rulebook() if one.name == name), None)
    if rule is None:
        raise KeyError(name)
    return "\n".join([*_told(rule), ""])


def _told(rule: RuleInfo) -> Iterator[str]:
    row: Mapping[str, str] = TABLE.get(rule.name, {})
    yield f"# {rule.name}\n\nSeverity: {rule.severity}. {rule.documentation}"
    if why := row.get("why"):
        yield f"\n## Why\n\n{why}"
    if examples := examples_of(rule.name):
        yield "\n## Wrong and right"
        for one in examples:
            yield from _example(rule.name, one)
    if rule.name in TABLE:
        yield f"\n## Repair\n\n{_REPAIRS[row.get('repair', '')]}"
    yield f"\n## Waiving and switching off\n\n{_ways_out(rule.name)}"


def examples_of(name: str) -> list[dict[str, Any]]:
    """Return examples: `locale`, `source`, `wrong`, and `right` where it is known.

    Those of whole catalogs have `said`; their texts may be lists, one text an article.
    """
    if told := TABLE.get(name, {}).get("examples"):
        return list(told)
    text = (files(__package__) / "rules" / "examples.json").read_text("utf-8")
    chosen: dict[str, list[dict[str, Any]]] = json.loads(text)
    return chosen.get(name, [])


def _example(name: str, one: Mapping[str, Any]) -> Iterator[str]:
    apart = ", each in an article of its own" if isinstance(one["source"], list) else ""
    yield f"\n{endonym(one['locale'])} (`{one['locale']}`){apart}\n"
    yield f"- source: {_shown(one['source'])}"
    yield f"- wrong: {_shown(one['wrong'])}"
    if "said" in one:
        said = [one["said"]]
    else:
        found = check_pair(SegmentPair(one["source"], one["wrong"], "en", one["locale"]))
        said = [finding.message for finding in found if finding.rule == name]
    yield from (f"- said: {_shown(message)}" for message in said)
    if "right" in one:
        yield f"- right: {_shown(one['right'])}"


def _ways_out(name: str) -> str:
    off = f"A project or a locale does without the rule by its settings:\n\n{_SETTING.format(name=name)}"
    if name in STATE_RULES or name == "waiver":
        return off
    return (
        "One finding is waived with a reason, until source or translation changes:\n\n"
        f'    postl10n waive FILE:LINE {name} --reason "…"\n\n{off}\n\n'
        "Instead of `off` there may be `notice`, `warning` or `error`."
    )


def _shown(texts: str | list[str]) -> str:
    """Return texts as code, in which every character is shown; what is invisible as its number."""
    if isinstance(texts, list):
        return " · ".join(map(_shown, texts))
    seen = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in texts)
    return f"`` {seen} ``" if "`" in seen else f"`{seen}`"
