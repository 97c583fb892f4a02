"""The commands of the README, run as they are printed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"## Start a project of your own\n\n((?:    .*\n)+)")


@pytest.fixture
def commands() -> list[str]:
    found = BLOCK.search((ROOT / "README.md").read_text(encoding="utf-8"))
    assert found
    return [line.strip() for line in found[1].splitlines()]


def test_a_project_of_ones_own_begins_as_the_readme_says(commands: list[str], tmp_path: Path) -> None:
    (tmp_path / "articles").symlink_to(ROOT / "articles")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    # The environment of the tests stands in for the one that `make demo` makes.
    script = "\n".join(["set -e", *commands[1:]])
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "news" / "site" / "zh-Hans" / "macao-stamps.html").exists()


def test_the_environment_that_the_readme_activates_is_that_of_make_demo(commands: list[str]) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    activated = re.fullmatch(r"\. (\S+)/bin/activate", commands[0])
    assert activated
    assert f"RUN := {activated[1]}\n" in makefile
    assert "demo: $(RUN)/.ready\n" in makefile
