"""An HTTP peer on 127.0.0.1 that answers as a test tells it, well or badly, and remembers what it was asked."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

# Bytes: a Content-Length that no client waits for.
_ENDLESS = 1 << 30


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request as it came."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, object]:
        parsed = json.loads(self.body)
        assert isinstance(parsed, dict)
        return parsed


@dataclass(frozen=True, kw_only=True)
class Reply:
    """An answer; `body` is sent as JSON unless it is bytes."""

    body: object = field(default_factory=dict)
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    kind: str = "application/json"
    delay: float = 0.0
    """Seconds before the first byte."""
    drip: float = 0.0
    """Seconds between two bytes of the body."""
    promised: int | None = None
    """Content-Length, where it is not the body's."""
    drip_headers: bool = False


Behaviour = Callable[[Asked], Reply]


class Peer:
    """The address of a running peer, and what it was asked so far."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.asked: list[Asked] = []

    def environ(self, key: str) -> dict[str, str]:
        """The environment that gives this peer a key."""
        return {"PEER_KEY": key, "PEER_KEY_HOST": self.url.removeprefix("http://")}


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, behaviour: Behaviour) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behaviour = behaviour
        self.done = Event()
        self.peer = Peer(f"http://127.0.0.1:{self.server_address[1]}")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body are two writes; without this the second waits for the first to be acknowledged.
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        asked = Asked(method=self.command, path=self.path, headers=dict(self.headers), body=body)
        self.server.peer.asked.append(asked)
        try:
            self._send(self.server.behaviour(asked))
        except OSError:
            # The client has gone, as many tests want it to.
            self.close_connection = True

    do_POST = do_GET  # noqa: N815 - the base class asks for this name
    do_DELETE = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Tests are quiet."""

    def _send(self, reply: Reply) -> None:
        done = self.server.done
        done.wait(reply.delay)
        if reply.drip_headers:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            while not done.wait(0.05):
                self.wfile.write(b"X-More: and more\r\n")
            return
        body = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.kind)
        self.send_header("Content-Length", str(len(body) if reply.promised is None else reply.promised))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self._send_body(body, reply)
        self.close_connection = reply.promised is not None

    def _send_body(self, body: bytes, reply: Reply) -> None:
        if reply.promised == _ENDLESS:
            while not self.server.done.is_set():
                self.wfile.write(b" " * (1 << 16))
        elif reply.drip:
            for byte in body:
                if self.server.done.wait(reply.drip):
                    return
                self.wfile.write(bytes((byte,)))
        else:
            self.wfile.write(body)


@contextmanager
def serve(behaviour: Behaviour) -> Iterator[Peer]:
    """A peer for the time of the block."""
    server = _Server(behaviour)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.peer
    finally:
        server.done.set()
        server.shutdown()
        server.server_close()
        thread.join()


def endless() -> Reply:
    """A body that never ends."""
    return Reply(promised=_ENDLESS)


def in_turn(*replies: Reply) -> Behaviour:
    """One reply after another; the last one for ever."""
    left = list(replies)
    return lambda _asked: left.pop(0) if len(left) > 1 else left[0]


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Fails if the block takes longer."""
    start = time.monotonic()
    yield
    took = time.monotonic() - start
    assert took < seconds, f"took {took:.1f} seconds"
