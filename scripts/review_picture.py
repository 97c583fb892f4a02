"""Writes docs/review.png: the review page with an entry being written, of a copy of the sample project.

Run: python scripts/review_picture.py [FILE]
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

from postl10n.web.review.server import ReviewServer
from postl10n.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]
ARTICLE = "ctt-portugal"
FIGURE = "1,107.3"


def picture(folder: Path, target: Path) -> None:
    """A wrong figure is typed, so that the page shows what it finds while one types."""
    server = ReviewServer(Workspace.open(folder), port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    with sync_playwright() as running:
        browser = running.chromium.launch(
            executable_path=shutil.which("chromium-headless-shell"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 960}, locale="en")
        page.goto(server.address)
        page.goto(f"{server.address.partition('/?')[0]}/l/zh_Hans/a/{ARTICLE}")
        page.wait_for_selector("html[data-ready]")
        row = page.locator("li.seg", has=page.locator(".source", has_text=FIGURE)).first
        row.locator("button.edit").click()
        box = page.locator("li.seg.open textarea[name=target]")
        box.fill(box.input_value().replace("12.4%", "14.2%"))
        page.locator("li.seg.open .findings li").first.wait_for()
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=target)
        browser.close()
    server.stop()
    thread.join(10)
    server.close()


def main() -> None:
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "review.png"
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "news"
        folder.mkdir()
        for name in ("articles", "glossary", "locales", "references"):
            shutil.copytree(ROOT / name, folder / name)
        shutil.copy(ROOT / "postl10n.toml", folder)
        picture(folder, target)


if __name__ == "__main__":
    main()
