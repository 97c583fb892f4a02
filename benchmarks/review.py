"""What the review page stands on, at 1,000 articles in 8 locales: how long each view and a save take.

Run: python -m benchmarks.review [--articles 1000] [--keep FOLDER] [--times 60]

The project is that of `benchmarks.build` (its translations are random words, so that checks find a dozen faults in each
entry and most terms are missing: the worst case). "First view" is a process that opens the project and shows the
overview of one locale, once with nothing under `.postl10n/`, then again; start of Python apart. The other figures are of
one process, each view of another article or filter, after the background has looked through the locale.
`--busy` measures while it does so. `--http` asks the server instead, while the background works and after it: each view
with its HTML, from one connection, and the memory of the server and of the processes that it starts.
A last line is a save in one catalog of 5,000 entries.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.build import generate
from benchmarks.review_http import http
from postl10n.files.po import parse_po
from postl10n.model.findings import Severity
from postl10n.model.review import Edit, Filter, Outcome
from postl10n.workspace import Workspace
from postl10n.workspace.review.review import Review

LOCALE = "ru"
LARGE = 5000
FIRST = """
import sys, time
from postl10n.workspace import Workspace
from postl10n.workspace.review.review import Review
import postl10n.workspace.review.review
start = time.perf_counter()
review = Review(Workspace.open(sys.argv[1]), reviewer="Ana <a@b.example>")
cells = review.overview(sys.argv[2]).cells
print(f"{len(cells)} articles in {time.perf_counter() - start:.2f} s", flush=True)
import os
os._exit(0)
"""


def first(folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", FIRST, str(folder), LOCALE], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def timed(name: str, times: int, act: Callable[[int], object]) -> None:
    taken = []
    for number in range(times):
        start = time.perf_counter()
        act(number)
        taken.append((time.perf_counter() - start) * 1000)
    taken.sort()
    p95 = taken[min(len(taken) - 1, int(len(taken) * 0.95))]
    print(
        f"{name:34} p50 {statistics.median(taken):8.1f} ms   p95 {p95:8.1f} ms   max {taken[-1]:8.1f} ms",
        flush=True,
    )


def save(review: Review, article: str, at: int) -> None:
    """Change one sentence; what was shown before is not timed."""
    segments = [one for one in review.article(LOCALE, article).segments if not one.role]
    one = segments[at % len(segments)]
    text = one.forms[0].target.text
    wanted = Edit(ref=one.ref, hash=one.hash, targets=(f"{text} {at}",), accept=False)
    start = time.perf_counter()
    outcome = review.save(LOCALE, article, wanted).outcome
    SAVES.append((time.perf_counter() - start) * 1000)
    if outcome is not Outcome.SAVED:
        raise SystemExit(f"{article}: {outcome}")


SAVES: list[float] = []


def saves(name: str, review: Review, articles: list[str], times: int) -> None:
    SAVES.clear()
    for number in range(times):
        save(review, articles[number * 7 % len(articles)], number)
    taken = sorted(SAVES)
    print(
        f"{name:34} p50 {statistics.median(taken):8.1f} ms   p95 {taken[int(len(taken) * 0.95)]:8.1f} ms"
        f"   max {taken[-1]:8.1f} ms",
        flush=True,
    )


def views(review: Review, times: int) -> None:
    articles = [one for one in review.articles if one != "site"]
    timed("overview", times, lambda _: review.overview(LOCALE))
    timed(
        "article, another each time",
        times,
        lambda at: review.article(LOCALE, articles[at * 13 % len(articles)]),
    )
    timed("article, the same", times, lambda _: review.article(LOCALE, articles[0]))
    saves("save", review, articles, times)
    timed("pulse", times, lambda _: review.pulse(LOCALE))
    timed("queue, by place", times, lambda at: review.queue(LOCALE, Filter(), offset=50 * at))
    timed(
        "queue, errors", max(5, times // 10), lambda at: review.queue(LOCALE, Filter(severity=Severity.ERROR))
    )
    timed("queue, search", max(5, times // 10), lambda at: review.queue(LOCALE, Filter(search=f"mail {at}")))
    timed(
        "queue, regular expression",
        max(5, times // 10),
        lambda at: review.queue(LOCALE, Filter(search=rf"\bp\w+t\b.*{at}", regex=True)),
    )
    rows = review.concepts(LOCALE)
    timed("concepts", max(5, times // 10), lambda _: review.concepts(LOCALE))
    timed("concept, first time", len(rows), lambda at: review.concept(LOCALE, rows[at].concept))
    timed("concept, again", len(rows), lambda at: review.concept(LOCALE, rows[at].concept))


def large(folder: Path) -> None:
    """An article of one long list, so that its catalog has 5,000 entries."""
    lines = "\n\n".join(f"Item {number} of the long list was sent to the city." for number in range(LARGE))
    (folder / "articles" / "long-list.txt").write_text(f"A long list\n\n{lines}\n", encoding="utf-8")
    Workspace.open(folder).update()
    path = folder / "locales" / LOCALE / "LC_MESSAGES" / "long-list.po"
    entries = len(parse_po(path.read_bytes()).catalog.entries)
    review = Review(Workspace.open(folder), reviewer="Ana <a@b.example>")
    shown = review.article(LOCALE, "long-list").segments
    taken = []
    for at in range(20):
        one = review.segment(LOCALE, "long-list", shown[100 * at + 50].ref)
        if one is None:
            raise SystemExit("an entry is gone")
        edit = Edit(ref=one.ref, hash=one.hash, targets=(f"Пункт {at}.",), accept=False)
        start = time.perf_counter()
        review.save(LOCALE, "long-list", edit)
        taken.append((time.perf_counter() - start) * 1000)
    taken.sort()
    print(f"save in a catalog of {entries:,}: p50 {statistics.median(taken):.1f} ms, p95 {taken[-2]:.1f} ms")
    review.close()


def measure(folder: Path, times: int, busy: bool) -> None:
    shutil.rmtree(folder / ".postl10n", ignore_errors=True)
    print(f"first view, nothing known: {first(folder)}")
    print(f"first view, a later session: {first(folder)}")
    review = Review(Workspace.open(folder), reviewer="Ana <a@b.example>")
    review.overview(LOCALE)
    if not busy:
        start = time.perf_counter()
        while not review.settled(60):
            pass
        print(f"looked through {LOCALE} in the background: {time.perf_counter() - start:.0f} s")
    views(review, times)
    status = Path("/proc/self/status").read_text("ascii").splitlines()
    now = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"memory: {now // 1024} MB, at most {peak // 1024} MB")
    review.close()
    large(folder)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--times", type=int, default=60)
    parser.add_argument("--busy", action="store_true", help="do not wait for the background")
    parser.add_argument("--http", action="store_true", help="ask the server, with wrk where it is installed")
    parser.add_argument(
        "--keep", type=Path, help="generate the project here, and use it again if it is there"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch) / "news"
        if not (folder / "postl10n.toml").exists():
            generate(folder, options.articles)
        if options.http:
            http(folder, options.times)
        else:
            measure(folder, options.times, options.busy)


if __name__ == "__main__":
    main()
