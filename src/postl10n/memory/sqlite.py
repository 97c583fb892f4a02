"""A translation memory in an SQLite file, with the trigram index of each pair of locales in a file beside it.

All of it is derived from catalogs and TMX files. Any number of processes can use it at once: changes are
transactions, and an index is rebuilt by the first process that finds it too far behind.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path

from babel.core import get_global

from postl10n.errors import Place, UsageError, system_fault
from postl10n.lang.locales import cldr, language_subtag, script, writing
from postl10n.lang.values.substitute import mask
from postl10n.memory.trigram_index import DamagedIndexError, Temporary, TrigramIndex, beside, measured
from postl10n.model.memory import MemoryUnit, PairCount, UnitState, Wanted


@lru_cache(maxsize=512)
def source_side(code: str) -> str:
    """Return the key for source locales: language and script, so that `en_US` also serves `en`."""
    return writing(code)


@lru_cache(maxsize=512)
def target_side(code: str) -> str:
    """Return the key for target locales: the locale with likely subtags, `zh_Hans_CN` for `zh_CN` and `zh_Hans`."""
    known = cldr(code)
    parts = known.split("_")
    named = next((part for part in parts[1:] if len(part) == 2 or part.isdigit()), None)
    return f"{language_subtag(known)}_{script(known)}_{named or _territory(known)}"


def _territory(known: str) -> str:
    likely = get_global("likely_subtags")
    for key in (known, f"{language_subtag(known)}_{script(known)}", language_subtag(known)):
        if key in likely:
            return str(likely[key]).split("_")[-1]
    return ""


_RANKS = {state: rank for rank, state in enumerate(UnitState)}


def preferred(units: Iterable[MemoryUnit]) -> list[MemoryUnit]:
    """Return the units sorted: approved first, then the newest, then by text, the same in every memory."""
    listed = list(units)
    if len(listed) < 2:
        return listed
    listed.sort(
        key=lambda unit: (unit.source, unit.target, unit.origin, unit.context or "", unit.before or "")
    )
    listed.sort(key=lambda unit: unit.date, reverse=True)
    listed.sort(key=lambda unit: _RANKS[unit.state])
    return listed


def nearest_of(text: str, texts: Sequence[str], *, least: float, limit: int) -> list[tuple[str, float]]:
    """Return the texts most similar to this one with their scores, by measuring all; ties in order of the texts."""
    best = sorted((-score, one) for one, score, _ in measured(text, texts, least=least))
    return [(one, -score) for score, one in best[:limit]]


_VERSION = 1
_PATIENCE = 600.0
"""Seconds to wait while another process fills the memory."""
_MOST_BEHIND = 500
"""New sources that are measured one by one; beyond that, and beyond a twentieth of all, the index is rebuilt."""
_FIELDS = (
    "source, target, source_locale, locale, state, file, article, context, before, after, translator, date"
)
_INSERT = (
    "INSERT INTO units (file, pair, text_key, mask_key, source, target, source_locale, locale, state, article,"
    " context, before, after, translator, date) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
)
_DAMAGED = frozenset({"SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_ERROR", "SQLITE_MISMATCH", "SQLITE_FORMAT"})
_LIKE = re.compile(r"[|%_]")
_STATES = {state.value: state for state in UnitState}


class DamagedMemoryError(Exception):
    """The file is not a memory, or is incomplete."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFile:
    """A file whose units are in the memory; the meaning of stamp and digest is up to the caller."""

    stamp: str
    digest: str


