"""Writing files so that a reader sees the old one or the new one, never a mixture, and no save is lost."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import stat
import time
from collections.abc import Callable, Iterator
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Final, Literal

from postl10n.errors import Place, UsageError
from postl10n.project.temporary import make_temporary

TRIES = 5
"""How often a change is made to a file that other programs keep saving."""
_NEW_FILE_MODE = 0o666
_LOCK_TRIES = 20
_LOCK_PAUSE = 0.01
"""Seconds."""


class _Whoever(Enum):
    OURS = "ours"


OURS: Final = _Whoever.OURS
"""Of a file that only we write: whatever stands there may be replaced."""

Expected = bytes | Literal[_Whoever.OURS] | None
"""What a write may replace: what was read, None if there was no file, or OURS."""


class ChangedMeanwhileError(UsageError):
    """The file is no longer what it was when it was read: an editor saved it."""


def write_file(path: Path, data: bytes, *, root: Path, durable: bool, expected: Expected) -> bool:
    """Put data in the place of the file at path; True if that changed anything.

    `root` is the folder that the write must not leave, symlinks followed. `durable` files (work of
    people: catalogs, templates, glossary) are flushed to the disk before they take the old one's place.
    If the file is anything but `expected` right before that, ChangedMeanwhileError is raised and nothing
    written. Owner, group and mode of a replaced file are kept.

    Raises UsageError if the path leads out of root or can't be written.
    """
    target = inside(path, root)
    try:
        current = _content(target)
        if current == data:
            return False
        if expected not in (OURS, current):
            raise changed_meanwhile(str(path))
        target.parent.mkdir(parents=True, exist_ok=True)
        if not _replaced(target, data, durable=durable, expected=expected):
            raise changed_meanwhile(str(path))
    except OSError as error:
        raise UsageError(f"can't be written: {error.strerror}", place=Place(path=str(path))) from error
    return True


def rewrite(path: Path, make: Callable[[], bytes | None], *, again: bool) -> bool:
    """Put what `make` gives in the place of the file at path, durably; True if that changed anything.

    `make` gives None where the file is to stay. If another program changed the file since `make` began, that is
    called again if `again` says so, as it reads the file itself; else ChangedMeanwhileError is raised and
    nothing written. Raises UsageError, and what `make` raises.
    """
    for _ in range(TRIES if again else 1):
        held = held_at(path)
        data = make()
        try:
            return data is not None and write_file(
                path, data, root=path.resolve().parent, durable=True, expected=held
            )
        except ChangedMeanwhileError:
            if not again:
                raise
    raise always_changing(str(path))


def held_at(path: Path) -> bytes | None:
    """What the file at path holds, None if there is none, for a later write to expect. Raises UsageError."""
    try:
        return _content(path)
    except OSError as error:
        raise UsageError(f"can't be written: {error.strerror}", place=Place(path=str(path))) from error


def changed_meanwhile(shown: str) -> ChangedMeanwhileError:
    """The fault of a file that is not as it was read."""
    hint = "It was left as it is. Try again."
    return ChangedMeanwhileError("changed by another program meanwhile", place=Place(path=shown), hint=hint)


def always_changing(shown: str) -> UsageError:
    """The fault of a file that changed at each of TRIES."""
    return UsageError(
        "is being changed by another program all the time",
        place=Place(path=shown),
        hint="Save it there, close it, and run the command again.",
    )


def inside(path: Path, root: Path) -> Path:
    """The path with symlinks followed, if it is in root. Raises UsageError where it leads elsewhere."""
    resolved = path.resolve()
    if not resolved.is_relative_to(root.resolve()):
        raise UsageError("leads out of the project folder", place=Place(path=str(path)))
    return resolved


def _content(target: Path) -> bytes | None:
    try:
        if not stat.S_ISREG(target.stat().st_mode):
            # A device or a pipe would be replaced by a file, and reading it might never end.
            raise OSError(errno.EINVAL, "it is no regular file")
        return target.read_bytes()
    except FileNotFoundError:
        return None


def _replaced(target: Path, data: bytes, *, durable: bool, expected: Expected) -> bool:
    """Whether the data took the target's place: it does not where that is not as expected any more."""
    handle, temporary = make_temporary(target)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            _take_after(stream.fileno(), target)
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        with _locked(target.parent) if expected is not OURS else contextlib.nullcontext():
            if expected is not OURS and not _is_still(target, expected):
                temporary.unlink()
                return False
            temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    if durable:
        sync_folder(target.parent)
    return True


def sync_folder(folder: Path) -> None:
    """Make durable what was renamed or removed in a folder."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _is_still(target: Path, expected: bytes | None) -> bool:
    """Whether the file holds what is expected, and nobody saved it while it was read."""
    try:
        with target.open("rb") as stream:
            before = os.fstat(stream.fileno())
            same = stream.read() == expected
        return same and _version(target.stat()) == _version(before)
    except FileNotFoundError:
        return expected is None


def _version(status: os.stat_result) -> tuple[int, int, int, int]:
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _take_after(handle: int, target: Path) -> None:
    """Give the new file what the one that it replaces has: owner, group, mode; a new one's mode is the umask's."""
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


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keep our other processes out of a folder while a file in it is compared and renamed.

    Whoever locks it for longer is no process of ours, and perhaps the one that started us: then, and where
    the file system has no such locks, we go on without.
    """
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


@contextlib.contextmanager
def lock(name: str, folder: Path) -> Iterator[None]:
    """Hold the advisory lock of that name; wait while another postl10n process holds it.

    The lock files lie in `folder` and stay there: removing one would let two processes in.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("ab") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield
