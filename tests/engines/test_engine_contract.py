"""What every engine owes: an answer or None for each text, in order, with its marks; and an end that may come twice."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from apertium import fake_apertium, real_apertium, require_apertium
from mt_peers import PEERS, deepl
from peer import serve

from postl10n.engines import open_engine
from postl10n.engines.settings import ENGINES
from postl10n.model.project import EngineAsk
from postl10n.ports import Engine

TEXTS = [
    "First ⟦0⟧ letter ⟦1⟧.",
    "",
    "   ",
    "Second letter",
    "⟦0⟧⟦1⟧",
    "Third {{letter}} <b>",
    *(f"Letter {number} of ⟦0⟧" for number in range(100, 160)),
]


@pytest.fixture(params=["apertium", "false apertium", "opencc", "libretranslate", "apy", "chat", "deepl"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    kind = request.param
    if kind in PEERS or kind == "deepl":
        if kind == "deepl":
            request.getfixturevalue("extras")
        with serve(PEERS.get(kind, deepl)) as peer:
            table = {"url": peer.url, **({"model": "m"} if kind == "chat" else {})}
            engine = open_engine(kind, table, "en", "es", {})
            yield engine
            engine.close()
        return
    if kind == "apertium":
        require_apertium("eng-spa")
        engine = real_apertium("en", "es")
    elif kind == "opencc":
        engine = open_engine("opencc", {}, "zh_Hans", "zh_Hant_HK", os.environ)
    else:
        engine = fake_apertium(tmp_path)
    yield engine
    engine.close()


def asks_for(engine: Engine, texts: list[str]) -> list[EngineAsk]:
    """The texts in a language that the engine reads."""
    chinese = engine.name == "opencc"
    return [EngineAsk(text=re.sub("letter|of", "邮", text) if chinese else text) for text in texts]


def marks(text: str) -> Counter[str]:
    return Counter(re.findall("⟦[0-9]+⟧", text))


def test_all_kinds_are_held_to_this() -> None:
    assert set(ENGINES.own) == {"apertium", "opencc", *PEERS}


def test_one_answer_a_text_in_order_with_its_marks(engine: Engine) -> None:
    assert re.fullmatch(r"\S+", engine.name)
    asks = asks_for(engine, TEXTS)
    answers = list(engine.translate(asks))
    assert len(answers) == len(asks)
    for ask, answer in zip(asks, answers, strict=True):
        if not ask.text.strip():
            assert answer is None
        elif re.search("(?i)letter|邮", ask.text):
            assert answer, ask
        if answer:
            assert marks(answer.text) == marks(ask.text)
            assert answer.text == answer.text.strip() != ""
            number = re.search(r"\b1\d\d\b", ask.text)
            assert not number or number[0] in answer.text


def test_nothing_is_asked_before_the_first_answer_is_wanted(engine: Engine) -> None:
    answers = engine.translate(asks_for(engine, ["One letter"]))
    engine.close()
    assert [answer is not None for answer in answers] == [True]


def test_it_can_be_left_half_way_asked_again_and_closed_twice(engine: Engine) -> None:
    asks = [EngineAsk(text=f"Letter {number}") for number in range(300)]
    first = next(engine.translate(asks))
    again = list(engine.translate(asks[:3]))
    assert again[0] == first
    assert list(engine.translate([])) == []
    engine.close()
    engine.close()
    assert list(engine.translate(asks[:1])) == [first]
