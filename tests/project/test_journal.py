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
from postl10n.model.project import Project
from postl10n.project import journal
from postl10n.project.layout import ProjectLayout

_TODAY = datetime.date(2026, 1, 2)


def _layout(root: Path) -> ProjectLayout:
    return ProjectLayout(root=root, project=Project(name="", source="en", targets=("ru",)))


@pytest.fixture
def layout(tmp_path: Path) -> ProjectLayout:
    return _layout(tmp_path)


def _written(layout: ProjectLayout) -> Path:
    """Return the path of a journal that somebody else writes."""
    path = layout.journal("ru")
    path.parent.mkdir(parents=True)
    return path


def test_events_come_back_in_order(layout: ProjectLayout) -> None:
    path = layout.journal("ru")
    journal.append(layout, "ru", [{"event": "score", "value": 1.5}])
    before = path.read_bytes()

    journal.append(layout, "ru", [{"event": "draft", "text": "Почта\n"}])

    assert path.read_bytes().startswith(before)
    assert path.read_bytes().count(b"\n") == 2
    assert list(journal.read(layout, "ru")) == [
        {"event": "score", "value": 1.5},
        {"event": "draft", "text": "Почта\n"},
    ]


def test_a_line_cut_short_by_a_crash_is_left_out(layout: ProjectLayout) -> None:
    _written(layout).write_bytes(b'{"a": 1}\n{"b": ')

    assert list(journal.read(layout, "ru")) == [{"a": 1}]
    journal.append(layout, "ru", [{"c": 3}])
    assert list(journal.read(layout, "ru")) == [{"a": 1}, {"c": 3}]


def test_a_broken_line_in_the_middle_is_named(layout: ProjectLayout) -> None:
    _written(layout).write_bytes(b'{"a": 1}\n<<<<<<< ours\n{"c": 3}\n')

    with pytest.raises(CatalogError, match=r"locales/ru/journal\.jsonl:2: is not a line of a journal"):
        list(journal.read(layout, "ru"))


def test_no_journal_yet(layout: ProjectLayout) -> None:
    assert list(journal.read(layout, "ru")) == []


def test_an_article_that_was_renamed_has_its_present_id(layout: ProjectLayout) -> None:
    journal.append(layout, "ru", [{"event": "draft", "article": "a", "n": 1}])
    journal.rename(layout, "ru", "a", "b", _TODAY)
    journal.rename(layout, "ru", "a", "b", _TODAY)
    journal.append(layout, "ru", [{"event": "draft", "article": "a", "n": 2}])
    journal.rename(layout, "ru", "b", "c", _TODAY)

    drafts = [event for event in journal.read(layout, "ru") if event["event"] == "draft"]

    assert [(event["article"], event["n"]) for event in drafts] == [("c", 1), ("a", 2)]
    assert layout.journal("ru").read_bytes().count(b"renamed") == 2


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abcd"))))
def test_ids_follow_every_rename(steps: list[tuple[str, str]]) -> None:
    """The same as renaming what is there, step by step. `d` stands for an event that is no rename."""
    with tempfile.TemporaryDirectory() as folder:
        layout = _layout(Path(folder))
        lines, expected = [], []
        for number, (old, new) in enumerate(steps):
            if new == "d":
                lines.append({"event": "draft", "article": old, "n": number})
                expected.append([old, number])
            else:
                lines.append({"event": journal.RENAMED, "was": old, "article": new})
                expected = [[new if article == old else article, at] for article, at in expected]
        _written(layout).write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")

        read = [[one["article"], one["n"]] for one in journal.read(layout, "ru") if one["event"] == "draft"]

        assert read == expected
