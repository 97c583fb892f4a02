"""A review server that runs in a thread, on a copy of the sample project."""

from __future__ import annotations

import hashlib
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from postl10n.web.review.server import ReviewServer
from postl10n.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
_WAIT = 60.0
"""Seconds for the server to end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A running review page."""

    folder: Path
    address: str
    """With the token: what the terminal shows."""
    settled: Callable[[float], bool]
    """Wait, so many seconds at most, until everything has been checked."""

    @property
    def base(self) -> str:
        return self.address.partition("/?")[0]

    @property
    def port(self) -> int:
        return int(self.base.rpartition(":")[2])

    def catalog(self, locale: str, article: str) -> Path:
        return self.folder / "locales" / locale / "LC_MESSAGES" / f"{article}.po"


def sample(folder: Path) -> Path:
    """A copy of this repository's own project."""
    folder.mkdir()
    for name in ("articles", "glossary", "locales", "references"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "postl10n.toml", folder)
    return folder


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """The review page of a project, on any free port."""
    started = ReviewServer(Workspace.open(folder), port=0)
    thread = threading.Thread(target=started.run, daemon=True)
    thread.start()
    try:
        yield Served(folder=folder, address=started.address, settled=started.settled)
    finally:
        started.stop()
        thread.join(_WAIT)
        started.close()


def fingerprints(folder: Path) -> dict[str, str]:
    """The hash of every file of a project but its caches."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".postl10n" not in path.parts
    }
