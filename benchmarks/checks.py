"""Pairs a second of all pair rules, and memory; beside pofilter's checks where that is installed.

Run: python benchmarks/checks.py [--pairs 100000] [--peer PYTHON]

The pairs are those of the labelled bank in tests/stages/check/bank, made different by a number at their end, so that no
cache answers for a repeated text; they are made one at a time, as a reader of catalogs does.

The peer is translate-toolkit (GPL, so no dependency of ours): `--peer` or the environment variable POFILTER_PYTHON names
an interpreter that has it, else the one that a `pofilter` on the PATH is run by. It checks the same pairs in the same
run, with the filters of its standard checker that compare what ours compare.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from postl10n.stages.check.pairs import SegmentPair, check_pair

BANK = Path(__file__).parents[1] / "tests" / "stages" / "check" / "bank"
WARM_UP = 700
# Pofilter's names for what our rules look at; its others (accelerators, musttranslatewords, …) have no rule of ours.
COMPARABLE = [
    "brackets",
    "blank",
    "doublequoting",
    "doublespacing",
    "doublewords",
    "emails",
    "endpunc",
    "endwhitespace",
    "escapes",
    "filepaths",
    "long",
    "newlines",
    "numbers",
    "printf",
    "puncspacing",
    "purepunc",
    "pythonbraceformat",
    "sentencecount",
    "short",
    "simplecaps",
    "singlequoting",
    "startpunc",
    "startwhitespace",
    "unchanged",
    "urls",
    "untranslated",
    "variables",
    "xmltags",
]
_PEER = """
import json, sys, time
from translate.filters import checks
from translate.storage import pypo
chosen, warm = json.loads(sys.argv[1]), int(sys.argv[2])
rows = [json.loads(line) for line in sys.stdin]
units = []
for row in rows:
    unit = pypo.pounit(row["source"])
    unit.target = row["target"]
    units.append((row["locale"], unit))
checkers = {}
def check(locale, unit):
    if locale not in checkers:
        config = checks.CheckerConfig(targetlanguage=locale)
        checkers[locale] = checks.StandardChecker(checkerconfig=config, limitfilters=chosen)
    return checkers[locale].run_filters(unit)
for one in units[:warm]:
    check(*one)
start = time.perf_counter()
flagged = sum(bool(check(*one)) for one in units)
print(json.dumps({"seconds": time.perf_counter() - start, "flagged": flagged}))
"""


def pairs(count: int) -> list[SegmentPair]:
    return list(stream(count))


def stream(count: int) -> Iterator[SegmentPair]:
    rows = [
        json.loads(line)
        for path in sorted(BANK.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    for number, row in enumerate(islice(cycle(rows), count)):
        yield SegmentPair(
            f"{row['source']} {number}", f"{row['target']} {number}", row["source_locale"], row["locale"]
        )


def seconds(count: int) -> float:
    for pair in stream(WARM_UP):
        check_pair(pair)
    start = time.perf_counter()
    for pair in stream(count):
        check_pair(pair)
    return time.perf_counter() - start


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def peer_python(given: str | None) -> str | None:
    named = given or os.environ.get("POFILTER_PYTHON")
    if named:
        return named
    script = shutil.which("pofilter")
    if script is None:
        return None
    first = Path(script).read_text(encoding="utf-8", errors="replace").splitlines()[0]
    return first.removeprefix("#!").strip() if first.startswith("#!") else None


def peer_seconds(python: str, count: int) -> float | None:
    sent = "".join(
        json.dumps({"source": one.source, "target": one.target, "locale": one.locale}) + "\n"
        for one in stream(count)
    )
    command = [python, "-c", _PEER, json.dumps(COMPARABLE), str(WARM_UP)]
    done = subprocess.run(command, input=sent, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"pofilter: {python}: {(done.stderr.strip().splitlines() or ['failed'])[-1]}", file=sys.stderr)
        return None
    return float(json.loads(done.stdout)["seconds"])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=int, default=20_000)
    parser.add_argument("--peer", metavar="PYTHON", help="an interpreter that has translate-toolkit")
    options = parser.parse_args()
    count = options.pairs
    few = seconds(min(count, 5000)) and megabytes()
    ours = seconds(count)
    print(
        f"postl10n: {count:,} pairs in {ours:.1f} s: {count / ours:,.0f} pairs/s, {ours / count * 1000:.3f} ms each"
    )
    print(f"postl10n: {megabytes():.0f} MB at most; {few:.0f} MB after 5,000 pairs")
    python = peer_python(options.peer)
    theirs = peer_seconds(python, count) if python else None
    if theirs is None:
        print(
            "pofilter: not measured; --peer or POFILTER_PYTHON names an interpreter that has translate-toolkit"
        )
        return
    print(f"pofilter: {count:,} pairs in {theirs:.1f} s: {count / theirs:,.0f} pairs/s")
    print(f"postl10n takes {ours / theirs:.2f} times as long as pofilter's comparable checks")


if __name__ == "__main__":
    main()
