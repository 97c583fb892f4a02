"""Connections to our servers: whoever is slow or silent is let go, so that there is always room for the user's browser.

A connection costs no thread. Each has a time for a request's head and a time for its body. Where too many are open, those
are closed first that never finished a request, the oldest before the others; the newest stays.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_OPEN = 64
"""Connections: one person's browser makes a handful."""
HEAD_SECONDS = 10.0
"""For a request's head, from the connection or from the head's first byte."""
BODY_SECONDS = 20.0
"""For its body."""
_TIMED_OUT = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class Connection(H11Protocol):
    """One connection, which ends when its request takes too long to arrive, or when room is needed."""

    _limit: asyncio.TimerHandle | None = None
    _limited: tuple[float, object] = (0.0, None)
    """The seconds, and the request that they are for."""
    _request: RequestResponseCycle | None = None
    """The last one whose head was there, and its answer."""
    _since = 0.0
    """When it was opened, or last had a request's head."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._since = self.loop.time()
        self._set_limit()
        if len(self.connections) > MOST_OPEN:
            _make_room(one for one in self.connections if isinstance(one, Connection))

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._look()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.cycle is not self._request:
            # The next request had come along with this one. Otherwise uvicorn's time for idle connections runs.
            self._look()

    def _look(self) -> None:
        if self.cycle is not self._request:
            self._request = self.cycle
            self._since = self.loop.time()
        self._set_limit()

    def connection_lost(self, exc: Exception | None) -> None:
        self._end_limit()
        super().connection_lost(exc)

    def _set_limit(self) -> None:
        """Let the time run for the part of a request that is arriving; for the same part it runs on."""
        if self._request is None:
            seconds = HEAD_SECONDS
        elif self._request.more_body:
            seconds = BODY_SECONDS
        else:
            seconds = HEAD_SECONDS if self._request.response_complete else 0.0
        if (seconds, self._request) == self._limited:
            return
        self._end_limit()
        self._limited = seconds, self._request
        if seconds and not self.transport.is_closing():
            self._limit = self.loop.call_later(seconds, self._out_of_time)

    def _end_limit(self) -> None:
        if self._limit is not None:
            self._limit.cancel()

    def _out_of_time(self) -> None:
        if self._request is None or not (self._request.more_body and self._request.response_started):
            self.transport.write(_TIMED_OUT)
            self.transport.close()
        else:
            # The answer was given before the whole request was there.
            self.transport.abort()

    @property
    def rank(self) -> tuple[int, float]:
        """The order in which connections are closed where room is needed."""
        if self._request is None:
            stage = 0
        elif self._request.response_complete:
            stage = 1
        elif self._request.more_body or self.flow.write_paused:
            stage = 2
        else:
            stage = 3
        return stage, self._since

    def let_go(self) -> None:
        self.transport.abort()
        # It is lost only in the loop's next round, and more may come before.
        self.connections.discard(self)


def _make_room(opened: Iterable[Connection]) -> None:
    """Close the least useful connection; never the newest, which may be the browser's."""
    by_age = sorted(opened, key=lambda one: one.rank[1])
    min(by_age[:-1], key=lambda one: one.rank).let_go()
