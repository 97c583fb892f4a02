"""What is found out while nobody waits: the entries of a locale, its records, the memory's first filling."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition, Thread

_QUIET = 0.05
"""Seconds without a request before the work goes on: a reviewer's hand comes first."""
_LONGEST_WAIT = 5.0
"""Seconds after which it goes on all the same."""

Task = Callable[[Callable[[], bool]], None]
"""Some work; it calls what it is given between its parts, and stops when that says so."""


class Worker:
    """One thread that does tasks one after the other; the last one wished for comes first."""

    def __init__(self) -> None:
        self._wishes: dict[str, Task] = {}
        self._news = Condition()
        self._stopped = False
        self._thread: Thread | None = None
        self._last = 0.0
        self._asking = 0
        self._busy = False

    def wish(self, name: str, task: Task) -> None:
        """Have a task done; one of the same name that waits gives way."""
        with self._news:
            if self._stopped:
                return
            self._wishes.pop(name, None)
            self._wishes[name] = task
            if self._thread is None:
                self._thread = Thread(target=self._run, name="postl10n review", daemon=True)
                self._thread.start()
            self._news.notify()

    @contextmanager
    def asked(self) -> Iterator[None]:
        """Somebody waits for an answer: the work rests as long."""
        with self._news:
            self._asking += 1
        try:
            yield
        finally:
            with self._news:
                self._asking -= 1
                self._last = time.monotonic()

    def stop(self) -> None:
        """Give up what is being done, and wait until it is."""
        with self._news:
            self._stopped = True
            self._news.notify()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def wait(self, seconds: float) -> bool:
        """Wait until there is nothing to do; whether that came about."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with self._news:
                if not self._wishes and not self._busy:
                    return True
            time.sleep(0.01)
        return False

    def _run(self) -> None:
        while True:
            with self._news:
                self._busy = False
                while not self._wishes and not self._stopped:
                    self._news.wait()
                if self._stopped:
                    return
                name = next(reversed(self._wishes))
                task = self._wishes.pop(name)
                self._busy = True
            task(self._pause)

    def _pause(self) -> bool:
        """Let others go first; False when the work is to stop."""
        begun = time.monotonic()
        while not self._stopped:
            now = time.monotonic()
            if (not self._asking and now - self._last >= _QUIET) or now - begun >= _LONGEST_WAIT:
                return True
            time.sleep(_QUIET / 5)
        return False
