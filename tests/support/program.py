"""The program as its user runs it: its words, folder, environment and stdin; its exit code and what it prints.

It runs in the test's own process, which a start of Python with all that a command imports would cost ten times.
Signals, terminals, pipes that close, and what an installed script does, have tests with processes of their own.
"""

from __future__ import annotations

import os
import subprocess
import warnings
from pathlib import Path
from unittest.mock import patch

from walk import run

ENVIRONMENT = {"NO_COLOR": "1", "COLUMNS": "80"}


def program(
    *words: str | Path, cwd: Path | None = None, stdin: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run `postl10n` with these words. An exception that nobody caught is on stderr, as Python prints it."""
    line = ["postl10n", *map(str, words)]
    with patch.dict(os.environ, {**ENVIRONMENT, **environment}), warnings.catch_warnings():
        done = run(cwd or Path.cwd(), line[1:], stdin.encode())
    out, err = (text.replace("\r\n", "\n") for text in (done.out, done.err + done.trace))
    return subprocess.CompletedProcess(line, done.code, out, err)
