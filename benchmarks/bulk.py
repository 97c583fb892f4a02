"""A made corpus (ten hosts with furniture, five languages, 2 % duplicates) on every runner and from 1, 2 and 7 shards.

The tables must be the same; then CPU seconds, articles, MB and segments a second and core, and how much memory ten times the
articles take. `--faults`: workers killed and a scheduler lost while Dask works.

python -m benchmarks.bulk [--articles 20000] [--more 100000] [--faults]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from corpus import write_corpus

from postl10n.bulk.folder import ResultFolder
from postl10n.bulk.tables import described


def command(*arguments: str) -> tuple[float, float, float]:
    """Run a verb; CPU seconds of it and its processes, seconds of the clock, and peak MiB of the largest process."""
    program = [sys.executable, "-m", "postl10n", "bulk", *arguments]
    started = time.perf_counter()
    process = subprocess.Popen(program, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)} ends with {process.returncode}")
    return used.ru_utime + used.ru_stime, time.perf_counter() - started, used.ru_maxrss / 1024


def digest(folder: Path) -> str:
    """Return the hash of the tables' rows, sorted by their keys."""
    manifest = json.loads((folder / "manifest-extract.json").read_text())
    made, results = hashlib.sha256(), ResultFolder(str(folder))
    for table, names in manifest["files"].items():
        key = described()[table]["key"]
        rows = sorted(
            str([row[one] for one in key] + list(row.values()))
            for name in names
            for row in results.rows(name)
        )
        for row in rows:
            made.update(row.encode())
    return made.hexdigest()[:16]


def measured(folder: Path, cpu: float) -> str:
    """Say what a second of a core does."""
    counts: dict[str, int] = {}
    for *_, what, number in json.loads((folder / "manifest-extract.json").read_text())["counts"]:
        counts[what] = counts.get(what, 0) + number
    articles, size, segments = (counts[one] / cpu for one in ("articles", "bytes", "segments"))
    return f"{articles:6.0f} articles {size / 1e6:6.2f} MB {segments:7.0f} segments a second and core"


def runs(corpus: Path, size: int) -> Iterator[tuple[str, list[str]]]:
    for shards in (1, 2, 7):
        yield f"local, {shards} shards", ["--shard-mb", str(-(-size // shards) / 1e6)]
    for name in ("processes", "dask"):
        yield (
            f"{name}, 2 workers",
            ["--runner", name, "--workers", "2", "--shard-mb", str(-(-size // 14) / 1e6)],
        )
    yield (
        "processes, 1 worker",
        ["--runner", "processes", "--workers", "1", "--shard-mb", str(-(-size // 14) / 1e6)],
    )


def equal(root: Path, count: int) -> None:
    corpus = root / "articles.jsonl"
    write_corpus(corpus, range(count))
    size, expected, plain = corpus.stat().st_size, "", 0.0
    print(f"{count:,} articles, {size / 1e6:.1f} MB")
    for name, more in runs(corpus, size):
        out = root / name.replace(", ", "-").replace(" ", "-")
        cpu, clock, peak = command("extract", str(corpus), "--to", str(out), *more)
        found = digest(out)
        expected, plain = expected or found, plain or cpu
        same = "same tables" if found == expected else "OTHER TABLES"
        print(
            f"{name:20} {cpu:7.1f} s CPU ({cpu / plain:4.2f}) {clock:7.1f} s {peak:6.0f} MiB  {same}  {measured(out, cpu)}",
            flush=True,
        )
        if found != expected:
            raise SystemExit(1)


def memory(root: Path, counts: tuple[int, int]) -> None:
    peaks = []
    for count in counts:
        corpus = root / f"{count}.jsonl"
        write_corpus(corpus, range(count))
        cpu, _, peak = command("extract", str(corpus), "--to", str(root / f"out-{count}"))
        peaks.append(peak)
        print(f"{count:8,} articles {cpu:7.1f} s CPU {peak:6.0f} MiB", flush=True)
    print(f"{counts[1] / counts[0]:.0f} times the articles take {peaks[1] / peaks[0]:.2f} times the memory")


def faults(root: Path, count: int) -> None:
    """Kill a worker of Dask, then lose the scheduler, while a corpus is read; the tables are the same in the end."""
    corpus, out = root / "faults.jsonl", root / "faults"
    write_corpus(corpus, range(count))
    command("extract", str(corpus), "--to", str(root / "whole"))
    address = "tcp://127.0.0.1:18786"
    dask = [str(Path(sys.executable).parent / "dask")]
    asked = [
        "extract",
        str(corpus),
        "--to",
        str(out),
        "--shard-mb",
        "0.1",
        "--runner",
        "dask",
        "--scheduler",
        address,
    ]

    def started() -> list[subprocess.Popen[bytes]]:
        scheduler = [*dask, "scheduler", "--host", "127.0.0.1", "--port", "18786", "--no-dashboard"]
        worker = [*dask, "worker", address, "--nthreads", "1", "--no-dashboard", "--death-timeout", "20"]
        quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return [subprocess.Popen(one, **quiet) for one in (scheduler, worker)]

    cluster = started()
    run = subprocess.Popen([sys.executable, "-m", "postl10n", "bulk", *asked], stdout=subprocess.DEVNULL)
    done = out / "_work" / "done"
    waited(lambda: done.is_dir() and len(list(done.iterdir())) > 3)
    children = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(cluster[1].pid)], capture_output=True, check=False, text=True
    )
    os.kill(int(children.stdout.split()[-1]), signal.SIGKILL)
    print("a worker was killed")
    before = len(list(done.iterdir()))
    waited(lambda: len(list(done.iterdir())) > before + 2)
    cluster[0].kill()
    print(f"the scheduler was killed: the run ends with {run.wait()}")
    for one in cluster:
        one.kill()
        one.wait()
    cluster = started()
    command(*asked)
    for one in cluster:
        one.kill()
    print("the run goes on:", "same tables" if digest(out) == digest(root / "whole") else "OTHER TABLES")


def waited(holds: Any) -> None:
    for _ in range(1200):
        if holds():
            return
        time.sleep(0.1)
    raise SystemExit("nothing happens")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--more", type=int, default=0)
    parser.add_argument("--faults", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        if asked.faults:
            faults(Path(name), 600)
        if asked.articles:
            equal(Path(name), asked.articles)
        if asked.more:
            memory(Path(name), (asked.more // 10, asked.more))


if __name__ == "__main__":
    main()
