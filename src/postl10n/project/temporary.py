"""The files that new content waits in beside the file it is to replace, and what killed processes left of them."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import time
from functools import cache
from hashlib import blake2b
from pathlib import Path

from postl10n.project.system import host_name, runs

_LONGEST_NAME = 40
"""Characters of the other file's name: with all four bytes each, and the rest, no more than a name may have."""
_LEFT_AFTER = 3600.0
"""Seconds after which nobody waits for a temporary file any more."""
_NAME = re.compile(r"(?s)\..+\.postl10n-(?P<host>[0-9a-f]{8})-(?P<process>[1-9]\d{0,6})-[a-z0-9_]{8}\.tmp")


def make_temporary(target: Path) -> tuple[int, Path]:
    """A new file beside the target, open for writing; its name tells which process made it. Raises OSError."""
    sweep(target.parent)
    prefix = f".{target.name[:_LONGEST_NAME]}.postl10n-{_host()}-{os.getpid()}-"
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=prefix, suffix=".tmp")
    return handle, Path(name)


@cache
def sweep(folder: Path) -> None:
    """Remove the temporary files of processes that are gone; once for each folder.

    Only files whose name has the whole pattern, made on this machine and older than an hour; links and
    folders never. What can't be removed stays.
    """
    latest = time.time() - _LEFT_AFTER
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        left = [entry for entry in entries if _is_left(entry, latest)]
        for entry in left:
            with contextlib.suppress(OSError):
                Path(entry.path).unlink()


def _is_left(entry: os.DirEntry[str], latest: float) -> bool:
    found = _NAME.fullmatch(entry.name)
    if found is None or found["host"] != _host() or not entry.is_file(follow_symlinks=False):
        return False
    with contextlib.suppress(OSError):
        return entry.stat(follow_symlinks=False).st_mtime < latest and not runs(int(found["process"]))
    return False


@cache
def _host() -> str:
    return blake2b(host_name().encode("utf-8", "surrogateescape"), digest_size=4).hexdigest()
