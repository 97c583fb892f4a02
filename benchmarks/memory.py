"""Speed and recall of the translation memory, beside an exhaustive search with rapidfuzz and with difflib.

    python -m benchmarks.memory [--units 100000] [--queries 1000] [--texts FILE]

The texts are made up from a seed: words and characters by Zipf's law, lengths from a title to a long sentence, and
sentences of a few patterns that differ in names and figures, which are the hardest to tell apart. `--texts` takes
the lines of a file instead. A query is a text with up to three tenths of its characters changed: letters, words, a
stretch left out, or one put in; half of the queries are about 20 characters long. Recall counts those for which the
memory's first answer is as like as the best that measuring every text finds, where that is .70 or more.
"""

from __future__ import annotations

import argparse
import difflib
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from postl10n.memory.sqlite import KnownFile, SqliteMemory
from postl10n.model.memory import MemoryUnit, Wanted

LEAST = 0.7
SYLLABLES = [a + b for a in (*"bcdfghlmnprstvw", "st", "pr", "tr") for b in (*"aeiou", "ai", "er", "on")]
HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 3500)]
OPERATORS = ["Belpost", "China Post", "Correos", "CTT", "La Poste", "Japan Post", "Korea Post", "Macao Post"]
VERBS = ["handled", "delivered", "sorted", "carried", "returned", "scanned", "insured", "weighed"]
THINGS = ["parcels", "letters", "items", "packages", "containers", "trucks", "stamps", "lockers"]
PLACES = ["Minsk", "Beijing", "Madrid", "Lisbon", "Paris", "Tokyo", "Seoul", "Macao", "Brest", "Wuhan"]
MONTHS = ["January", "February", "March", "April", "June", "July", "August", "September", "October"]


class Query(NamedTuple):
    """A changed text, and how like it the best of all texts is."""

    text: str
    best: float


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=1000)
    parser.add_argument("--texts", type=Path, help="a text file, a sentence a line")
    parser.add_argument(
        "--only", choices=["english", "patterns", "chinese"], help="one kind of texts, in this process"
    )
    args = parser.parse_args()
    if args.texts:
        lines = args.texts.read_text(encoding="utf-8").splitlines()
        measure(args.texts.name, list(dict.fromkeys(filter(None, lines)))[: args.units], args.queries)
    elif args.only:
        makers = {"english": english, "patterns": patterns, "chinese": chinese}
        measure(args.only, makers[args.only](random.Random(1), args.units), args.queries)
    else:
        for kind in ("english", "patterns", "chinese"):
            command = [sys.executable, "-m", "benchmarks.memory", "--only", kind]
            # A process each, so that peak memory is its own.
            subprocess.run([*command, "--units", str(args.units), "--queries", str(args.queries)], check=True)


def english(rng: random.Random, count: int) -> list[str]:
    endings = ["n", "r", "s", "ing", "ed", "tion", "al", "ly"]
    words = sorted(
        {
            "".join(rng.choices(SYLLABLES, k=rng.choice((1, 1, 2, 2, 3)))) + rng.choice(endings)
            for _ in range(30_000)
        }
    )
    rng.shuffle(words)
    weights = list(accumulate(1 / rank for rank in range(3, len(words) + 3)))
    texts: dict[str, None] = {}
    while len(texts) < count:
        picked = rng.choices(words, cum_weights=weights, k=rng.choice((3, 3, 4, 6, 8, 10, 14, 18, 22, 28)))
        texts[" ".join(picked).capitalize() + "."] = None
    return list(texts)


def chinese(rng: random.Random, count: int) -> list[str]:
    characters = HAN[:]
    rng.shuffle(characters)
    weights = list(accumulate(1 / rank for rank in range(20, len(characters) + 20)))
    texts: dict[str, None] = {}
    while len(texts) < count:
        texts[
            "".join(rng.choices(characters, cum_weights=weights, k=rng.choice((10, 16, 20, 25, 30, 45, 60))))
            + "。"
        ] = None
    return list(texts)


