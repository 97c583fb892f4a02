"""The result of a shard in a pass: found, or made and committed.

A result is known by its address, the hash of all that it is made from; the file that commits it comes last.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import postl10n
from postl10n.bulk.folder import ResultFolder, faults_of
from postl10n.bulk.inputs import Shard
from postl10n.bulk.tables import is_internal, schema
from postl10n.errors import Postl10nError, UsageError
from postl10n.files.dataset_rows import Row
from postl10n.pipeline import Pipeline
from postl10n.workspace.time_limit import TimeIsUpError, time_limit

_FLUSH = 500
"""Rows of a table that are kept in memory."""
_DEATHS = 2
"""The ends of processes at a row after which the row is taken for the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkOptions:
    """The options of a run."""

    to: str
    """The address of the folder for the tables."""
    project: str | Path | None = None
    """The project whose glossary and rules are used, if any."""
    locale: str | None = None
    """Of rows that name none; the project's source, or English, if not given."""
    runner: str = "local"
    """`local`, `processes` or `dask`."""
    workers: int = 2
    scheduler: str | None = None
    """The address of a Dask scheduler; None for a cluster made for the run."""
    shard_size: int = 8_000_000
    """About how many bytes of the input a shard has."""
    seconds: float = 60.0
    """The time that one row may take."""
    largest: int = 10_000_000
    """Bytes that the text of one row may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """The things that every worker has, once."""

    pipeline: Pipeline
    options: BulkOptions
    digest: str
    """The hash of code, glossary, rules and what else decides results."""
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One shard in one pass."""

    setup: str
    """The digest of the setup."""
    stage: str
    shard: Shard = ()
    read: str = ""
    """The result of the first pass; empty in that pass itself."""
    known: Mapping[str, Any] = field(default_factory=dict)
    """Facts about the whole corpus, as far as they concern the shard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The result of a shard in one pass, as it is committed."""

    stage: str
    address: str
    rows: Mapping[str, int]
    """By table."""
    sizes: Mapping[str, int]
    """Bytes of each file, by its name."""
    counts: list[list[Any]]
    """[host, locale, year, what, number] …"""
    known: Mapping[str, Any]
    """Facts for the next pass, small."""
    made: bool = False
    """False where it was found."""

    def name(self, table: str) -> str | None:
        """Return the name of a table's file; None where the table has no rows here."""
        return table_name(table, self.stage, self.address) if table in self.rows else None


def table_name(table: str, stage: str, address: str) -> str:
    """Return the name of a table's file for one result."""
    return f"{'_work' if is_internal(table) else table}/{table}-{stage}-{address}.parquet"


Add = Callable[..., None]
"""Adds a row to a table: its name, and the values in the order of the columns; to `counts`, a number to a count."""


