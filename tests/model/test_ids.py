"""Ids of articles: made from any path, the same wherever they are made."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postl10n.model.ids import article_id, is_article_id, short_hash

LONG = "the-national-post-" * 6


@pytest.mark.parametrize(
    ("path", "article"),
    [
        ("postal-summit", "postal-summit"),
        ("a--b-", "a--b-"),
        ("7", "7"),
        ("x" * 150, "x" * 150),
        ("000_93e946fa7482fca2", "000-93e946fa7482fca2"),
        ("2025/P2021_0824", "2025-p2021-0824"),
        ("2025/03/Page (1)", "2025-03-page-1"),
        ("2025/a--b", "2025-a-b"),
        ("-x", "x"),
        ("news.2025.final", "news-2025-final"),
        ("index.php?id=5&lang=en", "index-php-id-5-lang-en"),
        ("one – two", "one-two"),
        ("公告2025", f"2025-{short_hash('公告2025')}"),
        ("公告", short_hash("公告")),
        ("Ação postal", f"a-o-postal-{short_hash('Ação postal')}"),
        ("почта/news", f"news-{short_hash('почта/news')}"),
        ("area ²", f"area-{short_hash('area ²')}"),
        ("İ", f"i-{short_hash('İ')}"),
        ("x\u0304", f"x-{short_hash('x' + chr(0x304))}"),
        ("\udcff", short_hash("\udcff")),
        ("---", short_hash("---")),
        ("🚂", short_hash("🚂")),
        (f"2025/{LONG}", f"2025-{LONG[:86].rstrip('-')}-{short_hash(f'2025/{LONG}')}"),
    ],
)
def test_ids(path: str, article: str) -> None:
    assert article_id(path) == article


def test_composed_and_decomposed_names_are_one() -> None:
    name = "Ação é já"

    assert article_id(unicodedata.normalize("NFD", name)) == article_id(name)


PATHS = st.lists(st.text(st.characters(exclude_characters="/\0"), min_size=1), min_size=1, max_size=4).map(
    "/".join
)


@given(PATHS)
def test_every_path_has_an_id(path: str) -> None:
    article = article_id(path)

    assert is_article_id(article)
    assert article_id(path) == article_id(article) == article
    assert len(article) <= 100 or article == path


@given(st.from_regex(re.compile(r"[a-z0-9][a-z0-9-]*"), fullmatch=True))
def test_a_name_that_is_an_id_stays(name: str) -> None:
    assert article_id(name) == name
