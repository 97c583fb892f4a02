"""Speed of finding terms, and the quality of verifying them where the shared development data is at hand.

    python benchmarks/terms.py [--terms 10000] [--megabytes 8] [--every 200] [--size 6000]

The texts and terms are made up from a seed: words and characters by Zipf's law, terms of one to three words (two
to six characters), a term about every `--every` bytes on average, in texts of about `--size` bytes, as articles have.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import daachorse

from postl10n.lang.terms.verify import verify
from postl10n.model.glossary import Concept, Glossary, Term
from postl10n.stages.terms import TermFinder

SHARED = Path(__file__).resolve().parents[2] / "shared" / "bench" / "terms"
SYLLABLES = [a + b for a in (*"bcdfghlmnprstvw", "st", "pr", "tr") for b in (*"aeiou", "ai", "er", "on")]
ENDINGS = ["n", "r", "s", "t", "d", "y", "ing", "ed", "tion", "ment", "al", "ly", "st", "th", "k"]
HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 4000)]


class Texts(NamedTuple):
    """What texts to make: bytes of all, bytes of one, bytes to one term."""

    total: float
    size: int
    every: int


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--terms", type=int, default=10_000)
    parser.add_argument("--megabytes", type=float, default=8)
    parser.add_argument("--every", type=int, default=200, help="bytes of text to one term")
    parser.add_argument("--size", type=int, default=6000, help="bytes of one text")
    args = parser.parse_args()
    for locale, make in (("en", english), ("zh_Hans", chinese)):
        terms, texts = make(random.Random(1), args.terms, Texts(args.megabytes * 1e6, args.size, args.every))
        measure_finding(locale, terms, texts)
    for name in ("nouns_dev.jsonl", "dev.jsonl"):
        if (SHARED / name).exists():
            measure_verifying(SHARED / name)


def english(rng: random.Random, count: int, wanted: Texts) -> tuple[list[str], list[str]]:
    words = sorted({made_up_word(rng) for _ in range(40_000)})
    rng.shuffle(words)
    long_words = [word for word in words[2000:] if len(word) > 5]
    terms: dict[str, None] = {}
    while len(terms) < count:
        length = rng.choice((1, 2, 2, 2, 3))
        # Single words are terms when they are rare and long; those of longer terms are as in the running text.
        picked = rng.choices(long_words, k=1) if length == 1 else rng.choices(words[100:], k=length)
        terms[" ".join(picked).capitalize()] = None
    return list(terms), made_up_texts(rng, words, list(terms), " ", wanted)


def made_up_word(rng: random.Random) -> str:
    return "".join(rng.choices(SYLLABLES, k=rng.choice((1, 1, 2, 2, 3)))) + rng.choice(ENDINGS)


def chinese(rng: random.Random, count: int, wanted: Texts) -> tuple[list[str], list[str]]:
    rng.shuffle(HAN)
    # Terms are made of the characters that texts are made of.
    weights = list(accumulate(1 / rank for rank in range(30, len(HAN) + 30)))
    terms: dict[str, None] = {}
    while len(terms) < count:
        terms["".join(rng.choices(HAN, cum_weights=weights, k=rng.choice((2, 3, 4, 4, 5, 6))))] = None
    return list(terms), made_up_texts(rng, HAN, list(terms), "", wanted)


def made_up_texts(
    rng: random.Random, words: Sequence[str], terms: Sequence[str], joiner: str, wanted: Texts
) -> list[str]:
    weights = list(accumulate(1 / rank for rank in range(3, len(words) + 3)))
    per_word = (
        sum(len((word + joiner).encode()) for word in rng.choices(words, cum_weights=weights, k=1000)) / 1000
    )
    share = per_word / wanted.every
    found: list[str] = []
    written = 0
    while written < wanted.total:
        picked = rng.choices(words, cum_weights=weights, k=round(wanted.size / per_word))
        text = joiner.join(rng.choice(terms) if rng.random() < share else word for word in picked)
        found.append(text.capitalize() + ("。" if not joiner else "."))
        written += len(found[-1].encode())
    return found


def measure_finding(locale: str, terms: Sequence[str], texts: Sequence[str]) -> None:
    glossary = Glossary(
        concepts=tuple(
            Concept(id=f"c{number}", subject="test", terms={locale: (Term(text=term),)})
            for number, term in enumerate(terms)
        )
    )
    TermFinder(Glossary(), locale)  # what is loaded once a process is no part of building
    started = time.process_time()
    finder = TermFinder(glossary, locale)
    built = time.process_time() - started
    automaton = daachorse.CharwiseDoubleArrayAhoCorasick(
        [term.lower() for term in terms], daachorse.MATCH_KIND_LEFTMOST_LONGEST
    )
    size = sum(len(text.encode()) for text in texts) / 1e6
    (found, finding), (matches, bare) = best_of(
        lambda: sum(len(finder.find(text)) for text in texts),
        lambda: sum(len(automaton.find(text)) for text in texts),
    )
    print(
        f"{locale:8} {len(terms)} terms built in {built:.2f} s; {size:.1f} MB: {size / finding:.0f} MB/s"
        f" ({found} found); bare automaton {size / bare:.0f} MB/s ({matches} matches);"
        f" ratio {bare / finding:.2f}"
    )


def best_of(*works: Callable[[], int], runs: int = 5) -> list[tuple[int, float]]:
    """Answer and best processor time of each, taken in turns so that a busy machine slows all alike."""
    best = [(0, float("inf"))] * len(works)
    for _ in range(runs):
        for number, work in enumerate(works):
            started = time.process_time()
            result = work()
            best[number] = (result, min(best[number][1], time.process_time() - started))
    return best


def measure_verifying(path: Path) -> None:
    hits: dict[str, list[bool]] = defaultdict(list)
    false: dict[str, list[bool]] = defaultdict(list)
    started = time.perf_counter()
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        use = verify(row["term"], row["text"], row["locale"])
        (hits if row["used"] else false)[row["locale"]].append(use is not None and use.verdict.firm)
    took = time.perf_counter() - started
    print(f"{path.name}: {len(rows) / took:.0f} verified a second, dictionaries loaded meanwhile")
    for locale in sorted(hits):
        recall = sum(hits[locale]) / len(hits[locale])
        accepted = sum(false[locale]) / max(1, len(false[locale]))
        print(f"  {locale:11} recall {recall:.3f} of {len(hits[locale])}, false accepts {accepted:.4f}")
    used, wrong = sum(map(sum, hits.values())), sum(map(sum, false.values()))
    print(
        f"  all         precision {used / (used + wrong):.3f}, recall {used / sum(map(len, hits.values())):.3f}"
    )


if __name__ == "__main__":
    main()
