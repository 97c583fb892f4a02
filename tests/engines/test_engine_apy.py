"""Apertium's own server: the real one on 127.0.0.1, and one that answers wrongly."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from apertium import MODES, require_apertium
from peer import Asked, Behaviour, Reply, serve

from postl10n.engines import open_engine
from postl10n.errors import EngineError
from postl10n.model.project import EngineAnswer, EngineAsk
from postl10n.ports import Engine

# By itself it listens on every interface of the machine.
ON_LOOPBACK = """
import tornado.httpserver
from apertium_apy.apy import main
bind = tornado.httpserver.HTTPServer.bind
tornado.httpserver.HTTPServer.bind = lambda self, port, *rest, **more: bind(self, port, "127.0.0.1")
main()
"""


def texts(engine: Engine, *asked: str) -> list[str | None]:
    return [
        answer.text if answer else None
        for answer in engine.translate([EngineAsk(text=text) for text in asked])
    ]


def apy(url: str, locale: str = "es", **settings: object) -> Engine:
    return open_engine("apy", {"url": url, "retries": 0, **settings}, "en", locale, {})


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a running apertium-apy."""
    if not Path("/usr/bin/apertium-apy").exists():
        if os.environ.get("CI") == "true":
            pytest.fail("apertium-apy is missing: scripts/tools installs it")
        pytest.skip("apertium-apy is not installed")
    require_apertium("eng-spa")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environ = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}
    process = subprocess.Popen(
        ["/usr/bin/python3", "-c", ON_LOOPBACK, str(MODES), "-p", str(port)],
        env=environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(url, process)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    limit = time.monotonic() + 20
    while time.monotonic() < limit and process.poll() is None:
        try:
            if httpx.get(f"{url}/listPairs", trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail("apertium-apy does not start")


def test_the_real_server_translates(server: str) -> None:
    asks = [
        EngineAsk(text="The post office in Minsk is closed."),
        EngineAsk(text=""),
        EngineAsk(text="A * star, {brace} & ⟦0⟧ post⟦1⟧ 100%?"),
    ]
    with closing(apy(server)) as engine:
        answers = list(engine.translate(asks))
    assert answers == [
        EngineAnswer(text="La oficina de poste en Minsk está cerrado.", unknown=("Minsk",)),
        None,
        EngineAnswer(text="Una * estrella, {tirante} & ⟦0⟧ poste⟦1⟧ 100%?"),
    ]


def test_the_real_server_has_not_every_pair(server: str) -> None:
    with (
        closing(apy(server, "zh_Hans")) as engine,
        pytest.raises(EngineError, match="does not translate en → zh_Hans"),
    ):
        texts(engine, "a")


def server_with(reply: Reply) -> Behaviour:
    def behave(asked: Asked) -> Reply:
        if asked.path == "/listPairs":
            pairs = [None, {"sourceLanguage": 3}, {"sourceLanguage": "eng", "targetLanguage": "spa"}]
            return Reply(body={"responseData": pairs})
        return reply

    return behave


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"responseData": None},
        {"responseData": {"translatedText": 3}},
        {"responseData": {"translatedText": ""}},
        {"responseData": {"translatedText": "sin marca"}},
        {"responseData": {"translatedText": "<p>⟦0⟧</p>"}},
    ],
)
def test_an_answer_that_is_no_translation_is_none(body: object) -> None:
    with serve(server_with(Reply(body=body))) as peer, closing(apy(peer.url)) as engine:
        assert texts(engine, "a ⟦0⟧", "b ⟦0⟧") == [None, None]
    assert [asked.path for asked in peer.asked] == ["/listPairs", "/translate", "/translate"]


def test_a_refused_text_costs_no_other() -> None:
    with (
        serve(server_with(Reply(status=400, body={"explanation": "too long"}))) as peer,
        closing(apy(peer.url)) as engine,
    ):
        assert texts(engine, "a", "b") == [None, None]


def test_a_list_of_pairs_that_is_none() -> None:
    with (
        serve(lambda _: Reply(body="no")) as peer,
        closing(apy(peer.url)) as engine,
        pytest.raises(EngineError, match="does not translate en → es"),
    ):
        texts(engine, "a")
