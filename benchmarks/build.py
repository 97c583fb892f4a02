"""Pages a second of a clean build, and how long a build takes when nothing or one catalog changed.

Run: python benchmarks/build.py [--large] [--articles 60] [--jobs 2]

The project is generated in a temporary folder: articles of 12 paragraphs put together from the sample's sentences, each
made different by a number, and catalogs in 8 locales of which nine entries in ten are approved. `--large` is 1,000
articles. Times are those of the command itself, start of Python included, on a site in the cache of the disk; memory is
the peak of the largest process, and that of all processes together. The peer is po4a-translate, the program that makes a
translated document from a source and a PO, on the same number of documents, where that is installed.
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from postl10n.files.po import parse_po
from postl10n.project.scaffold import make_project
from postl10n.workspace import Workspace

ROOT = Path(__file__).parents[1]
LOCALES = ("zh_Hans", "zh_Hant_HK", "pt_PT", "ru", "be", "fr", "ar", "es")
PARAGRAPHS = 12


def sentences() -> list[str]:
    catalogs = (
        parse_po(path.read_bytes()).catalog for path in sorted((ROOT / "locales" / "templates").glob("*.pot"))
    )
    texts = (entry.msgid for catalog in catalogs for entry in catalog.entries if entry.msgctxt is None)
    return [text for text in texts if 40 < len(text) < 300 and "{" not in text]


def articles(folder: Path, count: int, locales: Sequence[str]) -> random.Random:
    """Make a project of articles without catalogs; return the source of what is chosen at random."""
    make_project(folder, source="en", targets=locales)
    shutil.rmtree(folder / "glossary")
    shutil.copytree(ROOT / "glossary", folder / "glossary")
    rng = random.Random(7)
    texts = sentences()
    for number in range(count):
        body = "\n\n".join(
            " ".join(f"No. {number}: {rng.choice(texts)}" if not at else rng.choice(texts) for at in range(3))
            for _ in range(PARAGRAPHS)
        )
        date = f"{2000 + number % 25}-{1 + number % 12:02}-{1 + number % 28:02}"
        text = f"Postal operators sign agreement {number}\n| Sample Post News |{date}\n\n{body}\n"
        (folder / "articles" / f"article-{number}.txt").write_text(text, encoding="utf-8")
    return rng


def generate(folder: Path, count: int) -> None:
    rng = articles(folder, count, LOCALES)
    Workspace.open(folder).update()
    for path in (folder / "locales").glob("*/LC_MESSAGES/article-*.po"):
        translate(path, rng)


def translate(path: Path, rng: random.Random) -> None:
    """Approve nine entries in ten with a text as long as a translation would be."""
    head, *entries = path.read_text("utf-8").split("\n\n")
    for at, entry in enumerate(entries):
        if rng.random() < 0.9:
            length = max(2, len(entry) // 12)
            words = " ".join(
                rng.choice(("почта", "отправление", "2024", "网络", "accord")) for _ in range(length)
            )
            entries[at] = entry.replace('msgstr ""', f'msgstr "{words}"')
    path.write_text("\n\n".join((head, *entries)), encoding="utf-8")


def seconds(folder: Path) -> float:
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "postl10n", "build", "-C", str(folder)], check=True, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--large", action="store_true", help="1,000 articles")
    parser.add_argument(
        "--keep", type=Path, help="generate the project here, and use it again if it is there"
    )
    arguments = parser.parse_args()
    articles = 1000 if arguments.large else arguments.articles
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.keep or Path(scratch) / "news"
        if not (folder / "postl10n.toml").exists():
            generate(folder, articles)
        measure(folder, articles)


def measure(folder: Path, articles: int) -> None:
    for name in ("site", ".postl10n"):
        shutil.rmtree(folder / name, ignore_errors=True)
    clean = seconds(folder)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    pages = articles * (len(LOCALES) + 1)
    print(f"clean: {pages} pages in {clean:.1f} s, {pages / clean:,.0f} pages/s; largest process {peak} MB")
    idle = seconds(folder)
    print(f"nothing changed: {idle:.2f} s, {idle / clean:.3f} of a clean build")
    path = folder / "locales" / "ru" / "LC_MESSAGES" / f"article-{articles // 2}.po"
    path.write_text(path.read_text("utf-8").replace("почта", "посылка", 5), encoding="utf-8")
    one = seconds(folder)
    print(f"one catalog changed: {one:.2f} s, {one / clean:.3f} of a clean build")
    peer(folder, min(articles, 20), clean / pages)


def peer(folder: Path, documents: int, ours: float) -> None:
    tool = shutil.which("po4a-translate")
    if tool is None:
        print("po4a-translate: not installed")
        return
    start = time.perf_counter()
    for number in range(documents):
        subprocess.run(
            [tool, "-f", "text", "-k", "0", "-M", "UTF-8", "-L", "UTF-8",
             "-m", folder / "articles" / f"article-{number}.txt",
             "-p", folder / "locales" / "ru" / "LC_MESSAGES" / f"article-{number}.po",
             "-l", folder / f"po4a-{number}.txt"],
            check=True, capture_output=True,
        )  # fmt: skip
    theirs = (time.perf_counter() - start) / documents
    print(
        f"po4a-translate: {1 / theirs:,.1f} documents/s; postl10n takes {ours / theirs:.3f} times as long a page"
    )


if __name__ == "__main__":
    main()
