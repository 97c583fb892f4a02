"""DeepL, the example of an engine that a package adds: its glossary, its XML, its prices."""

from __future__ import annotations

import pytest
from mt_peers import deepl
from peer import Asked, Reply, serve

from postl10n.engines import open_engine
from postl10n.errors import EngineError
from postl10n.model.project import EngineAsk
from postl10n.ports import PaidEngine

pytestmark = pytest.mark.usefixtures("extras")
UPU = ("Universal Postal Union", "Unión Postal Universal")
PARCEL = ("parcel", "paquete")


def table(url: str, **settings: object) -> dict[str, object]:
    return {"url": url, "key_from": "PEER_KEY", **settings}


def test_the_terms_of_all_texts_become_one_glossary_that_is_deleted_at_the_end() -> None:
    with serve(deepl) as peer:
        engine = open_engine("deepl", table(peer.url), "en", "pt_PT", peer.environ("secret"))
        asks = [EngineAsk(text="A parcel.", terms=(PARCEL,)), EngineAsk(text="The UPU", terms=(UPU,))]
        assert [one is not None for one in engine.translate(asks)] == [True, True]
        assert [one is not None for one in engine.translate(asks[:1])] == [True]
        engine.close()
        assert [(one.method, one.path) for one in peer.asked] == [
            ("POST", "/v2/glossaries"),
            ("POST", "/v2/translate"),
            ("POST", "/v2/translate"),
            ("DELETE", "/v2/glossaries/g-1"),
        ]
        made, asked = peer.asked[0].json, peer.asked[1].json
        assert made["entries"] == "Universal Postal Union\tUnión Postal Universal\nparcel\tpaquete"
        assert (made["source_lang"], made["target_lang"], made["entries_format"]) == ("en", "pt", "tsv")
        assert (asked["source_lang"], asked["target_lang"]) == ("EN", "PT-PT")
        assert (asked["glossary_id"], asked["tag_handling"]) == ("g-1", "xml")
        assert {one.headers["Authorization"] for one in peer.asked} == {"DeepL-Auth-Key secret"}


def test_new_terms_make_a_new_glossary_and_texts_without_terms_none() -> None:
    with serve(deepl) as peer:
        engine = open_engine("deepl", table(peer.url), "en", "es", peer.environ("secret"))
        list(engine.translate([EngineAsk(text="No term")]))
        assert "glossary_id" not in peer.asked[0].json
        list(engine.translate([EngineAsk(text="A parcel", terms=(PARCEL,))]))
        list(engine.translate([EngineAsk(text="The UPU", terms=(UPU,))]))
        engine.close()
        paths = [(one.method, one.path) for one in peer.asked]
        assert paths.count(("POST", "/v2/glossaries")) == paths.count(("DELETE", "/v2/glossaries/g-1")) == 2


def test_what_is_markup_to_xml_comes_back_as_it_was() -> None:
    with serve(deepl) as peer:
        engine = open_engine("deepl", table(peer.url), "en", "es", peer.environ("secret"))
        (answer,) = engine.translate([EngineAsk(text="⟦0⟧ R&D <b>letters</b> ⟦1⟧")])
        engine.close()
        assert answer is not None
        assert answer.text == "es: ⟦0⟧ R&D <b>letters</b> ⟦1⟧"
        assert peer.asked[0].json["text"] == ['<x id="0"/> R&amp;D &lt;b&gt;letters&lt;/b&gt; <x id="1"/>']


@pytest.mark.parametrize(
    ("locale", "code"), [("zh_Hant", "ZH-HANT"), ("zh_Hans", "ZH-HANS"), ("pt", "PT-BR"), ("ru", "RU")]
)
def test_the_target_is_named_as_deepl_has_it(locale: str, code: str) -> None:
    with serve(deepl) as peer:
        engine = open_engine("deepl", table(peer.url), "en", locale, peer.environ("secret"))
        list(engine.translate([EngineAsk(text="One letter")]))
        engine.close()
        assert peer.asked[0].json["target_lang"] == code


def test_prices_are_by_the_character() -> None:
    with serve(deepl) as peer:
        engine = open_engine("deepl", table(peer.url, price=20.0), "en", "es", peer.environ("secret"))
        assert isinstance(engine, PaidEngine)
        asks = [EngineAsk(text="x" * 500)] * 100
        assert engine.estimate(asks) == pytest.approx(1.0)
        list(engine.translate(asks))
        assert engine.spent == pytest.approx(1.0)
        engine.close()


def test_a_refusal_is_one_message_without_the_key() -> None:
    def refuse(asked: Asked) -> Reply:
        return Reply(body={"message": "Wrong key secret"}, status=403)

    with serve(refuse) as peer:
        engine = open_engine("deepl", table(peer.url), "en", "es", peer.environ("secret"))
        with pytest.raises(EngineError, match=r"403 Forbidden: Wrong key \*\*\*"):
            list(engine.translate([EngineAsk(text="One letter")]))
        engine.close()
