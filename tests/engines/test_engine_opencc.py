"""The copy engine of the Chinese locales."""

from __future__ import annotations

import sys

import pytest

from postl10n.engines import open_engine
from postl10n.errors import EngineError
from postl10n.model.project import EngineAsk


def convert(source: str, target: str, text: str) -> str | None:
    engine = open_engine("opencc", {}, source, target, {})
    (answer,) = engine.translate([EngineAsk(text=text)])
    engine.close()
    return answer.text if answer else None


@pytest.mark.parametrize(
    ("source", "target", "text", "copy"),
    [
        ("zh_Hans", "zh_Hant", "⟦0⟧邮政网络⟦1⟧", "⟦0⟧郵政網絡⟦1⟧"),
        ("zh_Hans", "zh_Hant_TW", "邮政软件的网络", "郵政軟體的網路"),
        ("zh_CN", "zh_TW", "邮政软件的网络", "郵政軟體的網路"),
        ("zh_Hans", "zh_Hant_HK", "邮政软件里的网络", "郵政軟件裏的網絡"),
        ("zh_Hans", "zh_Hant_MO", "邮政软件里的网络", "郵政軟件裏的網絡"),
        ("zh_Hant_TW", "zh_Hans", "郵政軟體的網路", "邮政软件的网络"),
        ("zh_Hant_MO", "zh_Hans", "郵政軟件裏的網絡", "邮政软件里的网络"),
        ("zh_Hant_HK", "zh_Hant_TW", "郵政裏", "郵政裡"),
        ("zh_Hant_HK", "zh_Hant_MO", "郵政裏", "郵政裏"),
        ("zh_Hans", "zh_Hans_SG", "邮政", "邮政"),
        ("zh_Hans", "zh_Hant_TW", "EMS 2021 ⟦0⟧", "EMS 2021 ⟦0⟧"),
        ("zh_Hans", "zh_Hant_TW", " ", None),
    ],
)
def test_copies(source: str, target: str, text: str, copy: str | None) -> None:
    assert convert(source, target, text) == copy


@pytest.mark.parametrize("pair", [("en", "zh_Hans"), ("zh_Hans", "ja")])
def test_chinese_only(pair: tuple[str, str]) -> None:
    with pytest.raises(EngineError, match="OpenCC only turns Chinese into Chinese"):
        open_engine("opencc", {}, *pair, {})


def test_a_missing_package_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opencc", None)
    with pytest.raises(EngineError) as caught:
        open_engine("opencc", {}, "zh_Hans", "zh_Hant", {})
    assert str(caught.value) == "engine opencc: OpenCC is not installed; pip install 'postl10n[zh]'"