def patterns(rng: random.Random, count: int) -> list[str]:
    """Sentences of six patterns: each has thousands of others that differ from it in a word and a figure."""
    texts: dict[str, None] = {}
    while len(texts) < count:
        who, other, verb, thing = (rng.choice(words) for words in (OPERATORS, OPERATORS, VERBS, THINGS))
        place, month, many, year = (
            rng.choice(PLACES),
            rng.choice(MONTHS),
            rng.randint(2, 9999),
            rng.randint(1990, 2026),
        )
        text = rng.choice(
            (
                f"{who} {verb} {many} million {thing} in {place} during {month} {year}.",
                f"In {month} {year}, {who} {verb} {many} {thing} at its {place} hub.",
                f"The {place} office of {who} {verb} {many} {thing}.",
                f"{who} and {other} {verb} {many} {thing} together in {month}.",
                f"More than {many} {thing} were {verb} by {who} in {place} on {rng.randint(1, 30)} {month} {year}.",
                f"{many} {thing} {verb} in {place}",
            )
        )
        texts[text] = None
    return list(texts)


def changed(rng: random.Random, text: str, texts: Sequence[str]) -> str:
    letters = list(text)
    edits = max(1, int(rng.uniform(0, 0.3) * len(text)))
    way = rng.choice(("letters", "words", "less", "more"))
    at = rng.randrange(max(1, len(letters) - edits))
    other = rng.choice(texts)
    if way == "less":
        del letters[at : at + edits]
    elif way == "more":
        letters[at:at] = other[:edits]
    elif way == "words":
        letters[at : at + edits] = other[:edits]
    else:
        for _ in range(edits):
            letters[rng.randrange(len(letters))] = rng.choice(other)
    return " ".join("".join(letters).split())


def measure(name: str, texts: list[str], count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "memory.sqlite"
        store = SqliteMemory(path)
        units = (MemoryUnit(source=text, target=text, source_locale="en", locale="ru") for text in texts)
        filled = seconds(lambda: fill(store, units))
        built = seconds(lambda: store.near(wanted(texts[0]), least=LEAST, limit=1))
        store.close()
        opened = seconds(lambda: SqliteMemory(path).near(wanted(texts[0]), least=LEAST, limit=1))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        store = SqliteMemory(path)
        exact = seconds(lambda: [store.exact(wanted(text)) for text in texts[:20_000]])
        print(
            f"{name:9} {len(texts):,} units, {sum(map(len, texts)) / len(texts):.0f} characters each:"
            f" filled in {filled:.1f} s, index built in {built:.2f} s, opened in {opened:.3f} s, peak {peak:.0f} MB;"
            f" exact {min(len(texts), 20_000) / exact:,.0f}/s",
            flush=True,
        )
        queries, exhaustive = asked(texts, count)
        found = {query.text: store.near(wanted(query.text), least=LEAST, limit=5) for query in queries}
        took = seconds(
            lambda: [store.near(wanted(query.text), least=LEAST, limit=5) for query in queries]
        ) / len(queries)
        right = sum(bool(found[text]) and found[text][0][1] >= best - 1e-9 for text, best in queries)
        slow = (
            seconds(lambda: difflib.get_close_matches(queries[0].text, texts[:5000], 5, LEAST))
            * len(texts)
            / 5000
        )
        print(
            f"{'':9} fuzzy {took * 1000:.2f} ms, recall@1 {right / len(queries):.4f} of {len(queries)};"
            f" rapidfuzz over all {exhaustive * 1000:.1f} ms, ratio {exhaustive / took:.0f};"
            f" difflib {slow:.1f} s, ratio {slow / took:,.0f}"
        )


def fill(store: SqliteMemory, units: Iterable[MemoryUnit]) -> None:
    with store.changing():
        store.put("texts", KnownFile(stamp="", digest=""), units)


def asked(texts: Sequence[str], count: int) -> tuple[list[Query], float]:
    """Queries that have a match, half of them short, and the seconds that an exhaustive search took for each."""
    rng = random.Random(9)
    short = [text for text in texts if 12 <= len(text) <= 26] or list(texts)
    made = [changed(rng, rng.choice(short if number % 2 else texts), texts) for number in range(count)]
    queries: list[Query] = []
    started = time.process_time()
    for text in filter(None, made):
        best = process.extractOne(text, texts, scorer=Levenshtein.normalized_similarity, score_cutoff=LEAST)
        if best is not None:
            queries.append(Query(text, best[1]))
    return queries, (time.process_time() - started) / len(made)


def seconds(work: Callable[[], object]) -> float:
    """Processor time."""
    started = time.process_time()
    work()
    return time.process_time() - started


def wanted(text: str) -> Wanted:
    return Wanted(text=text, source_locale="en", locale="ru")


if __name__ == "__main__":
    main()
