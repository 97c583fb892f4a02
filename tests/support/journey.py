"""People who go through a project by commands alone; what the way costs them is counted."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polib

COUNTS = Path(__file__).parents[1] / "journeys" / "counts.toml"
UNFINISHED = ("empty", "fuzzy")
"""Rules that say what is still to be done, not that something is wrong."""

Told = Callable[[str], None]
"""Takes what a journey has cost, to be printed when the tests are done."""


class Messages(dict[tuple[str | None, str], str]):
    """Translations by (msgctxt, msgid)."""

    def replaced(self, old: str, new: str) -> Slip:
        """The translations with a text exchanged in the one that has it."""
        (key,) = (key for key, text in self.items() if old in text)
        return Slip(self, key, self[key].replace(old, new))


class Slip(Messages):
    """Translations of which one is another."""

    def __init__(self, right: Messages, key: tuple[str | None, str], new: str) -> None:
        super().__init__({**right, key: new})
        self.new = new
        """What it is now."""


@dataclass(kw_only=True)
class Person:
    """Somebody at a terminal in a folder.

    Text that a journey puts into files is right unless the journey says otherwise, so every finding that it does not
    name is a false alarm; and every line on stderr that it does not name fails it.
    """

    name: str
    folder: Path
    programs: Path
    """The folder of the `postl10n` to be used."""
    commands: list[str] = field(default_factory=list)
    decisions: list[str] = field(default_factory=list)
    """What a command left to the person to settle."""
    false_alarms: list[str] = field(default_factory=list)
    """Findings on right text."""
    unclear: list[str] = field(default_factory=list)
    """Messages that the person needs to have explained."""
    output: str = ""
    """Of the last command."""

    def types(self, command: str, *, code: int = 0, says: Collection[str] = ()) -> str:
        """Run a command line, and hold it to its exit code and to what it has to say; its stdout."""
        self.commands.append(command)
        done = self._run(command)
        self.output = done.stdout + done.stderr
        told = f"$ {command}\n{self.output}"
        assert done.returncode == code, told
        for words in says:
            assert words in self.output, f"{words!r} is not said by\n{told}"
        if command.startswith("postl10n"):
            unexpected = [
                line for line in done.stderr.splitlines() if not any(words in line for words in says)
            ]
            assert not unexpected, told
        return done.stdout

    def reads(self, path: str) -> str:
        """A file of the project."""
        return (self.folder / path).read_text(encoding="utf-8")

    def sets_up(self, *commands: str) -> None:
        """Run what others did before, which costs the person nothing."""
        for command in commands:
            done = self._run(command)
            assert done.returncode == 0, f"$ {command}\n{done.stdout}{done.stderr}"

    def checks(self, command: str, *, code: int = 0, finds: Collection[tuple[str, str]] = ()) -> None:
        """Run `postl10n check` or `run` as JSON: what is really wrong is known by rule and text, all else no fault."""
        report = json.loads(self.types(f"{command} --format json", code=code))
        found = [one for one in report.get("check", report)["findings"] if one["rule"] not in UNFINISHED]
        missed = set(finds) - {(one["rule"], one["target"]) for one in found}
        assert not missed, found
        for one in found:
            if (one["rule"], one["target"]) not in finds:
                self.false_alarms.append(f"{one['rule']}: {one['message']}: {one['target']}")

    def decides(self, what: str, *, times: int = 1) -> None:
        """Settle what the last command said that it leaves to the person."""
        assert what in self.output, f"{what!r} is not asked by\n{self.output}"
        self.decisions += [what] * times

    def asks_about(self, message: str, *, because: str) -> None:
        """Need an explanation of what the last command said."""
        assert message in self.output, f"no longer said, so no longer unclear: {message!r}\n{self.output}"
        self.unclear.append(f"{message} ({because})")

    def arrives(self) -> str:
        """What the way has cost, which is to be as counts.toml has it."""
        counted = {
            "commands": self.commands,
            "decisions": self.decisions,
            "false_alarms": self.false_alarms,
            "unclear_messages": self.unclear,
        }
        cost = {what: len(each) for what, each in counted.items()}
        told = f"{self.name}: {', '.join(f'{count} {what}' for what, count in cost.items())}"
        known = tomllib.loads(COUNTS.read_text(encoding="utf-8"))[self.name]
        assert cost == known, "\n".join([told, *self._listed(counted)])
        del counted["commands"]
        return "\n".join([told, *self._listed(counted)])

    def _listed(self, counted: Mapping[str, Sequence[str]]) -> list[str]:
        return [f"    {what}: {one}" for what, each in counted.items() for one in dict.fromkeys(each)]

    def _run(self, command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            shlex.split(command),
            cwd=self.folder,
            env=self._environment(),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def _environment(self) -> dict[str, str]:
        mail = f"{self.name}@news.example"
        return {
            **os.environ,
            "PATH": f"{self.programs}{os.pathsep}{os.environ['PATH']}",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": self.name,
            "GIT_AUTHOR_EMAIL": mail,
            "GIT_COMMITTER_NAME": self.name,
            "GIT_COMMITTER_EMAIL": mail,
        }


def messages(path: Path) -> Messages:
    """The translations of a PO file."""
    return Messages({(one.msgctxt, one.msgid): one.msgstr for one in polib.pofile(str(path))})


def translate(path: Path, texts: Mapping[tuple[str | None, str], str], *, wrapwidth: int = 79) -> None:
    """Put translations into a catalog, as an editor that wraps lines in its own way saves them."""
    catalog = polib.pofile(str(path), wrapwidth=wrapwidth)
    for one in catalog:
        text = texts.get((one.msgctxt, one.msgid))
        if text is not None:
            one.msgstr = text
            one.flags = [flag for flag in one.flags if flag != "fuzzy"]
    catalog.save()
