"""Files as they were before each change, so that a change can be taken back to the byte, and the commit of a session."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from postl10n.files.po import parse_po
from postl10n.model.ids import content_hash
from postl10n.project.git import commit, file_at
from postl10n.project.writes import content_at, write_file

_HEADER_END = b"\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hunk:
    """One stretch of bytes that was replaced; `start` is where the new one begins."""

    start: int
    old: bytes
    new: int
    """Its length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """One file that was changed: enough to have its bytes again, and to know that it still is what it became."""

    path: Path
    created: bool
    after: str
    """The hash of what it became."""
    hunks: tuple[Hunk, ...]
    """Of the header and of the rest, as every edit changes both."""

    def before(self, now: bytes) -> bytes:
        for one in reversed(self.hunks):
            now = now[: one.start] + one.old + now[one.start + one.new :]
        return now


class FileChanges:
    """The files of a session: what each step changed, and what they were at first."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._watched: dict[Path, bytes | None] = {}
        self._first: dict[Path, str] = {}

    def begin(self) -> None:
        """A new step begins."""
        self._watched.clear()

    def watch(self, path: Path) -> None:
        """The step may change this file. Raises UsageError."""
        if path not in self._watched:
            self._watched[path] = content_at(path)
            self._first.setdefault(path, _digest(self._watched[path]))

    def taken(self) -> tuple[FileChange, ...]:
        """What the step has changed so far."""
        both = ((path, before, content_at(path)) for path, before in self._watched.items())
        return tuple(
            _change(path, before, after)
            for path, before, after in both
            if after is not None and after != before
        )

    def restore(self, changes: Iterable[FileChange]) -> bool:
        """Give the files their bytes back; False, and nothing done, where one is no longer what it became."""
        now = {one: content_at(one.path) for one in changes}
        if not now or any(_digest(data) != one.after for one, data in now.items()):
            return False
        for one, data in now.items():
            if one.created:
                one.path.unlink()
            elif data is not None:
                write_file(one.path, one.before(data), root=self._root, durable=True, expected=data)
        return True

    def differs(self, path: Path) -> bool:
        """Return True if a file is not what it was when the session first came to it."""
        return path not in self._first or _digest(content_at(path)) != self._first[path]

    def commit(self, paths: Iterable[str]) -> str | None:
        """Commit those of the files that are different in the end; the commit, None where there are none."""
        changed = [path for path in sorted(paths) if self.differs(self._root / path)]
        done = commit(self._root, changed, _message(self._root, changed)) if changed else None
        self._first.clear()
        return done


def _digest(data: bytes | None) -> str:
    return content_hash(data) if data is not None else ""


def _change(path: Path, before: bytes | None, after: bytes) -> FileChange:
    old = before or b""
    head_old, head_new = (max(text.find(_HEADER_END), 0) for text in (old, after))
    head = _hunk(old[:head_old], after[:head_new], 0)
    rest = _hunk(old[head_old:], after[head_new:], head_new)
    return FileChange(path=path, created=before is None, after=_digest(after), hunks=(head, rest))


def _hunk(old: bytes, new: bytes, offset: int) -> Hunk:
    lead = _shared(old, new)
    tail = _shared(old[lead:][::-1], new[lead:][::-1])
    return Hunk(start=offset + lead, old=old[lead : len(old) - tail], new=len(new) - lead - tail)


def _shared(one: bytes, other: bytes) -> int:
    """The length of the beginning that two texts share."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low


def _message(root: Path, paths: Iterable[str]) -> str:
    """`Review: 12 entries in ru`, and the files."""
    entries = Counter[str]()
    for path in paths:
        parts = path.split("/")
        if path.endswith(".po") and len(parts) >= 3:
            entries[parts[-3]] += _differing(file_at(root, "HEAD", path), content_at(root / path))
    shown = ", ".join(
        f"{count} {'entry' if count == 1 else 'entries'} in {locale}"
        for locale, count in sorted(entries.items())
    )
    files = "\n".join(f"- {path}" for path in paths)
    return f"Review: {shown or 'the glossary'}\n\n{files}\n"


def _differing(old: bytes | None, new: bytes | None) -> int:
    """The number of entries that differ; line numbers do not count."""
    before, after = (parse_po(data or b"").catalog.by_key() for data in (old, new))
    return sum(before.get(key) != entry for key, entry in after.items())
