"""Speed of finding terms, and the quality of verifying them where the shared development data is at hand.

    python benchmarks/terms.py [--terms 10000] [--megabytes 8] [--every 120]

The texts and terms are made up from a seed: words and characters by Zipf's law, terms of one to three words (two to
four characters), a term about every `--every` bytes on average, in paragraphs of about 600 bytes.
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

import daachorse

from postl10n.lang.verify import verify
from postl10n.model.glossary import Concept, Glossary, Term
from postl10n.stages.terms import TermFinder

SHARED = Path(__file__).resolve().parents[2] / "shared" / "bench" / "terms"
SYLLABLES = [
    a + b for a in "b c d f g h l m n p r s t v w st pr tr".split() for b in "a e i o u ai er on".split()
]
HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 4000)]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--terms", type=int, default=10_000)
    parser.add_argument("--megabytes", type=float, default=8)
    parser.add_argument("--every", type=int, default=120, help="bytes of text to one term")
    args = parser.parse_args()
    for locale, make in (("en", english), ("zh_Hans", chinese)):
        terms, texts = make(random.Random(1), args.terms, args.megabytes * 1e6, args.every)
        measure_finding(locale, terms, texts)
    for name in ("nouns_dev.jsonl", "dev.jsonl"):
        if (SHARED / name).exists():
            measure_verifying(SHARED / name)


def english(rng: random.Random, count: int, size: float, every: int) -> tuple[list[str], list[str]]:
    words = sorted({"".join(rng.choices(SYLLABLES, k=rng.randint(1, 4))) for _ in range(40_000)})
    rng.shuffle(words)
    terms: dict[str, None] = {}
    while len(terms) < count:
        # Rarer words than those of the running text, as terms are; some share their beginnings.
        terms[" ".join(rng.choices(words[2000:], k=rng.choice((1, 2, 2, 3)))).capitalize()] = None
    return list(terms), paragraphs(rng, words, list(terms), " ", size, every)


def chinese(rng: random.Random, count: int, size: float, every: int) -> tuple[list[str], list[str]]:
    rng.shuffle(HAN)
    terms: dict[str, None] = {}
    while len(terms) < count:
        terms["".join(rng.choices(HAN[300:], k=rng.choice((2, 3, 4, 4))))] = None
    return list(terms), paragraphs(rng, HAN, list(terms), "", size, every)


def paragraphs(
    rng: random.Random, words: Sequence[str], terms: Sequence[str], joiner: str, size: float, every: int
) -> list[str]:
    weights = list(accumulate(1 / rank for rank in range(3, len(words) + 3)))
    per_word = (
        sum(len((word + joiner).encode()) for word in rng.choices(words, cum_weights=weights, k=1000)) / 1000
    )
    share = per_word / every
    found: list[str] = []
    written = 0
    while written < size:
        picked = rng.choices(words, cum_weights=weights, k=round(600 / per_word))
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
    started = time.perf_counter()
    finder = TermFinder(glossary, locale)
    built = time.perf_counter() - started
    automaton = daachorse.CharwiseDoubleArrayAhoCorasick(
        [term.lower() for term in terms], daachorse.MATCH_KIND_LEFTMOST_LONGEST
    )
    size = sum(len(text.encode()) for text in texts) / 1e6
    found, finding = best_of(lambda: sum(len(finder.find(text)) for text in texts))
    matches, bare = best_of(lambda: sum(len(automaton.find(text)) for text in texts))
    print(
        f"{locale:8} {len(terms)} terms built in {built:.2f} s; {size:.1f} MB: {size / finding:.0f} MB/s"
        f" ({found} found); bare automaton {size / bare:.0f} MB/s ({matches} matches);"
        f" ratio {bare / finding:.2f}"
    )


def best_of(work: Callable[[], int], runs: int = 3) -> tuple[int, float]:
    best = float("inf")
    for _ in range(runs):
        started = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - started)
    return result, best


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
