"""Writes docs/performance.md: what commands cost, beside an earlier commit, and where we are behind what we want.

Run: python -m benchmarks.page REV [--runs 3] [--peer /usr/bin/python3]

All figures of the page are of one run on one machine, which the page names with the versions of what takes part. The peers
are msgmerge, pofilter and trafilatura; `--peer` is an interpreter that has translate-toolkit, TRAFILATURA_PYTHON one that
has trafilatura. On a machine without other work it takes about ten minutes, and tells on stderr how far it is.
"""

from __future__ import annotations

import argparse
import itertools
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path

from packaging.requirements import Requirement

from benchmarks import growth, waits

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

{peers}

## Installed

{size}

{machine}

Other benchmarks, each beside its peer, are run by `python -m benchmarks NAME`, or beside an earlier commit with
`--against REV`.
"""
PEERS = (
    (
        "Pairs checked, beside pofilter: at most .8 times its comparable checks, .25 times all",
        "checks",
        "--pairs",
        "20000",
    ),
    ("Articles read from HTML, beside trafilatura: at most .8 times", "extraction"),
    ("Catalogs merged, beside msgmerge", "merge"),
    (
        "Translation memory: at most .6 ms, recall .999, 150 MB",
        "memory",
        "--units",
        "100000",
        "--queries",
        "300",
    ),
    ("Pages built: at least 1,200 a second, one catalog in .5 s", "build", "--large"),
    (
        "Review page over HTTP: at most 60 ms, 200 MB",
        "review",
        "--http",
        "--articles",
        "300",
        "--times",
        "30",
    ),
)
"""A title of what is wanted, with the benchmark that prints the figures."""
MOST_MB = 150


def peers(python: str) -> Iterator[str]:
    """Yield a section of each benchmark, as it is printed."""
    for title, name, *arguments in PEERS:
        told(title)
        command = [sys.executable, "-m", f"benchmarks.{name}", *arguments]
        environ = {**os.environ, "POFILTER_PYTHON": python}
        done = subprocess.run(
            command, cwd=waits.ROOT, env=environ, capture_output=True, text=True, check=False
        )
        said = done.stdout.strip() or f"failed: {(done.stderr.strip().splitlines() or [''])[-1]}"
        shown = f"python -m benchmarks.{name} {' '.join(arguments)}".strip()
        yield f"## {title}\n\n`{shown}`\n\n```\n{said}\n```"


def told(what: str) -> None:
    """Say what is measured next."""
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def measured(revision: str, runs: int) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the table, each said when it is there."""
    for row in itertools.chain(waits.rows(revision, runs), growth.rows(revision)):
        told(" | ".join(row))
        yield row


def installed() -> dict[str, int]:
    """Return the bytes of postl10n's packages without extras, and of itself as sources."""
    sources = sum(
        one.stat().st_size for one in (waits.ROOT / "src").rglob("*") if "__pycache__" not in one.parts
    )
    found, left = {"postl10n": sources}, ["postl10n"]
    while left:
        for text in distribution(left.pop()).requires or ():
            wanted = Requirement(text)
            if wanted.name in found or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
                continue
            try:
                files = distribution(wanted.name).files or ()
            except PackageNotFoundError:
                continue
            paths = (Path(str(one.locate())) for one in files if "__pycache__" not in one.parts)
            found[wanted.name] = sum(one.stat().st_size for one in paths if one.is_file())
            left.append(wanted.name)
    return found


def processor() -> str:
    """Return the name of the processor, where the system tells it."""
    path = Path("/proc/cpuinfo")
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    return next(
        (line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.processor()
    )


def told_size() -> str:
    """Return the sentence about what is installed."""
    sizes = {name: size / 1e6 for name, size in installed().items()}
    largest = sorted(sizes, key=lambda name: -sizes[name])[:5]
    told = ", ".join(f"{name} {sizes[name]:.0f}" for name in largest)
    total = sum(sizes.values())
    behind = f"; behind the {MOST_MB} MB that we want" if total > MOST_MB else ""
    return f"{len(sizes)} packages without extras and compiled caches, {total:.0f} MB: {told}{behind}."


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("revision", metavar="REV", help="the commit to compare with")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peer", default="/usr/bin/python3", metavar="PYTHON", help="has translate-toolkit")
    options = parser.parse_args()
    rows = [*measured(options.revision, options.runs)]
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
        peers="\n\n".join(peers(options.peer)),
        size=told_size(),
        behind=f"Behind what we want: {', '.join(behind)}." if behind else "Nothing is behind what we want.",
        machine=f"{machine} Python {platform.python_version()}, {packages}.",
    )
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
