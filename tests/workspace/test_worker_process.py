"""A worker process keeps its state, and is gone when it should be: at once, or with the process that asked it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from worker_tasks import die, noted, sleep

from postl10n.workspace.worker_process import BrokenProcessPool, WorkerProcess

PROGRAM = f"""
import sys; sys.path[:] = {sys.path!r}
from pathlib import Path
from worker_tasks import sleep
from postl10n.workspace.worker_process import WorkerProcess
if __name__ == "__main__":
    worker = WorkerProcess(list)
    worker.ask(sleep, Path(sys.argv[1])).result()
"""


@pytest.fixture
def worker() -> Iterator[WorkerProcess[list[str]]]:
    made: WorkerProcess[list[str]] = WorkerProcess(list)
    yield made
    made.kill()


def test_its_state_is_made_once_and_kept(worker: WorkerProcess[list[str]]) -> None:
    process, notes = worker.ask(noted, "letter").result()
    assert process != os.getpid()
    assert notes == ["letter"]
    assert worker.ask(noted, "parcel").result() == (process, ["letter", "parcel"])


def test_what_the_making_of_its_state_raises_each_task_raises() -> None:
    worker = WorkerProcess(partial(int, "no figure"))
    for _ in range(2):
        with pytest.raises(ValueError, match="no figure"):
            worker.ask(int.bit_length).result()
    worker.close()


def test_one_that_is_killed_says_so(worker: WorkerProcess[list[str]]) -> None:
    with pytest.raises(BrokenProcessPool):
        worker.ask(die).result()


def test_it_can_be_ended_in_the_midst_of_its_work(worker: WorkerProcess[list[str]], tmp_path: Path) -> None:
    asked = worker.ask(sleep, tmp_path / "begun")
    process = started(tmp_path / "begun")
    worker.kill()
    with pytest.raises(BrokenProcessPool):
        asked.result()
    wait_until(lambda: not runs(process))


def test_it_ends_with_the_process_that_asked_it(tmp_path: Path) -> None:
    program: list[str | Path] = [sys.executable, "-c", PROGRAM, tmp_path / "begun"]
    with subprocess.Popen(program, stderr=subprocess.DEVNULL) as asking:
        process = started(tmp_path / "begun")
        asking.kill()
    wait_until(lambda: not runs(process))


def started(begun: Path) -> int:
    """The process that has begun to sleep."""
    wait_until(lambda: begun.exists() and begun.read_text("utf-8") != "")
    return int(begun.read_text("utf-8"))


def runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)
