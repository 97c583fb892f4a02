"""Term figures beside the published ones of the WMT25 terminology task (github.com/wmt-conference/wmt25-terminology).

    python -m benchmarks.wmt25 --data DIR [--track 1 2] [--pairs ende enzh] [--modes proper] [--dictionary proper]

DIR is a checkout of the task's repository, which is no part of this one (CC BY-NC 4.0). For each system: the success rate
by the definition of its track beside the published one, our own share of terms used, our consistency beside the
published one, and the seconds of CPU for the term figures (reading, finding, judging) of all its files. At the end the
largest difference of success rates, what the references reach, and the correlation of the consistencies over systems.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from postl10n.files.formats import ScoredFile
from postl10n.files.score_inputs import aligned, read_json_lines
from postl10n.model.scores import SuccessRate, TermAccuracy
from postl10n.stages.score.inputs import ScoreInput, ScoreRequest
from postl10n.stages.score.statistics import Measures, ScoredPair, StatisticsRows
from postl10n.stages.score.totals import ScoreSetting, Tally, tally
from postl10n.workspace.score_terms import TermSource, file_terms

PAIRS = {
    1: {one: [""] for one in ("ende", "enes", "enru")},
    2: {"enzh": [f"{y}." for y in range(2015, 2024, 2)], "zhen": [f"{y}." for y in range(2016, 2025, 2)]},
}
LOCALES = {"zh": "zh_Hant"}
UNITS = {1: "sentence", 2: "document"}


class System(NamedTuple):
    """The figures of one system, over all its files."""

    rate: SuccessRate
    ceiling: SuccessRate
    own: TermAccuracy
    reference: TermAccuracy
    seconds: float


class TermsOnly(Measures):
    """Measures nothing, so that terms alone are timed."""

    def rows(self, pairs: Sequence[ScoredPair | None]) -> StatisticsRows:
        return StatisticsRows(*(np.zeros((len(pairs), width)) for width in (10, 24, 2, 1)))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, help="without it nothing is measured")
    parser.add_argument("--track", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--pairs", nargs="+")
    parser.add_argument("--modes", nargs="+", default=["noterm", "proper", "random"])
    parser.add_argument("--dictionary", nargs="+", default=["proper", "random"])
    args = parser.parse_args()
    if args.data is None:
        print("not measured: --data names no checkout of wmt25-terminology")
        return
    for track in args.track:
        measure_track(args.data / "ranking", track, args)


def measure_track(data: Path, track: int, args: argparse.Namespace) -> None:
    (table,) = (data / f"metric_track{track}").glob("*_score_dict.json")
    published = json.loads(table.read_text(encoding="utf-8"))
    for pair in args.pairs or PAIRS[track]:
        if pair not in PAIRS[track]:
            continue
        for dictionary in args.dictionary:
            known = published[pair if track == 2 else pair[2:]]
            measure_pair(data, track, pair, dictionary, {mode: known[mode] for mode in args.modes})


def measure_pair(
    data: Path, track: int, pair: str, dictionary: str, published: dict[str, dict[str, dict[str, float]]]
) -> None:
    differences, beside = [], []
    print(f"track {track} {pair}, {dictionary} terms")
    for mode, teams in published.items():
        for team, figures in teams.items():
            wanted = figures.get(f"{dictionary}_term_success_rate")
            if wanted is None or wanted < 0:
                continue
            found = measure_system(data, track, pair, team, mode, dictionary)
            differences.append(abs(found.rate.rate - wanted))
            theirs = figures.get("consistency_frequent") if dictionary == "proper" else None
            if theirs is not None:
                beside.append((found.own.consistency or 0.0, theirs))
            print(
                f"  {mode:7} {team:24} success {found.rate.rate:.4f} published {wanted:.4f}  ours {found.own.share or 0:.4f}"
                f"  consistency {found.own.consistency or 0:.4f} published {theirs or 0:.4f}  {found.seconds:.2f} s",
                flush=True,
            )
    ceiling, reference = found.ceiling.rate, found.reference
    print(
        f"  largest difference of success rates {max(differences):.2g}, equal {differences.count(0.0)} of {len(differences)}"
    )
    print(
        f"  references: success {ceiling:.4f}, ours {reference.share:.4f} of {reference.expected},"
        f" exact {reference.exact_share:.4f}"
    )
    if beside:
        print(
            f"  consistency over {len(beside)} systems: r = {statistics.correlation(*zip(*beside, strict=True)):.3f}"
        )


def measure_system(data: Path, track: int, pair: str, team: str, mode: str, dictionary: str) -> System:
    source, locale = (LOCALES.get(one, one) for one in (pair[:2], pair[2:]))
    total, empty = Tally(), 0
    started = time.process_time()
    for year in PAIRS[track][pair]:
        name = f"full_data_{year[:-1]}" if year else f"full_data.{pair}"
        paths = (
            data / f"submissions/track{track}/{team}/{team}.{year}{pair}.{mode}.jsonl",
            data / f"references/track{track}/{name}.jsonl",
        )
        files = [read_json_lines(path.read_bytes(), path=path.name, locale=locale) for path in paths]
        total += tally_of(files, source, locale, dictionary)
        empty += empty_targets(paths[1], pair[:2], dictionary) if track == 2 else 0
    seconds = time.process_time() - started
    rate, ceiling = (
        (total.sentences, total.reference_sentences)
        if UNITS[track] == "sentence"
        else (total.documents, total.reference_documents)
    )
    found, reached = rate.rate(UNITS[track]), ceiling.rate(UNITS[track])
    if found is None or reached is None:
        raise ValueError(f"{pair} has no {dictionary} terms")
    # The task's script takes an empty target term for one that is there; we have no such terms.
    found, reached = (
        SuccessRate(unit=one.unit, terms=one.terms + empty, success=one.success + empty)
        for one in (found, reached)
    )
    return System(found, reached, total.terms.accuracy(), total.reference_terms.accuracy(), seconds)


def empty_targets(path: Path, source: str, dictionary: str) -> int:
    """Return the number of pairs with an empty target term whose source term is in its document."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return sum(
        not any(one.strip() for one in targets)
        and "" in targets
        and term.strip().lower() in row[source].lower()
        for row in rows
        for term, targets in row[dictionary].items()
        if term.strip()
    )


def tally_of(files: Sequence[ScoredFile], source: str, locale: str, dictionary: str) -> Tally:
    catalogs = aligned(files)
    terms = file_terms(files, catalogs, TermSource(dictionary=dictionary), source=source, locale=locale)
    asked = ScoreRequest(locale=locale, source=source, concepts=terms.concepts, groups=terms.groups)
    setting = ScoreSetting(measures=TermsOnly(locale, "char"), asked=asked)

    def items() -> Iterator[ScoreInput]:
        for own, trusted in zip(*(catalog.entries for catalog in catalogs), strict=True):
            yield ScoreInput(
                id=own.msgid[:20],
                source=own.msgid,
                target=own.msgstr[0],
                reference=trusted.msgstr[0],
                terms=terms.segments[own.key],
            )

    return tally(items(), setting)


if __name__ == "__main__":
    main()
