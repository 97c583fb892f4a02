"""Groups of commands: their lists in `--help`, and what a mistyped name was meant to be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import click

_R = TypeVar("_R")

_WHOLE = 1000
"""Characters of a summary: a list of commands may wrap it, and never cuts it."""


class CommandGroup(click.Group):
    """A group that lists each command with the whole first sentence of its help."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            raise click.UsageError(f"No such command {name!r}. {self._meant(ctx, name)}".rstrip(), ctx)
        return super().resolve_command(ctx, args)

    def _meant(self, ctx: click.Context, name: str) -> str:
        """Return a question for a name that is much like one of a command, or that a group of commands has."""
        from postl10n.project.config_check import nearest

        inside = (
            f"{group} {name}"
            for group in self.list_commands(ctx)
            if isinstance(members := self.get_command(ctx, group), click.Group) and name in members.commands
        )
        within = next(inside, None)
        return f'Did you mean "{within}"?' if within else nearest(name, self.list_commands(ctx))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands in order."""
        rows = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        write_commands(formatter, "Commands", ((name, summary(command)) for name, command in rows if command))


def _set_lock_timeout(_context: click.Context, _option: click.Parameter, seconds: float | None) -> None:
    if seconds is not None:
        from postl10n.project.writes import LockWait

        LockWait.most = seconds


def lock_timeout_option(*, hidden: bool = False) -> Callable[[Callable[..., _R]], Callable[..., _R]]:
    """`--lock-timeout`, before a command's name or, where no help says so, after it."""
    return click.option(
        "--lock-timeout",
        type=click.FloatRange(min=0),
        metavar="SECONDS",
        expose_value=False,
        callback=_set_lock_timeout,
        hidden=hidden,
        help="Wait so long for another postl10n at work here; by default 60.",
    )


def summary(command: click.Command) -> str:
    """Return the first sentence of a command's help, however long."""
    return command.get_short_help_str(_WHOLE)


def write_commands(formatter: click.HelpFormatter, title: str, rows: Iterable[tuple[str, str]]) -> None:
    """Write commands with their summaries under a title."""
    with formatter.section(title):
        formatter.write_dl(list(rows))
