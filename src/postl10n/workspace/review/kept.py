"""What was read or found out and is kept as long as its files stay as they are."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from threading import RLock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

Stamp = tuple[int, int, int]
"""Time of change in nanoseconds, size, inode: a file that is put in another's place has another inode."""
NO_FILE: Stamp = (0, 0, 0)


def stamp_of(path: Path | str) -> Stamp:
    """The stamp of a file, or of a folder's list of files; NO_FILE where there is none."""
    try:
        status = os.stat(path)  # noqa: PTH116 - asked of thousands of files a second: Path costs as much again
    except OSError:
        return NO_FILE
    return status.st_mtime_ns, status.st_size, status.st_ino


class Kept(Generic[K, V]):
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
