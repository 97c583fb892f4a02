"""The facts of languages, from their files and by default."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from postl10n.lang import languages
from postl10n.lang.languages import Morphology, language, lexicon, morphology
from postl10n.lang.languages.language import Language, codes, data, module
from postl10n.lang.locales import cldr

FOLDER = Path(languages.__file__).parent


@pytest.mark.parametrize("code", codes())
def test_every_file_is_read_by_its_language(code: str) -> None:
    assert language(code).code == code
    table = tomllib.loads(data(code, "language.toml") or "")
    for locale in table.get("locales", {}):
        assert cldr(locale) == locale
        assert language(locale) != language(code)
    assert isinstance(morphology(code), Morphology)
    assert lexicon(code).language in (code, cldr(code))


def test_a_language_without_a_folder_has_the_defaults() -> None:
    assert language("eu") == Language(code="eu")
    assert module("eu", "numbers") is None
    assert data("..", "README.md") is None


def test_a_region_has_facts_of_its_own_and_those_of_its_parents() -> None:
    assert [language(code).minimum_grouping_digits for code in ("es", "es_ES", "es_MX")] == [2, 2, 1]
    assert [language(code).minimum_grouping_digits for code in ("pt", "pt_BR", "pt_PT")] == [1, 1, 2]
    assert [language(code).spaced_marks for code in ("fr", "fr_BE", "fr_CA")] == [":;!?", ":;!?", ":"]
    assert language("zh_Hant_MO") == language("zh")


def test_the_expressions_are_sound() -> None:
    for code in codes():
        one = language(code)
        texts = [one.conjunctions, one.question_endings, one.proclitics, one.day_preposition]
        if one.articles:
            texts += [one.articles.feminine, one.articles.feminine_common, one.articles.masculine_article]
        for text in texts:
            re.compile(text)
        assert one.weekdays is None or len(one.weekdays.names) == 7, code


def test_the_page_lists_every_field() -> None:
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `\[?([\w.]+)\]?` \| ", page, re.MULTILINE))
    assert {one.name for one in fields(Language)} - {"code"} <= listed


@pytest.mark.parametrize(
    ("text", "term", "whole"),
    [
        ("posta", "posta", True),
        ("posta-zerbitzua", "posta", True),
        ("postaria", "posta", False),
        ("haranposta", "posta", False),
        ("c++17", "c++", True),
        ("a+posta", "+posta", True),
        ("3posta", "posta", False),
    ],
)
def test_a_whole_word_begins_and_ends_where_words_do(text: str, term: str, whole: bool) -> None:
    start = text.index(term)
    assert morphology("eu").is_whole_word(text, start, start + len(term)) is whole
