"""What tests have a worker process do: it must be able to import that."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path


def noted(notes: list[str], note: str) -> tuple[int, list[str]]:
    """The process, and its notes with another one."""
    notes.append(note)
    return os.getpid(), notes


def sleep(notes: list[str], begun: Path) -> None:
    """Say that it has begun, and take longer than any test."""
    begun.write_text(str(os.getpid()), encoding="utf-8")
    time.sleep(600)


def die(*_: object) -> None:
    """End as the system ends a process that takes too much memory."""
    os.kill(os.getpid(), signal.SIGKILL)
