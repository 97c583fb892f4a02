"""Runs benchmarks of this commit and of an earlier one in turn, and prints how much CPU time and memory each took.

Run: python -m benchmarks --against REV [NAME …] [--runs 9] [-- ARGUMENT …]

REV is checked out as a git worktree with an environment of its own, made from its own lock file, and runs its own file of
the benchmark, or ours where it has none that runs. Both are
kept under build/against/, since an environment takes a minute to make. Figures are of the whole
process and of those it waited for: CPU seconds, user and system together, and the memory of the largest process in MB;
medians, and the median of the ratios of each pair. So that peers do not take part, only git and a shell are on PATH;
peers that run inside the process, as polib and choppa do, count on both sides.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "build" / "against"
_ON_PATH = ("git", "sh", "env", "wrk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What a finished process took: CPU seconds, and megabytes at its peak."""

    cpu: float
    memory: float


def compare(revision: str, names: Sequence[str], arguments: Sequence[str], runs: int) -> int:
    """Print the ratios of each benchmark; the number of those that failed."""
    earlier = checked_out(revision)
    path = with_few_programs()
    failed = 0
    print(f"{'':<20}{'CPU s':>9}{'before':>9}{'ratio':>8}{'MB':>9}{'before':>9}{'ratio':>8}", flush=True)
    for name in names:
        pairs = []
        for _ in range(runs + 1):
            ours = run(ROOT, sys.executable, name, arguments, path)
            theirs = run(earlier, str(earlier / ".venv" / "bin" / "python"), name, arguments, path)
            if ours is None or theirs is None:
                print(f"{name:<20}{'this commit' if ours is None else revision} failed", flush=True)
                failed += 1
                break
            pairs.append((ours, theirs))
        else:
            print(f"{name:<20}{told(pairs[1:])}", flush=True)  # the first pair warms the caches of the disk
    return failed


def told(pairs: Sequence[tuple[Usage, Usage]]) -> str:
    columns = []
    for figure, digits in (("cpu", 2), ("memory", 0)):
        ours, theirs = ([getattr(one, figure) for one in side] for side in zip(*pairs, strict=True))
        ratio = median(one / other for one, other in zip(ours, theirs, strict=True))
        columns.append(f"{median(ours):>9.{digits}f}{median(theirs):>9.{digits}f}{ratio:>8.3f}")
    return "".join(columns)


def run(folder: Path, python: str, name: str, arguments: Sequence[str], path: str) -> Usage | None:
    """Run the benchmark that lies in the folder; None if it failed."""
    command = [python, *_started(folder, name), *arguments]
    environment = {
        **os.environ,
        "PATH": f"{Path(python).parent}{os.pathsep}{path}",
        "PYTHONPATH": str(folder),
    }
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    errors = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.stderr:
        process.stderr.close()
    if process.returncode:
        sys.stderr.write(errors.decode(errors="replace")[-2000:])
        return None
    return Usage(cpu=usage.ru_utime + usage.ru_stime, memory=usage.ru_maxrss / 1024)


def _started(folder: Path, name: str) -> list[str]:
    """Python's arguments for a benchmark of a folder; ours, with the folder's code, where that has none that runs."""
    own = folder / "benchmarks" / f"{name}.py"
    if own.exists() and '__name__ == "__main__"' in own.read_text("utf-8"):
        return ["-m", f"benchmarks.{name}"]
    return ["-P", str(ROOT / "benchmarks" / f"{name}.py")]


def checked_out(revision: str) -> Path:
    """A worktree of the revision with its environment."""
    named = git("rev-parse", "--verify", f"{revision}^{{commit}}")
    folder = KEPT / named
    if not folder.exists():
        git("worktree", "prune")
        git("worktree", "add", "--detach", "--quiet", str(folder), named)
    subprocess.run(
        ["scripts/venv", Path(sys.base_prefix) / "bin" / "python3", ".venv", "requirements/dev.txt"],
        cwd=folder,
        check=True,
    )
    return folder


def with_few_programs() -> str:
    folder = KEPT / "bin"
    folder.mkdir(parents=True, exist_ok=True)
    for program in _ON_PATH:
        found = shutil.which(program)
        if found and not (folder / program).exists():
            (folder / program).symlink_to(found)
    return str(folder)


def git(*arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(ROOT), *arguments], check=True, capture_output=True, text=True)
    return done.stdout.strip()
