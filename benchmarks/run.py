"""CPU time of `postl10n run`: on a new project, again, after one catalog changed; beside its steps as commands of their own.

Run: python -m benchmarks.run [--articles 10]

The project is that of `benchmarks.build`, without its site and its caches at first. Figures are CPU seconds, user and system
together, of whole processes, start of Python included. The peer is what `run` takes the place of: `update`, `pretranslate`,
`check` and `build`, one after the other, each of which reads the project anew.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.build import generate

CHANGED = Path("locales/ru/LC_MESSAGES")
STEPS = ("update", "pretranslate", "check", "build")


def seconds(folder: Path, *commands: str) -> float:
    """CPU seconds of commands one after the other. Raises SystemExit for one that finds a fault."""
    taken = 0.0
    for command in commands:
        process = subprocess.Popen(
            [sys.executable, "-m", "postl10n", command, "-C", str(folder)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            raise SystemExit(f"{command} ended with {process.returncode}")
        taken += usage.ru_utime + usage.ru_stime
    return taken


def change(folder: Path) -> None:
    """Save a catalog with one translation more."""
    path = sorted((folder / CHANGED).glob("*.po"))[0]
    path.write_text(
        path.read_text("utf-8").replace('msgstr ""\n\n', 'msgstr "Новый перевод."\n\n', 1), "utf-8"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10)
    articles = parser.parse_args().articles
    with tempfile.TemporaryDirectory() as temporary:
        ready = Path(temporary) / "ready"
        generate(ready, articles)
        for name in ("site", ".postl10n"):
            shutil.rmtree(ready / name, ignore_errors=True)
        print(f"{articles} articles, 8 locales; CPU seconds")
        for label, commands in (("run", ("run",)), ("its steps", STEPS)):
            folder = shutil.copytree(ready, Path(temporary) / label)
            first, again = seconds(folder, *commands), seconds(folder, *commands)
            change(folder)
            print(
                f"{label:12} first {first:6.2f}  again {again:6.2f}  one changed {seconds(folder, *commands):6.2f}"
            )


if __name__ == "__main__":
    main()
