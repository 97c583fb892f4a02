"""The published record is what the rules do today."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_the_record_is_made_from_the_bank() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "checks_record.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