class SqliteMemory:
    """The memory in a file. Every method raises DamagedMemoryError where that file is not sound.

    Any thread may use it, one at a time.
    """

    def __init__(self, path: Path, *, temporary: Temporary = beside) -> None:
        """Open the memory, or create it. Raises UsageError if that is impossible.

        temporary: creates the files in which indexes are written until they are complete.
        """
        self._path = path
        self._temporary = temporary
        self._indexes: dict[tuple[str, bool], _Near] = {}
        with _faults(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._data = sqlite3.connect(
                path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
            )
            # What a power cut would spoil is made again from the catalogs.
            self._data.execute("PRAGMA synchronous = OFF")
            self._prepare()
            found = self._data.execute("SELECT value FROM facts WHERE name = 'id'").fetchone()
        if found is None:
            raise DamagedMemoryError("has no identity")
        self._id = str(found[0])

    def _prepare(self) -> None:
        version = self._data.execute("PRAGMA user_version").fetchone()[0]
        if version == _VERSION:
            return
        self._data.execute("BEGIN IMMEDIATE")
        if self._data.execute("PRAGMA user_version").fetchone()[0] == 0:
            schema = (files(__package__) / "schema.sql").read_text("utf-8")
            for statement in filter(str.strip, schema.split(";")):
                self._data.execute(statement)
            self._data.execute("INSERT INTO facts VALUES ('id', ?)", (uuid.uuid4().hex,))
            self._data.execute(f"PRAGMA user_version = {_VERSION}")
        version = self._data.execute("PRAGMA user_version").fetchone()[0]
        self._data.execute("COMMIT")
        if version != _VERSION:
            raise DamagedMemoryError(f"is of version {version}")

    def close(self) -> None:
        self._data.close()

    def files(self) -> dict[str, KnownFile]:
        """Return the files whose units are in the memory, by path."""
        with _faults(self._path):
            rows = self._data.execute("SELECT path, stamp, digest FROM files").fetchall()
        return {path: KnownFile(stamp=stamp, digest=digest) for path, stamp, digest in rows}

    @contextlib.contextmanager
    def changing(self) -> Iterator[None]:
        """Run the block as one transaction, which others see completely or not at all."""
        with _faults(self._path):
            self._data.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    self._data.execute("ROLLBACK")
                raise
            self._data.execute("COMMIT")
        self._indexes.clear()

    def put(self, path: str, known: KnownFile, units: Iterable[MemoryUnit]) -> None:
        """Replace the units of a file; within `changing`.

        If reading them fails, the memory has none of the file.
        """
        self.drop(path)
        self._data.execute("SAVEPOINT file")
        try:
            self._data.execute("INSERT INTO files VALUES (?, ?, ?)", (path, known.stamp, known.digest))
            self._data.executemany(_INSERT, (_row(path, unit) for unit in units))
        except BaseException:
            self._data.execute("ROLLBACK TO file")
            raise
        finally:
            self._data.execute("RELEASE file")

    def touch(self, path: str, known: KnownFile) -> None:
        """Record a new stamp of a file with unchanged units."""
        self._data.execute("UPDATE files SET stamp = ? WHERE path = ?", (known.stamp, path))

    def drop(self, path: str) -> None:
        """Remove the units of a file; within `changing`."""
        self._data.execute("DELETE FROM units WHERE file = ?", (path,))
        self._data.execute("DELETE FROM files WHERE path = ?", (path,))

    def exact(self, wanted: Wanted) -> Sequence[MemoryUnit]:
        units = self._select("text_key = ?", _key(wanted.text), wanted)
        return preferred(unit for unit in units if unit.source == wanted.text)

    def normalised(self, wanted: Wanted) -> Sequence[MemoryUnit]:
        masked = mask(wanted.text, wanted.source_locale)
        units = self._select("mask_key = ?", _key(masked), wanted)
        return preferred(unit for unit in units if mask(unit.source, unit.source_locale) == masked)

    def near(self, wanted: Wanted, *, least: float, limit: int) -> Sequence[tuple[MemoryUnit, float]]:
        pair, approved_only = _pair(wanted.source_locale, wanted.locale), wanted.approved_only
        if (pair, approved_only) not in self._indexes:
            with _faults(self._path):
                self._indexes[pair, approved_only] = self._near(pair, approved_only)
        groups: list[tuple[float, str, list[MemoryUnit]]] = []
        for key, score in self._indexes[pair, approved_only].nearest(wanted.text, least, limit):
            if len(groups) >= limit and -score > groups[limit - 1][0]:
                break
            if units := preferred(self._select("text_key = ?", key, wanted)):
                groups.append((-score, units[0].source, units))
        groups.sort(key=lambda one: one[:2])
        return [(unit, -score) for score, _, units in groups[:limit] for unit in units]

    def counts(self) -> list[PairCount]:
        """Return the number of units for each pair of locales."""
        with _faults(self._path):
            rows = self._data.execute(
                "SELECT source_locale, locale, state, count(*) FROM units GROUP BY 1, 2, 3 ORDER BY 1, 2"
            ).fetchall()
        pairs: dict[tuple[str, str], dict[str, int]] = {}
        for source, locale, state, count in rows:
            pairs.setdefault((source, locale), {})[state] = count
        return [PairCount(source_locale=s, locale=t, **counts) for (s, t), counts in pairs.items()]

    def units(
        self, source_locale: str | None = None, locale: str | None = None, *, holding: Sequence[str] = ()
    ) -> Iterator[MemoryUnit]:
        """Yield every unit, or those of the given locales, in insertion order.

        holding: only units with each of these texts in source or target; ASCII letters in either case.
        """
        sides = (
            source_side(source_locale) if source_locale else None,
            target_side(locale) if locale else None,
        )
        where = "".join(" AND (source LIKE ? ESCAPE '|' OR target LIKE ? ESCAPE '|')" for _ in holding)
        query = f"SELECT {_FIELDS} FROM units WHERE pair = ?{where} ORDER BY id"  # noqa: S608 - all ours
        likes = [_LIKE.sub(r"|\g<0>", text).join("%%") for text in holding for _ in range(2)]
        with _faults(self._path):
            for pair in sorted(self._pairs()):
                if all(want in (None, side) for want, side in zip(sides, pair.split(" "), strict=True)):
                    yield from map(_unit, self._data.execute(query, (pair, *likes)))

    def _pairs(self) -> list[str]:
        return [row[0] for row in self._data.execute("SELECT DISTINCT pair FROM units")]

    def _select(self, where: str, key: int, wanted: Wanted) -> list[MemoryUnit]:
        approved = " AND state = 'approved'" if wanted.approved_only else ""
        query = f"SELECT {_FIELDS} FROM units WHERE {where} AND pair = ?{approved}"  # noqa: S608 - all ours
        with _faults(self._path):
            rows = self._data.execute(query, (key, _pair(wanted.source_locale, wanted.locale))).fetchall()
            return [_unit(row) for row in rows]

    def _near(self, pair: str, approved_only: bool) -> _Near:
        """Return the saved index if it is nearly up to date, else a new one, with the sources added since."""
        path = self._path.with_name(
            f"{self._path.stem}.{pair.replace(' ', '.')}.{'approved' if approved_only else 'all'}.index"
        )
        last, removed = self._data.execute(
            "SELECT (SELECT coalesce(max(id), 0) FROM units),"
            " (SELECT coalesce(max(seq), 0) FROM sqlite_sequence) - (SELECT count(*) FROM units)"
        ).fetchone()
        with contextlib.suppress(OSError, DamagedIndexError, ValueError):
            index = TrigramIndex.load(path)
            known, known_last, known_removed = index.stamp.split()
            most = max(_MOST_BEHIND, len(index) // 20)
            if known == self._id and removed - int(known_removed) <= most:
                newer = self._sources(pair, approved_only, after=int(known_last), most=most)
                if newer is not None:
                    return _Near(index, newer)
        sources = self._sources(pair, approved_only) or {}
        stamp = f"{self._id} {last} {removed}"
        index = TrigramIndex.build(list(sources.values()), list(sources), stamp=stamp)
        with contextlib.suppress(OSError):
            index.save(path, self._temporary)
        return _Near(index, {})

    def _sources(
        self, pair: str, approved_only: bool, *, after: int = 0, most: int | None = None
    ) -> Mapping[int, str] | None:
        """Return the sources added after an id, by key; None if there are more than `most`."""
        approved = " AND state = 'approved'" if approved_only else ""
        query = f"SELECT text_key, source FROM units WHERE pair = ? AND id > ?{approved} LIMIT ?"  # noqa: S608 - all ours
        rows = self._data.execute(query, (pair, after, -1 if most is None else most + 1)).fetchall()
        return None if most is not None and len(rows) > most else dict(rows)


@dataclass(frozen=True, slots=True)
class _Near:
    """An index, and the sources added since it was built."""

    index: TrigramIndex
    newer: Mapping[int, str]

    def nearest(self, text: str, least: float, limit: int) -> list[tuple[int, float]]:
        """Return keys with scores, the best first; a few more than the limit, since units may have been removed."""
        found = dict(self.index.near(text, least=least, limit=limit + _SPARE))
        if self.newer:
            keys = {source: key for key, source in self.newer.items()}
            near = nearest_of(text, list(keys), least=least, limit=limit)
            found.update((keys[source], score) for source, score in near)
        return sorted(found.items(), key=lambda one: -one[1])


_SPARE = 2


def _pair(source_locale: str, locale: str) -> str:
    return f"{source_side(source_locale)} {target_side(locale)}"


def _key(text: str) -> int:
    """Return 63 bits of a text's hash: its key in the tables."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") >> 1


def _row(path: str, unit: MemoryUnit) -> tuple[object, ...]:
    return (
        path,
        _pair(unit.source_locale, unit.locale),
        _key(unit.source),
        _key(mask(unit.source, unit.source_locale)),
        unit.source,
        unit.target,
        unit.source_locale,
        unit.locale,
        unit.state.value,
        unit.article,
        unit.context,
        unit.before,
        unit.after,
        unit.translator,
        unit.date,
    )


def _unit(row: Sequence[str]) -> MemoryUnit:
    source, target, source_locale, locale, state, file, article, context, before, after, by, date = row
    if state not in _STATES:
        raise DamagedMemoryError(f"there is no state {state!r}")
    return MemoryUnit(
        source=source,
        target=target,
        source_locale=source_locale,
        locale=locale,
        state=_STATES[state],
        origin=file,
        article=article,
        context=context,
        before=before,
        after=after,
        translator=by,
        date=date,
    )


@contextlib.contextmanager
def _faults(path: Path) -> Iterator[None]:
    """Translate errors: DamagedMemoryError if rebuilding the memory helps, UsageError if the user has to act."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "SQLITE_ERROR").split("_")
        if "_".join(name[:2]) in _DAMAGED:
            raise DamagedMemoryError(str(error)) from error
        place = Place(path=str(path))
        hint = "Make room, and see that it can be written; it may be deleted at any time, and is made again."
        raise UsageError(f"the translation memory can't be used: {error}", place=place, hint=hint) from error
    except OSError as error:
        raise system_fault("written", error, Place(path=str(path))) from error
