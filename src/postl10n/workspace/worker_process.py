"""A process beside this one, for work that threads would take turns with."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import spawn
from multiprocessing.connection import Connection
from threading import Thread
from typing import Concatenate, Generic, ParamSpec, TypeVar

__all__ = ["BrokenProcessPool", "WorkerProcess", "refuse_import"]

_State = TypeVar("_State")
_Result = TypeVar("_Result")
_Asked = ParamSpec("_Asked")


class WorkerProcess(Generic[_State]):
    """One process with a state of its own, which does a task after the other.

    It starts when it is first asked, and ends with this one at the latest. Where it was killed, or could not start,
    its tasks raise BrokenProcessPool.
    """

    def __init__(self, make: Callable[[], _State], *, niceness: int = 0) -> None:
        """`make` makes the state in the process, for its first task; what it raises, that task raises."""
        # Spawned and not forked: a process with threads (a server, a progress display) can't be forked safely.
        context = multiprocessing.get_context("spawn")
        far, self._leash = context.Pipe(duplex=False)
        self._executor = ProcessPoolExecutor(1, context, initializer=_start, initargs=(make, niceness, far))

    def ask(
        self,
        task: Callable[Concatenate[_State, _Asked], _Result],
        *given: _Asked.args,
        **named: _Asked.kwargs,
    ) -> Future[_Result]:
        """Have a function of a module called with the state."""
        return self._executor.submit(_answer, task, given, named)

    def close(self) -> None:
        """End the process when it has done what it is doing; what waits is not begun."""
        self._executor.shutdown(cancel_futures=True)
        self._leash.close()

    def kill(self) -> None:
        """End the process at once."""
        self._leash.close()
        self._executor.shutdown(cancel_futures=True)


def refuse_import() -> None:
    """Raise RuntimeError in a worker process that runs the script of the asking one anew, which lacks its guard."""
    spawn.get_preparation_data("")


_make: Callable[[], object] | None = None
_states: list[object] = []
"""That of this process, once it is made."""


def _start(make: Callable[[], object], niceness: int, leash: Connection) -> None:
    global _make
    _make = make
    # The terminal sends Ctrl-C to all of its processes; ours end when the first one does.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with, args=(leash,), daemon=True).start()
    with contextlib.suppress(OSError):
        os.nice(niceness)


def _end_with(leash: Connection) -> None:
    """End this process when the other one lets go, or is gone: a pool's process would wait for it forever."""
    with contextlib.suppress(EOFError, OSError):
        leash.recv()
    os._exit(1)


def _answer(task: Callable[..., _Result], given: tuple[object, ...], named: Mapping[str, object]) -> _Result:
    if not _states and _make is not None:
        _states.append(_make())
    return task(_states[0], *given, **named)
