"""What tells commands that files of a project changed: the hashes of their bytes, remembered with stamps."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator

from postl10n.model.ids import content_hash
from postl10n.project.cache import Cache
from postl10n.project.layout import ProjectLayout
from postl10n.project.stamps import SETTLED
from postl10n.project.system import read_regular

_KIND = "hashes"
_DIGITS = len(content_hash(b""))
_TELLS = sys.platform != "win32"
"""Where a file's status has the time of its last change, which no program can set back as it can the date."""


class FolderHashes:
    """The hashes of the files in a project's folders; a file is read again where its stamp is another.

    A stamp has the system's own time of change, and counts once it is old enough that a later change shows in it.
    """

    def __init__(self, layout: ProjectLayout, cache: Cache) -> None:
        self._root = str(layout.root)
        self._cache = cache

    def below(self, folder: str) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield a folder and those below it, hidden ones left out, each with its files' hashes by name.

        Raises OSError for a file that can't be read, and for links: where they lead decides what is read.
        """
        try:
            entries = sorted(os.scandir(f"{self._root}/{folder}"), key=lambda one: one.name)
        except FileNotFoundError:
            return
        if any(entry.is_symlink() for entry in entries):
            raise OSError("where a link leads decides whether it is read, not its content alone")
        folders = [entry.name for entry in entries if entry.is_dir()]
        yield folder, self._hashes(folder, [entry for entry in entries if not entry.is_dir()])
        for name in folders:
            if not name.startswith("."):
                yield from self.below(f"{folder}/{name}")

    def of(self, name: str) -> str:
        """Return the hash of one file of the project. Raises OSError."""
        return content_hash(read_regular(f"{self._root}/{name}"))

    def _hashes(self, folder: str, entries: list[os.DirEntry[str]]) -> dict[str, str]:
        body = self._cache.get(_KIND, folder, "")
        known: dict[str, str] = body if isinstance(body, dict) else {}
        found, kept = {}, {}
        settled = time.time_ns() - int(SETTLED * 1e9) if _TELLS else 0
        for entry in entries:
            status = entry.stat()
            times = status.st_mtime_ns, status.st_ctime_ns
            stamp = f"{times[0]} {times[1]} {status.st_size} {status.st_ino} "
            was = str(known.get(entry.name, ""))
            again = was[:-_DIGITS] != stamp
            found[entry.name] = content_hash(read_regular(entry.path)) if again else was[-_DIGITS:]
            if max(times) < settled:
                kept[entry.name] = stamp + found[entry.name]
        if kept != known:
            self._cache.put(_KIND, folder, "", kept)
        return found
