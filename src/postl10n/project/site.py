"""The built site on the disk: written where it changed, and swept of pages that are no longer ours."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Iterable, Mapping

from postl10n.project.build_record import Output
from postl10n.project.digests import digest
from postl10n.project.layout import ProjectLayout
from postl10n.project.writes import OURS, inside, write_file


class SiteFiles:
    """The files of a site, named by their paths in it."""

    def __init__(self, layout: ProjectLayout) -> None:
        self._layout = layout
        self._folder = str(layout.site)

    def write(self, path: str, data: bytes, key: str) -> tuple[bool, Output]:
        """Write a file of the site; whether it changed, and what the record says of it."""
        target = self._layout.site / path
        changed = write_file(target, data, root=self._layout.root, durable=False, expected=OURS)
        state = target.stat()
        return changed, Output(key=key, digest=digest(data), size=state.st_size, mtime=state.st_mtime_ns)

    def differs(self, path: str, data: bytes) -> bool:
        """Whether a file of the site is anything else than these bytes."""
        return self.read(path) != data

    def read(self, path: str) -> bytes | None:
        """The bytes of a file of the site; None where there is none in the project that can be read."""
        with contextlib.suppress(OSError):
            return inside(self._layout.site / path, self._layout.root).read_bytes()
        return None

    def as_written(self, files: Mapping[str, Output]) -> dict[str, Output]:
        """Those that are on the disk as the record says, by size and date, or by their bytes where the date differs.

        The dates of files change when a site is copied, or taken from the cache of a CI.
        """
        found = {}
        for path, output in files.items():
            state = self._state(path)
            if state == (output.size, output.mtime):
                found[path] = output
            elif state is not None and state[0] == output.size:
                data = self.read(path)
                if data is not None and digest(data) == output.digest:
                    found[path] = Output(key=output.key, digest=output.digest, size=state[0], mtime=state[1])
        return found

    def new_among(self, paths: Iterable[str]) -> list[str]:
        """Those that do not exist yet."""
        return [path for path in paths if self._state(path) is None]

    def remove(self, paths: Collection[str]) -> list[str]:
        """Remove files that we wrote; the paths of those that were there. Folders left empty go too."""
        removed = []
        for path in sorted(paths):
            target = self._layout.site / path
            # The link itself would not be ours: we write files.
            if target.is_symlink() or not inside(target, self._layout.site).is_file():
                continue
            target.unlink()
            removed.append(path)
            with contextlib.suppress(OSError):
                if target.parent != self._layout.site:
                    target.parent.rmdir()
        return removed

    def _state(self, path: str) -> tuple[int, int] | None:
        try:
            state = os.stat(f"{self._folder}/{path}")  # noqa: PTH116 - ten thousand files: Path costs four times as much
        except OSError:
            return None
        return state.st_size, state.st_mtime_ns
