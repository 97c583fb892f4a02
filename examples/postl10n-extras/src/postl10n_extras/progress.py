"""A command: one line a locale, for a chat or a mail."""

from __future__ import annotations

from pathlib import Path

import click

from postl10n import Workspace


@click.command(epilog="Example: postl10n progress -C news")
@click.option("-C", "--project", "folder", type=click.Path(path_type=Path), default=Path())
def progress(folder: Path) -> None:
    """All: how far each locale is, a line each."""
    for locale, counts in Workspace.open(folder).stats().by_locale().items():
        click.echo(f"{locale}: {counts.completion:.0%} of {counts.words} words")
