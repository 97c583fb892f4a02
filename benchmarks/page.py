"""Writes docs/performance.md: what commands cost, beside an earlier commit, and where we are behind what we want.

Run: python -m benchmarks.page REV [--runs 5]

All figures of the page are of one run on one machine, which the page names with the versions of what takes part.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

from benchmarks import waits

PAGE = waits.ROOT / "docs" / "performance.md"
PACKAGES = ("babel", "click", "daachorse", "lxml", "pymorphy3", "simplemma")
TEXT = """\
# What commands cost

Made by `python -m benchmarks.page {given}`; do not edit. CPU seconds, user and system together, and the peak memory of the
process, start of Python included: the least of {runs} runs on the sample project of this repository. "Before" is commit
`{short}`, whose sources ran in turn with these in the same environment. Other programs may have worked on the machine
meanwhile: ratios say more than seconds.

{table}

{behind}

{machine}

Other benchmarks, each beside its peer, are run by `python -m benchmarks NAME`, or beside an earlier commit with
`--against REV`.
"""


def processor() -> str:
    """Return the name of the processor, where the system tells it."""
    path = Path("/proc/cpuinfo")
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    return next(
        (line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.processor()
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("revision", metavar="REV", help="the commit to compare with")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    rows = list(waits.rows(options.revision, options.runs))
    table = [waits.HEAD, ("---",) * len(waits.HEAD), *rows]
    behind = [row[0] for row in rows if row[-1]]
    asked = ["git", "-C", str(waits.ROOT), "rev-parse", "--short=7", options.revision]
    short = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    machine = (
        f"Machine: {processor()}, {os.cpu_count()} processors, {platform.system()} {platform.machine()}."
    )
    page = TEXT.format(
        given=options.revision,
        runs=options.runs,
        short=short,
        table="\n".join(f"| {' | '.join(row)} |" for row in table),
        behind=f"Behind what we want: {', '.join(behind)}." if behind else "Nothing is behind what we want.",
        machine=f"{machine} Python {platform.python_version()}, {packages}.",
    )
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
