"""Locale identifiers, against what CLDR says."""

from __future__ import annotations

import pytest

from postl10n.errors import UsageError
from postl10n.lang import locales


@pytest.mark.parametrize(
    ("given", "cldr", "bcp47"),
    [
        ("zh-hant-mo", "zh_Hant_MO", "zh-Hant-MO"),
        ("zh_Hans", "zh_Hans", "zh-Hans"),
        ("PT_pt", "pt_PT", "pt-PT"),
        ("ru", "ru", "ru"),
    ],
)
def test_either_spelling(given: str, cldr: str, bcp47: str) -> None:
    assert (locales.cldr(given), locales.bcp47(given)) == (cldr, bcp47)


@pytest.mark.parametrize(
    "code", ["", "ca@valencia", "english", "xx_YY", "../ru", "ru/..", "ru\n", "r", "zh_Hans_", "<b>"]
)
def test_what_is_no_locale(code: str) -> None:
    with pytest.raises(UsageError):
        locales.cldr(code)


@pytest.mark.parametrize(
    ("code", "parents"),
    [
        ("zh_Hant_MO", ["zh_Hant_HK", "zh_Hant"]),
        ("zh_Hant_HK", ["zh_Hant"]),
        ("zh_Hant", []),
        ("zh_Hans", ["zh"]),
        ("pt_PT", ["pt"]),
        ("es_MX", ["es_419", "es"]),
        ("ru", []),
    ],
)
def test_parents_never_cross_scripts(code: str, parents: list[str]) -> None:
    assert list(locales.parents(code)) == parents


def test_direction_script_and_joiner() -> None:
    assert [locales.direction(code) for code in ("ar", "he", "ru", "zh_Hans")] == ["rtl", "rtl", "ltr", "ltr"]
    assert [locales.script(code) for code in ("zh_Hant_MO", "zh_TW", "be", "sr_Latn", "ar")] == [
        "Hant",
        "Hant",
        "Cyrl",
        "Latn",
        "Arab",
    ]
    assert [locales.joiner(code) for code in ("zh_Hans", "ja", "th", "ru", "ko")] == ["", "", "", " ", " "]


@pytest.mark.parametrize(
    ("code", "known", "tag"),
    [
        ("he_IL", "he_IL", "he-IL"),
        ("iw_IL", "he_IL", "he-IL"),
        ("in", "id", "id"),
        ("sr@latin", "sr_Latn", "sr-Latn"),
        ("uz@cyrillic", "uz_Cyrl", "uz-Cyrl"),
        ("be-tarask", "be_TARASK", "be-tarask"),
        ("zh-yue", "yue", "yue"),
        ("zh-cmn-Hant", "zh_Hant", "zh-Hant"),
        ("PT-br", "pt_BR", "pt-BR"),
        ("de_AT.UTF-8@euro", "de_AT", "de-AT"),
        ("es-419", "es_419", "es-419"),
        ("ca_ES@valencia", "ca_ES_VALENCIA", "ca-ES-valencia"),
    ],
)
def test_codes_of_other_tools_are_understood(code: str, known: str, tag: str) -> None:
    assert (locales.cldr(code), locales.bcp47(code)) == (known, tag)
    assert locales.cldr(known) == locales.cldr(tag) == known
