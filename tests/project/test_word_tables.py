"""Dictionaries that are mapped: the same words as those that are unpacked, and no answer depends on which it is."""

from __future__ import annotations

from pathlib import Path

import pytest
import simplemma
from hypothesis import given
from hypothesis import strategies as st
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from postl10n.lang.languages import lemmatised
from postl10n.project import word_tables
from postl10n.project.word_tables import open_table

CODE = "gv"
"""Manx: the smallest dictionary."""


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(word_tables, "cache_folder", lambda: tmp_path / "postl10n")
    return tmp_path / "postl10n"


def test_it_has_every_word_of_the_dictionary_and_no_other(cache: Path) -> None:
    words = DefaultDictionaryFactory().get_dictionary(CODE)
    table = open_table(CODE)
    assert table is not None
    assert len(words) > 1_000
    assert all(table.get(word.encode()) == lemma.encode() for word, lemma in words.items())
    others = [f"{word}q" for word in words if f"{word}q" not in words]
    assert not any(table.get(word.encode()) for word in ("", *others))


def test_a_damaged_table_is_made_anew_and_that_of_another_version_goes(cache: Path) -> None:
    assert open_table(CODE) is not None
    (path,) = cache.iterdir()
    whole = path.read_bytes()
    (cache / f"{CODE}-0123.words").write_bytes(whole)
    for damaged in (b"", whole[:-1], b"x" + whole[1:]):
        path.unlink()
        path.write_bytes(damaged)
        assert open_table(CODE) is not None
        assert path.read_bytes() == whole
    assert list(cache.iterdir()) == [path]


def test_where_it_cannot_be_kept_the_dictionary_is_unpacked(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.write_text("no folder", "utf-8")
    assert open_table(CODE) is None
    assert open_table("no-such-language") is None
    monkeypatch.setattr(word_tables, "cache_folder", lambda: None)
    assert open_table(CODE) is None


@given(
    word=st.text(alphabet="abcdeghilmnoprstuz'-éçßñABS’", min_size=1, max_size=12),
    code=st.sampled_from(["fr", "it"]),
)
def test_a_word_has_the_same_lemma_either_way(word: str, code: str) -> None:
    assert lemmatised.lemma(word, code) == simplemma.lemmatize(word, code).lower()
    assert lemmatised.known(word, code) == simplemma.is_known(word, code)
