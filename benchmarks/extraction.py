"""CPU time of reading articles from HTML pages, beside trafilatura where an interpreter has it.

Run: python -m benchmarks.extraction [--rounds 5] [--peer PYTHON]

The pages are those of the sample's site, with their heads, menus and footers. `--peer` or the environment variable
TRAFILATURA_PYTHON names the interpreter; both read the same pages, in this run.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import time
from pathlib import Path

from benchmarks.waits import sample
from postl10n.stages.extract import extract

_PEER = """
import sys, time
from pathlib import Path
from trafilatura import bare_extraction
pages = [path.read_text("utf-8") for path in sorted(Path(sys.argv[1]).glob("*.html"))]
bare_extraction(pages[0])
start = time.process_time()
for _ in range(int(sys.argv[2])):
    for page in pages:
        bare_extraction(page)
print(time.process_time() - start)
"""


def ours(folder: Path, rounds: int) -> tuple[float, int]:
    """Return the CPU seconds, and the number of pages."""
    pages = [path.read_text("utf-8") for path in sorted(folder.glob("*.html"))]
    extract(pages[0], article_id="warm", path="warm.html", locale="en")
    start = time.process_time()
    for _ in range(rounds):
        for page in pages:
            extract(page, article_id="a", path="a.html", locale="en")
    return time.process_time() - start, rounds * len(pages)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peer", metavar="PYTHON", default=os.environ.get("TRAFILATURA_PYTHON"))
    options = parser.parse_args()
    with sample() as project:
        folder = project / "site" / "en"
        for name in ("index", "glossary", "404", "search"):
            (folder / f"{name}.html").unlink(missing_ok=True)
        cpu, pages = ours(folder, options.rounds)
        print(f"postl10n:    {pages} pages, {1000 * cpu / pages:.2f} ms CPU each")
        if options.peer is None:
            print("trafilatura: not measured; --peer or TRAFILATURA_PYTHON names an interpreter that has it")
            return
        command = [options.peer, "-c", _PEER, str(folder), str(options.rounds)]
        theirs = float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        print(f"trafilatura: {pages} pages, {1000 * theirs / pages:.2f} ms CPU each")
        print(f"postl10n takes {cpu / theirs:.2f} times as long")


if __name__ == "__main__":
    main()
