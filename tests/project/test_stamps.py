"""What tells that a file changed."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from postl10n.model.ids import content_hash
from postl10n.project import stamps
from postl10n.project.stamps import NO_FILE, ContentHashes, folder_stamps, settled_stamp_of, stamp_of
from postl10n.project.watch import Poll, signature

LONG_AGO = 1_700_000_000_000_000_000


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "bridge.po"
    path.write_bytes(b"one")
    os.utime(path, ns=(LONG_AGO, LONG_AGO))
    return path


def put_another(path: Path) -> None:
    """Save as editors do, a file of the same size and time in the place of the old one."""
    other = path.with_name("bridge.tmp")
    other.write_bytes(b"two")
    os.utime(other, ns=(LONG_AGO, LONG_AGO))
    other.replace(path)


def test_a_file_put_in_the_place_of_another_is_a_change_to_all_who_look(saved: Path) -> None:
    stamp, listed = stamp_of(saved), folder_stamps(saved.parent)
    hashes, poll = ContentHashes(), Poll(lambda: [saved])
    seen = signature(saved.parent, saved.parent / "site")
    assert hashes.of(saved) == content_hash(b"one")

    put_another(saved)

    assert stamp_of(saved) != stamp
    assert folder_stamps(saved.parent) == {saved.name: stamp_of(saved)} != listed
    assert hashes.of(saved) == content_hash(b"two")
    assert poll.changed() == [saved]
    assert poll.changed() == []
    assert signature(saved.parent, saved.parent / "site") != seen


def test_the_bytes_are_read_once_for_each_stamp(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hashes = ContentHashes()
    first = hashes.of(saved)
    monkeypatch.setattr(stamps, "read_regular", None)
    assert hashes.of(saved) == first


def test_what_is_not_there_has_no_stamp_and_no_hash(tmp_path: Path) -> None:
    assert stamp_of(tmp_path / "none") == settled_stamp_of(tmp_path / "none") == NO_FILE
    assert folder_stamps(tmp_path / "none") == {}
    assert ContentHashes().of(tmp_path / "none") == ""


def test_a_file_saved_just_now_may_be_saved_again_within_a_tick_of_the_clock(saved: Path) -> None:
    assert settled_stamp_of(saved) == stamp_of(saved)
    now = time.time_ns()
    os.utime(saved, ns=(now, now))
    assert settled_stamp_of(saved) == NO_FILE
