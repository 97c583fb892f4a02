"""`postl10n waive`"""

from __future__ import annotations

import datetime

import click

from postl10n.cli.common import Part, echo, project_option


@click.command(
    epilog='Example: postl10n waive locales/ru/LC_MESSAGES/macao-stamps.po:116 term-missing --reason "a name"'
)
@project_option
@click.argument("place", metavar="FILE:LINE")
@click.argument("rule", metavar="RULE")
@click.option("--reason", required=True, metavar="TEXT", help="The reason for the waiver.")
@click.option(
    "--until",
    metavar="YYYY-MM-DD",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The last day of the waiver; by default it has none.",
)
def waive(part: Part, place: str, rule: str, reason: str, until: datetime.datetime | None) -> None:
    """Reviewer: waive the findings of a rule in one entry.

    FILE:LINE and RULE as `postl10n check` prints them. The waiver is a comment in the catalog; no other byte of it is
    changed. It ends when source or translation changes: `check` then reports the finding again, and the comment as
    unused.
    """
    from postl10n.errors import UsageError

    path, _, line = place.rpartition(":")
    if not path or not line.isdecimal() or len(line) > 9:
        raise UsageError(f"{place!r} is not FILE:LINE", hint="Write it as `postl10n check` prints it.")
    day = until.date() if until else None
    with part.opened() as workspace:
        waiver = workspace.waive(path, int(line), rule, reason=reason, until=day)
    echo(f"{path}:{line}: # {waiver.comment()}")
