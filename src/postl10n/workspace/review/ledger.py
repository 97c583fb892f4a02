"""What was found out about each catalog, kept under `.postl10n/` with the hash of all that it was made from.

The file can be deleted at any time. Where it can't be used, nothing is remembered, and nothing else is different.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import RLock

NAME = "review.sqlite3"
# To be raised when what is kept changes.
_FORMAT = 1
_SCHEMA = """
CREATE TABLE kept (kind TEXT, name TEXT, hash TEXT, body TEXT, PRIMARY KEY (kind, name)) WITHOUT ROWID;
"""
_PENDING = 200
"""Records that are written together."""


class Ledger:
    """Records by kind and name; several threads may use it."""

    def __init__(self, folder: Path | None) -> None:
        """folder: None for one that remembers nothing."""
        self._path = folder / NAME if folder is not None else None
        self._lock = RLock()
        self._new: dict[tuple[str, str], tuple[str, str]] = {}
        self._base = self._opened()

    def get(self, kind: str, name: str, digest: str) -> object:
        """The record, if it was made from the same; None else."""
        with self._lock:
            pending = self._new.get((kind, name))
            if pending is not None:
                return json.loads(pending[1]) if pending[0] == digest else None
            rows = self._asked("SELECT hash, body FROM kept WHERE kind = ? AND name = ?", (kind, name))
        return next((_loaded(body) for known, body in rows if known == digest), None)

    def all(self, kind: str) -> dict[str, tuple[str, object]]:
        """Every record of a kind by its name, each with the hash of what it was made from."""
        with self._lock:
            rows = self._asked("SELECT name, hash, body FROM kept WHERE kind = ?", (kind,))
            new = [(name, *one) for (of, name), one in self._new.items() if of == kind]
        return {name: (digest, _loaded(body)) for name, digest, body in (*rows, *new)}

    def put(self, kind: str, name: str, digest: str, body: object) -> None:
        with self._lock:
            if self._path is None:
                return
            text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
            self._new[kind, name] = (digest, text)
            if len(self._new) >= _PENDING:
                self.flush()

    def flush(self) -> None:
        """Write what is new."""
        with self._lock:
            if self._base is None or not self._new:
                return
            rows = [(kind, name, *one) for (kind, name), one in self._new.items()]
            with self._guarded(), self._base:
                self._base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)
            self._new.clear()

    def close(self) -> None:
        with self._lock:
            self.flush()
            if self._base is not None:
                self._base.close()
            self._base = None

    def _asked(self, question: str, values: Iterable[str]) -> list[tuple[str, ...]]:
        if self._base is None:
            return []
        with self._guarded():
            return list(self._base.execute(question, tuple(values)))
        return []

    def _opened(self) -> sqlite3.Connection | None:
        if self._path is None:
            return None
        for _ in range(2):
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                return _connected(self._path)
            except sqlite3.DatabaseError:
                # Broken, or of another version of ours.
                with contextlib.suppress(OSError):
                    self._path.unlink(missing_ok=True)
            except OSError:
                return None
        return None

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        """Go on without a memory where it fails."""
        try:
            yield
        except (sqlite3.Error, ValueError):
            if self._base is not None:
                self._base.close()
            self._base = None


def _connected(path: Path) -> sqlite3.Connection:
    # Every use is under the lock.
    base = sqlite3.connect(path, timeout=10, check_same_thread=False)
    try:
        base.execute("PRAGMA synchronous = OFF")
        version = base.execute("PRAGMA user_version").fetchone()[0]
        if base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
            base.executescript(_SCHEMA)
            base.execute(f"PRAGMA user_version = {_FORMAT}")
        elif version != _FORMAT:
            raise sqlite3.DatabaseError("made by another version")
    except sqlite3.Error:
        base.close()
        raise
    return base


def _loaded(body: str) -> object:
    try:
        return json.loads(body)
    except ValueError:
        return None
