"""`postl10n plugins`"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from postl10n.cli.common import EXIT_FINDINGS, echo, format_option, print_json

if TYPE_CHECKING:
    from postl10n.workspace.plugins import PluginState


@click.command(epilog="Example: postl10n plugins --format json")
@format_option()
@click.pass_context
def plugins(context: click.Context, form: str) -> None:
    """All: the plug-ins of installed packages: rules, formats, engines, languages, commands.

    Each is loaded as a test. Exit code 1 if one can't be used. docs/extending.md explains how to write one;
    `[plugins]` in postl10n.toml and the option --no-plugins switch them off.
    """
    from postl10n.cli import COMMANDS
    from postl10n.workspace.plugins import listing

    found = listing(COMMANDS)
    if form == "json":
        print_json({"plugins": [as_json(one) for one in found]})
    elif not found:
        echo("No plug-ins are installed.")
    else:
        for one in found:
            plugin = one.plugin
            echo(
                f"{plugin.kind:11}{plugin.name:24}{plugin.package} {plugin.version}: {one.problem or one.status}"
            )
    if any(one.problem for one in found):
        context.exit(EXIT_FINDINGS)


def as_json(one: PluginState) -> dict[str, object]:
    """Return a row of the document that the schema of plugins describes."""
    plugin = one.plugin
    return {
        "kind": plugin.kind,
        "name": plugin.name,
        "package": plugin.package,
        "version": plugin.version,
        "target": plugin.target,
        "status": one.status,
        "problem": one.problem,
    }
