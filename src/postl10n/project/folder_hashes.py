"""The hashes of a project's files, remembered with stamps: commands notice by them that files changed."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from postl10n.errors import UsageError
from postl10n.model.ids import content_hash
from postl10n.project.cache import Cache
from postl10n.project.layout import ProjectLayout
from postl10n.project.stamps import SETTLED
from postl10n.project.system import read_regular
from postl10n.project.writes import inside

_KIND = "hashes"
_DIGITS = len(content_hash(b""))
_TELLS = sys.platform != "win32"
"""Where a file's status has the time of its last change, which no program can set back as it can the date."""


class FolderHashes:
    """The hashes of the files in a project's folders; a file is read again where its stamp is another.

    A stamp has the system's own time of change, and counts once it is old enough that a later change shows in it.
    """

    def __init__(self, layout: ProjectLayout, cache: Cache, *, follow: bool = False) -> None:
        """follow: read what links lead to, each time; the hash of a file that can't be read is empty."""
        self._root, self._cache, self._follow = layout.root.resolve(), cache, follow

    def below(self, folder: str) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield the start of paths in a folder, and in each below it that is not hidden, with its files' hashes by name.

        Raises OSError for what can't be read, and for links that are not followed: where they lead decides whether they
        are read, not the content alone. Raises UsageError for a folder that leads out of the project.
        """
        self._refuse(f"{self._root}/{folder}")
        try:
            entries = sorted(os.scandir(f"{self._root}/{folder}"), key=lambda one: one.name)
        except (FileNotFoundError, NotADirectoryError):
            return
        folders = {entry.name for entry in entries if entry.is_dir(follow_symlinks=False)}
        start = "".join(
            f"{one}/" for one in PurePosixPath(folder).parts
        )  # As reports have it, without a dot.
        yield start, self._hashes(folder, [entry for entry in entries if entry.name not in folders])
        for name in sorted(folders):
            if not name.startswith("."):
                yield from self.below(f"{start}{name}")

    def of(self, name: str) -> str:
        """Return the hash of one file of the project. Raises OSError."""
        path = f"{self._root}/{name}"
        return self._hash(path, os.path.islink(path))  # noqa: PTH114 - raises nothing

    def _hash(self, path: str, link: bool) -> str:
        try:
            if link:
                self._refuse(path)
            return content_hash(read_regular(path))
        except (OSError, UsageError):
            if self._follow:
                return ""
            raise

    def _refuse(self, path: str) -> None:
        """Raise OSError for a link that is not followed, UsageError for one that leads out of the project."""
        if self._follow:
            inside(Path(path), self._root)
        elif Path(path).resolve() != Path(path):
            raise OSError("a link")

    def _hashes(self, folder: str, entries: list[os.DirEntry[str]]) -> dict[str, str]:
        body = self._cache.get(_KIND, folder, "")
        known: dict[str, str] = body if isinstance(body, dict) else {}
        found, kept = {}, {}
        settled = time.time_ns() - int(SETTLED * 1e9) if _TELLS else 0
        for entry in entries:
            status = entry.stat(follow_symlinks=False)
            times = status.st_mtime_ns, status.st_ctime_ns
            stamp = f"{times[0]} {times[1]} {status.st_size} {status.st_ino} "
            was = str(known.get(entry.name, ""))
            if was[:-_DIGITS] == stamp:
                found[entry.name] = was[-_DIGITS:]
            else:
                found[entry.name] = self._hash(entry.path, entry.is_symlink())
            if max(times) < settled and found[entry.name] and not entry.is_symlink():
                kept[entry.name] = stamp + found[entry.name]
        if kept != known:
            self._cache.put(_KIND, folder, "", kept)
        return found
