"""Every example in the help of every command runs as it is printed, in a copy of this repository."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from program import program

from postl10n.cli import commands

ROOT = Path(__file__).parents[2]
COPIED = ("articles", "examples", "glossary", "locales", "memory", "references", "postl10n.toml")
SERVES = re.compile(r"http://127\.0\.0\.1:\d+")
SECONDS = 300
"""Who hasn't ended by then hangs."""


def examples(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[str]:
    """Yield the example of a command and those of its members."""
    context = click.Context(command, info_name=name, parent=parent)
    said = command.epilog or ""
    assert re.match(r"Example: (cd \S+ && )?postl10n ", said), context.command_path
    assert context.command_path in said
    yield said.removeprefix("Example: ")
    if isinstance(command, click.Group):
        for one in command.list_commands(context):
            member = command.get_command(context, one)
            assert member is not None
            yield from examples(member, one, context)


EXAMPLES = sorted(set(examples(commands, "postl10n")))


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the repository has of a project, with a commit before the last; it has been checked once, which is remembered."""
    folder = tmp_path_factory.mktemp("copy") / "repository"
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)
        elif (ROOT / name).exists():
            shutil.copy(ROOT / name, folder / name)
    mail = "somebody@news.example"
    identity = ("-c", "user.name=Somebody", "-c", f"user.email={mail}", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "init", "--quiet", "-b", "main"], cwd=folder, check=True)
    for message in ("first", "second"):
        subprocess.run(["git", "add", "--all"], cwd=folder, check=True)
        commit = ["git", *identity, "commit", "--quiet", "--allow-empty", "--message", message]
        subprocess.run(commit, cwd=folder, check=True)
    program("check", cwd=folder)
    return folder


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_runs_as_it_is_printed(example: str, repository: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(repository, folder)
    output = tmp_path / "output"
    with output.open("wb") as out:
        shell = subprocess.Popen(
            ["bash", "-ec", example],
            cwd=folder,
            env={
                **os.environ,
                "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
                "BROWSER": "true",
                "COLUMNS": "80",
                "GIT_CONFIG_GLOBAL": os.devnull,
            },
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        code = ended(shell, output)
    told = output.read_text(encoding="utf-8")
    assert code == 0, told
    assert "Traceback" not in told


def ended(shell: subprocess.Popen[bytes], output: Path) -> int:
    """The exit code; what serves pages until Ctrl-C gets that once it has said where."""
    for _ in range(SECONDS * 5):
        try:
            return shell.wait(0.2)
        except subprocess.TimeoutExpired:
            if SERVES.search(output.read_text(encoding="utf-8", errors="replace")):
                os.killpg(shell.pid, signal.SIGINT)
                shell.wait(60)
                return 0
    os.killpg(shell.pid, signal.SIGKILL)
    raise AssertionError(output.read_text(encoding="utf-8"))
