"""How soon a key is answered, on the review page and in an editor, in a usual catalog and in one of 20,000 entries.

Run: python -m benchmarks.typing [--entries 20000] [--times 60]

Page: Chromium types into an open entry, one change after the other; the time is the browser's own, from its request, when
the pause after a key is over, to the end of the answer. Editor: a client of the language server changes a translation;
the time is from sending the change until the problems of that version are there. Both by the clock, with the CPU time of
the server for each answer beside it: where the machine has other work, only the latter says something.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from lsprotocol import types
from playwright.sync_api import sync_playwright
from pygls.lsp.client import LanguageClient

from benchmarks.review_http import Peer, serving, settle
from postl10n import Workspace
from postl10n.project.scaffold import make_project

USUAL = 60
LOCALE = "ru"
ARTICLE = "long-list"
_TICKS = os.sysconf("SC_CLK_TCK")
_ASKED = """() => {
  const all = performance.getEntriesByType("resource").filter((one) => one.name.endsWith("/look"));
  performance.clearResourceTimings();
  return all.map((one) => one.duration);
}"""


def made(folder: Path, entries: int) -> Path:
    """A project with one article, whose entries are translated; its catalog."""
    make_project(folder, source="en", targets=(LOCALE,))
    for one in (folder / "articles").iterdir():
        one.unlink()
    lines = "\n\n".join(f"Item {number} of the long list was sent to the city." for number in range(entries))
    article = folder / "articles" / f"{ARTICLE}.txt"
    article.write_text(f"A long list\n| News |2025-03-14\n\n{lines}\n", encoding="utf-8")
    Workspace.open(folder).update()
    path = folder / "locales" / LOCALE / "LC_MESSAGES" / f"{ARTICLE}.po"
    head, *rest = path.read_text("utf-8").split("\n\n")
    for at, entry in enumerate(rest):
        number = re.search(r"Item (\d+)", entry)
        said = f"Пункт {number[1]} длинного списка отправлен в город." if number else "Длинный список"
        rest[at] = entry.replace('msgstr ""', f'msgstr "{said}"')
    path.write_text("\n\n".join((head, *rest)), encoding="utf-8")
    return path


def cpu_of(pid: int) -> float:
    """Seconds that a process has worked."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def is_busy(pid: int) -> bool:
    """Return True if a process works: a large file is looked through by and by."""
    before = cpu_of(pid)
    time.sleep(2)
    return cpu_of(pid) - before > 0.1


def told(name: str, taken: Sequence[float], cpu: float) -> None:
    ordered = sorted(taken)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    each = cpu * 1000 / len(ordered)
    print(
        f"{name:34} p50 {statistics.median(ordered):6.1f} ms   p95 {p95:6.1f} ms   CPU {each:5.1f} ms an answer",
        flush=True,
    )


def on_the_page(name: str, peer: Peer, entries: int, times: int) -> None:
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        page.set_default_timeout(120_000)
        page.context.add_cookies(
            [
                {"name": one.name, "value": one.value or "", "url": peer.base}
                for one in peer.client.cookies.jar
            ]
        )
        page.goto(f"{peer.base}/l/{LOCALE}/queue?article={ARTICLE}&q=Item+{entries // 2}+")
        page.wait_for_selector("html[data-ready]")
        page.locator("li.seg button.edit").first.click()
        box = page.locator("li.seg.open textarea[name=target]")
        box.press("End")
        taken: list[float] = []
        start = cpu_of(peer.process.pid)
        for at in range(times + 3):
            with page.expect_response(lambda answer: answer.url.endswith("/look")) as found:
                box.press("8" if at % 2 else "Backspace")
            found.value.finished()
            page.wait_for_function(
                "() => performance.getEntriesByType('resource').some((one) => one.name.endsWith('/look'))"
            )
            measured = page.evaluate(_ASKED)
            if at == 2:
                # The first look reads what the file holds.
                start = cpu_of(peer.process.pid)
            if at > 2:
                taken += measured
        told(name, taken, cpu_of(peer.process.pid) - start)
        browser.close()


async def in_an_editor(name: str, path: Path, entries: int, times: int) -> None:
    client = LanguageClient("benchmark", "1")
    answered: asyncio.Queue[int | None] = asyncio.Queue()

    def told_of(params: types.PublishDiagnosticsParams) -> None:
        answered.put_nowait(params.version)

    client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(told_of)
    await client.start_io(sys.executable, "-m", "postl10n", "lsp", "--stdio")
    await client.initialize_async(types.InitializeParams(capabilities=types.ClientCapabilities()))
    client.initialized(types.InitializedParams())
    text = path.read_text("utf-8")
    lines = text.splitlines()
    row = next(at for at, line in enumerate(lines) if f'"Пункт {entries // 2} ' in line)
    column = lines[row].rindex('"')
    uri = path.as_uri()
    item = types.TextDocumentItem(uri, "po", 0, text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    process = client._server
    if process is None:
        raise SystemExit("the language server does not run")
    while not answered.qsize() or await asyncio.to_thread(is_busy, process.pid):
        await asyncio.sleep(1)
    taken: list[float] = []
    cpu = cpu_of(process.pid)
    for version in range(1, times + 1):
        place = types.Position(row, column)
        spot = types.Range(place, place if version % 2 else types.Position(row, column + 1))
        change = types.TextDocumentContentChangePartial(spot, "8" if version % 2 else "")
        document = types.VersionedTextDocumentIdentifier(version, uri)
        start = time.perf_counter()
        client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))
        while await answered.get() != version:
            pass
        taken.append((time.perf_counter() - start) * 1000)
        await asyncio.sleep(0.1)
    told(name, taken, cpu_of(process.pid) - cpu)
    await client.shutdown_async(None)
    client.exit(None)
    await process.wait()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--times", type=int, default=60)
    options = parser.parse_args()
    for entries in (USUAL, options.entries):
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary) / "news"
            path = made(folder, entries)
            with serving(folder) as peer:
                settle(peer, time.perf_counter())
                on_the_page(f"review page, {entries} entries", peer, entries, options.times)
            asyncio.run(in_an_editor(f"language server, {entries} entries", path, entries, options.times))


if __name__ == "__main__":
    main()
