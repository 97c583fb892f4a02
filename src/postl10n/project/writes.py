"""Writing files so that a reader sees the old one or the new one, never a mixture, and no save is lost."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from enum import Enum
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import IO, ClassVar, Final, Literal

from postl10n.errors import Place, UsageError, system_fault
from postl10n.model.ids import content_hash
from postl10n.project.system import (
    host_name,
    lock_file,
    locked_folder,
    read_regular,
    regular,
    runs,
    sync_folder,
    take_after,
)

_LONGEST_NAME = 40
"""Characters of the other file's name: with all four bytes each, and the rest, no more than a name may have."""
_LONGEST_LOCK = 200
"""Bytes of a lock's name."""
_LEFT_AFTER = 3600.0
"""Seconds after which nobody waits for a temporary file any more."""
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.001, 0.05
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


TRIES = 5
"""The number of attempts at changing a file that other programs keep saving."""


class _Whoever(Enum):
    OURS = "ours"


OURS: Final = _Whoever.OURS
"""For a file that only we write: any content may be replaced."""

Expected = bytes | Literal[_Whoever.OURS] | None
"""The content that a write may replace: what was read, None if there was no file, or OURS."""


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
        raise system_fault("written", error, Place(path=str(path))) from error
    return True


def keep(path: Path, data: bytes) -> None:
    """Write what can be made again into the user's cache, if that is possible."""
    with contextlib.suppress(OSError, UsageError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_file(path, data, root=path.parent, durable=False, expected=OURS)


def rewrite(path: Path, make: Callable[[], bytes | None], *, again: bool) -> bool:
    """Put what `make` gives in the place of the file at path, durably; True if that changed anything.

    `make` gives None where the file is to stay. If another program changed the file since `make` began, that is
    called again if `again` says so, as it reads the file itself; else ChangedMeanwhileError is raised and
    nothing written. Raises UsageError, and what `make` raises.
    """
    for _ in range(TRIES if again else 1):
        before = content_at(path)
        data = make()
        try:
            return data is not None and write_file(
                path, data, root=path.resolve().parent, durable=True, expected=before
            )
        except ChangedMeanwhileError:
            if not again:
                raise
    raise always_changing(str(path))


def content_at(path: Path) -> bytes | None:
    """Return the content of the file at path, None if there is none, for a later write to expect. Raises UsageError."""
    try:
        return _content(path)
    except OSError as error:
        raise system_fault("written", error, Place(path=str(path))) from error


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
        return read_regular(target)
    except FileNotFoundError:
        return None


def _replaced(target: Path, data: bytes, *, durable: bool, expected: Expected) -> bool:
    """Replace the target; return False if its content is no longer as expected."""
    handle, temporary = make_temporary(target)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            take_after(stream.fileno(), target)
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        with locked_folder(target.parent) if expected is not OURS else contextlib.nullcontext():
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


def _is_still(target: Path, expected: bytes | None) -> bool:
    """Return True if the file has the expected content, and nobody saved it while it was read."""
    try:
        with open(target, "rb", opener=regular) as stream:
            before = os.fstat(stream.fileno())
            same = expected is not None and stream.read(len(expected) + 1) == expected
        return same and _version(target.stat()) == _version(before)
    except FileNotFoundError:
        return expected is None


def _version(status: os.stat_result) -> tuple[int, int, int, int]:
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


class LockWait:
    """The time for which this process waits for others, in seconds."""

    most: ClassVar[float] = 60.0
    told_after: ClassVar[float] = 2.0


@contextlib.contextmanager
def lock(name: str, folder: Path) -> Iterator[None]:
    """Hold the advisory lock of that name; wait while another postl10n process holds it, and say so after a while.

    The lock files lie in `folder` and stay there: removing one would let two processes in. Raises UsageError where
    the lock stays held, or can't be had.
    """
    # The name has a path's parts, and may be longer than a file's.
    encoded = os.fsencode(name)
    path = folder / f"{name if len(encoded) <= _LONGEST_LOCK else content_hash(encoded)}.lock"
    with contextlib.ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            stream = stack.enter_context(open(path, "a+b", buffering=0, opener=regular))
            _wait(stream, path)
        except OSError as error:
            raise system_fault("locked", error, Place(path=str(path))) from error
        with contextlib.suppress(OSError):
            # For those who wait; the lock does without.
            stream.truncate(0)
            command = shlex.join([Path(sys.argv[0]).name, *sys.argv[1:]])
            stream.write(f"process {os.getpid()} ({command:.200})".encode("utf-8", "replace"))
        yield


def _wait(stream: IO[bytes], path: Path) -> None:
    begun, told, pause = time.monotonic(), False, _SHORTEST_PAUSE
    while not lock_file(stream):
        waited = time.monotonic() - begun
        if waited >= LockWait.most:
            message = f"is held by {_holder(stream)}, and was for {waited:.0f} s"
            hint = "Try again when that has ended, or wait longer: --lock-timeout SECONDS."
            raise UsageError(message, place=Place(path=str(path)), hint=hint)
        if waited >= LockWait.told_after and not told:
            import logging

            logging.getLogger("postl10n").warning("waiting for %s, which holds %s", _holder(stream), path)
            told = True
        time.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)


def _holder(stream: IO[bytes]) -> str:
    """Return who has written into the lock, nothing in which steers a terminal."""
    stream.seek(0)
    said = stream.read(1000).decode("utf-8", "replace")
    return "".join(char if char.isprintable() else " " for char in said) or "another process"
