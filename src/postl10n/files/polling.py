"""Which files were saved since they were last looked at, told from their time and size."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

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
