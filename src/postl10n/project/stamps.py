"""Detection of changed files: by stamp, and by the hash of the content where the stamp differs."""

from __future__ import annotations

import contextlib
import os
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from threading import RLock
from typing import Generic, TypeVar

from postl10n.model.ids import content_hash
from postl10n.project.system import read_regular

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

Stamp = tuple[int, int, int]
"""Time of change in nanoseconds, size, inode: a file that is put in another's place has another inode."""
NO_FILE: Stamp = (0, 0, 0)

SETTLED = 2.0
"""Seconds after which a file's time of change tells that it did not change again; coarse clocks need them."""


def stamp_of(path: Path | str) -> Stamp:
    """Return the stamp of a file, or of a folder's list of files; NO_FILE where there is none."""
    try:
        return _stamp(os.stat(path))  # noqa: PTH116 - asked of thousands of files a second: Path costs as much again
    except OSError:
        return NO_FILE


def settled_stamp_of(path: Path) -> Stamp:
    """Return the stamp; NO_FILE also for a file that changed so lately that its next change may not show."""
    stamp = stamp_of(path)
    return stamp if time.time_ns() - stamp[0] >= SETTLED * 1e9 else NO_FILE


def folder_stamps(path: Path) -> dict[str, Stamp]:
    """Return the stamps of a folder's files by name."""
    found = {}
    with contextlib.suppress(OSError), os.scandir(path) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):
                found[entry.name] = entry_stamp(entry)
    return found


def entry_stamp(entry: os.DirEntry[str]) -> Stamp:
    """Return the stamp of a file that a folder lists. Raises OSError."""
    return _stamp(entry.stat())


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_mtime_ns, status.st_size, status.st_ino


class StampedCache(Generic[K, V]):
    """The values used last, each with what it was made from; one made from something else is made again."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[K, tuple[object, V]] = OrderedDict()
        self._lock = RLock()

    def get(self, key: K, source: object, make: Callable[[], V]) -> V:
        """The value made from `source`; what `make` raises is not kept."""
        with self._lock:
            known = self._values.get(key)
            if known is not None and known[0] == source:
                self._values.move_to_end(key)
                return known[1]
        made = make()
        self.put(key, source, made)
        return made

    def known(self, key: K, source: object) -> V | None:
        """The value, if it was made from `source`."""
        with self._lock:
            known = self._values.get(key)
            return known[1] if known is not None and known[0] == source else None

    def peek(self, key: K) -> V | None:
        """The value as it was made last, from whatever."""
        known = self._values.get(key)
        return known[1] if known else None

    def put(self, key: K, source: object, value: V) -> None:
        with self._lock:
            self._values[key] = (source, value)
            self._values.move_to_end(key)
            while len(self._values) > self._most:
                self._values.popitem(last=False)


class ContentHashes:
    """The hashes of files' bytes; a file is read again where its stamp is another."""

    def __init__(self) -> None:
        self._known: StampedCache[Path, str] = StampedCache(1_000_000)

    def of(self, path: Path) -> str:
        """Return the hash of a file's bytes; empty where there is none that can be read."""

        def made() -> str:
            try:
                return content_hash(read_regular(path))
            except OSError:
                return ""

        return self._known.get(path, stamp_of(path), made)
