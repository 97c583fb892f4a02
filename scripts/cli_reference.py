"""Prints the command reference, `docs/cli.md`, from the commands' own help."""

from __future__ import annotations

import click

from postl10n.cli import commands

INTRODUCTION = """\
# Command reference

Made from the commands' own help by `python scripts/cli_reference.py > docs/cli.md`; a test keeps the two the same.

Exit codes: 0 done, 1 findings at or above the chosen severity or a missed gate, 2 wrong use or input that can't be read.
Filters and look-ups exit with 0 whatever they answer. Data goes to stdout; progress, on a terminal only, to stderr.
"""


def reference() -> str:
    """The whole page."""
    return INTRODUCTION + "".join(_sections(commands, "postl10n", None))


def _sections(command: click.Command, name: str, parent: click.Context | None) -> list[str]:
    context = click.Context(command, info_name=name, parent=parent, max_content_width=100, terminal_width=100)
    sections = [f"\n## {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n"]
    if isinstance(command, click.Group):
        for sub in command.list_commands(context):
            found = command.get_command(context, sub)
            if found is not None:
                sections += _sections(found, sub, context)
    return sections


if __name__ == "__main__":
    print(reference(), end="")
