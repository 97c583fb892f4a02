"""Runs every benchmark, or those that are named, each beside its peer (`make bench`), or against an earlier commit.

Run: python -m benchmarks [NAME …] [--against REV] [--runs 9] [-- ARGUMENT …]
"""

from __future__ import annotations

import argparse
import pkgutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.against import compare

_NO_BENCHMARKS = ("__main__", "against", "page")


def main() -> int:
    """The number of benchmarks that failed."""
    known = sorted(one.name for one in pkgutil.iter_modules([str(Path(__file__).parent)]))
    known = [name for name in known if name not in _NO_BENCHMARKS]
    given, arguments = _cut(sys.argv[1:])
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(known)}")
    parser.add_argument("--against", metavar="REV", help="compare with this commit")
    parser.add_argument("--runs", type=int, default=9, help="counted pairs of runs with --against")
    options = parser.parse_args(given)
    if unknown := sorted(set(options.names) - set(known)):
        parser.error(f"no such benchmark: {', '.join(unknown)}; there are: {', '.join(known)}")
    names = options.names or known
    if options.against:
        return compare(options.against, names, arguments, options.runs)
    return sum(alone(name, arguments) for name in names)


def alone(name: str, arguments: Sequence[str]) -> bool:
    """Run one in a process of its own, so that peak memory is its own; whether it failed."""
    print(f"\n== {name}", flush=True)
    return (
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *arguments], check=False).returncode != 0
    )


def _cut(words: list[str]) -> tuple[list[str], list[str]]:
    """What is ours, and what stands behind `--` for the benchmark."""
    at = words.index("--") if "--" in words else len(words)
    return words[:at], words[at + 1 :]


if __name__ == "__main__":
    raise SystemExit(main())
