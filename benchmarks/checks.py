"""Pairs a second of all pair rules, and memory; beside pofilter's checks where that is installed.

Run: python benchmarks/checks.py [--pairs 100000] [--texts PAIRS.jsonl] [--peer PYTHON]

The pairs are those of the labelled bank in tests/stages/check/bank, or of `--texts`, lines of source, target,
source_locale and locale. Each is made different by a number at its end, so that no cache answers for a repeated text;
they are made one at a time, as a reader of catalogs does. Seconds are those of the processor.

The peer is translate-toolkit (GPL, so no dependency of ours): `--peer` or the environment variable POFILTER_PYTHON names
an interpreter that has it, else the one that a `pofilter` on the PATH is run by. It checks the same pairs in the same
run, with the filters of its standard checker that compare what ours compare, and with all of its filters.
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
        checkers[locale] = checks.StandardChecker(checkerconfig=config, limitfilters=chosen or None)
    return checkers[locale].run_filters(unit)
for one in units[:warm]:
    check(*one)
start = time.process_time()
flagged = sum(bool(check(*one)) for one in units)
print(json.dumps({"seconds": time.process_time() - start, "flagged": flagged}))
"""


def pairs(count: int) -> list[SegmentPair]:
    return list(stream(count))


def stream(count: int, texts: Path | None = None) -> Iterator[SegmentPair]:
    rows = [
        json.loads(line)
        for path in ([texts] if texts else sorted(BANK.glob("*.jsonl")))
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    for number, row in enumerate(islice(cycle(rows), count)):
        yield SegmentPair(
            f"{row['source']} {number}", f"{row['target']} {number}", row["source_locale"], row["locale"]
        )


def seconds(count: int, texts: Path | None) -> float:
    for pair in stream(WARM_UP, texts):
        check_pair(pair)
    start = time.process_time()
    for pair in stream(count, texts):
        check_pair(pair)
    return time.process_time() - start


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


def peer_seconds(python: str, count: int, texts: Path | None, filters: list[str]) -> float | None:
    """Return what some filters of pofilter take, all where none is named; None where it can't be run."""
    sent = "".join(
        json.dumps({"source": one.source, "target": one.target, "locale": one.locale}) + "\n"
        for one in stream(count, texts)
    )
    command = [python, "-c", _PEER, json.dumps(filters), str(WARM_UP)]
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
    parser.add_argument("--texts", type=Path, metavar="PAIRS.jsonl", help="pairs of your own")
    parser.add_argument("--peer", metavar="PYTHON", help="an interpreter that has translate-toolkit")
    options = parser.parse_args()
    count = options.pairs
    few = seconds(min(count, 5000), options.texts) and megabytes()
    ours = seconds(count, options.texts)
    print(
        f"postl10n: {count:,} pairs in {ours:.1f} s: {count / ours:,.0f} pairs/s, {ours / count * 1000:.3f} ms each"
    )
    print(f"postl10n: {megabytes():.0f} MB at most; {few:.0f} MB after 5,000 pairs")
    python = peer_python(options.peer)
    for name, filters in (("comparable", COMPARABLE), ("whole standard set of", list[str]())):
        theirs = peer_seconds(python, count, options.texts, filters) if python else None
        if theirs is None:
            print(
                "pofilter: not measured; --peer or POFILTER_PYTHON names a Python that has translate-toolkit"
            )
            return
        print(
            f"pofilter, {name} checks: {count:,} pairs in {theirs:.1f} s; postl10n takes {ours / theirs:.2f} times as long"
        )


if __name__ == "__main__":
    main()
