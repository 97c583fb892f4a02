"""Reading an engine's table: each fault in one message that names the setting."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from postl10n.engines import known_settings, open_engine
from postl10n.engines.settings import ENGINES, Settings, is_loopback
from postl10n.errors import EngineError

URL = "https://mt.example/v1"
KEYED = {"url": URL, "key_from": "MT_KEY"}


def test_kinds_and_their_settings_are_told() -> None:
    assert set(ENGINES.own) == {"apertium", "apy", "chat", "libretranslate", "opencc"}
    assert known_settings("apertium") == {"mode", "timeout"}
    assert known_settings("opencc") == frozenset()
    assert {"url", "key_from", "model", "max_cost", "batch"} <= known_settings("chat")
    with pytest.raises(EngineError, match="unknown kind of engine 'deepl'"):
        known_settings("deepl")


def test_the_examples_of_the_documentation_are_valid() -> None:
    text = (Path(__file__).parents[2] / "docs" / "engines.md").read_text(encoding="utf-8")
    seen = set()
    for block in re.findall(r"^```toml\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        for name, table in tomllib.loads(block).get("engines", {}).items():
            if name != "locale":
                kind = table.get("kind", name)
                Settings(name, kind, table)
                seen.add((kind, *table))
    assert {kind for kind, *_ in seen} == {"apertium", "libretranslate", "apy", "chat"}
    written = set(re.findall(r"^#? ?(\w+) = ", text, re.MULTILINE))
    assert all(known_settings(kind) <= written for kind in ENGINES.own), "each setting has an example"


def test_telling_the_kinds_imports_no_client() -> None:
    code = "import sys, postl10n.engines; print([m for m in ('httpx', 'asyncio', 'opencc', 'regex') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("table", "wrong"),
    [
        ({"kind": "chat", "url": URL}, "engine mt lacks the setting model"),
        ({"kind": "apy"}, "engine mt lacks the setting url"),
        ({"kind": "apy", "url": ""}, "url is empty"),
        ({"kind": "apy", "url": 3}, "url must be a text"),
        ({"kind": "apy", "url": URL, "keyfrom": "X"}, "engine mt has no setting 'keyfrom'"),
        ({"kind": "apy", "url": URL, "timeout": "9"}, "timeout must be a number"),
        ({"kind": "apy", "url": URL, "timeout": True}, "timeout must be a number"),
        ({"kind": "apy", "url": URL, "timeout": float("nan")}, "timeout must be a number"),
        ({"kind": "apy", "url": URL, "timeout": 0}, "timeout must be from 0.1 to 3600"),
        ({"kind": "libretranslate", "url": URL, "batch": 2.5}, "batch must be a whole number"),
        ({"kind": "chat", "url": URL, "model": "m\n"}, "model must be one line"),
        (
            {"kind": "chat", "url": URL, "model": "m", "output_limit": "x"},
            "output_limit must be one of 'max_tokens'",
        ),
        ({"kind": "chat", "url": URL, "model": "m", "max_cost": 1}, "max_cost needs input_price"),
        ({"kind": "deepl"}, "unknown kind of engine 'deepl'"),
        ({"kind": 3}, "unknown kind of engine '3'"),
        ({}, "unknown kind of engine 'mt'"),
    ],
)
def test_a_wrong_table_is_one_message(table: dict[str, object], wrong: str) -> None:
    with pytest.raises(EngineError) as caught:
        open_engine("mt", table, "en", "es", {})
    assert wrong in str(caught.value)


@pytest.mark.parametrize("name", ["My engine", "", "x y", "-x", "é"])
def test_a_name_is_one_plain_word(name: str) -> None:
    with pytest.raises(EngineError, match="cannot name an engine"):
        open_engine(name, {"kind": "apy", "url": URL}, "en", "es", {})


@pytest.mark.parametrize(
    "url",
    [
        "mt.example",
        "ftp://mt.example",
        "file:///etc/passwd",
        "https://",
        "http://[::1",
        "https://mt.example:99999",
    ],
)
def test_an_address_is_http(url: str) -> None:
    with pytest.raises(EngineError, match=r"url must be an address that starts with http:// or https://"):
        Settings("mt", "apy", {"url": url}).url()


@pytest.mark.parametrize(
    "url", ["https://me:pass@mt.example", "https://mt.example/?key=1", "https://mt.example/#a"]
)
def test_an_address_holds_no_key(url: str) -> None:
    with pytest.raises(EngineError, match="url must") as caught:
        Settings("mt", "apy", {"url": url}).url()
    assert "pass" not in str(caught.value).replace("password", "")


def test_a_key_comes_from_the_environment_that_gives_it_to_the_host() -> None:
    settings = Settings("mt", "apy", KEYED)
    assert settings.key({"MT_KEY": " secret\n", "MT_KEY_HOST": "MT.example"}) == "secret"
    assert Settings("mt", "apy", {"url": URL}).key({"MT_KEY": "secret"}) is None


@pytest.mark.parametrize(
    ("table", "environ", "wrong"),
    [
        (KEYED, {}, "names MT_KEY, which the environment does not have"),
        (KEYED, {"MT_KEY": " "}, "names MT_KEY, which the environment does not have"),
        (KEYED, {"MT_KEY": "secret"}, "export MT_KEY_HOST=mt.example"),
        (KEYED, {"MT_KEY": "secret", "MT_KEY_HOST": "other.example"}, "export MT_KEY_HOST=mt.example"),
        (KEYED, {"MT_KEY": "secret", "MT_KEY_HOST": "example"}, "export MT_KEY_HOST=mt.example"),
        (KEYED, {"MT_KEY": "sec\nret", "MT_KEY_HOST": "mt.example"}, "holds characters that no key has"),
        (
            {**KEYED, "url": "http://mt.example"},
            {"MT_KEY": "secret", "MT_KEY_HOST": "mt.example"},
            "https://",
        ),
        ({**KEYED, "key_from": "sk-12345"}, {}, "must be the name of an environment variable"),
    ],
)
def test_a_key_that_cannot_be_used(table: dict[str, object], environ: dict[str, str], wrong: str) -> None:
    with pytest.raises(EngineError) as caught:
        Settings("mt", "apy", table).key(environ)
    assert wrong in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "sk-12345" not in str(caught.value)


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.8.9.10", True),
        ("::1", True),
        ("127.0.0.1.example", False),
    ],
)
def test_loopback(host: str, here: bool) -> None:
    assert is_loopback(host) is here
