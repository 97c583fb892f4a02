"""The command line: each module parses options, makes one call, prints, and sets the exit code."""

from __future__ import annotations

from typing import NoReturn

import click

from postl10n.errors import PluginError
from postl10n.registry import Registry
from postl10n.version import __version__
from postl10n.workspace.plugins import switch_off

# The first lines of their help, which `--help` shows without importing them.
_SUMMARIES = {
    "init": "Make a new project folder.",
    "run": "Build: the whole pipeline, from articles to the site.",
    "extract": "Build: show one article as it is read.",
    "segment": "Filter: divide texts into sentences.",
    "update": "Build: bring templates and catalogs up to date.",
    "adopt": "Translator: fill a catalog from its published translation.",
    "pretranslate": "Translator: fill empty entries from the translation memory.",
    "check": "Reviewer, build: findings in the catalogs.",
    "waive": "Reviewer: waive one finding, with a reason.",
    "score": "Reviewer: the score card of each locale.",
    "stats": "All: the completion of each locale.",
    "build": "Build: write the localized site.",
    "preview": "Translator: serve the site, rebuilt on each save.",
    "review": "Reviewer: edit and accept translations in the browser.",
    "article": "Build: rename an article with its catalogs.",
    "glossary": "Reviewer: look up and verify terms.",
    "memory": "Translator: import, search, export translation memory.",
    "po": "Translator, build: catalog tools for any PO file.",
    "plugins": "All: the plug-ins of installed packages.",
}


def _command(thing: object) -> click.Command | None:
    return thing if isinstance(thing, click.Command) else None


COMMANDS = Registry("commands", {name: f"postl10n.cli.{name}:{name}" for name in _SUMMARIES}, _command)


class _Commands(click.Group):
    """A group that imports a command when it is run; its list of our commands needs no import."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return COMMANDS.load(cmd_name) if cmd_name in COMMANDS else None

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception:
            # A plug-in's fault is one message; ours is for us to see.
            with COMMANDS.guard(ctx.invoked_subcommand or ""):
                raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, _summary(name)) for name in COMMANDS])


def _summary(name: str) -> str:
    """Return a command's summary for `--help`; a plug-in that can't be loaded doesn't hide the others."""
    if name in _SUMMARIES:
        return _SUMMARIES[name]
    try:
        return COMMANDS.load(name).get_short_help_str(70)
    except PluginError:
        return "(can't be loaded: see `postl10n plugins`)"


def _without_plugins(ctx: click.Context, param: click.Parameter, off: bool) -> None:
    if off:
        switch_off()


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: postl10n init news && cd news && postl10n run",
)
@click.version_option(__version__, prog_name="postl10n")
@click.option(
    "--no-plugins",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_without_plugins,
    help="Use no plug-ins of installed packages.",
)
def commands() -> None:
    """Translate the news of postal operators: segments, glossary, gettext catalogs, checks, pages.

    For translators, who edit the PO files; for reviewers, who ask whether terms are the same everywhere;
    and for builds, which make the localized site.
    """


def main() -> NoReturn:
    """The console script. Faults that a user can put right are printed in a line or two, exit code 2."""
    from postl10n.cli.faults import guarded

    guarded(commands)
