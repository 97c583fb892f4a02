"""Detection of saved files by their stamps."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from postl10n.project.stamps import NO_FILE, Stamp, entry_stamp, stamp_of

_OTHERS = frozenset({"node_modules", "__pycache__"})

Signature = frozenset[tuple[str, Stamp]]


def signature(root: Path, site: Path) -> Signature:
    """Path and stamp of every file of a project but hidden ones and those of its built site."""
    return frozenset(_files(str(root), str(site)))


def _files(folder: str, site: str) -> Iterator[tuple[str, Stamp]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") or entry.name in _OTHERS or entry.is_symlink():
                continue
            if not entry.is_dir():
                yield entry.path, entry_stamp(entry)
            elif entry.path != site:
                yield from _files(entry.path, site)


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

    def _look(self) -> dict[Path, Stamp]:
        return {path: stamp for path in self._paths() if (stamp := stamp_of(path)) != NO_FILE}
