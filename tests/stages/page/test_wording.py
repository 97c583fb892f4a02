"""UI strings: found in the templates, translated in the sample project, filled without evaluating anything."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from postl10n.files.po import parse_po
from postl10n.lang.text.markup_faults import comparable
from postl10n.model.site import SiteContext
from postl10n.stages.page.ui_text import alike, fill, tongue, ui_messages, wording

LOCALES = Path(__file__).parents[3] / "locales"
CATALOGS = sorted(LOCALES.glob("*/LC_MESSAGES/site.po"))


def test_site_pot_is_what_the_templates_say() -> None:
    template = parse_po((LOCALES / "templates" / "site.pot").read_bytes()).catalog
    assert [(one.msgid, one.msgid_plural, one.references) for one in template.entries] == [
        (one.msgid, one.msgid_plural, one.references) for one in ui_messages()
    ]


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parts[-3])
def test_every_string_is_translated_in_the_sample(path: Path) -> None:
    catalog = parse_po(path.read_bytes()).catalog
    assert [one.msgid for one in catalog.entries] == [one.msgid for one in ui_messages()]
    if path.parts[-3] != "zh_Hant_MO":  # which inherits them
        assert all(one.translated for one in catalog.entries)
    for one in catalog.entries:
        assert not one.msgstr[0] or comparable(one.msgid_plural or one.msgid, one.msgstr[-1]) == []


def test_the_sample_has_all_its_locales() -> None:
    assert [path.parts[-3] for path in CATALOGS] == [
        "ar", "be", "es", "fr", "pt_PT", "ru", "zh_Hans", "zh_Hant_HK", "zh_Hant_MO",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on {date}", "on X"),
        ("{other} {date.year} {0} {", "{other} {date.year} {0} {"),
        ("{date}{date}", "XX"),
        ("%(date)s", "%(date)s"),
    ],
)
def test_variables_are_replaced_and_nothing_is_evaluated(text: str, expected: str) -> None:
    assert fill(text, {"date": "X"}) == expected


def test_a_replaced_value_is_not_read_again() -> None:
    assert fill("{a}", {"a": "{b}", "b": "no"}) == "{b}"


def test_strings_fall_back_to_the_parent_and_then_to_the_msgid() -> None:
    strings = {"zh_Hant_HK": {"News": "新聞", "Our own": ""}, "zh_Hant_MO": {"News": ""}}
    site = SiteContext.of([], source="en", locales=["zh_Hant_HK", "zh_Hant_MO"], strings=strings)
    words = wording(site, "zh_Hant_MO")
    assert (words("News"), words("Our own")) == ("新聞", "Our own")


@pytest.mark.parametrize(
    ("locale", "date", "share"),
    [
        ("en", "March 14, 2025", "99%"),
        ("zh_Hans", "2025年3月14日", "99%"),
        ("pt_PT", "14 de março de 2025", "99%"),
    ],
)
def test_dates_and_shares_are_cldrs_and_a_share_is_never_rounded_up(
    locale: str, date: str, share: str
) -> None:
    words = wording(SiteContext.of([], source="en", locales=[locale]), locale)
    assert words.date(datetime.date(2025, 3, 14)) == date
    assert words.share(0.9999) == share


@pytest.mark.parametrize(
    ("locale", "name"),
    [
        ("zh_Hans", "简体中文"),
        ("zh_Hant_HK", "繁體中文（香港）"),
        ("zh_Hant_MO", "繁體中文（澳門）"),
        ("pt_PT", "Português (Portugal)"),
        ("ar", "العربية"),
    ],
)
def test_languages_are_named_in_themselves(locale: str, name: str) -> None:
    assert tongue(locale).endonym == name


def test_a_reader_of_macao_reads_hong_kong_but_not_the_mainland() -> None:
    assert alike("zh_Hant_MO", "zh_Hant_HK")
    assert not alike("zh_Hant_MO", "zh_Hans")
