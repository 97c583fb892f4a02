"""An editor saves a file while a command works: what was saved is there afterwards, whatever the command does."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from writing import CASES, SAVED, translated

from postl10n.project.system import MOST_BYTES, read_regular


@dataclass(kw_only=True)
class Editor:
    """Saves a file once: right after a command read it for the n-th time, or flushed what is to replace it."""

    path: Path
    save: Callable[[Path], None]
    number: int
    seen: int = field(default=0, init=False)

    @property
    def has_saved(self) -> bool:
        return self.seen >= self.number

    def look(self) -> None:
        self.seen += 1
        if self.seen == self.number:
            # What it reads and flushes itself is no command's.
            self.save(self.path)

    def is_waiting(self, handle: int) -> bool:
        """Whether the open file is one that waits beside ours."""
        opened = os.fstat(handle)
        beside = self.path.parent.glob(f".{self.path.name}.*")
        return any(os.path.samestat(opened, one.stat()) for one in beside)


@pytest.fixture
def at_work(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Editor], None]]:
    """Sits the editor down."""
    there: list[Editor] = []
    read, fsync = read_regular, os.fsync

    def reading(path: str | Path, most: int = MOST_BYTES) -> bytes:
        try:
            return read(path, most)
        finally:
            for one in there:
                if Path(path).resolve() == one.path and one.path.parent.is_dir():
                    one.look()

    def flushing(handle: int) -> None:
        fsync(handle)
        for one in there:
            if one.is_waiting(handle):
                one.look()

    def sit(editor: Editor) -> None:
        there[:] = [editor]
        for name, module in list(sys.modules.items()):
            # If anything is to be done at all is looked up before a command reads anything for its work.
            ours = name.startswith("postl10n.") and name != "postl10n.project.folder_hashes"
            if ours and vars(module).get("read_regular") is read:
                monkeypatch.setattr(module, "read_regular", reading)

    monkeypatch.setattr(os, "fsync", flushing)
    yield sit
    there.clear()


@pytest.mark.parametrize("name", [name for name in CASES if name != "article rename"])
def test_no_save_is_lost(
    name: str, tmp_path: Path, at_work: Callable[[Editor], None], record_property: Callable[[str, str], None]
) -> None:
    case = CASES[name]
    ready = translated(tmp_path / "ready")
    case.prepare(ready)
    # Modules that it imports are then there, for `at_work` to find.
    case.command(shutil.copytree(ready, tmp_path / "first"))
    for number in range(1, 100):
        root = tmp_path / str(number)
        shutil.copytree(ready, root)
        before = (root / case.path).read_bytes() if (root / case.path).exists() else None
        editor = Editor(path=(root / case.path).resolve(), save=case.save, number=number)
        at_work(editor)
        done = case.command(root)
        if not editor.has_saved:
            assert editor.path.read_bytes() != before, done
            break
        assert SAVED in editor.path.read_text(encoding="utf-8"), f"{name}: {number}"
    assert number > 1
    record_property("told", f"{name}: {number} saves tried, 0 lost")
