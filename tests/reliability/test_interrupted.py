"""A command that is killed, failed by the system, or not alone: no file is torn, no translation lost.

CI tries a few of the calls, `TESTS=whole` every one (`scripts/acceptance`).
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Sequence
from itertools import cycle
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import pytest
from kills import State, failing, kills, restore, state_of
from sizes import WHOLE
from writing import CASES, Case, translated

from postl10n.files.glossary_yaml.parse import parse_file
from postl10n.files.po import parse_po
from postl10n.files.tmx.parse import read_tmx

NAMED = (
    "update",
    "run",
    "article rename",
    "po import",
    "merge",
    "impact",
    "memory import",
    "review",
    "review, many",
)
"""The commands that CI interrupts."""
TRIES = 60 if WHOLE else 5
FAULTS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.ENOLCK, errno.EDQUOT, errno.EMLINK, errno.EACCES)
_One = TypeVar("_One")
Tell = Callable[[str, str], None]

# Where a branch is broken, git's marks are in the result, and it is no catalog to look at; `test_saves` has the case.
EVERY = [name for name in CASES if name != "merge3 as text"]
pytestmark = pytest.mark.parametrize("name", EVERY if WHOLE else NAMED)


def some(ones: Sequence[_One]) -> list[_One]:
    """As many as are tried, the first and the last among them."""
    if len(ones) <= TRIES:
        return list(ones)
    return [ones[round(at * (len(ones) - 1) / (TRIES - 1))] for at in range(TRIES)]


def texts(state: State) -> list[tuple[str, ...]]:
    """The translations of all catalogs, in whichever catalog they are. Fails for a file that is torn."""
    found = []
    for path, data in state.items():
        if path.endswith((".tmp", ".lock")):
            continue
        if path.endswith((".po", ".pot")):
            found += [
                one.msgstr
                for one in parse_po(data, path=path).catalog.entries
                if one.msgid and any(one.msgstr)
            ]
        elif path.endswith(".yaml"):
            parse_file(data, path=path)
        elif path.endswith(".tmx") and data != b"somebody's":
            list(read_tmx(data, path=path))
    return sorted(found)


def assert_none_lost(before: State, whole: State, now: State, told: str) -> None:
    """What stood before a command and stands after it, stands in between; and no file is half of one."""
    there, lasting, left = texts(now), texts(before), texts(whole)
    for one in {*lasting}:
        assert there.count(one) >= min(lasting.count(one), left.count(one)), f"{told}: lost {one}"


def project(case: Case, folder: Path) -> Path:
    root = translated(folder)
    case.prepare(root)
    return root


def test_killed(name: str, scratch: Path, record_property: Tell) -> None:
    case = CASES[name]
    root = project(case, scratch / "ready")
    before = state_of(root)
    # What a command's first use prepares, such as imports, is no part of it.
    case.command(shutil.copytree(root, scratch / "first"))
    found = kills(root, lambda: case.command(root))
    whole = state_of(root)
    assert before != whole
    for number in some(sorted(found.states)):
        told = f"{name}, killed at call {number}, {found.calls[number - 1]}"
        assert_none_lost(before, whole, found.states[number], told)
        killed = restore(found.states[number], scratch / str(number))
        case.command(killed)
        assert_none_lost(before, whole, state_of(killed), f"{told}, and run again")
        shutil.rmtree(killed)
    tried = len(some(sorted(found.states)))
    record_property("told", f"killed: {name}: {len(found.calls)} calls, {tried} states tried, 0 lost")


def test_failed_by_the_system(name: str, scratch: Path, record_property: Tell) -> None:
    case = CASES[name]
    root = project(case, scratch / "ready")
    before = state_of(root)
    done = shutil.copytree(root, scratch / "done")
    calls = kills(done, lambda: case.command(done)).calls
    whole = state_of(done)
    numbers = some(range(1, len(calls) + 1))
    for number, code in zip(numbers, cycle(FAULTS), strict=False):
        told = f"{name}, {errno.errorcode[code]} at call {number}, {calls[number - 1]}"
        failed = shutil.copytree(root, scratch / str(number))
        failing(lambda: case.command(failed), number, OSError(code, os.strerror(code)))  # noqa: B023 - called at once
        assert_none_lost(before, whole, state_of(failed), told)
        case.command(failed)
        assert_none_lost(before, whole, state_of(failed), f"{told}, and run again")
        shutil.rmtree(failed)
    record_property("told", f"failed: {name}: {len(numbers)} faults tried, 0 lost")


def test_two_at_once(name: str, scratch: Path, record_property: Tell) -> None:
    """Two of the same command in processes of their own; editors have `test_saves`."""
    case = CASES[name]
    root = project(case, scratch / "ready")
    before = state_of(root)
    done = shutil.copytree(root, scratch / "done")
    case.command(done)
    whole = state_of(done)
    tries = TRIES // 5
    for number in range(tries):
        shared = shutil.copytree(root, scratch / str(number))
        both = [get_context("fork").Process(target=case.command, args=(shared,)) for _ in range(2)]
        for process in both:
            process.start()
        for process in both:
            process.join(120)
            assert process.exitcode == 0
        assert_none_lost(before, whole, state_of(shared), f"two of {name} at once")
        shutil.rmtree(shared)
    record_property("told", f"two at once: {name}: {tries} tried, 0 lost")
