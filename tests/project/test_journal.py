"""The journal: appended to, never rewritten, and not broken by a crash."""

from __future__ import annotations

import datetime
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postl10n.errors import CatalogError
from postl10n.project import journal


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

    with pytest.raises(CatalogError, match="j:2: is not a line of a journal"):
        list(journal.read(path, shown="j"))


def test_no_journal_yet(tmp_path: Path) -> None:
    assert list(journal.read(tmp_path / "journal.jsonl", shown="j")) == []


def test_an_article_that_was_renamed_has_its_present_id(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    journal.append(
        path, [{"event": "draft", "article": "a", "n": 1}], root=tmp_path, locks=tmp_path / "locks"
    )
    _rename(path, "a", "b")
    _rename(path, "a", "b")
    journal.append(
        path, [{"event": "draft", "article": "a", "n": 2}], root=tmp_path, locks=tmp_path / "locks"
    )
    _rename(path, "b", "c")

    drafts = [event for event in journal.read(path, shown="j") if event["event"] == "draft"]

    assert [(event["article"], event["n"]) for event in drafts] == [("c", 1), ("a", 2)]
    assert path.read_bytes().count(b"renamed") == 2


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abcd"))))
def test_ids_follow_every_rename(steps: list[tuple[str, str]]) -> None:
    """The same as renaming what is there, step by step. `d` stands for an event that is no rename."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.jsonl"
        lines, expected = [], []
        for number, (old, new) in enumerate(steps):
            if new == "d":
                lines.append({"event": "draft", "article": old, "n": number})
                expected.append([old, number])
            else:
                lines.append({"event": journal.RENAMED, "was": old, "article": new})
                expected = [[new if article == old else article, at] for article, at in expected]
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")

        read = [
            [one["article"], one["n"]] for one in journal.read(path, shown="j") if one["event"] == "draft"
        ]

        assert read == expected


def _rename(path: Path, old: str, new: str) -> None:
    today = datetime.date(2026, 1, 2)
    journal.rename(path, old, new, today=today, root=path.parent, locks=path.parent / "locks")
