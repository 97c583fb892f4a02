"""Pairs a second of all pair rules, beside translate-toolkit's pofilter where that is installed.

Run: python benchmarks/checks.py [--pairs 20000]

The pairs are those of the labelled bank in tests/stages/check/bank, made different by a number at their end, so that no
cache answers for a repeated text. pofilter runs its default checks on the same pairs in this process.
"""

from __future__ import annotations

import argparse
import importlib
import json
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

from postl10n.stages.check.pairs import Pair, check_pair

BANK = Path(__file__).parents[1] / "tests" / "stages" / "check" / "bank"


def pairs(count: int) -> list[Pair]:
    rows = [
        json.loads(line)
        for path in sorted(BANK.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return [
        Pair(f"{row['source']} {number}", f"{row['target']} {number}", row["source_locale"], row["locale"])
        for number, row in enumerate(islice(cycle(rows), count))
    ]


def seconds(check: Callable[[Pair], object], chosen: list[Pair]) -> float:
    for pair in chosen[:1000]:
        check(pair)
    start = time.perf_counter()
    for pair in chosen:
        check(pair)
    return time.perf_counter() - start


def pofilter() -> Callable[[Pair], object] | None:
    try:
        checks = importlib.import_module("translate.filters.checks")
        factory = importlib.import_module("translate.storage.factory")
        po = importlib.import_module("translate.storage.pypo")
    except ImportError:
        return None
    del factory
    checkers: dict[str, object] = {}

    def check(pair: Pair) -> object:
        checker = checkers.get(pair.locale)
        if checker is None:
            config = checks.CheckerConfig(targetlanguage=pair.locale)
            checker = checkers[pair.locale] = checks.StandardUnitChecker(checkerconfig=config)
            checkers[f"{pair.locale}:text"] = checks.StandardChecker(checkerconfig=config)
        unit = po.pounit(pair.source)
        unit.target = pair.target
        text_checker = checkers[f"{pair.locale}:text"]
        return text_checker.run_filters(unit)  # type: ignore[attr-defined]

    return check


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=int, default=20_000)
    chosen = pairs(parser.parse_args().pairs)
    ours = seconds(check_pair, chosen)
    print(f"postl10n: {len(chosen) / ours:,.0f} pairs/s, {ours / len(chosen) * 1000:.3f} ms a pair")
    other = pofilter()
    if other is None:
        print("pofilter: translate-toolkit is not installed")
        return
    theirs = seconds(other, chosen)
    print(f"pofilter: {len(chosen) / theirs:,.0f} pairs/s; postl10n takes {ours / theirs:.2f} times as long")


if __name__ == "__main__":
    main()
