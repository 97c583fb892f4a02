"""Slow, silent and many connections: each is let go in time, and none keeps the user's own browser out."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest
from reviewing import serving
from sample import ARTICLE

from postl10n.project.scaffold import make_project
from postl10n.web import connections
from postl10n.web.preview import Preview
from postl10n.workspace import BuildOptions

WAIT = 20.0
"""Seconds after which a connection counts as never ended."""


class Running:
    """A server that runs, and what its user's browser sends."""

    def __init__(self, port: int, page: str, headers: dict[str, str]) -> None:
        self.port, self.page, self.headers = port, page, headers

    def head(self, method: str = "GET", path: str = "", **more: str) -> bytes:
        """A request's head but for its end."""
        headers = {"Host": f"127.0.0.1:{self.port}", **self.headers, **more}
        lines = [
            f"{method} {path or self.page} HTTP/1.1",
            *(f"{name}: {value}" for name, value in headers.items()),
        ]
        return "".join(f"{line}\r\n" for line in lines).encode()

    def connect(self, data: bytes = b"") -> socket.socket:
        made = socket.create_connection(("127.0.0.1", self.port), timeout=WAIT)
        made.sendall(data)
        return made

    def answers(self) -> bool:
        return (
            httpx.get(
                f"http://127.0.0.1:{self.port}{self.page}", headers=self.headers, timeout=WAIT
            ).status_code
            == 200
        )


@contextmanager
def reviewing(folder: Path) -> Iterator[Running]:
    with (
        serving(folder) as served,
        httpx.Client(base_url=served.base, timeout=60, follow_redirects=True) as client,
    ):
        page = client.get(served.address).text
        found = re.search(r"X-Postl10n-Form&#34;: &#34;([\w-]+)&#34;", client.get("/l/ru/").text)
        assert page
        assert found
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in client.cookies.items()),
            "Origin": served.base,
            "Sec-Fetch-Site": "same-origin",
            "X-Postl10n-Form": found[1],
            "Content-Type": "application/x-www-form-urlencoded",
        }
        yield Running(served.port, "/l/ru/", headers)


@contextmanager
def previewing(folder: Path) -> Iterator[Running]:
    shown = Preview(folder, BuildOptions())
    address = shown.listen(0)
    thread = threading.Thread(target=shown.run)
    thread.start()
    try:
        yield Running(int(address.rstrip("/").rpartition(":")[2]), "/-/state", {})
    finally:
        shown.stop()
        thread.join()


@pytest.fixture(scope="module", params=[reviewing, previewing], ids=["review", "preview"])
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("served") / "news"
    make_project(folder, source="en", targets=["ru"])
    (folder / "articles" / "bridge.txt").write_text(ARTICLE, encoding="utf-8")
    with request.param(folder) as started:
        yield started


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.2)
    monkeypatch.setattr(connections, "BODY_SECONDS", 0.2)


def until_closed(connection: socket.socket, more: bytes = b"") -> bytes:
    """What the server says until it ends the connection, while we go on sending. Fails where it never does."""
    connection.settimeout(0.02)
    said = b""
    for _ in range(int(WAIT / 0.02)):
        try:
            if more:
                connection.sendall(more)
            data = connection.recv(65536)
        except TimeoutError:
            continue
        except OSError:
            return said
        if not data:
            return said
        said += data
    pytest.fail("the connection stays open")


HEADS: dict[str, Callable[[Running], bytes]] = {
    "nothing": lambda _: b"",
    "half a head": lambda one: one.head(),
    "half a line": lambda _: b"GE",
}


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("name", HEADS)
@pytest.mark.parametrize("more", [b"", b"x"], ids=["then silence", "then drop by drop"])
def test_a_head_that_takes_too_long_ends_the_connection(running: Running, name: str, more: bytes) -> None:
    with running.connect(HEADS[name](running)) as connection:
        said = until_closed(connection, more)
    assert said.startswith(b"HTTP/1.1 408 ")
    assert running.answers()


@pytest.mark.usefixtures("hasty")
def test_a_second_head_has_a_time_too(running: Running) -> None:
    with running.connect(running.head() + b"\r\n") as connection:
        assert connection.recv(12) == b"HTTP/1.1 200"
        connection.sendall(b"GE")
        assert b" 408 " in until_closed(connection, b"x")


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("method", ["POST", "GET"])
@pytest.mark.parametrize(
    ("length", "more"),
    [
        ({"Content-Length": "100000"}, b"a"),
        ({"Content-Length": "9"}, b""),
        ({"Transfer-Encoding": "chunked"}, b"1\r\na\r\n"),
    ],
)
def test_a_body_that_takes_too_long_ends_the_connection(
    running: Running, method: str, length: dict[str, str], more: bytes
) -> None:
    path = running.page.replace("/ru/", "/ru/undo") if method == "POST" else ""
    with running.connect(running.head(method, path, **length) + b"\r\n") as connection:
        until_closed(connection, more)


@pytest.mark.usefixtures("hasty")
def test_a_body_that_came_along_with_the_request_before_has_a_time_too(running: Running) -> None:
    second = running.head("POST", **{"Content-Length": "9"}) + b"\r\na"
    with running.connect(running.head() + b"\r\n" + second) as connection:
        until_closed(connection)


@pytest.mark.parametrize("name", HEADS)
def test_half_open_connections_keep_nobody_out(running: Running, name: str) -> None:
    threads = threading.active_count()
    with ExitStack() as opened:
        for _ in range(3 * connections.MOST_OPEN):
            opened.enter_context(running.connect(HEADS[name](running)))
        assert running.answers()
        assert running.answers()
        # Those of work in threads stay, as many as it takes; none is a connection's.
        assert threading.active_count() < threads + connections.MOST_OPEN // 2


def test_an_idle_browser_stays_connected_among_half_open_ones(running: Running) -> None:
    with (
        ExitStack() as opened,
        httpx.Client(base_url=f"http://127.0.0.1:{running.port}", timeout=60) as browser,
    ):
        ports = set()
        for _ in range(3):
            with browser.stream("GET", running.page, headers=running.headers) as answer:
                assert answer.status_code == 200
                ports.add(answer.extensions["network_stream"].get_extra_info("client_addr")[1])
                answer.read()
            for _ in range(connections.MOST_OPEN):
                opened.enter_context(running.connect(b"GE"))
        assert len(ports) == 1


@pytest.mark.parametrize(
    "path", ["/" + "a" * 300, "/" + "a" * 5000, "/" + "a/" * 3000, "/ru/" + "%D1%8F" * 200 + ".html", "/%00"]
)
def test_paths_that_no_file_has_are_not_found(running: Running, path: str) -> None:
    with running.connect(running.head(path=path, Connection="close") + b"\r\n") as connection:
        assert until_closed(connection).startswith(b"HTTP/1.1 404 ")


def test_a_refused_method_is_told_which_are_not(running: Running) -> None:
    with running.connect(running.head("TRACE", Connection="close") + b"\r\n") as connection:
        said = until_closed(connection).lower()
    assert said.startswith(b"http/1.1 405 ")
    assert b"\r\nallow: get, head" in said


def test_no_other_page_may_frame_ours(running: Running) -> None:
    answer = httpx.get(
        f"http://127.0.0.1:{running.port}{running.page}", headers=running.headers, timeout=WAIT
    )
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
