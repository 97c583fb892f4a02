"""The HTTP client against a peer that behaves well, slowly, wrongly, and not at all."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from threading import Thread
from types import MappingProxyType

import pytest
import stamina
from peer import Reply, at_most, endless, in_turn, serve

from postl10n.engines.http import JsonClient, LostAnswerError, RequestRefusedError, printable, retry_after
from postl10n.engines.settings import Settings
from postl10n.errors import EngineError

NOW = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_waits() -> Iterator[None]:
    """Retries follow at once; how many there are stays as it is."""
    with stamina.set_testing(True, attempts=100, cap=True):
        yield


def client(
    url: str, settings: Mapping[str, object] = MappingProxyType({}), *, key: str | None = None
) -> JsonClient:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return JsonClient(Settings("peer", "apy", {"url": url, **settings}), key=key, headers=headers)


def ask(url: str, *, key: str | None = None, **settings: object) -> object:
    opened = client(url, settings, key=key)
    try:
        return opened.post_json("/do", {"q": "é"})
    finally:
        opened.close()


def test_a_request_carries_json_and_asks_for_no_compression() -> None:
    with serve(in_turn(Reply(body={"a": [1]}))) as peer:
        assert ask(peer.url + "/v1/") == {"a": [1]}
    (asked,) = peer.asked
    assert (asked.method, asked.path, asked.json) == ("POST", "/v1/do", {"q": "é"})
    assert asked.headers["Accept-Encoding"] == "identity"
    assert asked.headers["Content-Type"] == "application/json"


def test_requests_share_a_connection_and_forms_are_escaped() -> None:
    with serve(in_turn(Reply(body=1))) as peer:
        opened = client(peer.url)
        assert [opened.get("/list"), opened.post_form("/do", {"q": "a b&c=é", "langpair": "eng|spa"})] == [
            1,
            1,
        ]
        opened.close()
        opened.close()
    assert peer.asked[1].body == b"q=a+b%26c%3D%C3%A9&langpair=eng%7Cspa"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_is_refused_for_now_is_asked_again(status: int) -> None:
    again = Reply(status=status, headers={"Retry-After": "0"})
    with serve(in_turn(again, again, Reply(body="done"))) as peer:
        assert ask(peer.url) == "done"
    assert len(peer.asked) == 3


@pytest.mark.parametrize("retries", [0, 2])
def test_retries_end(retries: int) -> None:
    with serve(in_turn(Reply(status=500))) as peer, pytest.raises(EngineError, match="answered 500"):
        ask(peer.url, retries=retries)
    assert len(peer.asked) == retries + 1


def test_a_peer_that_asks_for_a_long_wait_is_given_up() -> None:
    busy = Reply(status=429, headers={"Retry-After": "3600"})
    with serve(in_turn(busy)) as peer, pytest.raises(EngineError, match="asks to wait 3600 seconds"):
        ask(peer.url)
    assert len(peer.asked) == 1


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        ("17", 17.0),
        ("Sun, 22 Nov 2026 12:00:30 GMT", 30.0),
        ("Sun, 22 Nov 2026 11:00:00 GMT", 0.0),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("soon", None),
        ("٣", None),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


@pytest.mark.parametrize("status", [400, 413, 422])
def test_a_refused_request_is_told_with_the_reason_on_one_line(status: int) -> None:
    refusal = Reply(status=status, body={"error": {"message": "no\x1b[31m\nsuch <b>pair</b>" + "x" * 500}})
    with serve(in_turn(refusal)) as peer, pytest.raises(RequestRefusedError) as caught:
        ask(peer.url)
    assert len(peer.asked) == 1
    assert f"answered {status}" in str(caught.value)
    assert "no [31m such <b>pair</b>xxx" in str(caught.value)
    assert len(str(caught.value)) < 300
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("status", [401, 403, 404, 405, 201])
def test_other_answers_are_final(status: int) -> None:
    with serve(in_turn(Reply(status=status, body=b"<html>"))) as peer, pytest.raises(EngineError) as caught:
        ask(peer.url)
    assert len(peer.asked) == 1
    assert "html" not in str(caught.value)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed_and_the_key_stays_here(status: int) -> None:
    with (
        serve(in_turn(Reply(body="stolen"))) as thief,
        serve(in_turn(Reply(status=status, headers={"Location": f"{thief.url}/do"}))) as peer,
        pytest.raises(EngineError, match="redirects to 127"),
    ):
        ask(peer.url, key="secret")
    assert thief.asked == []
    assert peer.asked[0].headers["Authorization"] == "Bearer secret"


def test_a_key_that_the_peer_echoes_is_not_shown() -> None:
    refusal = Reply(status=400, body={"error": "bad key 'se\"cret'"})
    with serve(in_turn(refusal)) as peer, pytest.raises(EngineError) as caught:
        ask(peer.url, key='se"cret')
    assert "se" + '"cret' not in str(caught.value)
    assert "bad key '***'" in str(caught.value)


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(in_turn(Reply(body="proxy"))) as proxy, serve(in_turn(Reply(body="peer"))) as peer:
        for variable in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(variable, proxy.url)
        assert ask(peer.url) == "peer"
    assert proxy.asked == []


@pytest.mark.parametrize(
    "slow",
    [
        Reply(delay=60),
        Reply(body=b"[" + b" " * 5000 + b"]", drip=0.05),
        Reply(drip_headers=True),
    ],
    ids=["silent", "drips", "drips headers"],
)
def test_the_deadline_is_for_the_whole_request(slow: Reply) -> None:
    with serve(in_turn(slow)) as peer, at_most(30), pytest.raises(LostAnswerError, match=r"in 0\.3 seconds"):
        ask(peer.url, timeout=0.3)
    assert len(peer.asked) == 1, "what may have been paid for is not asked twice"


def test_an_endless_answer_is_cut() -> None:
    with serve(lambda _: endless()) as peer, pytest.raises(LostAnswerError, match="more than 8 MiB"):
        ask(peer.url)


@pytest.mark.parametrize(
    ("reply", "wrong"),
    [
        (Reply(body=b'{"a": ', promised=100), "broke the connection"),
        (Reply(body=b'{"a": '), "not JSON"),
        (Reply(body=b"[" * 2_000), "not JSON"),
        (Reply(body=b"\xff\xfe"), "not JSON"),
        (Reply(body=b"{}", kind="text/html; charset=utf-8"), "answered text/html, not JSON"),
        (Reply(body=gzip.compress(b"{}"), headers={"Content-Encoding": "gzip"}), "compressed"),
    ],
    ids=["half", "cut JSON", "deep JSON", "no UTF-8", "HTML", "gzip"],
)
def test_an_answer_that_is_none(reply: Reply, wrong: str) -> None:
    with serve(in_turn(reply)) as peer, pytest.raises(EngineError, match=wrong):
        ask(peer.url)
    assert len(peer.asked) == 1


def test_nobody_there() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with at_most(30), pytest.raises(EngineError, match=rf"127.0.0.1:{port} cannot be reached"):
        ask(f"http://127.0.0.1:{port}")


def test_a_peer_that_hangs_up_is_not_asked_twice() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)
        accepted: list[bytes] = []

        def hang_up() -> None:
            connection, _ = server.accept()
            accepted.append(connection.recv(10))
            connection.close()

        thread = Thread(target=hang_up)
        thread.start()
        with pytest.raises(LostAnswerError, match="broke the connection"):
            ask(f"http://127.0.0.1:{server.getsockname()[1]}")
        thread.join()
    assert accepted


def test_printable_cuts_and_flattens() -> None:
    assert printable("a\n\tb\u202ec" + "d" * 1000) == "a b c" + "d" * 155 + "…"
