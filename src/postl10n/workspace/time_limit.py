"""A limit on the time that a block of code may take."""

from __future__ import annotations

import contextlib
import ctypes
import signal
import threading
from collections.abc import Iterator


class TimeIsUpError(BaseException):
    """Raised in the middle of whatever takes too long; nothing in between may catch it."""


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TimeIsUpError in the block when the time is up: in a main thread at once, else between steps of Python."""
    if threading.current_thread() is threading.main_thread():
        before = signal.signal(signal.SIGALRM, _ring)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
        return
    over, here = threading.Lock(), ctypes.c_ulong(threading.get_ident())

    def end() -> None:
        if over.acquire(blocking=False):
            ctypes.pythonapi.PyThreadState_SetAsyncExc(here, ctypes.py_object(TimeIsUpError))

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        over.acquire(blocking=False)
        timer.cancel()


def _ring(*_: object) -> None:
    raise TimeIsUpError
