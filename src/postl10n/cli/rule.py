"""`postl10n rule`"""

from __future__ import annotations

import click

from postl10n.cli.common import echo


@click.command(epilog="Example: postl10n rule number")
@click.argument("name", required=False)
def rule(name: str | None) -> None:
    """All: what a rule of `check` finds and why, with examples, repair and how to waive it; without NAME, all rules."""
    from postl10n.stages.check.registry import rulebook
    from postl10n.stages.check.rule_page import rule_page
    from postl10n.workspace.arguments import one_of

    rules = {one.name: one for one in rulebook()}
    if name is not None:
        echo(rule_page(one_of(name, rules, "rule")))
        return
    for one in rules.values():
        echo(f"{one.name}  ({one.severity})\n    {one.documentation.partition('. ')[0].rstrip('.')}.")
