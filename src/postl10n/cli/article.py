"""`postl10n article`"""

from __future__ import annotations

import click

from postl10n.cli.common import Part, echo, project_option
from postl10n.cli.groups import CommandGroup


@click.group(cls=CommandGroup, epilog="Example: postl10n article rename macao-stamps stamps-140")
def article() -> None:
    """Build: manage an article and its catalogs."""


@article.command(epilog="Example: postl10n article rename macao-stamps stamps-140")
@click.argument("old")
@click.argument("new")
@project_option
def rename(old: str, new: str, part: Part) -> None:
    """Give an article another id: its source, template, catalogs and references are renamed with it."""
    with part.opened() as workspace:
        renamed = workspace.rename_article(old, new)
        workspace.update()
    for path in renamed:
        echo(f"renamed {path}")
