"""`postl10n waive`"""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from postl10n.cli.common import echo, opened, project_option


@click.command(
    epilog='Example: postl10n waive locales/ru/LC_MESSAGES/site.po:12 number --reason "the source is wrong"'
)
@project_option
@click.argument("place", metavar="FILE:LINE")
@click.argument("rule", metavar="RULE")
@click.option("--reason", required=True, metavar="TEXT", help="Why the finding may stand.")
@click.option(
    "--until",
    metavar="YYYY-MM-DD",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The last day on which it may; for ever if left out.",
)
def waive(folder: Path, place: str, rule: str, reason: str, until: datetime.datetime | None) -> None:
    """Reviewer: let what a rule finds in one entry stand.

    FILE:LINE and RULE as `postl10n check` prints them. A comment in the catalog says so; no other byte of it is
    changed. It dies when source or translation changes, and `check` then reports the finding again, and the
    comment as unused.
    """
    from postl10n.errors import UsageError

    path, _, line = place.rpartition(":")
    if not path or not line.isdecimal() or len(line) > 9:
        raise UsageError(f"{place!r} is no FILE:LINE", hint="Write it as `postl10n check` prints it.")
    day = until.date() if until else None
    with opened(folder) as workspace:
        waiver = workspace.waive(path, int(line), rule, reason=reason, until=day)
    echo(f"{path}:{line}: # {waiver.comment()}")
