"""Speed and memory of the score card beside bare sacrebleu.

    python -m benchmarks.score [--segments 2000] [--many 100000]

Time: BLEU, chrF2++ and TER of `--segments`, bare, and with all that a card adds: intervals of 1,000 resamples, reference
hash. Memory: the growth of a process that scores `--many` segments, bare and as a card; TER takes minutes there, so bare
sacrebleu is asked for BLEU and chrF2++ alone. The texts are made up from a seed: words by Zipf's law, a tenth of them
replaced, a twentieth dropped, a third of the sentences turned round.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER

from postl10n.model.scores import MetricScore
from postl10n.stages.score.card import card_of_items
from postl10n.stages.score.inputs import ScoreInput, ScoreRequest

RUNS = 3


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--segments", type=int, default=2000)
    parser.add_argument("--many", type=int, default=100_000)
    parser.add_argument("--memory", choices=["bare", "card"], help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.memory:
        measure_memory(args.memory, args.many)
        return
    measure_time(args.segments)
    for kind in ("card", "bare"):
        # Each in a process of its own: peak memory is the process's.
        subprocess.run(
            [sys.executable, "-m", "benchmarks.score", "--memory", kind, "--many", str(args.many)], check=True
        )


def made_up(count: int) -> Iterator[tuple[str, str]]:
    rng = random.Random(1)
    words = ["".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randint(2, 10))) for _ in range(5000)]
    weights = [1 / rank for rank in range(3, 5003)]
    for _ in range(count):
        reference = rng.choices(words, weights, k=rng.randint(8, 35))
        kept = [word for word in reference if rng.random() > 0.05]
        translation = [rng.choice(words) if rng.random() < 0.1 else word for word in kept]
        turn = rng.randrange(len(translation)) if translation and rng.random() < 0.3 else 0
        yield _sentence(translation[turn:] + translation[:turn]), _sentence(reference)


def _sentence(words: list[str]) -> str:
    return f"{' '.join(words).capitalize()}."


def measure_time(count: int) -> None:
    pairs = list(made_up(count))
    bare_time = card_time = float("inf")
    for _ in range(RUNS):
        # In turns, so that a busy machine slows both alike.
        started = time.process_time()
        bare = bare_scores(pairs)
        bare_time = min(bare_time, time.process_time() - started)
        started = time.process_time()
        card = card_scores(pairs)
        card_time = min(card_time, time.process_time() - started)
    same = all(abs(one - other.value) < 1e-9 for one, other in zip(bare, card, strict=True))
    print(f"{count} segments: bare sacrebleu {bare_time:.2f} s, score card {card_time:.2f} s;", end=" ")
    print(f"ratio {card_time / bare_time:.2f} (at most 1.15); scores {'equal' if same else 'DIFFER'}")


def bare_scores(pairs: list[tuple[str, str]]) -> list[float]:
    translations, references = [one for one, _ in pairs], [[other for _, other in pairs]]
    metrics = (BLEU(), CHRF(word_order=2), TER())
    return [float(metric.corpus_score(translations, references).score) for metric in metrics]


def card_scores(pairs: list[tuple[str, str]]) -> tuple[MetricScore, ...]:
    items = (
        ScoreInput(id=str(n), source="", target=one, reference=other) for n, (one, other) in enumerate(pairs)
    )
    return card_of_items(items, ScoreRequest(locale="fr")).metrics


def measure_memory(kind: str, count: int) -> None:
    pairs = list(made_up(count))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    if kind == "bare":
        translations, references = [one for one, _ in pairs], [[other for _, other in pairs]]
        for metric in (BLEU(), CHRF(word_order=2)):
            metric.corpus_score(translations, references)
        name = "bare BLEU and chrF2++"
    else:
        card_scores(pairs)
        name = "score card with TER and intervals"
    took = time.process_time() - started
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{count} segments, {name}: {took:.0f} s, {grown:.0f} MB more than the texts", flush=True)


if __name__ == "__main__":
    main()