class Out:
    """Collects the rows of a shard, few of them in memory, and commits them together."""

    def __init__(self, folder: ResultFolder, stage: str, address: str, seconds: float = 60) -> None:
        self._folder, self._stage, self._address, self._seconds = folder, stage, address, seconds
        self._rows: dict[str, list[tuple[object, ...]]] = {}
        self._writers: dict[str, tuple[Path, Any]] = {}
        self._open = contextlib.ExitStack()
        self._written: Counter[str] = Counter()
        self._counts: Counter[tuple[object, ...]] = Counter()
        self.known: dict[str, Any] = {}
        # A shard that was begun and not finished is looked at carefully: it may have a row that ends processes.
        self._begun = f"_work/begun/{stage}-{address}"
        before = folder.read(self._begun)
        self._careful, self._ends = before is not None, (before or b"").decode().splitlines()
        folder.write(self._begun, before or b"")

    def __enter__(self) -> Out:
        return self

    def __exit__(self, *error: object) -> None:
        for _, writer in self._writers.values():
            with contextlib.suppress(OSError):
                writer.close()
        self._open.close()
        self._folder.remove(self._begun)

    def add(self, table: str, *values: Any) -> None:
        """Add a row of a table, or to a count for the report."""
        if table == "counts":
            self._counts[values[:-1]] += values[-1]
            return
        held = self._rows.setdefault(table, [])
        held.append(values)
        if len(held) == _FLUSH:
            self._flush(table)

    def row(self, place: str, row: Row | str, work: Callable[[Add], None]) -> None:
        """Do the work of one row; what it adds counts if nothing goes wrong, and else there is a fault."""
        if self._careful:
            self._folder.write(self._begun, "\n".join([*self._ends, place]).encode())
        added: list[tuple[Any, ...]] = []
        try:
            if self._ends.count(place) >= _DEATHS:
                raise UsageError(f"left out: the process ended {_DEATHS} times while this row was worked on")
            with time_limit(self._seconds):
                work(lambda *values: added.append(values))
        except TimeIsUpError:
            said = f"took longer than {self._seconds:g} seconds"
        except Postl10nError as fault:
            said = str(fault)
        except Exception as error:  # One article of millions must not cost the others.
            said = f"{type(error).__name__}: {error}"
        else:
            for values in added:
                self.add(*values)
            return
        id_ = None if isinstance(row, str) else row.get("id")
        about = place, id_ if isinstance(id_, str) else None, said
        self.add("faults", *(one and one.encode("utf-8", "replace").decode() for one in about))
        self.add("counts", "", "", None, "faults", 1)

    def commit(self) -> Result:
        """Give every table its name, and then the whole its own."""
        sizes: dict[str, int] = {}
        for table in [*self._rows]:
            self._flush(table)
        for table, (path, writer) in sorted(self._writers.items()):
            name = table_name(table, self._stage, self._address)
            with faults_of(name):
                writer.close()
            sizes[name] = path.stat().st_size
            self._folder.put(path, name)
        self._writers.clear()
        counts = sorted(([*key, number] for key, number in self._counts.items()), key=str)
        said = dict[str, Any](rows=dict(self._written), sizes=sizes, counts=counts, known=self.known)
        text = json.dumps(said, separators=(",", ":")) + "\n"
        self._folder.write(_commit_name(self._stage, self._address), text.encode())
        return Result(stage=self._stage, address=self._address, **said, made=True)

    def _flush(self, table: str) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        held, columns = self._rows.pop(table), schema(table)
        with faults_of(table_name(table, self._stage, self._address)):
            if table not in self._writers:
                path = self._open.enter_context(self._folder.temporary())
                self._writers[table] = path, pq.ParquetWriter(path, columns, compression="zstd")
            arrays = map(pa.array, zip(*held, strict=True), columns.types)
            self._writers[table][1].write_table(pa.table([*arrays], schema=columns))
        self._written[table] += len(held)


Make = Callable[[Out], None]
setups: dict[str, Setup] = {}
"""Those of this process, by digest."""


def install(setup: Setup) -> None:
    """Keep the setup in this process; whoever starts a worker calls it there once."""
    setups[setup.digest] = setup


@lru_cache(maxsize=64)
def pipeline_of(setup: str, locale: str) -> Pipeline:
    """Return the stages for sources in a locale; the setup is named by its digest."""
    return setups[setup].pipeline.of(locale)


@cache
def code_digest() -> str:
    """Return the hash of this package's files: results of another code are not those of this one."""
    made, root = hashlib.blake2b(digest_size=12), Path(postl10n.__file__).parent
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            made.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return made.hexdigest()


def result_of(folder: ResultFolder, stage: str, made_from: object, make: Make, seconds: float = 60) -> Result:
    """Return a result that was made before, if every file of it is whole; else make and commit it."""
    address = hash_of([stage, made_from])
    said = folder.json(_commit_name(stage, address))
    if said and all(folder.size(name) == size for name, size in said["sizes"].items()):
        return Result(stage=stage, address=address, **said)
    with Out(folder, stage, address, seconds) as out:
        make(out)
        return out.commit()


def hash_of(value: object) -> str:
    """Return the hash of a value of JSON; sets have an order of their own in each process."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), default=sorted)
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def _commit_name(stage: str, address: str) -> str:
    return f"_work/done/{stage}-{address}.json"
