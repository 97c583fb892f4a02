"""Fixtures that many tests share."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sample import ARTICLE, GLOSSARY, Tool
from sizes import WHOLE

from postl10n.project.scaffold import make_project
from postl10n.workspace import Workspace

# A run in CI tries the same examples each time: what it finds is the change's doing. No deadlines, and no complaint of
# slow examples: the machines are shared, and no test is about time. With TESTS=whole many more are tried.
settings.register_profile(
    "here",
    max_examples=300 if WHOLE else 60,
    deadline=None,
    derandomize=os.environ.get("CI") == "true",
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("here")

# Hundreds of tests start a program: it finds its modules compiled, also where Python is told to keep none.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# What a shell starts in its background ignores Ctrl+C, and so would all that tests start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# No dictionary of this machine: findings are to be the same on every one.
os.environ["DICPATH"] = ""


@pytest.fixture
def tool() -> Tool:
    """Runs an oracle: `tool("msgfmt", "-c", path)`. A missing one skips the test, but fails it in CI."""

    def run(name: str, *arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        if shutil.which(name) is None:
            if os.environ.get("CI") == "true":
                pytest.fail(f"{name} is missing: scripts/tools installs it")
            pytest.skip(f"{name} is not installed")
        return subprocess.run([name, *map(str, arguments)], input=stdin, capture_output=True, check=False)

    return run


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one article, `bridge`, with a small glossary, to be translated into ru and zh_Hans."""
    folder = tmp_path / "news"
    make_project(folder, source="en", targets=["ru", "zh_Hans"])
    (folder / "articles" / "bridge.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "glossary" / "example.yaml").write_text(GLOSSARY, encoding="utf-8")
    return folder


@pytest.fixture
def workspace(project: Path) -> Workspace:
    return Workspace.open(project)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests have recorded as told, whichever process ran them."""
    told = [
        str(text)
        for report in terminalreporter.getreports("passed")
        for name, text in report.user_properties
        if name == "told"
    ]
    if told:
        terminalreporter.section("what was counted")
        terminalreporter.write_line("\n".join(told))
