"""A limit on the time that a block of code may take."""

from __future__ import annotations

import contextlib
import ctypes
import signal
import threading
import time
from collections.abc import Iterator

_STEP = 0.1
"""Seconds between two looks at the threads that have a limit."""


class TimeIsUpError(BaseException):
    """Raised in the middle of whatever takes too long; nothing in between may catch it."""


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TimeIsUpError in the block when the time is up: in a main thread at once, else between steps of Python."""
    if threading.current_thread() is not threading.main_thread():
        with _WATCH.of(threading.get_ident(), time.monotonic() + seconds):
            yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(*_: object) -> None:
    raise TimeIsUpError


class _Watch:
    """One thread that looks after all others that have a limit; it is there as long as any has."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ends: dict[int, float] = {}
        self._watching = False

    @contextlib.contextmanager
    def of(self, thread: int, end: float) -> Iterator[None]:
        with self._lock:
            self._ends[thread] = end
            if not self._watching:
                self._watching = True
                threading.Thread(target=self._look, daemon=True).start()
        try:
            yield
        finally:
            with self._lock:
                self._ends.pop(thread, None)

    def _look(self) -> None:
        while True:
            time.sleep(_STEP)
            with self._lock:
                for thread, end in [*self._ends.items()]:
                    if end < time.monotonic():
                        del self._ends[thread]
                        here = ctypes.c_ulong(thread)
                        ctypes.pythonapi.PyThreadState_SetAsyncExc(here, ctypes.py_object(TimeIsUpError))
                if not self._ends:
                    self._watching = False
                    return


_WATCH = _Watch()
