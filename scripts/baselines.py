"""Photographs the sample's pages for `docs/baselines/`: what a change of templates or styles is compared with by eye.

Run: .venv/bin/python scripts/baselines.py (Debian's chromium-headless-shell, playwright of the development environment)
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from postl10n.workspace import BuildOptions, Workspace

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ("zh-Hans", "zh-Hant-HK", "ar", "ru")
PAGES = ("universal-postal-congress", "index", "glossary")
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"]


def main() -> int:
    folder = ROOT / "docs" / "baselines"
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as copy, sync_playwright() as playwright:
        site = built(Path(copy))
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium-headless-shell"), args=ARGUMENTS
        )
        for name, (width, height) in SIZES.items():
            for locale in LOCALES:
                # The Arabic pages are taken in dark colours, so that those are seen too.
                context = browser.new_context(
                    viewport={"width": width, "height": height},
                    device_scale_factor=0.6 if name == "desktop" else 0.8,
                    color_scheme="dark" if locale == "ar" else "light",
                )
                page = context.new_page()
                for one in PAGES:
                    page.goto((site / locale / f"{one}.html").as_uri())
                    path = folder / f"{one}-{locale}-{name}.jpg"
                    page.screenshot(path=path, type="jpeg", quality=72)
                    print(path.relative_to(ROOT), path.stat().st_size)
                context.close()
        browser.close()
    return 0


def built(folder: Path) -> Path:
    """The site of a copy of the sample project."""
    for name in ("articles", "glossary", "locales"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy2(ROOT / "postl10n.toml", folder)
    Workspace.open(folder).build(options=BuildOptions(jobs=1))
    return folder / "site"


if __name__ == "__main__":
    sys.exit(main())
