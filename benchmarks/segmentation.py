"""Speed and accuracy of the segmenter beside LanguageTool's SRX rules (choppa-srx) in the same run.

    python benchmarks/segmentation.py

Speed: characters a second in one process on news paragraphs of our own, and the time of the same text as a
single line. Accuracy: F1 on punctuated boundaries over `../shared/bench/segmentation`, where that exists.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from choppa import SrxDocument, SrxTextIterator

from postl10n.stages.segment import sentences

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
DATA = ROOT.parent / "shared" / "bench" / "segmentation"
FIXTURES = ROOT / "tests" / "stages" / "segment"
CHARACTERS = 2_000_000
PEER_CHARACTERS = 200_000  # The peer is an order of magnitude slower.


def paragraphs(language: str, size: int) -> list[str]:
    """Paragraphs of about 400 characters made of the test fixtures."""
    lines = (FIXTURES / f"{language}.txt").read_text("utf-8").splitlines()
    text = [line.replace("|", "") for line in lines if line and not line.startswith("#")]
    made: list[str] = []
    total = at = 0
    while total < size:
        paragraph = ""
        while len(paragraph) < 400:
            paragraph = f"{paragraph} {text[at % len(text)]}".strip()
            at += 1
        made.append(paragraph)
        total += len(paragraph)
    return made


def seconds(segment: Callable[[str], object], texts: list[str]) -> float:
    segment(texts[0])
    start = time.perf_counter()
    for text in texts:
        segment(text)
    return time.perf_counter() - start


def speed(language: str, document: SrxDocument) -> None:
    texts = paragraphs(language, CHARACTERS)
    ours = seconds(lambda text: sentences(text, language), texts)
    few = paragraphs(language, PEER_CHARACTERS)
    peer = seconds(lambda text: list(SrxTextIterator(document, f"{language}_two", text)), few)
    line = seconds(lambda text: sentences(text, language), ["A. B.", " ".join(texts)])
    rate = sum(map(len, texts)) / ours
    peer_rate = sum(map(len, few)) / peer
    print(
        f"{language}  {rate / 1e6:6.2f} M characters/s   choppa {peer_rate / 1e6:5.2f}   "
        f"ratio {rate / peer_rate:5.1f}   one line takes {line / ours:.2f} times the paragraphs"
    )


def accuracy() -> None:
    if not DATA.exists():
        print("no ../shared/bench/segmentation: accuracy left out")
        return
    print("F1 on punctuated boundaries")
    scores: list[float] = []
    for gold in ([], ["--gold", "gold/handmade.jsonl"]):
        command = [
            sys.executable,
            str(DATA / "bench.py"),
            "--segmenter",
            "segmentation:sentences",
            "--lang",
            "all",
        ]
        done = subprocess.run(
            [*command, "--punct", "--json", *gold],
            cwd=ROOT / "benchmarks",
            capture_output=True,
            text=True,
            check=True,
        )
        for record in map(json.loads, done.stdout.splitlines()):
            print(f"{record['lang']}  {100 * record['F1']:6.2f}  of {record['boundaries']} boundaries")
            if not gold or record["lang"] == "ar":
                scores.append(record["F1"])
    # Arabic has no treebank there: its handmade lines stand in for one.
    print(f"mean of {len(scores)} languages {100 * sum(scores) / len(scores):.2f}")


def main() -> None:
    document = SrxDocument(ruleset=str(files("choppa") / "data/srx/languagetool_segment.srx"))
    for language in ("en", "zh", "ru", "ja"):
        speed(language, document)
    accuracy()


if __name__ == "__main__":
    main()
