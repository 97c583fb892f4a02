"""LibreTranslate against a peer that keeps to the protocol, and one that does not."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

import pytest
from mt_peers import LANGUAGES, libretranslate, spanish
from peer import Asked, Behaviour, Reply, serve

from postl10n.engines import open_engine
from postl10n.engines.libretranslate import choose_code
from postl10n.errors import EngineError
from postl10n.model.project import EngineAsk
from postl10n.ports import Engine


def open_libre(url: str, locale: str = "es", **settings: object) -> Engine:
    return open_engine("libretranslate", {"url": url, "retries": 0, **settings}, "en", locale, {})


def texts(engine: Engine, *asked: str) -> list[str | None]:
    return [
        answer.text if answer else None
        for answer in engine.translate([EngineAsk(text=text) for text in asked])
    ]


def answering(react: Behaviour) -> Behaviour:
    """Knows its languages; texts are answered as the test says."""
    return lambda asked: Reply(body=LANGUAGES) if asked.path == "/languages" else react(asked)


def asked_texts(asked: Asked) -> list[str]:
    found = asked.json["q"]
    assert isinstance(found, list)
    return found


def test_texts_go_in_batches() -> None:
    with serve(libretranslate) as peer, closing(open_libre(peer.url, batch=2)) as engine:
        assert texts(engine, "a", "b ⟦0⟧", "c") == ["es: a", "es: b ⟦0⟧", "es: c"]
    assert [asked.path for asked in peer.asked] == ["/languages", "/translate", "/translate"]
    assert peer.asked[1].json == {"q": ["a", "b ⟦0⟧"], "source": "en", "target": "es", "format": "text"}


def test_the_key_goes_where_the_protocol_has_it() -> None:
    with serve(libretranslate) as peer:
        settings = {"url": peer.url, "key_from": "PEER_KEY"}
        with closing(open_engine("libretranslate", settings, "en", "es", peer.environ("secret"))) as engine:
            assert texts(engine, "a") == ["es: a"]
    assert peer.asked[1].json["api_key"] == "secret"
    assert "secret" not in peer.asked[1].path


@pytest.mark.parametrize(
    ("codes", "locale", "code"),
    [
        (["pt", "pt-BR"], "pt_PT", "pt"),
        (["pt", "pt-BR"], "pt_BR", "pt-BR"),
        (["pt", "pb"], "pt_BR", "pb"),
        (["zh", "zt"], "zh_Hans", "zh"),
        (["zh", "zt"], "zh_Hant_HK", "zt"),
        (["zh-Hans", "zh-Hant"], "zh_TW", "zh-Hant"),
        (["zh-Hans", "zh-Hant"], "zh", "zh-Hans"),
        (["zh_hans"], "zh_Hans_SG", "zh_hans"),
        (["zh"], "zh_Hant", None),
        (["es"], "es_MX", "es"),
        (["en"], "es", None),
        ([], "es", None),
    ],
)
def test_what_the_server_calls_a_locale(codes: Sequence[str], locale: str, code: str | None) -> None:
    assert choose_code(codes, locale) == code


@pytest.mark.parametrize("languages", [LANGUAGES, [], {}, None, [{"code": "en"}], [{"code": 3}, 4]])
def test_a_pair_that_the_server_has_not(languages: object) -> None:
    with (
        serve(lambda _: Reply(body=languages)) as peer,
        closing(open_libre(peer.url, "ja")) as engine,
        pytest.raises(EngineError, match="does not translate en → ja"),
    ):
        texts(engine, "a")


@pytest.mark.parametrize("size", [0, 1, 2, 4])
def test_a_list_of_another_length_is_asked_text_by_text(size: int) -> None:
    def react(asked: Asked) -> Reply:
        found = [spanish(text) for text in asked_texts(asked)]
        return Reply(body={"translatedText": found if len(found) == 1 else ["es: x"] * size})

    with serve(answering(react)) as peer, closing(open_libre(peer.url)) as engine:
        assert texts(engine, "a", "b", "c") == ["es: a", "es: b", "es: c"]


@pytest.mark.parametrize(
    "body", [[], {}, {"translatedText": "es: a"}, {"translatedText": {"a": "b"}}, "x", None]
)
def test_an_answer_of_another_shape_is_none(body: object) -> None:
    with serve(answering(lambda _: Reply(body=body))) as peer, closing(open_libre(peer.url)) as engine:
        assert texts(engine, "a", "b") == [None, None]


@pytest.mark.parametrize("wrong", ["", None, 3, ["a"], "<b>es</b>", "es: no mark", "Почта ⟦0⟧"])
def test_a_text_that_is_no_translation_costs_no_other(wrong: object) -> None:
    body = {"translatedText": ["es: a", wrong, "es: c"]}
    with serve(answering(lambda _: Reply(body=body))) as peer, closing(open_libre(peer.url)) as engine:
        assert texts(engine, "a", "b ⟦0⟧", "c") == ["es: a", None, "es: c"]


def test_a_refused_text_costs_no_other() -> None:
    def react(asked: Asked) -> Reply:
        if "bad" in asked_texts(asked):
            return Reply(status=400, body={"error": "text too long"})
        return libretranslate(asked)

    with serve(answering(react)) as peer, closing(open_libre(peer.url)) as engine:
        assert texts(engine, "a", "bad", "c") == ["es: a", None, "es: c"]


def test_a_server_that_refuses_everything_says_why() -> None:
    refusal = Reply(status=400, body={"error": "es is not supported"})
    with (
        serve(answering(lambda _: refusal)) as peer,
        closing(open_libre(peer.url)) as engine,
        pytest.raises(EngineError, match="answered 400 Bad Request: es is not supported"),
    ):
        texts(engine, "a", "b")


def test_what_came_before_a_failure_is_kept() -> None:
    with (
        serve(
            answering(
                lambda asked: Reply(status=500) if asked_texts(asked) == ["b"] else libretranslate(asked)
            )
        ) as peer,
        closing(open_libre(peer.url, batch=1)) as engine,
    ):
        answers = engine.translate([EngineAsk(text="a"), EngineAsk(text="b")])
        first = next(answers)
        assert first
        assert first.text == "es: a"
        with pytest.raises(EngineError, match="answered 500"):
            next(answers)
