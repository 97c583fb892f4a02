"""Catalog tools that work on any PO file, in a project or not."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from postl10n.errors import CatalogError, Place, Postl10nError
from postl10n.files.git import textual_merge
from postl10n.files.mo import compile_mo
from postl10n.files.po import PoFile, parse_po, serialize_po
from postl10n.files.writes import write_file
from postl10n.model.catalog import MERGED, Catalog, Entry, Key
from postl10n.model.states import State, state_of
from postl10n.model.stats import Counts
from postl10n.stages.catalog.diff import EntryChange, diff
from postl10n.stages.catalog.merge import MergeSummary, merge
from postl10n.stages.catalog.merge3 import merge3
from postl10n.stages.catalog.stats import count


def read_po(path: Path) -> PoFile:
    """A PO file or template. Raises CatalogError or FaultGroup."""
    try:
        return parse_po(path.read_bytes(), path=str(path), values=True)
    except OSError as error:
        raise CatalogError(f"can't be read: {error.strerror}", place=Place(path=str(path))) from error


def write_po(path: Path, data: bytes) -> bool:
    """Put the bytes in the place of the file; True if that changed anything. Raises UsageError."""
    return write_file(path, data, root=path.resolve().parent, durable=True)


def merge_files(
    old: Path, template: Path, *, carry: bool, today: datetime.date | None
) -> tuple[bytes, MergeSummary]:
    """The catalog brought up to date with the template, as bytes. Raises CatalogError or FaultGroup."""
    before = read_po(old)
    merged = merge(
        before.catalog,
        read_po(template).catalog,
        today=today.isoformat() if today else None,
        carry=carry,
        refresh=True,
    )
    return serialize_po(before.updated(merged.catalog)), merged.summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged3:
    """What a three-way merge put into its second file."""

    conflicts: tuple[Key, ...]
    fault: Postl10nError | None = None
    """Why the files were merged as plain text: one of them is no catalog."""


def merge3_files(base: Path, ours: Path, theirs: Path) -> Merged3:
    """Merge into `ours`, as a git merge driver has to: whatever happens, no side is dropped unseen.

    Where a file can't be read as a catalog, `ours` gets what `git merge-file` makes of the three.
    """
    try:
        sides = [read_po(path) for path in (base, ours, theirs)]
    except Postl10nError as fault:
        write_po(ours, textual_merge(base, ours, theirs))
        return Merged3(conflicts=(), fault=fault)
    merged = merge3(*(side.catalog for side in sides))
    write_po(ours, serialize_po(sides[1].updated(merged.catalog)))
    return Merged3(conflicts=merged.conflicts)


def compile_file(path: Path, parents: Sequence[Path] = ()) -> bytes:
    """The MO file of a catalog. Raises CatalogError for what msgfmt would refuse.

    Empty entries take the approved translation of the nearest parent. Runs joined by `{merged}` are left
    out whole, so that gettext gives their source.
    """
    catalog = read_po(path).catalog
    fill: dict[Key, Entry] = {}
    for parent in parents:
        for entry in read_po(parent).catalog.active():
            if state_of(entry) is not State.EMPTY:
                fill.setdefault(entry.key, entry)
    approved = {key: entry for key, entry in fill.items() if state_of(entry) is State.APPROVED}
    return compile_mo(catalog, fill=approved, leave_out=frozenset(_runs(catalog)), path=str(path))


def _runs(catalog: Catalog) -> Iterator[Key]:
    """The keys of joined sentences and of the sentence that each was joined to."""
    entries = list(catalog.active())
    for number, entry in enumerate(entries):
        if MERGED in entry.msgstr:
            yield entry.key
            head = number - 1
            while head > 0 and MERGED in entries[head].msgstr:
                head -= 1
            if head >= 0:
                yield entries[head].key


def format_file(path: Path) -> bytes | None:
    """The file in gettext's own format; None if it is in it already."""
    po = read_po(path)
    before, after = serialize_po(po), serialize_po(po.formatted())
    return None if before == after else after


def diff_files(old: Path, new: Path) -> list[EntryChange]:
    """What differs between two catalogs, entry by entry."""
    return diff(read_po(old).catalog, read_po(new).catalog)


def stats_of(path: Path) -> Counts:
    """The counts of any PO file."""
    return count(read_po(path).catalog)
