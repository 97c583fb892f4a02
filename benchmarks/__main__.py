"""Runs every benchmark, each beside its peer: `make bench`."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Each in a process of its own, so that peak memory is its own; the number of those that failed."""
    names = sorted(one.name for one in pkgutil.iter_modules([str(Path(__file__).parent)]))
    failed = 0
    for name in names:
        if name == "__main__":
            continue
        print(f"\n== {name}", flush=True)
        failed += subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode != 0
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
