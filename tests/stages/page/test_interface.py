"""The strings of pages that ship translated."""

from __future__ import annotations

import datetime
import re

import pytest
from pages import make_article, make_site, resolve

from postl10n.lang.plurals import parse_plural_forms, plural_forms_header
from postl10n.lang.text.markup_faults import comparable
from postl10n.model.site import SiteContext
from postl10n.stages.page.render import assets, render_article, render_index, render_root
from postl10n.stages.page.ui_text import (
    SHIPPED,
    babel_locale,
    shipped,
    shipped_catalogs,
    ui_messages,
    ui_string,
    wording,
)


@pytest.mark.parametrize("locale", SHIPPED)
def test_every_string_is_translated_with_its_variables(locale: str) -> None:
    strings = shipped_catalogs(locale)[0].entries
    assert [one.msgid for one in strings] == [entry.msgid for entry in ui_messages()]
    for one, message in zip(strings, ui_messages(), strict=True):
        forms = parse_plural_forms(plural_forms_header(locale)).nplurals
        assert len(one.msgstr) == (1 if message.msgid_plural is None else forms)
        # The last form is for more than one number.
        assert not comparable(message.msgid_plural or message.msgid, one.msgstr[-1])
        for text in one.msgstr:
            assert text.strip() == text != ""
            assert not re.search("[<>]", text)


@pytest.mark.parametrize("locale", SHIPPED)
def test_a_number_of_articles_is_said_in_its_form(locale: str) -> None:
    """CLDR's category of a number and ours part the numbers alike, but for forms that the catalog has not."""
    words = wording(SiteContext.of([], source="en", locales=[locale]), locale)
    said: dict[str, set[str]] = {}
    for number in range(1, 130):
        text = words.count("{count} article", "{count} articles", number)
        assert not re.search("[{=]", text)
        category = babel_locale(locale).plural_form(number)
        said.setdefault(category, set()).add(re.sub(r"\d+", "#", text))
    assert all(len(texts) == 1 for texts in said.values())


def test_a_number_is_said_in_the_form_that_a_projects_header_chooses() -> None:
    """A header with CLDR's three forms of French, for millions; and one that can't be read."""
    forms = "{count} one", "{count} de many", "{count} other"
    for rule, said in (
        ("nplurals=3; plural=(n==0 || n==1) ? 0 : n!=0 && n%1000000==0 ? 1 : 2;", "2 other"),
        ("nplurals=3; plural=n !=;", "2 other"),
    ):
        strings = {"{count} article": ui_string(forms, rule)}
        site = SiteContext.of([], source="en", locales=["fr"], strings={"fr": strings})
        words = wording(site, "fr")
        assert words.count("{count} article", "{count} articles", 2) == said
        # A theme that asks for the string without a number.
        assert words("{count} article", count="1") == "1 one"


@pytest.mark.parametrize(
    ("locale", "news"),
    [
        ("ru", "Новости"),
        ("fr_CA", "Actualités"),
        ("zh_Hant_MO", "新聞"),
        ("zh_Hans_SG", "新闻"),
        ("pt_BR", "Notícias"),
        ("de", "Nachrichten"),
        ("nl", "News"),
    ],
)
def test_a_new_project_speaks_its_language(locale: str, news: str) -> None:
    site = SiteContext.of([], source="en", locales=[locale])
    assert wording(site, locale)("News") == news


def test_the_pages_own_words_are_in_one_language() -> None:
    day = datetime.date(2025, 3, 14)
    strings = {msgid: f"和 {msgid}" for msgid in shipped("fr")[0]}
    for own, news, date in (
        ({}, "News", "March 14, 2025"),
        ({"News": "ニュース"}, "News", "March 14, 2025"),
        (strings, "和 News", "2025年3月14日"),
    ):
        site = SiteContext.of([], source="en", locales=["ja"], strings={"ja": own})
        words = wording(site, "ja")
        assert (words("News"), words.date(day), words.page) == (news, date, "ja")


@pytest.mark.parametrize(
    ("locale", "region", "date"),
    [
        ("en", "", "March 1, 2024"),
        ("en", "HK", "1 March 2024"),
        ("en_US", "HK", "March 1, 2024"),
        ("zh_Hans", "HK", "2024年3月1日"),
        ("ru", "HK", "1 марта 2024\u202fг."),
        ("nl", "GB", "1 March 2024"),
    ],
)
def test_dates_are_as_the_region_writes_them(locale: str, region: str, date: str) -> None:
    site = SiteContext.of([], source="en", locales=[locale], region=region)
    words = wording(site, locale)
    assert words.date(datetime.date(2024, 3, 1)).replace("\xa0", "\u202f") == date
    assert words.page == locale


def test_a_tagline_of_its_own_stands_below_the_title() -> None:
    ours, own = (
        render_root(SiteContext.of([], source="en", locales=["ru"], tagline=tagline))
        for tagline in ("", "What <the> islands write.")
    )
    assert "News from the world’s posts, in your language." in ours
    assert "<p>What &lt;the&gt; islands write.</p>" in own
    assert "world’s posts" not in own


def test_a_logo_of_its_own_stands_for_the_envelope() -> None:
    logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
    plain = SiteContext.of([], source="en", locales=["ru"])
    own = SiteContext.of([], source="en", locales=["ru"], templates={"logo.svg": logo})
    assert assets(own)["assets/logo.svg"] == logo.encode()
    assert '<img class="emblem" src="../assets/logo.svg" alt=""' in render_index("ru", own)
    assert "logo.svg" not in render_index("ru", plain) + "".join(assets(plain))


def test_what_a_project_says_comes_first() -> None:
    strings = {"ru": {"News": "Вести"}, "fr": {"News": ""}}
    site = SiteContext.of([], source="en", locales=["ru", "fr"], strings=strings)
    assert wording(site, "ru")("News") == "Вести"
    assert wording(site, "ru")("Glossary") == shipped("ru")[0]["Glossary"]
    assert wording(site, "fr")("News") == shipped("fr")[0]["News"]


def test_a_page_without_any_string_of_its_project_has_none_of_the_sources() -> None:
    page = resolve(make_article(), "ru")
    html = render_article(page, make_site([page], ["ru"]))
    assert "Об этом переводе" in html or shipped("ru")[0]["About this translation"] in html
    assert ">News<" not in html


def test_site_catalogs_inherit_what_ships() -> None:
    own, parent = shipped_catalogs("zh_Hant_HK")
    assert len(own.entries) == len(parent.entries) == len(ui_messages())
    assert shipped_catalogs("nl") == []
