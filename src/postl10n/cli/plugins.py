"""`postl10n plugins`"""

from __future__ import annotations

import click

from postl10n.cli.common import echo, format_option, print_json
from postl10n.cli.faults import end_with_findings


@click.command(epilog="Example: postl10n plugins --format json")
@format_option()
def plugins(form: str) -> None:
    """All: the plug-ins of installed packages: rules, formats, engines, languages, commands.

    Each is loaded as a test. Exit code 1 if one can't be used. docs/extending.md explains how to write one;
    `[plugins]` in postl10n.toml and the option --no-plugins switch them off.
    """
    from postl10n.cli import COMMANDS
    from postl10n.workspace.plugins import listing

    found = listing(COMMANDS)
    if form == "json":
        rows = [{**one.plugin._asdict(), "status": one.status, "problem": one.problem} for one in found]
        print_json({"plugins": rows})
    elif not found:
        echo("No plug-ins are installed.")
    else:
        for one in found:
            plugin = one.plugin
            echo(
                f"{plugin.kind} {plugin.name}  {plugin.package} {plugin.version}: {one.problem or one.status}"
            )
    end_with_findings(any(one.problem for one in found))
