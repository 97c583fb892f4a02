"""CPU time and memory of `update` and `build` as projects grow: all new, nothing to do, one article changed.

Run: python -m benchmarks.growth [--before REV]

The articles are those of `benchmarks.build`. REV is an earlier commit, whose sources run in this environment on a copy
of the project.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.build import LOCALES, articles
from benchmarks.waits import HEAD, ROOT, earlier, row, usage

SOURCES = ROOT / "src"
Used = tuple[float, float]


def changed(folder: Path, number: int) -> None:
    """Add a sentence to an article."""
    path = folder / "articles" / f"article-{number}.txt"
    path.write_text(f"{path.read_text('utf-8')}\nIt was opened on day {number}.\n", "utf-8")


def both(
    ours: Path, theirs: Path, sources: Path, prepare: Callable[[Path], None], *commands: str
) -> tuple[Used, Used]:
    """Return what commands took together with our sources, and with those of an earlier commit."""
    found = []
    for folder, code in ((ours, SOURCES), (theirs, sources)):
        prepare(folder)
        used = [usage(folder, code, (command,)) for command in commands]
        found.append((sum(cpu for cpu, _ in used), max(memory for _, memory in used)))
    return found[0], found[1]


def rows(revision: str) -> Iterator[tuple[str, ...]]:
    """Yield each row of the table as it is measured."""
    with tempfile.TemporaryDirectory() as name, earlier(revision) as sources:
        few = Path(name) / "few"
        articles(few, 200, LOCALES)
        usage(few, SOURCES, ("update",))
        _, small = usage(few, SOURCES, ("update",))
        ours, theirs = Path(name) / "ours", Path(name) / "theirs"
        articles(ours, 1000, LOCALES)
        shutil.copytree(ours, theirs)
        used = both(ours, theirs, sources, lambda _: None, "update")
        yield row("update, 1,000 new articles × 8 locales", *used, 6.0, 150)
        used = both(ours, theirs, sources, lambda _: None, "update")
        yield row("update, 1,000 × 8, nothing to do", *used, 2.5, round(1.15 * small))
        both(ours, theirs, sources, lambda _: None, "build")
        used = both(ours, theirs, sources, lambda one: changed(one, 7), "update", "build")
        yield row("one changed article of 1,000 × 8 → its pages: update and build", *used, 5.0, 150)
        shutil.rmtree(ours)
        shutil.rmtree(theirs)
        articles(ours, 5000, ("ru", "pt_PT"))
        usage(ours, SOURCES, ("update",))
        shutil.copytree(ours, theirs, ignore=shutil.ignore_patterns(".postl10n"))
        used = both(ours, theirs, sources, lambda _: None, "update")
        yield row("update, 5,000 articles × 2 locales, nothing to do", *used, 2.5, 150)
        used = both(ours, theirs, sources, lambda one: changed(one, 7), "update")
        yield row("update, 5,000 × 2, one article changed", *used, 2.5, 150)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--before", default="HEAD", metavar="REV", help="the commit to compare with")
    for cells in (HEAD, *rows(parser.parse_args().before)):
        print("  ".join(f"{cell:<{12 if at else 64}}" for at, cell in enumerate(cells)).rstrip(), flush=True)


if __name__ == "__main__":
    main()
