"""A block that takes too long is ended, in a main thread and in others, and nothing comes later."""

from __future__ import annotations

import re
import threading
import time

import pytest

from postl10n.workspace.time_limit import TimeIsUpError, time_limit


def forever() -> None:
    """For longer than any limit here, and no longer."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        pass


def test_a_loop_is_ended_in_the_main_thread() -> None:
    with pytest.raises(TimeIsUpError), time_limit(0.05):
        forever()


def test_a_long_search_is_ended_in_the_main_thread() -> None:
    # The engine of `re` looks for signals as it goes. By itself this one takes a second or two.
    with pytest.raises(TimeIsUpError), time_limit(0.05):
        re.search("a.*b", "a" * 40_000)


def test_a_loop_is_ended_in_another_thread() -> None:
    ended: list[str] = []

    def work() -> None:
        try:
            with time_limit(0.05):
                forever()
        except TimeIsUpError:
            ended.append("in time")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(30)
    assert ended == ["in time"]


def test_what_is_done_in_time_is_left_alone() -> None:
    def work() -> None:
        for _ in range(50):
            with time_limit(0.2):
                pass
        time.sleep(0.4)
        done.append(threading.current_thread().name)

    done: list[str] = []
    thread = threading.Thread(target=work)
    thread.start()
    work()
    thread.join()
    assert len(done) == 2
