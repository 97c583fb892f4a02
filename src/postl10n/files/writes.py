"""Writing files so that a reader sees the old one or the new one, never a mixture."""

from __future__ import annotations

import contextlib
import fcntl
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from postl10n.errors import Place, UsageError

_NEW_FILE_MODE = 0o666


class ChangedMeanwhileError(UsageError):
    """The file is no longer what it was when it was read: an editor saved it."""


def write_file(path: Path, data: bytes, *, root: Path, durable: bool, expected: bytes | None = None) -> bool:
    """Put data in the place of the file at path; True if that changed anything.

    `root` is the folder that the write must not leave, symlinks followed. `durable` files (work of
    people: catalogs, templates, glossary) are flushed to the disk before they take the old one's place.
    `expected` is what the caller read, empty if there was no file: if the file differs from it by now,
    ChangedMeanwhileError is raised and nothing written; leave it out for files that are only ours.

    Raises UsageError if the path leads out of root or can't be written.
    """
    target = inside(path, root)
    try:
        current = target.read_bytes() if target.exists() else None
        if current == data:
            return False
        if expected is not None and (current or b"") != expected:
            raise ChangedMeanwhileError("changed by another program meanwhile", place=Place(path=str(path)))
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, data, durable=durable)
    except OSError as error:
        raise UsageError(f"can't be written: {error.strerror}", place=Place(path=str(path))) from error
    return True


def inside(path: Path, root: Path) -> Path:
    """The path with symlinks followed, if it is in root. Raises UsageError where it leads elsewhere."""
    resolved = path.resolve()
    if not resolved.is_relative_to(root.resolve()):
        raise UsageError("leads out of the project folder", place=Place(path=str(path)))
    return resolved


def _replace(target: Path, data: bytes, *, durable: bool) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            os.fchmod(stream.fileno(), _mode_for(target))
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    if durable:
        _sync_folder(target.parent)


def _mode_for(target: Path) -> int:
    """The mode of the file that is replaced, or what the umask leaves of a new one's."""
    with contextlib.suppress(OSError):
        return target.stat().st_mode & 0o7777
    umask = os.umask(0)
    os.umask(umask)
    return _NEW_FILE_MODE & ~umask


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
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
