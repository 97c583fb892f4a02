"""Help as it is read: whole at 80 columns, the verbs first; and what a slip of the pen is answered with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from program import program

from postl10n.cli import COMMANDS, commands

VERBS = ["extract", "segment", "glossary", "update", "pretranslate", "check", "score", "build"]
"""The commands of the pipeline's stages, in their order."""
COLUMNS = 80


def groups(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[click.Context]:
    """Yield the context of a group and of all groups in it."""
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=name, parent=parent, terminal_width=COLUMNS)
        yield context
        for one in command.list_commands(context):
            member = command.get_command(context, one)
            assert member is not None
            yield from groups(member, one, context)


def test_the_eight_verbs_come_first_and_no_command_is_left_out() -> None:
    shown = re.findall(r"^  ([a-z][a-z-]+)  ", program("--no-plugins", "--help").stdout, re.MULTILINE)

    assert shown[: len(VERBS)] == VERBS
    assert sorted(shown) == sorted(COMMANDS.own)


@pytest.mark.parametrize("context", [*groups(commands, "postl10n")], ids=lambda context: context.command_path)
def test_lists_of_commands_are_whole(context: click.Context) -> None:
    told = context.command.get_help(context)

    assert not [line for line in told.splitlines() if line.startswith("  ") and line.endswith("...")]
    assert all(len(line) <= COLUMNS for line in told.splitlines())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chekc", "check"),
        ("stat", "stats"),
        ("po mrge", "merge"),
        ("rename", "article rename"),
        ("check --rules numbr", "number"),
        ("stats --locale pt_BR", "pt_PT"),
        ("stats --locale zh_TW", "zh_Hans"),
        ("stats --locale jp", "ja"),
        ("segment --jsonl --bogu", None),
        ("glossary show brige", "bridge"),
        ("glossary show 'post ofice'", "post-office"),
        ("check --article bridg", "bridge"),
    ],
)
def test_a_slip_is_answered_with_what_was_meant(typed: str, meant: str | None, project: Path) -> None:
    settings = project / "postl10n.toml"
    told = settings.read_text(encoding="utf-8").replace('"ru", "zh_Hans"', '"ru", "zh_Hans", "pt_PT"')
    settings.write_text(told, encoding="utf-8")
    (project / "glossary" / "more.yaml").write_text(
        "subject: more\nconcepts:\n"
        "  - {id: bridge, terms: {en: [land bridge]}}\n"
        "  - {id: post-office, terms: {en: [post office]}}\n",
        encoding="utf-8",
    )
    done = program(*(one.strip("'") for one in re.findall(r"'[^']+'|\S+", typed)), cwd=project)

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    question = re.search(r'Did you mean "(.+?)"\?', done.stderr)
    assert (question[1] if question else None) == meant, done.stderr


def test_tables_are_whole_where_names_are_long(project: Path) -> None:
    name = "a-post-office-that-was-closed-for-years-opens-again"
    (project / "articles" / "bridge.txt").rename(project / "articles" / f"{name}.txt")
    assert program("update", cwd=project).returncode == 0
    shown = ""
    for command in (["stats"], ["pretranslate", "--dry-run"], ["stats", "--locale", "zh_Hans"]):
        shown = program(*command, cwd=project).stdout
        assert "…" not in shown
        assert all(len(line) <= COLUMNS for line in shown.splitlines()), shown
    assert name in "".join(re.findall(r"^ (?:zh_Hans| {7}) +([a-z-]+)", shown, re.MULTILINE))


def test_a_project_folder_that_is_not_there_is_not_looked_for_above(project: Path) -> None:
    done = program("stats", "-C", "nwes", cwd=project)

    assert done.returncode == 2
    assert "'nwes' does not exist" in done.stderr
