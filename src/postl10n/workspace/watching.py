"""Whether a project's files changed since they were last looked at."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

_OTHERS = frozenset({"node_modules", "__pycache__"})

Signature = frozenset[tuple[str, int, int]]


def signature(root: Path, site: Path) -> Signature:
    """Path, size and date of every file of a project but hidden ones and those of its built site."""
    return frozenset(_files(str(root), str(site)))


def _files(folder: str, site: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") or entry.name in _OTHERS or entry.is_symlink():
                continue
            if not entry.is_dir():
                state = entry.stat()
                yield entry.path, state.st_size, state.st_mtime_ns
            elif entry.path != site:
                yield from _files(entry.path, site)
