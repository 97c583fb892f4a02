"""The review page asked over HTTP, as a browser asks: see `benchmarks.review --http`.

Run: python -m benchmarks.review_http [--articles 20] [--times 60]

By itself it asks for each view so many times, without `wrk`, after the background has looked through everything: the same
work at each run, which `--against` compares.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path

import httpx

LOCALE = "ru"
_SETTLED = 30 * 60
"""Seconds that the background may take at most."""
_SECONDS = 3
"""That wrk asks for one kind of page."""
# What wrk runs: another address each time, and at the end one line of microseconds.
_SCRIPT = """
local paths = {%s}
local at = 0
request = function()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at], {["Cookie"] = "%s"})
end
done = function(summary, latency, requests)
  local failed = summary.errors.status + summary.errors.timeout + summary.errors.read
  print(string.format("took %%d %%d %%d %%d %%d", latency:percentile(50), latency:percentile(95), latency.max,
    summary.requests, failed))
end
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A server that runs, and a client that was let in."""

    process: subprocess.Popen[str]
    client: httpx.Client
    base: str
    by_wrk: bool = True

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.client.cookies.items())

    def memory(self) -> tuple[int, int]:
        """MB of the server's process, and of those that it started."""
        tasks = Path(f"/proc/{self.process.pid}/task").iterdir()
        children = " ".join((task / "children").read_text("ascii") for task in tasks).split()
        return _resident(str(self.process.pid)), sum(map(_resident, children))


def _resident(pid: str) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS")), 0)


@contextmanager
def serving(folder: Path) -> Iterator[Peer]:
    """`postl10n review` in a process of its own."""
    command = [sys.executable, "-m", "postl10n", "review", "-C", str(folder), "--no-open", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        address = process.stdout.readline().strip() if process.stdout else ""
        with httpx.Client(timeout=60, follow_redirects=True) as client:
            # Till the listener is served the kernel keeps the connection waiting.
            client.get(address).raise_for_status()
            yield Peer(process=process, client=client, base=address.partition("/?")[0])
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def http(folder: Path, times: int) -> None:
    """First view, then every view while the background works and after it."""
    for known in ("nothing known", "a later session"):
        if known == "nothing known":
            shutil.rmtree(folder / ".postl10n", ignore_errors=True)
        start = time.perf_counter()
        with serving(folder) as peer:
            peer.client.get(f"{peer.base}/l/{LOCALE}/").raise_for_status()
            print(f"first view over HTTP, start of the process included, {known}: {_since(start):.0f} ms")
    shutil.rmtree(folder / ".postl10n", ignore_errors=True)
    articles = sorted(one.stem for one in (folder / "articles").iterdir())
    with serving(folder) as peer:
        start = time.perf_counter()
        peer.client.get(f"{peer.base}/l/{LOCALE}/").raise_for_status()
        print("while the background works:")
        asked(peer, articles, times)
        print(f"  memory: {peer.memory()[0]} MB, helpers {peer.memory()[1]} MB")
        settle(peer, start)
        print("after it:")
        asked(peer, articles, times)
        print(f"  memory: {peer.memory()[0]} MB, helpers {peer.memory()[1]} MB")


def settle(peer: Peer, start: float) -> None:
    """Wait until the overview says that nothing is left to be checked."""
    while time.perf_counter() - start < _SETTLED:
        if 'id="articles" hx-get' not in peer.client.get(f"{peer.base}/l/{LOCALE}/").text:
            print(f"looked through {LOCALE} in {time.perf_counter() - start:.0f} s")
            return
        time.sleep(3)
    raise SystemExit("the background does not come to an end")


def asked(peer: Peer, articles: Sequence[str], times: int) -> None:
    here = f"/l/{LOCALE}"
    views(peer, "pulse", [f"{here}/pulse"], times)
    views(peer, "article, another each time", [f"{here}/a/{one}" for one in articles[::7]], times)
    views(peer, "article, the same", [f"{here}/a/{articles[0]}"], times)
    views(
        peer,
        "queue, unfinished",
        [f"{here}/queue?state=unfinished&offset={50 * at}" for at in range(9)],
        times,
    )
    saves(peer, articles, times)
    views(peer, "overview", [f"{here}/"], times)
    views(peer, "concepts", [f"{here}/concepts"], times)


def views(peer: Peer, name: str, paths: Sequence[str], times: int) -> None:
    """Ask for addresses one after the other, as one reader does."""
    peer.client.get(peer.base + paths[0]).raise_for_status()
    if peer.by_wrk and shutil.which("wrk"):
        p50, p95, most, count, failed = with_wrk(peer, paths)
        if failed:
            raise SystemExit(f"{name}: {failed:.0f} of {count:.0f} requests failed")
        show(name, p50 / 1000, p95 / 1000, most / 1000, int(count))
        return
    taken = []
    for at in range(times):
        start = time.perf_counter()
        peer.client.get(peer.base + paths[at % len(paths)]).raise_for_status()
        taken.append(_since(start))
    told(name, taken)


def with_wrk(peer: Peer, paths: Sequence[str]) -> tuple[float, ...]:
    """Percentiles 50 and 95, the most (microseconds), how many, and how many failed."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(_SCRIPT % (", ".join(f'"{path}"' for path in paths), peer.cookie))
        script.flush()
        command = ["wrk", "-t1", "-c1", f"-d{_SECONDS}s", "--timeout", "20s", "-s", script.name, peer.base]
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=dict(os.environ))
    found = next(line for line in done.stdout.splitlines() if line.startswith("took "))
    return tuple(map(float, found.split()[1:]))


def saves(peer: Peer, articles: Sequence[str], times: int) -> None:
    """Change one sentence of another article each time."""
    taken = []
    for at in range(times):
        article = articles[at * 13 % len(articles)]
        page = peer.client.get(f"{peer.base}/l/{LOCALE}/a/{article}").text
        key = re.findall(r"X-Postl10n-Form(?:&#34;|&quot;): (?:&#34;|&quot;)([^&]+)", page)[0]
        found = re.findall(r'data-base="([^"]+)"[^>]*data-hash="([^"]+)"', page)
        base, seen = found[5 + at % 20]
        start = time.perf_counter()
        answer = peer.client.post(
            peer.base + unescape(base) + "/save",
            data={"hash": seen, "target": f"Текст {time.time_ns()}", "accept": "0"},
            headers={"Origin": peer.base, "X-Postl10n-Form": key},
        )
        taken.append(_since(start))
        answer.raise_for_status()
        if "li" not in answer.text:
            raise SystemExit(f"{article}: not saved")
    told("save", taken)


def told(name: str, taken: Sequence[float]) -> None:
    ordered = sorted(taken)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    show(name, statistics.median(ordered), p95, ordered[-1], len(ordered))


def show(name: str, p50: float, p95: float, most: float, count: int) -> None:
    print(f"  {name:28} p50 {p50:7.1f} ms  p95 {p95:7.1f} ms  max {most:7.1f} ms  ({count})", flush=True)


def _since(start: float) -> float:
    return (time.perf_counter() - start) * 1000


def main() -> None:
    from benchmarks.build import generate

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20)
    parser.add_argument("--times", type=int, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "news"
        generate(folder, options.articles)
        with serving(folder) as peer:
            settle(peer, time.perf_counter())
            asked(
                replace(peer, by_wrk=False),
                sorted(one.stem for one in (folder / "articles").iterdir()),
                options.times,
            )


if __name__ == "__main__":
    main()
