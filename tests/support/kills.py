"""What a kill or a fault of the system would leave on the disk, at each call of a command that changes a file."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType, ModuleType

_WRITTEN = ("write", "writelines", "pwrite", "truncate", "ftruncate", "fsync", "fdatasync", "flock", "lockf")
_NAMED = ("rename", "replace", "link", "symlink", "unlink", "remove", "mkdir", "rmdir", "fchmod", "chmod")
_REBUILT = ("site", ".postl10n")
"""Folders whose content nobody misses."""

State = dict[str, bytes]
"""The files of a folder, by path."""


@dataclass(slots=True, kw_only=True)
class Kills:
    """The calls at which a command could be killed, and the states of the disk then, each once."""

    calls: list[str] = field(default_factory=list)
    states: dict[int, State] = field(default_factory=dict)
    """By the number of the first call that would leave it."""


def kills(folder: Path, command: Callable[[], object]) -> Kills:
    """Run a command, and look at the folder right before each call that changes a file.

    That is what a kill at this call leaves: bytes that are not written yet are not there, and no `finally` has run.
    """
    found = Kills()
    last: State | None = None

    def look(frame: FrameType, event: str, called: object) -> None:
        nonlocal last
        if event == "c_call" and _changes(called):
            found.calls.append(str(getattr(called, "__name__", "")))
            state = state_of(folder)
            if state != last:
                found.states[len(found.calls)] = last = state

    with _profiled(look):
        command()
    return found


def failing(command: Callable[[], object], number: int, fault: OSError) -> bool:
    """Run a command whose n-th call that changes a file fails; False if it has no such call."""
    seen = 0

    def look(frame: FrameType, event: str, called: object) -> None:
        nonlocal seen
        if event == "c_call" and _changes(called):
            seen += 1
            if seen == number:
                # Ends the profile, too: the calls that follow succeed.
                raise fault

    with _profiled(look):
        command()
    return seen >= number


@contextmanager
def _profiled(look: Callable[[FrameType, str, object], None]) -> Iterator[None]:
    """Call `look` at each call; a module that is imported for the first time is not kept compiled, which are writes too."""
    before = sys.getprofile(), sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    sys.setprofile(look)
    try:
        yield
    finally:
        sys.setprofile(before[0])
        sys.dont_write_bytecode = before[1]


def _changes(called: object) -> bool:
    if getattr(called, "__name__", "") not in (*_WRITTEN, *_NAMED):
        return False
    of = getattr(called, "__self__", None)
    if isinstance(of, ModuleType):
        return of.__name__ in ("posix", "fcntl")
    return isinstance(of, io.RawIOBase | io.BufferedIOBase)


def state_of(folder: Path, but: Collection[str] = _REBUILT) -> State:
    """The files of a folder, those of some folders in it left out."""
    return {
        str(path): (folder / path).read_bytes()
        for path in sorted(one.relative_to(folder) for one in folder.rglob("*"))
        if path.parts[0] not in but and (folder / path).is_file()
    }


def restore(state: State, folder: Path) -> Path:
    """Write a state into a new folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in state.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder
