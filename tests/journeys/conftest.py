"""What every journey begins with."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from journey import Told

ROOT = Path(__file__).resolve().parents[2]
NEWS = Path(__file__).parent / "news"


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """The wheel of this project."""
    folder = tmp_path / "dist"
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture
def programs() -> Path:
    """Where the `postl10n` of this checkout is."""
    folder = Path(sys.executable).parent
    assert shutil.which("postl10n", path=str(folder)), "scripts/venv installs it"
    return folder


@pytest.fixture
def news() -> Path:
    """Articles, glossary and translations of Coastal Post."""
    return NEWS


@pytest.fixture
def told(record_property: Callable[[str, object], None]) -> Told:
    """Has a text printed when all tests are done."""
    return lambda text: record_property("told", text)
