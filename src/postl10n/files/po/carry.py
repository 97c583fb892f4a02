"""The values of an updated file without parsing all of it again: entries whose bytes were kept are taken over."""

from __future__ import annotations

from array import array
from dataclasses import replace

from postl10n.files.po.decode import decode
from postl10n.files.po.scan import Scan, parts_at
from postl10n.files.po.update import Old, Updated, offsets_in
from postl10n.model.catalog import Catalog, Entry


def carried(old: Old, made: Updated) -> tuple[Scan, Catalog] | None:
    """Return offsets and values of the new file; None if it has to be parsed.

    Entries with their old bytes in their old order are taken over; entries written anew are parsed.
    """
    offsets = offsets_in(old.data, old.scan)
    whole = all(chunk.endswith(b"\n") for chunk in made.chunks)
    if not whole or old.scan.work is not old.data or old.scan.domains or len(made.chunks) != len(offsets) - 1:
        return None
    before = list(old.catalog.entries)
    if old.catalog.header is not None and old.scan.header is not None:
        before.insert(old.scan.header, old.catalog.header)
    starts = array("q")
    entries: list[Entry] = []
    at, moved = offsets[0], 0
    for index, chunk in enumerate(made.chunks):
        starts.append(at)
        begin, end = offsets[index], offsets[index + 1]
        if len(chunk) == end - begin and old.data.startswith(chunk, begin):
            entry = before[index]
            entries.append(replace(entry, line=entry.line + moved) if moved and entry.line else entry)
        else:
            entry = _read(made.data, at, old, index, offsets, moved)
            if entry.key != before[index].key or entry.obsolete != before[index].obsolete:
                return None
            entries.append(entry)
            moved += chunk.count(b"\n") - old.data.count(b"\n", begin, end)
        at += len(chunk)
    scan = replace(old.scan, work=made.data, starts=starts, tail=at)
    header = entries.pop(scan.header) if scan.header is not None else None
    return scan, Catalog(header=header, entries=tuple(entries))


def _read(data: bytes, at: int, old: Old, index: int, offsets: list[int], moved: int) -> Entry:
    """Parse an entry that was written anew; its line is counted from the start of its old one."""
    parts = parts_at(data, at)
    line = 1 + old.data.count(b"\n", 0, offsets[index]) + moved + data.count(b"\n", at, parts.head)
    return decode(parts, old.charset.codec, line)
