"""Pages in a real browser: Debian's Chromium or Firefox driven by Playwright, and axe on what it shows.

Chromium is its headless shell where that is installed: the same engine without the windows, at a third of the CPU time.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright

TOOLS = Path(__file__).resolve().parents[2] / "build" / "tools" / "node_modules"
_RELAY = Path(__file__).with_name("firefox_relay.py")
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
]


def demand(found: object, name: str) -> None:
    """Skip the test if a tool is missing; in CI, which installs all of them, fail."""
    if found:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"{name} is missing: scripts/tools installs it")
    pytest.skip(f"{name} is not installed")


def npm_file(*parts: str) -> Path:
    """A file of an npm package that `scripts/tools` installs."""
    path = TOOLS.joinpath(*parts)
    demand(path.is_file(), "/".join(parts))
    return path


@contextmanager
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """A headless browser, ended with the block."""
    program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    demand(program, "chromium")
    with playwright.chromium.launch(executable_path=program, args=_ARGUMENTS) as browser:
        yield browser


@contextmanager
def firefox(playwright: Playwright, folder: Path) -> Iterator[Browser]:
    """Debian's Firefox, which Playwright drives by WebDriver BiDi; ended with the block.

    folder: for the program that Playwright starts.
    """
    program = shutil.which("firefox-esr")
    demand(program, "firefox-esr")
    start = folder / "firefox"
    start.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{_RELAY}" "{program}" "$@"\n', encoding="utf-8")
    start.chmod(0o755)
    with playwright.firefox.launch(channel="moz-firefox", executable_path=start) as browser:
        yield browser


def grave_faults(page: Page, *, colours: bool | None = None) -> list[str]:
    """What axe finds serious or critical on the page: the rule and the elements.

    colours: look at the contrast of colours alone, which takes most of the time, or at all else; by default, at everything.
    """
    if not page.evaluate("'axe' in window"):
        # A page's own policy lets no script in; the frame's world is outside of it.
        page.evaluate(npm_file("axe-core", "axe.min.js").read_text("utf-8"))
    # Of rules that are kept, axe need not describe every element: that takes most of its time.
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if colours:
        options["runOnly"] = ["color-contrast"]
    elif colours is False:
        options["rules"] = {"color-contrast": {"enabled": False}}
    found: list[dict[str, Any]] = page.evaluate(
        "async options => (await axe.run(document, options)).violations", options
    )
    return [
        f"{one['id']}: {'; '.join(node['html'][:160] for node in one['nodes'][:3])}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
