"""Which files were saved since they were last looked at, told from their time and size."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
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


_Stamp = tuple[int, int]


class Poll:
    """Looks at files again and again. A file that is gone for a moment, as editors do it, is no change."""

    def __init__(self, paths: Callable[[], Iterable[Path]]) -> None:
        """`paths` lists the files anew at each look, so that new ones are noticed."""
        self._paths = paths
        self._stamps = self._look()

    def __len__(self) -> int:
        return len(self._stamps)

    def changed(self) -> list[Path]:
        """The files that were written or made since the last call, in the order of the list."""
        now = self._look()
        changed = [path for path, stamp in now.items() if self._stamps.get(path) != stamp]
        self._stamps |= now
        return changed

    def _look(self) -> dict[Path, _Stamp]:
        found = {}
        for path in self._paths():
            try:
                status = path.stat()
            except OSError:
                continue
            found[path] = (status.st_mtime_ns, status.st_size)
        return found
