"""Precision and recall of finding terms in inflected sources, and the speed of it beside finding base forms alone.

    python -m benchmarks.terms_find [--errors] [--megabytes 2] [--terms 2000] [--data ../shared/bench/terms]

Each row has a term, which is the whole glossary, and a text, in which it must be found exactly where the row says that it
is used. Rows are those of the shared data, where it is at hand, and of our own banks.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from postl10n.model.glossary import Concept, Glossary, Term
from postl10n.stages.terms import TermFinder

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "bench" / "terms"
BANKS = ROOT / "tests" / "stages" / "terms" / "find"


class Row(NamedTuple):
    """A term, and a text that uses it or does not."""

    locale: str
    term: str
    text: str
    used: bool


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--errors", action="store_true", help="print each row that is judged wrongly")
    parser.add_argument("--megabytes", type=float, default=2)
    parser.add_argument("--terms", type=int, default=2000)
    parser.add_argument("--data", type=Path, default=SHARED)
    args = parser.parse_args()
    nouns = shared(args.data / "nouns_dev.jsonl")
    for name, rows in (("nouns", nouns), ("sentences", shared(args.data / "dev.jsonl")), ("banks", banks())):
        if rows:
            print(f"== {name}")
            judge(rows, show=args.errors)
    by_locale: dict[str, list[Row]] = defaultdict(list)
    for row in nouns:
        by_locale[row.locale].append(row)
    for locale, rows in by_locale.items():
        measure(locale, rows, args.terms, args.megabytes * 1e6)


def shared(path: Path) -> list[Row]:
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [Row(one["locale"], one["term"], one["text"], one["used"]) for one in map(json.loads, lines)]


def banks() -> list[Row]:
    """The rows of our own banks, one file a locale: term, text, yes or no."""
    return [
        Row(path.stem, term, text, found == "yes")
        for path in sorted(BANKS.glob("*.tsv"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
        for term, text, found in [line.split("\t")]
    ]


def glossary_of(locale: str, terms: Sequence[str]) -> Glossary:
    return Glossary(
        concepts=tuple(
            Concept(id=f"c{number}", subject="test", terms={locale: (Term(text=term),)})
            for number, term in enumerate(terms)
        )
    )


def wrong_rows(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows whose term is found where it is not used, or the reverse."""
    for row in rows:
        if bool(TermFinder(glossary_of(row.locale, [row.term]), row.locale).find(row.text)) != row.used:
            yield row


def judge(rows: Sequence[Row], *, show: bool) -> None:
    wrong = set(wrong_rows(rows))
    for locale in (*dict.fromkeys(row.locale for row in rows), "all"):
        own = [row for row in rows if locale in (row.locale, "all")]
        missed, false = (sum(row in wrong and row.used is used for row in own) for used in (True, False))
        right = sum(row.used for row in own) - missed
        precision, recall = right / max(1, right + false), right / max(1, right + missed)
        print(f"{locale:11} P {precision:.3f} R {recall:.3f} of {len(own)}")
    if show:
        for row in rows:
            if row in wrong:
                print("wrong:", *row, sep="\t")


def measure(locale: str, rows: Sequence[Row], count: int, size: float) -> None:
    """Print the speed in texts made of the rows' words, and how much of it is left of that for base forms alone."""
    rng = random.Random(1)
    words = sorted({row.text for row in rows})
    rng.shuffle(words)
    weights = list(accumulate(1 / rank for rank in range(3, len(words) + 3)))
    terms = sorted({row.term for row in rows})
    rng.shuffle(terms)
    texts = []
    written = 0
    while written < size:
        texts.append(" ".join(rng.choices(words, cum_weights=weights, k=60)).capitalize() + ".")
        written += len(texts[-1].encode())
    # Terms of two words, as most are, and so many single ones that one is found in some 200 bytes.
    half = terms[: len(terms) // 2]
    names = {" ".join(rng.choices(half, k=2)) for _ in range(count)}
    every = glossary_of(locale, [*names, *terms[: len(terms) // 20]])
    finder = TermFinder(every, locale)
    cold = timed(lambda: sum(len(finder.find(text)) for text in texts))
    warm = min(timed(lambda: sum(len(finder.find(text)) for text in texts)) for _ in range(3))
    base = TermFinder(Glossary(concepts=tuple(as_plain(one) for one in every)), "und")
    bare = min(timed(lambda: sum(len(base.find(text)) for text in texts)) for _ in range(3))
    megabytes = written / 1e6
    found = sum(len(finder.find(text)) for text in texts)
    print(
        f"{locale:8} {megabytes / warm:.1f} MB/s ({megabytes / cold:.1f} with words never seen);"
        f" base forms {megabytes / bare:.1f} MB/s; ratio {bare / warm:.2f}; a term in {written / found:.0f} bytes"
    )


def as_plain(concept: Concept) -> Concept:
    """The concept with its terms as those of a language of which nothing is known."""
    (terms,) = concept.terms.values()
    return Concept(id=concept.id, subject=concept.subject, terms={"und": terms})


def timed(work: Callable[[], int]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    main()
