"""How long people wait for commands on the sample project, with the most that we want it to be.

Run: python -m benchmarks.waits [--before REV] [--runs 5]

CPU seconds, user and system together, and the peak memory of the process, start of Python included; the least of the runs.
REV is an earlier commit: its sources run in this environment, in turn with ours, and figures that are behind what we want
are told as such. Each command is run once before it is measured, so that modules are compiled; what is told of the first
time is that of a project that nobody has checked yet.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROJECT = ("postl10n.toml", "articles", "glossary", "locales", "references")
CATALOG = "locales/zh_Hans/LC_MESSAGES/belpost-rail-mail.po"
# What, its arguments, whether what is remembered is dropped first, and the CPU seconds and MB that we want at most.
ROWS: tuple[tuple[str, tuple[str, ...], bool, float, int], ...] = (
    ("--help", ("--help",), False, 0.05, 30),
    ("check, first time", ("check",), True, 1.0, 110),
    ("check, nothing changed", ("check",), False, 0.35, 60),
    ("check FILE.po, first time", ("check", CATALOG), True, 0.25, 110),
    ("check FILE.po, nothing changed", ("check", CATALOG), False, 0.25, 60),
    ("run, nothing changed", ("run",), False, 0.6, 90),
    ("update, nothing to do", ("update",), False, 0.6, 90),
)


@contextmanager
def sample() -> Iterator[Path]:
    """Yield a copy of the sample project that was built."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for one in PROJECT:
            copy = shutil.copytree if (ROOT / one).is_dir() else shutil.copy2
            copy(ROOT / one, folder / one)
        usage(folder, ROOT / "src", ("run",))
        yield folder


def usage(folder: Path, sources: Path, arguments: tuple[str, ...]) -> tuple[float, float]:
    """Return CPU seconds and peak MB of one command; findings may end it with 1."""
    # Who has installed postl10n has its modules compiled, whatever the shell that measures says.
    environ = {**os.environ, "PYTHONPATH": str(sources), "PYTHONDONTWRITEBYTECODE": ""}
    process = subprocess.Popen(
        [sys.executable, "-m", "postl10n", *arguments],
        cwd=folder,
        env=environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(arguments)} ends with {process.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def least(
    folder: Path, sources: Path, arguments: tuple[str, ...], fresh: bool, runs: int
) -> tuple[float, float]:
    """Return the least that a command took in some runs."""
    found = []
    for _ in range(runs + 1):
        if fresh:
            shutil.rmtree(folder / ".postl10n", ignore_errors=True)
        found.append(usage(folder, sources, arguments))
    return min(cpu for cpu, _ in found[-runs:]), min(memory for _, memory in found[-runs:])


@contextmanager
def earlier(revision: str) -> Iterator[Path]:
    """Yield the sources of a commit."""
    with tempfile.TemporaryDirectory() as name:
        packed = subprocess.run(
            ["git", "-C", str(ROOT), "archive", revision, "src"], check=True, capture_output=True
        )
        subprocess.run(["tar", "-x", "-C", name], input=packed.stdout, check=True)
        yield Path(name) / "src"


def rows(revision: str, runs: int) -> Iterator[tuple[str, ...]]:
    """Yield each row of the table as it is measured."""
    with sample() as ours, sample() as theirs, earlier(revision) as sources:
        for name, arguments, fresh, seconds, megabytes in ROWS:
            cpu, memory = least(ours, ROOT / "src", arguments, fresh, runs)
            was, was_memory = least(theirs, sources, arguments, fresh, runs)
            yield row(name, (cpu, memory), (was, was_memory), seconds, megabytes)


def row(
    name: str, now: tuple[float, float], before: tuple[float, float], seconds: float, megabytes: int
) -> tuple[str, ...]:
    """Return the cells of a row: CPU seconds and MB now and before, and the most that we want."""
    behind = now[0] > seconds or now[1] > megabytes
    return (
        name,
        *(f"{now[0]:.2f} s", f"{now[1]:.0f} MB"),
        *(f"{before[0]:.2f} s", f"{before[1]:.0f} MB", f"{now[0] / before[0]:.2f}"),
        *(f"{seconds:.2f} s, {megabytes} MB", "behind" if behind else ""),
    )


HEAD = ("", "CPU", "memory", "CPU before", "memory before", "ratio", "at most", "")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--before", default="HEAD", metavar="REV", help="the commit to compare with")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    for row in (HEAD, *rows(options.before, options.runs)):
        print(
            "  ".join(f"{cell:<{30 if not at else 12}}" for at, cell in enumerate(row)).rstrip(), flush=True
        )


if __name__ == "__main__":
    main()
