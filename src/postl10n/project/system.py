"""Differences between operating systems: regular files, locks, durable folders, owners of files, processors, processes.

The branches for Windows follow Python's documentation; nobody has tried them there yet.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import IO, BinaryIO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

MOST_BYTES = 1024**3
"""Of a file that is read whole, unless its reader allows less."""
_NEW_FILE_MODE = 0o666
_LOCKED_BYTE = 1 << 30
_LOCK_TRIES = 20
_LOCK_PAUSE = 0.01
"""Seconds."""


def regular(path: str, flags: int) -> int:
    """Open a file for `open`, as its `opener`; what is no regular file is neither read nor waited for. Raises OSError."""
    names = ("O_NONBLOCK", "O_NOCTTY", "O_BINARY")
    handle = os.open(path, flags | sum(getattr(os, name, 0) for name in names), _NEW_FILE_MODE)
    mode = os.fstat(handle).st_mode
    if not stat.S_ISREG(mode):
        os.close(handle)
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
        raise OSError(errno.EINVAL, "it is not a regular file", path)
    return handle


@contextlib.contextmanager
def opened_regular(path: str | Path, most: int = MOST_BYTES) -> Iterator[BinaryIO]:
    """A regular file, open for reading. Raises OSError for any other, and for one of more than `most` bytes."""
    with open(path, "rb", opener=regular) as stream:
        if os.fstat(stream.fileno()).st_size > most:
            raise OSError(errno.EFBIG, f"it is larger than {most // 1024**2} MB", os.fspath(path))
        yield stream


def read_regular(path: str | Path, most: int = MOST_BYTES) -> bytes:
    """Return the bytes of a regular file, as many as it has when it is opened. Raises as `opened_regular` does."""
    with opened_regular(path, most) as stream:
        return stream.read(os.fstat(stream.fileno()).st_size)


def lock_file(stream: IO[bytes]) -> bool:
    """Lock a file until it is closed; return False if another process, or thread, holds it. Raises OSError."""
    if sys.platform == "win32":
        # What is locked can't be read there, and the file's text says who holds it.
        stream.seek(_LOCKED_BYTE)
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextlib.contextmanager
def locked_folder(folder: Path) -> Iterator[None]:
    """Keep our other processes out of a folder while a file in it is compared and renamed.

    Whoever locks it for longer is no process of ours, and perhaps the one that started us: then, and where
    the file system has no such locks, we go on without. So we do on Windows, where a folder can't be opened.
    """
    if sys.platform == "win32":
        yield
    else:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            for _ in range(_LOCK_TRIES):
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    time.sleep(_LOCK_PAUSE)
                    continue
                except OSError:
                    pass
                break
            yield
        finally:
            os.close(handle)


def sync_folder(folder: Path) -> None:
    """Make durable what was renamed or removed in a folder; on Windows the file system does."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def take_after(handle: int, target: Path) -> None:
    """Give a new file what the one that it replaces has: owner, group, mode; without one, the mode of the umask.

    On Windows a file has the rights that its folder passes on.
    """
    if sys.platform == "win32":
        return
    try:
        old = target.stat()
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        os.fchmod(handle, _NEW_FILE_MODE & ~umask)
        return
    try:
        _give(handle, old.st_uid, old.st_gid)
        os.fchmod(handle, stat.S_IMODE(old.st_mode))
    except PermissionError:
        _tell_lost(old.st_uid, old.st_gid)
        with contextlib.suppress(PermissionError):
            _give(handle, -1, old.st_gid)
        with contextlib.suppress(PermissionError):
            os.fchmod(handle, stat.S_IMODE(old.st_mode))


def _give(handle: int, owner: int, group: int) -> None:
    """Make a file somebody else's, where it is not already; -1 leaves the owner. Raises PermissionError."""
    if sys.platform == "win32":
        return
    own = os.fstat(handle)
    if (own.st_uid if owner == -1 else owner, group) != (own.st_uid, own.st_gid):
        os.fchown(handle, owner, group)


@cache
def _tell_lost(owner: int, group: int) -> None:
    """Say once that files of an owner and group do not stay theirs."""
    # Needs time to be imported, and hardly any command gets here.
    import logging

    logging.getLogger("postl10n").warning(
        "warning: files of user %d and group %d become yours when they are written: their owner can't be kept",
        owner,
        group,
    )


def cache_folder() -> Path | None:
    """Return where this user's programs keep what can be made again; None for a user without a home."""
    named = Path(os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", ""))
    try:
        return (named if named.is_absolute() else Path.home() / ".cache") / "postl10n"
    except RuntimeError:
        return None


def usable_cores() -> int:
    """Return how many processors this process may use; on macOS and Windows, how many there are."""
    if sys.platform in ("win32", "darwin"):
        return os.cpu_count() or 1
    return len(os.sched_getaffinity(0))


def runs(process: int) -> bool:
    """Return False if no process of that id runs. On Windows, where asking would end it, always return True."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def host_name() -> str:
    """The name of this machine."""
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "")
    return os.uname().nodename
