"""Safe writes: the old file or the new one, and never outside the project."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from postl10n.errors import UsageError
from postl10n.project import writes
from postl10n.project.writes import OURS, ChangedMeanwhileError, LockWait, lock, rewrite, write_file


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


Owners = list[tuple[int, int]]


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Owners:
    """To whom files were given; every file named `theirs.po` seems to be another user's."""
    given: Owners = []
    stat = os.stat

    def foreign(path: str | Path, *arguments: object, **named: object) -> os.stat_result:
        found = stat(path, *arguments, **named)  # type: ignore[arg-type]
        values = list(found)
        values[4:6] = [found.st_uid + 1, found.st_gid + 1]
        return os.stat_result(values) if Path(path).name == "theirs.po" else found

    monkeypatch.setattr(os, "stat", foreign)
    monkeypatch.setattr(os, "fchown", lambda handle, owner, group: given.append((owner, group)))
    return given


def test_owner_and_group_are_kept(tmp_path: Path, given: Owners) -> None:
    for name in ("mine.po", "theirs.po", "new.po"):
        if name != "new.po":
            (tmp_path / name).write_bytes(b"old")
        write_file(tmp_path / name, b"new", root=tmp_path, durable=False, expected=OURS)

    assert given == [(os.getuid() + 1, os.getgid() + 1)]


def test_an_owner_that_can_not_be_kept_is_told_once(
    tmp_path: Path, given: Owners, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refused(handle: int, owner: int, group: int) -> None:
        given.append((owner, group))
        if owner != -1:
            raise PermissionError

    monkeypatch.setattr(os, "fchown", refused)
    path = tmp_path / "theirs.po"
    path.write_bytes(b"old")
    path.chmod(0o640)

    for data in (b"new", b"newer"):
        assert write_file(path, data, root=tmp_path, durable=False, expected=OURS)

    owner, group = os.getuid() + 1, os.getgid() + 1
    assert given == [(owner, group), (-1, group)] * 2
    assert [one.getMessage() for one in caplog.records] == [
        f"warning: files of user {owner} and group {group} become yours when they are written: their owner can't be kept"
    ]
    assert path.stat().st_mode & 0o777 == 0o640


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    for path in (pipe, Path(os.devnull)):
        with pytest.raises(UsageError, match="can't be written: it is not a regular file"):
            write_file(path, b"new", root=Path("/"), durable=False, expected=OURS)
        with pytest.raises(UsageError, match="can't be written: it is not a regular file"):
            rewrite(path, lambda: b"new", again=False)

    assert pipe.is_fifo()
    assert Path(os.devnull).is_char_device()


def test_the_longest_name_that_a_file_may_have(tmp_path: Path) -> None:
    path = tmp_path / ("ё" * 126 + ".po")

    assert write_file(path, b"new", root=tmp_path, durable=True, expected=None)
    assert path.read_bytes() == b"new"


def test_what_changes_all_the_time_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    seen = []

    def make() -> bytes:
        seen.append(path.read_bytes() if path.exists() else None)
        path.write_bytes(b"saved %d" % len(seen))
        return b"ours"

    with pytest.raises(ChangedMeanwhileError):
        rewrite(path, make, again=False)
    assert seen == [None]
    with pytest.raises(UsageError, match="all the time"):
        rewrite(path, make, again=True)

    assert path.read_bytes() == b"saved %d" % len(seen)
    assert [one.name for one in tmp_path.iterdir()] == ["a.po"]


def test_other_processes_are_kept_out_while_it_is_compared_and_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"old")
    locked: list[str] = []

    def seen(owner: object, name: str) -> None:
        method: Callable[..., object] = getattr(owner, name)

        def call(*arguments: object, **named: object) -> object:
            handle = os.open(tmp_path, os.O_RDONLY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                locked.append(name)
            finally:
                os.close(handle)
            return method(*arguments, **named)

        monkeypatch.setattr(owner, name, call)

    seen(writes, "_is_still")
    seen(Path, "replace")

    assert write_file(path, b"new", root=tmp_path, durable=True, expected=b"old")
    assert locked == ["_is_still", "replace"]


def test_a_folder_that_somebody_else_holds_locked(tmp_path: Path) -> None:
    """As in `flock . postl10n po fmt ru.po`, which would wait for itself."""
    path = tmp_path / "a.po"
    handle = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)

    assert write_file(path, b"new", root=tmp_path, durable=True, expected=None)
    os.close(handle)


LEAVE = """
import sys
from pathlib import Path
from postl10n.project.writes import make_temporary
print(make_temporary(Path(sys.argv[1]))[1], end="")
"""


def test_what_killed_processes_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LEAVE, tmp_path / "a.po"], capture_output=True, text=True, check=True
    )
    left = Path(done.stdout)
    host, process, _ = left.name.split("postl10n-")[1].split("-")
    names = {
        "young": left.name.replace(".a.po.", ".b.po."),
        "alive": left.name.replace(f"-{process}-", f"-{os.getpid()}-"),
        "elsewhere": left.name.replace(host, "00000000"),
        "too short": left.name.replace(".a.po.", "."),
        "prefixed": "x" + left.name,
        "longer": left.name + "~",
        "of older versions": ".a.po.abcdefgh.tmp",
        "a link": left.name.replace(".a.po.", ".l.po."),
        "a folder": left.name.replace(".a.po.", ".f.po."),
    }
    aim = tmp_path / "aim"
    for name in (*names.values(), "aim"):
        path = tmp_path / name
        if name == names["a link"]:
            path.symlink_to(aim)
        elif name == names["a folder"]:
            path.mkdir()
        else:
            path.write_bytes(b"x")
        os.utime(path, (1, 1), follow_symlinks=False)
    os.utime(tmp_path / names["young"])
    os.utime(left, (1, 1))

    write_file(tmp_path / "a.po", b"new", root=tmp_path, durable=False, expected=None)

    there = {path.name for path in tmp_path.iterdir()}
    assert there == {*names.values(), "aim", "a.po"}


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


HOLD = """
import sys, time
from pathlib import Path
from postl10n.project.writes import lock
with lock("a", Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the lock `a`."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_whoever_waits_long_is_told_for_whom_and_gives_up(
    tmp_path: Path,
    holder: subprocess.Popen[str],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(LockWait, "most", 1.5)
    monkeypatch.setattr(LockWait, "told_after", 0.1)

    with (
        pytest.raises(UsageError, match=rf"a\.lock: is held by process {holder.pid} \(-c ") as raised,
        lock("a", tmp_path),
    ):
        """Never got."""

    assert "--lock-timeout" in str(raised.value.hint)
    assert [one.getMessage() for one in caplog.records] == [
        f"waiting for process {holder.pid} (-c {tmp_path}), which holds {tmp_path / 'a.lock'}"
    ]


def test_a_lock_whose_holder_was_killed_is_free(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    holder.kill()
    holder.wait()
    with lock("a", tmp_path):
        assert (tmp_path / "a.lock").read_text().startswith(f"process {os.getpid()} (")


def test_a_lock_that_a_stranger_wrote_into_steers_no_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LockWait, "most", 0)
    with lock("a", tmp_path):
        (tmp_path / "a.lock").write_text("process 1 (\x1b[2J\u202eupdate)")
        with pytest.raises(UsageError, match=r"process 1 \( \[2J update\)"), lock("a", tmp_path):
            """Never got."""
