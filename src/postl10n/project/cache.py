"""The cache of what was computed from content: `.postl10n/cache.sqlite3`, which can be deleted at any time.

Each value is kept with the hash of its input, and is not used for other input. Another build of this program starts
with an empty cache, as it may compute something else from the same content.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import RLock
from typing import Any

from postl10n.project.program import program_digest

CACHE = "cache.sqlite3"
# To be raised when the table changes.
_FORMAT = 1
_TABLE = """
CREATE TABLE kept (kind TEXT, name TEXT, hash TEXT, body BLOB, PRIMARY KEY (kind, name)) WITHOUT ROWID;
"""
_EARLIER = ("occurrences.sqlite3", "review.sqlite3")
"""The caches of earlier versions."""
_PROGRAM = "program"
_PENDING = 500
"""Records that are written together."""
_PATIENCE = 10
"""Seconds to wait for another process that writes."""


class Cache:
    """Records by kind and name. Several threads and processes may use it.

    Where it can't be used, nothing is remembered, and nothing else is different.
    """

    def __init__(self, folder: Path | None) -> None:
        """folder: None for one that remembers nothing."""
        self._path = folder / CACHE if folder is not None else None
        self._lock = RLock()
        self._new: dict[tuple[str, str], tuple[str, bytes]] = {}
        self._connection: sqlite3.Connection | None = None

    def get(self, kind: str, name: str, digest: str) -> object:
        """Return the record, if it was made from the same; None else."""
        with self._lock:
            pending = self._new.get((kind, name))
            if pending is not None:
                return _loaded(pending[1]) if pending[0] == digest else None
            asked = "SELECT body FROM kept WHERE kind = ? AND name = ? AND hash = ?"
            rows = self._asked(asked, kind, name, digest)
        return _loaded(rows[0][0]) if rows else None

    def all(self, kind: str) -> dict[str, tuple[str, object]]:
        """Return every record of a kind by its name, each with the hash of what it was made from."""
        with self._lock:
            rows = self._asked("SELECT name, hash, body FROM kept WHERE kind = ?", kind)
            new = [(name, *one) for (of, name), one in self._new.items() if of == kind]
        return {name: (digest, _loaded(body)) for name, digest, body in (*rows, *new)}

    def kinds(self, prefix: str) -> list[str]:
        """Return the kinds of which there are records, those that begin with a prefix."""
        with self._lock:
            self.flush()
            asked = "SELECT DISTINCT kind FROM kept WHERE kind >= ? AND kind < ?"
            return [kind for (kind,) in self._asked(asked, prefix, f"{prefix}\U0010ffff")]

    def count(self, kind: str) -> int:
        """Return how many records of a kind there are."""
        with self._lock:
            self.flush()
            rows = self._asked("SELECT count(*) FROM kept WHERE kind = ?", kind)
            return int(rows[0][0]) if rows else 0

    def put(self, kind: str, name: str, digest: str, body: object) -> None:
        """Remember a record, a value of JSON."""
        if self._path is None:
            return
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        with self._lock:
            self._new[kind, name] = (digest, text.encode("utf-8", "surrogatepass"))
            if len(self._new) >= _PENDING:
                self.flush()

    def forget(self, kind: str) -> None:
        """Drop every record of a kind."""
        with self._lock:
            self.flush()
            self._asked("DELETE FROM kept WHERE kind = ?", kind)

    def flush(self) -> None:
        """Write what is new."""
        with self._lock:
            if not self._new:
                return
            rows = [(kind, name, *one) for (kind, name), one in self._new.items()]
            self._new.clear()
            self._done(lambda base: base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows))

    def close(self) -> None:
        with self._lock:
            self.flush()
            self._give_up()

    def _asked(self, question: str, *values: str) -> list[tuple[Any, ...]]:
        if self._connection is None and self._path is not None and not self._path.exists():
            return []
        return self._done(lambda base: base.execute(question, values))

    def _done(self, work: Callable[[sqlite3.Connection], sqlite3.Cursor]) -> list[tuple[Any, ...]]:
        """The rows that some work in the file gives; none where it fails."""
        try:
            if self._connection is None and self._path is not None:
                self._connection = _opened(self._path)
            if self._connection is not None:
                with self._connection as base:
                    return list(work(base))
        except (sqlite3.Error, OSError) as error:
            # What another process kept us from writing is found out again; all else will fail the next time too.
            if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_BUSY:
                self._give_up()
        return []

    def _give_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = self._path = None


def _opened(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    for name in _EARLIER:
        (path.parent / name).unlink(missing_ok=True)
    try:
        return _connected(path)
    except sqlite3.OperationalError:
        # Locked for long, or in a folder where nothing can be written: it may be sound.
        raise
    except sqlite3.DatabaseError:
        for end in ("", "-journal"):
            path.with_name(path.name + end).unlink(missing_ok=True)
        return _connected(path)


def _connected(path: Path) -> sqlite3.Connection:
    # Every use is under the lock.
    base = sqlite3.connect(path, timeout=_PATIENCE, check_same_thread=False)
    try:
        base.execute("PRAGMA synchronous = OFF")
        if base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
            base.executescript(f"{_TABLE}PRAGMA user_version = {_FORMAT};")
        elif base.execute("PRAGMA user_version").fetchone()[0] != _FORMAT:
            raise sqlite3.DatabaseError("made by another version")
        of_program = "SELECT 1 FROM kept WHERE kind = ? AND hash = ?"
        if not base.execute(of_program, (_PROGRAM, program_digest())).fetchone():
            with base:
                base.execute("DELETE FROM kept")
                base.execute("INSERT INTO kept VALUES (?, '', ?, NULL)", (_PROGRAM, program_digest()))
    except sqlite3.Error:
        base.close()
        raise
    return base


def _loaded(body: str | bytes) -> object:
    """The record; None for one that nobody of ours has written."""
    try:
        return json.loads(body)
    except (TypeError, ValueError, RecursionError):
        return None
