"""Fixtures of the tests that ask a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser import chromium
from reviewing import Served, sample, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """The review page of a copy of the sample project."""
    with serving(sample(tmp_path / "news")) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One for all tests: Playwright runs once in a process."""
    with chromium() as started:
        yield started
