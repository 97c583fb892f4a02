"""What the occurrence index remembers from one command to the next: a SQLite file that can be deleted at any time.

Everything is kept under the hash of the content it was made from; an answer for other content is no answer.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from threading import RLock

from postl10n import lang
from postl10n.model.glossary import TermType
from postl10n.model.ids import content_hash
from postl10n.model.states import State
from postl10n.model.term_usage import CatalogLine, Found, Standing
from postl10n.stages import terms

REVIEW_CACHE = "review.sqlite3"
# To be raised when what is kept changes.
_REVIEW_FORMAT = 1
_SCHEMA = """
CREATE TABLE kept (kind TEXT, name TEXT, hash TEXT, body TEXT, PRIMARY KEY (kind, name)) WITHOUT ROWID;
"""
_PENDING = 200
"""Records that are written together."""


class Ledger:
    """Records by kind and name; several threads may use it."""

    def __init__(self, folder: Path | None) -> None:
        """folder: None for one that remembers nothing."""
        self._path = folder / REVIEW_CACHE if folder is not None else None
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
        elif version != _REVIEW_FORMAT:
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


NAME = "occurrences.sqlite3"
# To be raised when what is kept changes.
_FORMAT = 2
_GLOSSARIES_KEPT = 4
_STANDINGS_KEPT = 2_000_000
_TABLES = """
CREATE TABLE kept (kind TEXT, name TEXT, hash TEXT, body TEXT, PRIMARY KEY (kind, name)) WITHOUT ROWID;
CREATE TABLE standings (question BLOB PRIMARY KEY, answer TEXT) WITHOUT ROWID;
CREATE TABLE about (version TEXT);
"""
_MSGIDS, _LINES, _FOUND = "msgids", "lines", "found "


class OccurrenceCache:
    """The index's memory. Where it can't be used, nothing is remembered, and nothing else is different."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._version = f"{_FORMAT} {_code()}"
        self._new: list[tuple[str, str, str, str]] = []
        self._answers: dict[bytes, str] = {}
        self._fresh = False
        self._base = self._opened()

    def msgids(self, article: str, digest: str) -> tuple[str, ...] | None:
        """The different msgids of an article's template."""
        body = self._body(_MSGIDS, article, digest)
        return None if body is None else tuple(json.loads(body))

    def keep_msgids(self, article: str, digest: str, msgids: Sequence[str]) -> None:
        self._new.append((_MSGIDS, article, digest, _dumped(msgids)))

    def lines(self, path: str, digest: str) -> list[CatalogLine] | None:
        """The active entries of a catalog."""
        body = self._body(_LINES, path, digest)
        if body is None:
            return None
        return [
            CatalogLine(msgctxt, msgid, tuple(msgstr), State(state), line, plural, tuple(waivers))
            for msgctxt, msgid, msgstr, state, line, plural, waivers in json.loads(body)
        ]

    def keep_lines(self, path: str, digest: str, lines: Sequence[CatalogLine]) -> None:
        self._new.append((_LINES, path, digest, _dumped(lines)))

    def located(self, glossary: str) -> dict[str, tuple[str, dict[str, list[Found]]]]:
        """The occurrences of every article by a glossary's source side: the template's hash with them."""
        if self._base is None or self._fresh:
            return {}
        asked = "SELECT name, hash, body FROM kept WHERE kind = ?"
        with self._guarded():
            return {
                name: (digest, _located(json.loads(body)))
                for name, digest, body in self._base.execute(asked, (_FOUND + glossary,))
            }
        return {}

    def keep_located(
        self, glossary: str, article: str, digest: str, located: Mapping[str, Sequence[Found]]
    ) -> None:
        self._new.append((_FOUND + glossary, article, digest, _dumped(located)))

    def standing(self, question: bytes) -> Standing | None:
        """The answer to a question that was asked before; `question` is a hash of all that it depends on."""
        answer = self._answers.get(question)
        if answer is None and self._base is not None and not self._fresh:
            with self._guarded():
                row = self._base.execute(
                    "SELECT answer FROM standings WHERE question = ?", (question,)
                ).fetchone()
                answer = row[0] if row else None
        return Standing(answer) if answer else None

    def keep_standing(self, question: bytes, answer: Standing) -> None:
        self._answers[question] = str(answer)

    def close(self) -> None:
        """Write what is new, forget what is old."""
        if self._base is None:
            return
        with self._guarded(), self._base:
            self._base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", self._new)
            self._base.executemany("INSERT OR REPLACE INTO standings VALUES (?, ?)", self._answers.items())
            self._forget()
        if self._base is not None:
            self._base.close()

    def _forget(self) -> None:
        """Glossaries of which no article was looked at of late, all answers if they are too many."""
        if self._base is None:
            return
        kinds = dict.fromkeys(kind for kind, *_ in self._new if kind.startswith(_FOUND))
        there = [
            kind
            for (kind,) in self._base.execute(
                "SELECT DISTINCT kind FROM kept WHERE kind > ? AND kind < ?", (_FOUND, _FOUND + "g")
            )
        ]
        old = [kind for kind in there if kind not in kinds]
        if kinds and len(there) > _GLOSSARIES_KEPT:
            self._base.executemany("DELETE FROM kept WHERE kind = ?", [(kind,) for kind in old])
        if (
            self._answers
            and self._base.execute("SELECT count(*) FROM standings").fetchone()[0] > _STANDINGS_KEPT
        ):
            self._base.execute("DELETE FROM standings")

    def _body(self, kind: str, name: str, digest: str) -> str | None:
        if self._base is None or self._fresh:
            return None
        with self._guarded():
            asked = "SELECT body FROM kept WHERE kind = ? AND name = ? AND hash = ?"
            row = self._base.execute(asked, (kind, name, digest)).fetchone()
            return str(row[0]) if row else None
        return None

    def _opened(self) -> sqlite3.Connection | None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            return self._connected()
        except sqlite3.DatabaseError:
            # Broken, or of another version of ours.
            with contextlib.suppress(OSError, sqlite3.Error):
                self._path.unlink(missing_ok=True)
                return self._connected()
        except OSError:
            pass
        return None

    def _connected(self) -> sqlite3.Connection:
        base = sqlite3.connect(self._path, timeout=10)
        try:
            self._prepare(base)
        except sqlite3.Error:
            base.close()
            raise
        return base

    def _prepare(self, base: sqlite3.Connection) -> None:
        base.execute("PRAGMA synchronous = OFF")
        if base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
            base.executescript(_TABLES)
            base.execute("INSERT INTO about VALUES (?)", (self._version,))
            base.commit()
            self._fresh = True
        elif base.execute("SELECT version FROM about").fetchone() != (self._version,):
            raise sqlite3.DatabaseError("made by another version")

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        """Go on without a memory where it fails."""
        try:
            yield
        except (sqlite3.Error, ValueError):
            if self._base is not None:
                self._base.close()
            self._base = None


def _code() -> str:
    """What tells one version of the rules that find and verify terms from another."""
    folders = [Path(package.__file__).parent for package in (lang, terms) if package.__file__]
    stats = sorted(
        (path.name, stat.st_size, stat.st_mtime_ns)
        for folder in folders
        for path in folder.rglob("*.[pt]*")
        if path.suffix in (".py", ".toml") and (stat := path.stat())
    )
    return content_hash(repr(stats).encode())


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _located(body: Mapping[str, Sequence[tuple[str, str, str, str, int, int]]]) -> dict[str, list[Found]]:
    return {
        text: [
            Found(concept, term, named, TermType(kind), start, end)
            for concept, term, named, kind, start, end in found
        ]
        for text, found in body.items()
    }
