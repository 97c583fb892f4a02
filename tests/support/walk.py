"""Every command of the program, run as its user runs it, in a folder where something is wrong."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from postl10n.cli import commands, main

ARGUMENTS: dict[str, tuple[str, ...]] = {
    "init": ("fresh",),
    "extract": ("articles/bridge.txt",),
    "segment": ("--jsonl", "--lang", "en"),
    "adopt": ("bridge", "bridge-ru.txt", "--locale", "ru"),
    "check": (),
    "waive": ("locales/ru/LC_MESSAGES/bridge.po:20", "number", "--reason", "the source is wrong"),
    "score": (),
    "preview": ("--port", "0"),
    "review": ("--port", "0", "--no-open"),
    "article rename": ("bridge", "viaduct"),
    "bulk extract": ("articles", "--to", "corpus", "-C", "."),
    "bulk select": ("articles", "--where", "id = 'bridge'", "--to", "chosen"),
    "bulk terms": ("articles", "--to", "corpus", "-C", "."),
    "glossary export": ("--force", "terms.csv"),
    "glossary find": ("articles/bridge.txt",),
    "glossary impact": ("old", "glossary", "--apply"),
    "glossary import": ("pairs.csv", "--target", "ru", "--into", "glossary/example.yaml"),
    "glossary show": ("belpost",),
    "glossary verify": ("--jsonl",),
    "memory export": ("--force", "-o", "out.tmx"),
    "memory import": ("pairs.csv", "--locale", "ru", "--replace"),
    "memory search": ("two sides",),
    "po audit": ("locales/ru/LC_MESSAGES/bridge.po",),
    "po compile": ("locales/ru/LC_MESSAGES/bridge.po", "-o", "ru.mo"),
    "po diff": ("old.po", "locales/ru/LC_MESSAGES/bridge.po"),
    "po export": ("--force", "-o", "out.csv"),
    "po fmt": ("locales/ru/LC_MESSAGES/bridge.po",),
    "po import": ("sheet.csv",),
    "po merge": ("locales/ru/LC_MESSAGES/bridge.po", "new.pot", "-o", "out.po"),
    "po merge3": ("old.po", "ours.po", "theirs.po"),
    "po stats": ("locales/ru/LC_MESSAGES/bridge.po",),
}
"""Beside the project; a command that is not here gets something for each argument that it needs."""
STDIN = {
    "segment": b'{"id": 1, "text": "It rains. It pours."}\n',
    "glossary verify": b'{"source": "Belpost", "target": "x", "locale": "ru", "term": "Belpost", "text": "Belpochta."}\n',
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a user sees of a command."""

    code: int
    out: str
    err: str
    trace: str = ""
    """Of an exception that nobody caught."""


def leaves(
    command: click.Command = commands, path: tuple[str, ...] = ()
) -> Iterator[tuple[str, click.Command]]:
    """Yield each command that does something, with its words."""
    if not isinstance(command, click.Group):
        yield " ".join(path), command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found is not None
        yield from leaves(found, (*path, name))


def words_of(name: str, command: click.Command) -> list[str]:
    """The command line of a command; it names the project's file where nobody said more."""
    given = ARGUMENTS.get(name)
    if given is None:
        needed = [one for one in command.params if one.required]
        given = tuple(
            word
            for one in needed
            for word in ([one.opts[0]] if isinstance(one, click.Option) else []) + ["postl10n.toml"]
        )
    return [*name.split(), *given]


def run(folder: Path, words: list[str], stdin: bytes = b"") -> Outcome:
    """Run the program in a folder, in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    before = sys.argv, sys.stdin, Path.cwd()
    sys.argv = ["postl10n", *words]
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin), "utf-8")
    trace, code = "", 1
    os.chdir(folder)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    except Exception:
        trace = traceback.format_exc()
    finally:
        sys.argv, sys.stdin, _ = before
        os.chdir(before[2])
    said = [one.buffer.getvalue().decode("utf-8", "replace") for one in (out, err)]
    return Outcome(code=code, out=said[0], err=said[1], trace=trace)
