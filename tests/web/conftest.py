"""Fixtures of the tests that ask a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser import chromium, firefox
from playwright.sync_api import sync_playwright
from reviewing import Served, sample, serving
from sizes import WHOLE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """The review page of a copy of the sample project."""
    with serving(sample(tmp_path / "news")) as running:
        yield running


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """One for all tests: Playwright runs once in a process."""
    with sync_playwright() as running:
        yield running


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The tests that are marked run in both browsers, all others in Chromium.

    Firefox takes several times Chromium's time: in CI it runs those that are marked to run `always`, and with
    `TESTS=whole` (`scripts/acceptance`) every one.
    """
    if marker := metafunc.definition.get_closest_marker("firefox"):
        asked = WHOLE or marker.kwargs.get("always", False)
        browsers = ["chromium", "firefox"] if asked else ["chromium"]
        metafunc.parametrize("browser", browsers, indirect=True, scope="session")


@pytest.fixture(scope="session")
def browser(
    playwright: Playwright, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    in_firefox = getattr(request, "param", "") == "firefox"
    with (
        firefox(playwright, tmp_path_factory.mktemp("firefox"))
        if in_firefox
        else chromium(playwright) as started
    ):
        yield started
