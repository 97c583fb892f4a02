"""Datasets: Parquet, JSON Lines, WARC, or a folder of articles, cut into shards and read row by row."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from postl10n.bulk.folder import faults_of, file_system
from postl10n.errors import Faults, Place, Postl10nError, UsageError
from postl10n.files.dataset_rows import ENDINGS, Row, row_digest
from postl10n.files.encodings import decode

Found = tuple[str, "Row | str"]
"""The place of a row with its columns, or with what is wrong with it."""
_COLUMNS = {"html": "html", "htm": "html", "md": "markdown", "txt": "text"}
_KINDS = dict.fromkeys(_COLUMNS, "article") | {
    "parquet": "parquet",
    "jsonl": "jsonl",
    "ndjson": "jsonl",
    "warc": "warc",
}
_RESULTS = re.compile(r"(.*/)(?:_work/done/|manifest-[a-z]+\.json$)")
_ROWS = 64
"""Of Parquet, in memory at a time."""


@dataclass(frozen=True, slots=True)
class ShardPart:
    """A part of a file that is read by itself: rows of Parquet, bytes of JSON Lines; else the whole file."""

    path: str
    """With its protocol."""
    kind: str
    shown: str
    """As messages have it."""
    name: str
    """The path below the address, without its ending."""
    size: int
    """Bytes, as far as they are known."""
    start: int = 0
    end: int = 0
    group: int = 0
    """The row group of Parquet."""

    def open(self) -> Any:
        """Return the file, open."""
        fs, path = file_system(self.path)
        return fs.open(path, "rb")


Shard = tuple[ShardPart, ...]


def plan(addresses: Iterable[str], size: int) -> list[Shard]:
    """Return shards of about `size` bytes each, which hold every row once.

    Raises UsageError or FaultGroup for files that can't be read, before anything is done.
    """
    faults, filled = Faults(), size
    shards: list[list[ShardPart]] = []
    # A file that two addresses name is read once.
    files = {one.path: one for address in addresses for one in _files(address)}
    for whole in files.values():
        with faults.collect():
            cut = _CUTS.get(whole.kind)
            for piece in cut(whole, size) if cut else [whole]:
                if filled + piece.size > size:
                    shards.append([])
                    filled = 0
                shards[-1].append(piece)
                filled += piece.size
    faults.raise_few()
    if not shards:
        hint = "Name Parquet, JSON Lines or WARC files, or a folder of articles."
        raise UsageError("there is nothing to read", hint=hint)
    return [tuple(shard) for shard in shards]


def rows(shard: Shard) -> Iterator[Found]:
    """Yield the rows of a shard with their places."""
    for piece in shard:
        with faults_of(piece.shown), piece.open() as stream:
            yield from _READERS[piece.kind](piece, stream)


def digest(shard: Shard) -> str:
    """Return the hash of a shard's rows and their places."""
    made = hashlib.blake2b(digest_size=16)
    for place, row in rows(shard):
        made.update(place.encode("utf-8", "replace") + row_digest(row).encode())
    return made.hexdigest()


def _files(address: str) -> Iterator[ShardPart]:
    """Yield the files of an address: itself, those of a folder, or of a pattern with `*`."""
    fs, root = file_system(address)
    with faults_of(address):
        if "*" in address:
            found = fs.glob(root, detail=True)
        elif not fs.exists(root):
            raise FileNotFoundError(2, "no such file or folder")
        else:
            found = fs.find(root, detail=True) if fs.isdir(root) else {root: fs.info(root)}
    # Tables that were made in a folder below are no input of it.
    made = tuple({one[1] for path in found if (one := _RESULTS.match(path))})
    for path, info in sorted(found.items()):
        below = path.removeprefix(root).lstrip("/")
        kind = _kind(path.rpartition("/")[2].lower())
        hidden = any(part.startswith((".", "_")) for part in below.split("/"))
        if kind and info["type"] == "file" and not hidden and not path.startswith(made):
            alone = not below or "*" in address
            shown = path if alone else f"{address.rstrip('/')}/{below}"
            name = (path.rpartition("/")[2] if alone else below).rpartition(".")[0]
            # A name that is no UTF-8 can't be in a table.
            shown = shown.encode("utf-8", "replace").decode()
            yield ShardPart(fs.unstrip_protocol(path), kind, shown, name, info["size"])


