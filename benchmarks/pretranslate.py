"""Pre-translating a project of many articles from a memory that has all their sentences.

    python -m benchmarks.pretranslate [--articles 1000] [--segments 20] [--profile]

The peer is what any tool has to do: read the same catalogs, change every entry, write them durably. Printed are the
seconds of both, and how many exact look-ups the memory answers in a second by itself. Beside them, half of the
entries named after glossary concepts are held to the glossary of this repository.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.memory import OPERATORS, patterns
from postl10n import Workspace
from postl10n.files.po import parse_po, serialize_po
from postl10n.files.tmx.serialize import write_tmx
from postl10n.model.catalog import FUZZY
from postl10n.model.memory import MemoryUnit, Wanted
from postl10n.project.scaffold import make_project
from postl10n.project.writes import OURS, write_file
from postl10n.workspace import Selection

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--segments", type=int, default=20)
    parser.add_argument("--profile", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "news"
        texts = made(root, args.articles, args.segments)
        measure(root, texts, profiled=args.profile)


def made(root: Path, articles: int, segments: int) -> list[str]:
    """A project of so many articles, its memory, and the sentences in it."""
    make_project(root, source="en", targets=["ru"])
    (root / "glossary" / "example.yaml").write_text(
        "subject: operators\nconcepts:\n"
        + "".join(
            f"  - id: {name.lower().replace(' ', '-')}\n    terms:\n      en: [{name}]\n      ru: [{name}]\n"
            for name in OPERATORS
        ),
        encoding="utf-8",
    )
    texts = patterns(random.Random(3), articles * segments)
    for number in range(articles):
        own = texts[number * segments : (number + 1) * segments]
        body = f"Article {number} of the benchmark\n\n" + "\n\n".join(own) + "\n"
        (root / "articles" / f"article-{number}.txt").write_text(body, encoding="utf-8")
    Workspace.open(root).update()
    (root / "memory").mkdir()
    found = [entry.msgid for path in catalogs(root) for entry in parse_po(path.read_bytes()).catalog.active()]
    units = [
        MemoryUnit(source=text, target=translated(text), source_locale="en", locale="ru")
        for text in dict.fromkeys(found)
    ]
    (root / "memory" / "all.tmx").write_bytes(
        b"".join(write_tmx(units, tool_version="0", source_locale="en"))
    )
    return found


def translated(text: str) -> str:
    """The names and figures of a text among Russian words."""
    kept = [word for word in text.split() if any(name in word for name in " ".join(OPERATORS).split())]
    figures = [word for word in text.split() if word[0].isdigit()]
    return " ".join(["Перевод", *kept, *figures])


def catalogs(root: Path) -> Iterator[Path]:
    yield from sorted((root / "locales" / "ru" / "LC_MESSAGES").glob("article-*.po"))


def measure(root: Path, texts: list[str], *, profiled: bool) -> None:
    files, files_processor = read_and_write(root)
    workspace = Workspace.open(root)
    started = time.perf_counter()
    workspace.memory.refresh()
    print(f"memory read in {time.perf_counter() - started:.1f} s ({len(set(texts)):,} units)")
    wanted = [Wanted(text=text, source_locale="en", locale="ru", before="", after="") for text in texts]
    started = time.perf_counter()
    missing = sum(not workspace.memory.exact(one) for one in wanted)
    took = time.perf_counter() - started
    print(f"exact look-ups: {len(texts) / took:,.0f} segments/s, {missing} not found")
    profile = cProfile.Profile()
    if profiled:
        profile.enable()
    started, processor = time.perf_counter(), time.process_time()
    report = workspace.pretranslate(Selection(locales=("ru",)))
    took, processor = time.perf_counter() - started, time.process_time() - processor
    profile.disable()
    if profiled:
        pstats.Stats(profile).sort_stats("cumulative").print_stats(45)
    drafts = sum(len(one.drafts) for one in report.catalogs)
    print(
        f"pre-translated {len(report.catalogs):,} catalogs, {drafts:,} of {len(texts):,} segments in {took:.1f} s"
        f" ({drafts / took:,.0f} segments/s), {processor:.1f} s of them the processor's; reading and writing the same"
        f" catalogs alone: {files:.1f} s ({files_processor:.1f} s), ratio {took / files:.1f}"
    )


def read_and_write(root: Path) -> tuple[float, float]:
    """Seconds, and seconds of the processor, in which the catalogs are read, changed, and written durably elsewhere."""
    beside = root / "beside"
    beside.mkdir()
    started, processor = time.perf_counter(), time.process_time()
    for path in catalogs(root):
        po = parse_po(path.read_bytes())
        entries = tuple(
            replace(one, msgstr=(translated(one.msgid),), flags=(FUZZY,), comments=("x" * 40,))
            for one in po.catalog.entries
        )
        changed = po.updated(replace(po.catalog, entries=entries))
        write_file(beside / path.name, serialize_po(changed), root=root, durable=True, expected=OURS)
    return time.perf_counter() - started, time.process_time() - processor


if __name__ == "__main__":
    main()
