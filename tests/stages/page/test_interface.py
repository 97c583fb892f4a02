"""The strings of pages that ship translated."""

from __future__ import annotations

import re

import pytest
from pages import make_article, make_site, resolve

from postl10n.lang.text.markup_faults import comparable
from postl10n.model.site import SiteContext
from postl10n.stages.page.render import render_article
from postl10n.stages.page.ui_text import SHIPPED, shipped, shipped_catalogs, ui_messages, wording


@pytest.mark.parametrize("locale", SHIPPED)
def test_every_string_is_translated_with_its_variables(locale: str) -> None:
    strings = shipped(locale)[0]
    assert list(strings) == [entry.msgid for entry in ui_messages()]
    for msgid, text in strings.items():
        assert text.strip() == text != ""
        assert not comparable(msgid, text)
        assert not re.search("[<>]", text)


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
