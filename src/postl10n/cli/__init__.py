"""The command line: each module parses options, makes one call, prints, and sets the exit code."""

from __future__ import annotations

import gc
from typing import NoReturn

import click

from postl10n.cli.groups import CommandGroup, lock_timeout_option, summary, write_commands
from postl10n.errors import PluginError
from postl10n.registry import Registry
from postl10n.version import __version__
from postl10n.workspace.plugins import switch_off

# The first lines of their help, which `--help` shows without importing them.
_GROUPS = {
    "The eight verbs of the pipeline, in order; `postl10n run` does them all": {
        "extract": "Build: show one article as it is read.",
        "segment": "Filter: divide texts into sentences.",
        "glossary": "Reviewer: look up and verify terms.",
        "update": "Build: bring templates and catalogs up to date.",
        "pretranslate": "Translator: fill empty entries from the translation memory.",
        "check": "Reviewer, build: findings in the catalogs.",
        "score": "Reviewer: the score card of each locale.",
        "build": "Build: write the localized site.",
    },
    "A project": {
        "init": "Make a new project folder.",
        "run": "Build: the whole pipeline, from articles to the site.",
        "stats": "All: the completion of each locale.",
        "article": "Build: rename an article with its catalogs.",
        "plugins": "All: the plug-ins of installed packages.",
    },
    "Translating": {
        "adopt": "Translator: fill a catalog from its published translation.",
        "memory": "Translator: import, search, export translation memory.",
        "po": "Translator, build: catalog tools for any PO file.",
        "lsp": "Translator: the language server for editors.",
        "preview": "Translator: serve the site, rebuilt on each save.",
    },
    "Reviewing": {
        "review": "Reviewer: edit and accept translations in the browser.",
        "rule": "All: what a rule of `check` finds and why.",
        "waive": "Reviewer: waive one finding, with a reason.",
    },
    "Corpora": {
        "bulk": "Build: millions of articles, on this machine or a cluster.",
    },
}
_SUMMARIES = {name: told for group in _GROUPS.values() for name, told in group.items()}


def _command(thing: object) -> click.Command | None:
    return thing if isinstance(thing, click.Command) else None


COMMANDS = Registry("commands", {name: f"postl10n.cli.{name}:{name}" for name in _SUMMARIES}, _command)


class _Commands(CommandGroup):
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
        for title, group in _GROUPS.items():
            write_commands(formatter, title, group.items())
        if added := [name for name in COMMANDS if name not in _SUMMARIES]:
            write_commands(formatter, "Plug-ins", ((name, _added_summary(name)) for name in added))


def _added_summary(name: str) -> str:
    """Return the summary of a plug-in's command; one that can't be loaded doesn't hide the others."""
    try:
        return summary(COMMANDS.load(name))
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
@lock_timeout_option()
def commands() -> None:
    """Translate the news of postal operators: segments, glossary, gettext catalogs, checks, pages.

    For translators, who edit the PO files; for reviewers, who ask whether terms are the same everywhere;
    and for builds, which make the localized site.
    """


def main() -> NoReturn:
    """The console script. Faults that a user can put right are printed in a line or two, exit code 2."""
    from postl10n.cli.faults import guarded

    # Next to nothing of catalogs, glossaries and pages is a cycle; looking for them takes up to a sixth of the time.
    gc.set_threshold(100_000, 50, 50)
    guarded(commands)
