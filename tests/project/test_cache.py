"""The cache of a project: what it remembers, and that nothing depends on it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from postl10n.project import cache as module
from postl10n.project.cache import CACHE, Cache


def kept(folder: Path) -> object:
    """What a session finds of what an earlier one found out."""
    cache = Cache(folder)
    try:
        return cache.get("count", "bridge", "a")
    finally:
        cache.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    cache = Cache(tmp_path)
    cache.put("count", "bridge", "a", [1, "два"])
    cache.close()
    return tmp_path


def test_the_next_session_finds_what_was_made_from_the_same_content(folder: Path) -> None:
    cache = Cache(folder)
    assert cache.get("count", "bridge", "a") == [1, "два"]
    assert cache.get("count", "bridge", "b") is None
    assert cache.get("card", "bridge", "a") is None
    assert cache.all("count") == {"bridge": ("a", [1, "два"])}


def test_what_is_not_written_yet_is_found_too(folder: Path) -> None:
    cache = Cache(folder)
    cache.put("count", "bridge", "b", [2])
    assert cache.get("count", "bridge", "a") is None
    assert cache.get("count", "bridge", "b") == [2]
    assert cache.all("count") == {"bridge": ("b", [2])}
    assert kept(folder) == [1, "два"]
    cache.flush()
    assert kept(folder) is None


def test_another_build_of_the_program_begins_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(module, "program_digest", lambda: "another")
        assert kept(folder) is None
    # And so does this one after it.
    assert kept(folder) is None


def test_the_files_of_earlier_versions_go(folder: Path) -> None:
    for name in ("occurrences.sqlite3", "review.sqlite3"):
        (folder / name).write_bytes(b"of yesterday")
    assert kept(folder) == [1, "два"]
    assert [path.name for path in folder.iterdir()] == [CACHE]


@pytest.mark.parametrize("data", [b"no database" * 1000, b"", b"SQLite format 3\0cut off"])
def test_a_broken_file_is_made_anew(folder: Path, data: bytes) -> None:
    (folder / CACHE).write_bytes(data)
    assert kept(folder) is None
    cache = Cache(folder)
    cache.put("count", "bridge", "a", 3)
    cache.close()
    assert kept(folder) == 3


def test_a_file_with_another_table_is_made_anew(folder: Path) -> None:
    (folder / CACHE).unlink()
    base = sqlite3.connect(folder / CACHE)
    base.execute("CREATE TABLE kept (kind TEXT, name TEXT)")
    base.close()
    assert kept(folder) is None
    cache = Cache(folder)
    cache.put("count", "bridge", "a", 3)
    cache.close()
    assert kept(folder) == 3


def test_where_nothing_can_be_kept_nothing_is_remembered(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    for cache in (Cache(None), Cache(file), Cache(file / "below")):
        cache.put("count", "bridge", "a", 1)
        cache.flush()
        cache.forget("count")
        assert cache.get("count", "bridge", "a") is None
        assert cache.all("count") == {}
        assert cache.kinds("c") == []
        assert cache.count("count") == 0
        cache.close()


def test_a_lone_surrogate_is_kept_as_it_is(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("count", "bridge", "a", ["\udc80"])
    cache.close()
    assert kept(tmp_path) == ["\udc80"]


def test_a_kind_is_forgotten(folder: Path) -> None:
    cache = Cache(folder)
    cache.put("found one", "bridge", "a", 1)
    cache.put("found two", "bridge", "a", 1)
    assert cache.kinds("found ") == ["found one", "found two"]
    cache.forget("found one")
    assert cache.kinds("found ") == ["found two"]
    assert cache.count("count") == 1
    cache.close()
