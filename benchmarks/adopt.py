"""Alignment of texts with their translations beside Gale and Church's, on the same noisy pairs in the same run.

    python -m benchmarks.adopt [--data FOLDER] [--locales ru,ar] [--noise 0.2] [--moved 0.3] [--one-by-one]
    python -m benchmarks.adopt --parallel

The pairs are the sample's articles, or with `--data` the texts of a folder that holds `en.txt` and `<locale>.txt`, one
sentence a line, an empty line between texts. Sentences are joined, left out and added; see `tests/support`.
With `--parallel` they are the texts of `tests/lang/parallel`, as they are.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "support"))

from noisy_pairs import NoisyPair, noisy_pairs, parallel_texts, rates, sample_texts  # noqa: E402

from postl10n.lang.alignment import Passage, TextPair, align_texts  # noqa: E402

PRIORS = {(1, 1): 0.89, (1, 0): 0.00495, (0, 1): 0.00495, (2, 1): 0.0445, (1, 2): 0.0445, (2, 2): 0.011}
VARIANCE = 6.8


def gale_church(pair: NoisyPair) -> set[tuple[int, int]]:
    """Links by the lengths alone, with the parameters of the article of 1993 and the texts' own ratio of lengths."""
    own, other = ([len(one) for one in side] for side in (pair.source, pair.target))
    ratio = sum(other) / max(1, sum(own))
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(own) + 1):
        for j in range(len(other) + 1):
            if i or j:
                best[i, j] = min(
                    (
                        best[i - a, j - b][0]
                        + cost(sum(own[i - a : i]), sum(other[j - b : j]), ratio)
                        - math.log(prior),
                        (a, b),
                    )
                    for (a, b), prior in PRIORS.items()
                    if i >= a and j >= b
                )
    found: set[tuple[int, int]] = set()
    i, j = len(own), len(other)
    while i or j:
        a, b = best[i, j][1]
        found |= {(x, y) for x in range(i - a, i) for y in range(j - b, j)}
        i, j = i - a, j - b
    return found


def cost(own: int, other: int, ratio: float) -> float:
    mean = (own + other / ratio) / 2
    if not mean:
        return 0.0
    off = abs(other - own * ratio) / math.sqrt(mean * VARIANCE)
    return -math.log(max(math.erfc(off / math.sqrt(2)), 1e-300))


def ours(
    pairs: Sequence[NoisyPair], locale: str, together: bool
) -> list[list[tuple[tuple[int, int], float]]]:
    texts = []
    for pair in pairs:
        begins = pair.starts or ([False] * len(pair.source), [False] * len(pair.target))
        own, other = (
            [Passage(text=text, starts=starts) for text, starts in zip(side, at, strict=True)]
            for side, at in zip((pair.source, pair.target), begins, strict=True)
        )
        texts.append(TextPair(own, other, "en", locale))
    aligned = align_texts(texts) if together else [align_texts([text])[0] for text in texts]
    return [
        [
            ((i, j), bead.probability)
            for bead in beads
            for i in range(*bead.source)
            for j in range(*bead.target)
        ]
        for beads in aligned
    ]


def texts_of(folder: Path, locale: str) -> list[list[tuple[str, str]]]:
    sides = [(folder / f"{name}.txt").read_text("utf-8").splitlines() for name in ("en", locale)]
    pairs = list(zip(*sides, strict=True))
    return [list(group) for filled, group in groupby(pairs, key=lambda pair: bool(pair[0])) if filled]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path)
    parser.add_argument("--parallel", action="store_true", help="the news texts of tests/lang/parallel")
    parser.add_argument("--part", default="", help="of a folder in it")
    parser.add_argument("--locales")
    parser.add_argument("--noise", type=float, default=0.2)
    parser.add_argument("--moved", type=float, default=0, help="the share of texts with a moved paragraph")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--one-by-one", action="store_true", help="no text learns from another")
    asked = parser.parse_args()
    print(f"{'':11} texts  P≥.5   R≥.5   F1     P≥.8   R≥.8   Gale–Church F1   ours ms/text")
    usual = "zh_Hant,zh_Hans,ru,fr,pt,ar" if asked.parallel else "zh_Hans,zh_Hant_HK,ru,be,fr,pt_PT,ar"
    for locale in (asked.locales or usual).split(","):
        if asked.parallel:
            pairs = parallel_texts(locale, asked.part)
        else:
            texts = texts_of(asked.data, locale) if asked.data else sample_texts(locale)
            pairs = noisy_pairs(texts, locale, seed=asked.seed, noise=asked.noise, moved=asked.moved)
        start = time.process_time()
        links = ours(pairs, locale, not asked.one_by_one)
        spent = (time.process_time() - start) / max(1, len(pairs))
        likely, certain = (
            rates(
                [
                    (pair.gold, {at for at, p in own if p >= least})
                    for pair, own in zip(pairs, links, strict=True)
                ]
            )
            for least in (0.5, 0.8)
        )
        peer = rates([(pair.gold, gale_church(pair)) for pair in pairs])
        print(
            f"{locale:11} {len(pairs):5}  {likely[0]:.3f}  {likely[1]:.3f}  {likely[2]:.3f}  "
            f"{certain[0]:.3f}  {certain[1]:.3f}  {peer[2]:.3f}            {1000 * spent:.0f}"
        )


if __name__ == "__main__":
    main()
