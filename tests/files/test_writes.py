"""Safe writes: the old file or the new one, and never outside the project."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from postl10n.errors import UsageError
from postl10n.files.writes import OURS, ChangedMeanwhileError, lock, write_file


def test_a_new_file_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "locales" / "ru" / "a.po"

    assert write_file(path, b"new", root=tmp_path, durable=True, expected=None)
    assert path.read_bytes() == b"new"
    assert [one.name for one in path.parent.iterdir()] == ["a.po"]


def test_the_same_bytes_are_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"same")
    os.utime(path, (1, 1))

    assert not write_file(path, b"same", root=tmp_path, durable=False, expected=OURS)
    assert path.stat().st_mtime == 1


def test_the_mode_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"old")
    path.chmod(0o640)

    write_file(path, b"new", root=tmp_path, durable=False, expected=OURS)

    assert path.stat().st_mode & 0o777 == 0o640


def test_what_an_editor_saved_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"edited by a person")

    with pytest.raises(ChangedMeanwhileError):
        write_file(path, b"ours", root=tmp_path, durable=False, expected=b"as it was read")

    assert path.read_bytes() == b"edited by a person"


def test_a_file_that_appeared_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"somebody's")

    with pytest.raises(ChangedMeanwhileError):
        write_file(path, b"ours", root=tmp_path, durable=False, expected=None)


def test_symlinks_out_of_the_project_are_not_followed(tmp_path: Path) -> None:
    project, outside = tmp_path / "project", tmp_path / "outside"
    project.mkdir()
    outside.mkdir()
    (outside / "a.po").write_bytes(b"not ours")
    (project / "a.po").symlink_to(outside / "a.po")
    (project / "folder").symlink_to(outside)

    for path in (project / "a.po", project / "folder" / "b.po", project / ".." / "c.po"):
        with pytest.raises(UsageError, match="leads out of the project"):
            write_file(path, b"ours", root=project, durable=False, expected=OURS)

    assert {one.name: one.read_bytes() for one in outside.iterdir()} == {"a.po": b"not ours"}
    assert not (tmp_path / "c.po").exists()


def test_a_symlink_inside_the_project_is_kept(tmp_path: Path) -> None:
    (tmp_path / "real.po").write_bytes(b"old")
    (tmp_path / "link.po").symlink_to(tmp_path / "real.po")

    write_file(tmp_path / "link.po", b"new", root=tmp_path, durable=False, expected=OURS)

    assert (tmp_path / "link.po").is_symlink()
    assert (tmp_path / "real.po").read_bytes() == b"new"


def test_a_folder_in_the_way_is_one_message(tmp_path: Path) -> None:
    (tmp_path / "a.po").mkdir()

    with pytest.raises(UsageError, match="can't be written"):
        write_file(tmp_path / "a.po", b"new", root=tmp_path, durable=False, expected=OURS)

    assert [one.name for one in tmp_path.iterdir()] == ["a.po"]


def test_a_lock_lets_in_one_at_a_time(tmp_path: Path) -> None:
    order: list[str] = []
    inside = threading.Event()

    def other() -> None:
        inside.wait()
        with lock("a", tmp_path):
            order.append("other")

    thread = threading.Thread(target=other)
    thread.start()
    with lock("a", tmp_path):
        inside.set()
        thread.join(timeout=0.2)
        order.append("first")
    thread.join()

    assert order == ["first", "other"]
