"""The command line: each module parses options, makes one call, prints, and sets the exit code."""

from __future__ import annotations

import importlib
from typing import NoReturn

import click

from postl10n.version import __version__

# Each command is imported when it is asked for, so that `--help` and filters start fast.
_COMMANDS = {
    "init": ("postl10n.cli.init", "init", "Make a new project folder."),
    "run": ("postl10n.cli.run", "run", "Build: the whole pipeline, from articles to the site."),
    "extract": ("postl10n.cli.extract", "extract", "Build: show one article as it is read."),
    "segment": ("postl10n.cli.segment", "segment", "Filter: divide texts into sentences."),
    "update": ("postl10n.cli.update", "update", "Build: bring templates and catalogs up to date."),
    "pretranslate": (
        "postl10n.cli.pretranslate",
        "pretranslate",
        "Translator: fill empty entries from the translation memory.",
    ),
    "check": ("postl10n.cli.check", "check", "Reviewer, build: findings in the catalogs."),
    "waive": ("postl10n.cli.waive", "waive", "Reviewer: let one finding stand, with a reason."),
    "score": ("postl10n.cli.score", "score", "Reviewer: the score card of each locale."),
    "stats": ("postl10n.cli.stats", "stats", "All: how far each locale is."),
    "build": ("postl10n.cli.build", "build", "Build: write the localized site."),
    "preview": ("postl10n.cli.preview", "preview", "Translator: serve the site, built anew on each save."),
    "review": ("postl10n.cli.review", "review", "Reviewer: settle translations on a page of this computer."),
    "article": ("postl10n.cli.article", "article", "Build: rename an article with its catalogs."),
    "glossary": ("postl10n.cli.glossary", "glossary", "Reviewer: look up and verify terms."),
    "memory": ("postl10n.cli.memory", "memory", "Translator: import, search, export translation memory."),
    "po": ("postl10n.cli.po", "po", "Translator, build: catalog tools for any PO file."),
}


class _Commands(click.Group):
    """A group that imports a command when it is run; its list of commands needs no import."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, name, _ = _COMMANDS[cmd_name]
        command = getattr(importlib.import_module(module), name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{module}.{name} is no command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, _, summary) in _COMMANDS.items()])


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: postl10n init news && cd news && postl10n run",
)
@click.version_option(__version__, prog_name="postl10n")
def commands() -> None:
    """Translate the news of postal operators: segments, glossary, gettext catalogs, checks, pages.

    For translators, who edit the PO files; for reviewers, who ask whether terms are the same everywhere;
    and for builds, which make the localized site.
    """


def main() -> NoReturn:
    """The console script. Faults that a user can put right are printed in a line or two, exit code 2."""
    from postl10n.cli.faults import guarded

    guarded(commands)
