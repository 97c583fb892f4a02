"""Apertium's living pipe beside one `apertium` process a segment, on the segments of this repository's articles.

    python -m benchmarks.engines [--rounds 10] [--segments 40] [--texts FILE]

English to Spanish. The pipe is started, asked for every segment once, and for `--rounds` rounds more; the peer
translates the first `--segments` segments. Words are counted in the source. `--texts` takes the lines of a file instead.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import polib

from postl10n.engines import open_engine
from postl10n.errors import EngineError
from postl10n.model.project import EngineAnswer, EngineAsk

TEMPLATES = Path(__file__).parents[1] / "locales" / "templates"
PAIR = ("en", "es")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--segments", type=int, default=40)
    parser.add_argument("--texts", type=Path, help="a text file, a segment a line")
    args = parser.parse_args()
    texts = args.texts.read_text(encoding="utf-8").splitlines() if args.texts else segments()
    try:
        living = living_pipe(texts, args.rounds)
    except EngineError as error:
        print(f"left out: {error}")
        return 0
    each = process_each(texts[: args.segments])
    print(f"{'living pipe':24}{living:10,.0f} words/s")
    print(f"{'one process a segment':24}{each:10,.0f} words/s")
    print(f"{'ratio':24}{living / each:10.1f}")
    return 0


def segments() -> list[str]:
    """The msgids of the article templates, with marks where they have tags."""
    found: list[str] = []
    for path in sorted(TEMPLATES.glob("*.pot")):
        if path.stem != "site":
            found += [re.sub(r"\{/?(\d+)/?\}", r"⟦\1⟧", entry.msgid) for entry in polib.pofile(str(path))]
    return found


def living_pipe(texts: Sequence[str], rounds: int) -> float:
    """Words a second, start and first round left out but printed."""
    asks = [EngineAsk(text=text) for text in texts]
    engine = open_engine("apertium", {}, *PAIR, os.environ)
    try:
        start = time.perf_counter()
        first = list(engine.translate(asks))
        print(
            f"{len(texts)} segments, {words(texts)} words; with the start {time.perf_counter() - start:.2f} s"
        )
        print(f"answered {sum(answer is not None for answer in first)}, unknown words {unknown(first)}")
        start = time.perf_counter()
        for _ in range(rounds):
            for answer in engine.translate(asks):
                del answer
        return rounds * words(texts) / (time.perf_counter() - start)
    finally:
        engine.close()


def process_each(texts: Sequence[str]) -> float:
    """Words a second of `apertium eng-spa`, run anew for each text."""
    program = shutil.which("apertium")
    if program is None:
        raise EngineError("apertium is not installed")
    start = time.perf_counter()
    for text in texts:
        subprocess.run([program, "eng-spa"], input=text.encode(), capture_output=True, check=False)
    return words(texts) / (time.perf_counter() - start)


def unknown(answers: Sequence[EngineAnswer | None]) -> int:
    return sum(len(answer.unknown) for answer in answers if answer)


def words(texts: Sequence[str]) -> int:
    return sum(len(text.split()) for text in texts)


if __name__ == "__main__":
    sys.exit(main())