def _kind(name: str) -> str | None:
    plain = name.removesuffix(".gz")
    ending = plain.rpartition(".")[2]
    packed = {"jsonl": "jsonl.gz", "ndjson": "jsonl.gz", "warc": "warc"}
    return (_KINDS if plain == name else packed).get(ending)


def _cut_bytes(piece: ShardPart, size: int) -> list[ShardPart]:
    starts = range(0, piece.size, size)
    return [
        replace(piece, start=at, end=min(at + size, piece.size), size=min(size, piece.size - at))
        for at in starts
    ]


def _cut_parquet(piece: ShardPart, size: int) -> list[ShardPart]:
    import pyarrow.parquet as pq

    cut = []
    with faults_of(piece.shown), piece.open() as stream:
        file = pq.ParquetFile(stream)
        if not {*ENDINGS, "source"} & {*file.schema_arrow.names}:
            hint = "An article has text, html or markdown; a translation has source, target, source_locale, locale."
            raise UsageError("has no column for a text", place=Place(path=piece.shown), hint=hint)
        for number in range(file.num_row_groups):
            group = file.metadata.row_group(number)
            count, bytes_ = group.num_rows, group.total_byte_size
            step = max(1, count * size // max(bytes_, 1))
            for at in range(0, count, step):
                part = replace(
                    piece, size=bytes_ * step // count, start=at, end=min(at + step, count), group=number
                )
                cut.append(part)
    return cut


def _read_parquet(piece: ShardPart, stream: Any) -> Iterator[Found]:
    import pyarrow.parquet as pq

    file, at = pq.ParquetFile(stream), 0
    before = sum(file.metadata.row_group(number).num_rows for number in range(piece.group))
    for batch in file.iter_batches(_ROWS, row_groups=[piece.group]):
        if at < piece.end and at + len(batch) > piece.start:
            for number, row in enumerate(batch.to_pylist(), start=at):
                if piece.start <= number < piece.end:
                    yield f"{piece.shown}:{before + number + 1}", row
        at += len(batch)


def _read_lines(piece: ShardPart, stream: Any) -> Iterator[Found]:
    """A line belongs to the piece that its first byte is in."""
    at, end = piece.start, piece.end or sys.maxsize
    if at:
        stream.seek(at - 1)
        at += len(stream.readline()) - 1
    while at < end and (line := stream.readline()):
        if line.strip():
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                row = f"not JSON: {error}"
            yield f"{piece.shown}@{at}", row if isinstance(row, dict | str) else "not a JSON object"
        at += len(line)


def _read_article(piece: ShardPart, stream: Any) -> Iterator[Found]:
    column = _COLUMNS[piece.shown.rpartition(".")[2].lower()]
    yield piece.shown, _decoded(stream.read(), piece.shown, {"id": piece.name}, column)


def _read_warc(piece: ShardPart, stream: Any) -> Iterator[Found]:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    records = ArchiveIterator(stream)
    try:
        for record in records:
            headers = record.http_headers if record.rec_type == "response" else None
            said = (headers and headers.get_header("Content-Type")) or ""
            if headers and headers.get_statuscode() == "200" and ("html" in said or "text/plain" in said):
                about = {"url": record.rec_headers.get_header("WARC-Target-URI")}
                data, column = record.content_stream().read(), "html" if "html" in said else "text"
                # Asking for the offset passes over what is not read yet.
                place = f"{piece.shown}@{records.get_record_offset()}"
                yield place, _decoded(data, place, about, column)
    except ArchiveLoadFailed as error:
        raise EOFError(str(error)) from error


def _decoded(data: bytes, place: str, row: dict[str, str], column: str) -> Row | str:
    try:
        return {**row, column: decode(data, Place(path=place))}
    except Postl10nError as fault:
        return fault.message


_CUTS: Mapping[str, Callable[[ShardPart, int], list[ShardPart]]] = {
    "jsonl": _cut_bytes,
    "parquet": _cut_parquet,
}
_READERS: Mapping[str, Callable[[ShardPart, Any], Iterator[Found]]] = {
    "parquet": _read_parquet,
    "jsonl": _read_lines,
    "jsonl.gz": lambda piece, stream: _read_lines(piece, gzip.GzipFile(fileobj=stream)),
    "warc": _read_warc,
    "article": _read_article,
}
