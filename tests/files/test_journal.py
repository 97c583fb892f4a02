"""The journal: appended to, never rewritten, and not broken by a crash."""

from __future__ import annotations

from pathlib import Path

import pytest

from postl10n.errors import CatalogError
from postl10n.files import journal


def test_events_come_back_in_order(tmp_path: Path) -> None:
    path = tmp_path / "locales" / "ru" / "journal.jsonl"
    journal.append(path, [{"event": "score", "value": 1.5}], root=tmp_path, locks=tmp_path / "locks")
    before = path.read_bytes()

    journal.append(path, [{"event": "draft", "text": "Почта\n"}], root=tmp_path, locks=tmp_path / "locks")

    assert path.read_bytes().startswith(before)
    assert path.read_bytes().count(b"\n") == 2
    assert list(journal.read(path, shown="j")) == [
        {"event": "score", "value": 1.5},
        {"event": "draft", "text": "Почта\n"},
    ]


def test_a_line_cut_short_by_a_crash_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_bytes(b'{"a": 1}\n{"b": ')

    assert list(journal.read(path, shown="j")) == [{"a": 1}]
    journal.append(path, [{"c": 3}], root=tmp_path, locks=tmp_path / "locks")
    assert list(journal.read(path, shown="j")) == [{"a": 1}, {"c": 3}]


def test_a_broken_line_in_the_middle_is_named(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_bytes(b'{"a": 1}\n<<<<<<< ours\n{"c": 3}\n')

    with pytest.raises(CatalogError, match="j:2: is no line of a journal"):
        list(journal.read(path, shown="j"))


def test_no_journal_yet(tmp_path: Path) -> None:
    assert list(journal.read(tmp_path / "journal.jsonl", shown="j")) == []
