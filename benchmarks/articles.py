"""Ten thousand articles of three kinds read, divided into segments, and let go: time and memory.

Then `postl10n update` over a tenth of half of them, and over half of them, in two locales: its time, its peak memory
in a process of its own, and how much more of it ten times the articles take.

python -m benchmarks.articles [how many]
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from postl10n.model.glossary import Glossary
from postl10n.model.project import Project
from postl10n.pipeline import Pipeline
from postl10n.project.articles import find_sources, read_source
from postl10n.project.layout import ProjectLayout
from postl10n.project.scaffold import make_project
from postl10n.stages.extract.tokens import names

_WORDS = names(
    "the post of parcels mail bureau Belpost carried items network train agreement stamps service region opened "
    "customs new route delivery and in to with its year million yuan growth partners said they would"
)


def sentence(source: random.Random) -> str:
    words = source.choices(sorted(_WORDS), k=source.randint(6, 24))
    return f"{' '.join(words).capitalize()} {source.randint(2, 9999)}."


def paragraphs(source: random.Random) -> Iterator[str]:
    for _ in range(source.randint(5, 12)):
        yield " ".join(sentence(source) for _ in range(source.randint(1, 6)))


def article(number: int) -> tuple[str, str]:
    """The file name and the text of an article that always is the same."""
    source = random.Random(number)
    title, body = f"Headline {number} of the post", list(paragraphs(source))
    kind = number % 3
    if kind == 0:
        text = "\n\n".join(("• Menu\nMail: 8610 11185\n" + title, *body, "Powered by POST"))
        return f"a{number:06}.txt", text
    if kind == 1:
        inner = "".join(f"<p>{one.replace(' post ', ' <b>post</b> ')}</p>\n" for one in body)
        return (
            f"a{number:06}.html",
            f"<nav>Home</nav><article><h1>{title}</h1>{inner}</article><footer>x</footer>",
        )
    return f"a{number:06}.md", f"# {title}\n\n" + "\n\n".join(
        one.replace(" mail ", " *mail* ") for one in body
    )


def peak() -> float:
    """MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def project(root: Path, count: int, targets: list[str]) -> int:
    """Make a project of so many articles; their size in bytes."""
    make_project(root, source="en", targets=targets)
    return sum(
        (root / "articles" / file).write_text(text, encoding="utf-8")
        for file, text in map(article, range(count))
    )


def command(root: Path, *arguments: str) -> tuple[float, float]:
    """Seconds of CPU time and peak MiB of one command."""
    program = [sys.executable, "-m", "postl10n", *arguments]
    process = subprocess.Popen(program, cwd=root, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)} ends with {process.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def reading(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "news"
        size = project(root, count, ["ru"])
        settings = Project(name="bench", source="en", targets=("ru",))
        layout, pipeline = ProjectLayout(root=root, project=settings), Pipeline(settings, Glossary())
        before = peak()
        started = time.perf_counter()
        segments = 0
        for done, (article, path) in enumerate(find_sources(layout).paths.items(), start=1):
            source = read_source(layout, article, path)
            document = pipeline.extract(source.text, article_id=source.id, path=source.path)
            segments += sum(1 for _ in pipeline.segment(document).segments())
            if done % max(1, count // 4) == 0:
                print(f"{done:7,} articles  {time.perf_counter() - started:6.1f} s  peak {peak():6.1f} MiB")
        print(
            f"{segments:,} segments of {size / 1e6:.1f} MB; {peak() - before:.1f} MiB more than before the first"
        )


def updating(counts: tuple[int, int]) -> None:
    peaks = []
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            root = Path(name) / "news"
            project(root, count, ["ru", "fr"])
            for what in ("all new", "nothing to do"):
                seconds, mebibytes = command(root, "update")
                print(f"{count:7,} articles  update, {what:13}  {seconds:6.1f} s  peak {mebibytes:6.1f} MiB")
            peaks.append(mebibytes)
    print(f"{counts[1] / counts[0]:.0f} times the articles take {peaks[1] / peaks[0]:.2f} times the memory")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    reading(count)
    updating((max(1, count // 20), max(1, count // 2)))


if __name__ == "__main__":
    main()
