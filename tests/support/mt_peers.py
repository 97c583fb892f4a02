"""Peers that speak the protocols of LibreTranslate, apertium-apy and chat models, as they should."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import parse_qs

from peer import Asked, Reply

LANGUAGES = [{"code": "en", "name": "English", "targets": ["en", "es", "pt", "pt-BR", "zh-Hans", "ru"]}]


def spanish(text: str) -> str:
    """What these peers hold for a translation: it keeps marks and the end."""
    return f"es: {text}"


def libretranslate(asked: Asked) -> Reply:
    if asked.path == "/languages":
        return Reply(body=LANGUAGES)
    texts = asked.json["q"]
    assert isinstance(texts, list)
    return Reply(body={"translatedText": [spanish(text) for text in texts]})


def apertium_apy(asked: Asked) -> Reply:
    if asked.path == "/listPairs":
        return Reply(body={"responseData": [{"sourceLanguage": "eng", "targetLanguage": "spa"}]})
    (text,) = parse_qs(asked.body.decode())["q"]
    return Reply(body={"responseData": {"translatedText": spanish(text)}, "responseStatus": 200})


def chat(asked: Asked) -> Reply:
    return chat_reply({segment["id"]: spanish(segment["text"]) for segment in segments(asked)})


def segments(asked: Asked) -> list[dict[str, str]]:
    """The segments that a chat model was asked for."""
    messages = asked.json["messages"]
    assert isinstance(messages, list)
    found = json.loads(messages[1]["content"])["segments"]
    assert isinstance(found, list)
    return found


def chat_reply(translations: dict[str, str], usage: tuple[int, int] | None = None) -> Reply:
    items = [{"id": number, "text": text} for number, text in translations.items()]
    return raw_chat_reply(json.dumps({"translations": items}), usage)


def raw_chat_reply(content: object, usage: tuple[int, int] | None = None) -> Reply:
    body: dict[str, object] = {"choices": [{"message": {"role": "assistant", "content": content}}]}
    if usage:
        body["usage"] = {"prompt_tokens": usage[0], "completion_tokens": usage[1]}
    return Reply(body=body)


def deepl(asked: Asked) -> Reply:
    """Texts as XML, where a mark is a tag; glossaries that are made, used and deleted."""
    if asked.path == "/v2/glossaries":
        return Reply(body={"glossary_id": "g-1", "ready": True}, status=201)
    if asked.method == "DELETE":
        return Reply(body=b"", status=204)
    texts = asked.json["text"]
    assert asked.path == "/v2/translate"
    assert isinstance(texts, list)
    return Reply(body={"translations": [{"text": spanish(text.replace("/>", "></x>"))} for text in texts]})


PEERS: dict[str, Callable[[Asked], Reply]] = {
    "libretranslate": libretranslate,
    "apy": apertium_apy,
    "chat": chat,
}
