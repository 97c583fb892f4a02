"""Files as they were before each change, so that a change can be taken back to the byte, and the commit of a session."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from postl10n.files.po import parse_po
from postl10n.model.ids import content_hash
from postl10n.project.git import commit, file_at
from postl10n.project.writes import content_at, write_file

_LEVEL = 1
"""Of zlib: a large catalog is compressed while a reviewer waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """One file that was changed: enough to have its bytes again, and to know that it still is what it became."""

    path: Path
    before: bytes | None
    """Its bytes, compressed; None where there was no file."""
    after: str
    """The hash of what it became."""


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
        """Return the changes that the step has made so far."""
        found = []
        for path, before in self._watched.items():
            after = content_at(path)
            if after is not None and after != before:
                kept = None if before is None else zlib.compress(before, _LEVEL)
                found.append(FileChange(path=path, before=kept, after=_digest(after)))
        return tuple(found)

    def restore(self, changes: Sequence[FileChange]) -> bool:
        """Give the files their bytes back; False, and nothing done, where one is no longer what it became."""
        now = [content_at(one.path) for one in changes]
        if not now or any(_digest(data) != one.after for one, data in zip(changes, now, strict=True)):
            return False
        for one, data in zip(changes, now, strict=True):
            if one.before is None:
                one.path.unlink()
            else:
                write_file(
                    one.path, zlib.decompress(one.before), root=self._root, durable=True, expected=data
                )
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
