"""Catalog tools that work on any PO file, in a project or not."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from postl10n.errors import CatalogError, Faults, Place, Postl10nError, UsageError
from postl10n.files.mo import compile_mo, is_mo
from postl10n.files.po import PoFile, parse_po, serialize_po
from postl10n.lang.text.progress import progress
from postl10n.model.catalog import MERGED, Catalog, Entry, Key
from postl10n.model.reports import Counts, MergeSummary
from postl10n.model.states import State, state_of
from postl10n.project.git import textual_merge
from postl10n.project.inputs import read_input
from postl10n.project.writes import content_at, rewrite
from postl10n.stages.catalog.diff import EntryChange, diff
from postl10n.stages.catalog.merge import merge
from postl10n.stages.catalog.merge3 import merge3

_CHARSET = re.compile(r"(charset=)[^\s;]+")


def read_po(path: Path) -> PoFile:
    """A PO file or template. Raises CatalogError or FaultGroup."""
    return parse_po(read_input(path), path=str(path), values=True)


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
    try:
        data = serialize_po(before.updated(merged.catalog))
    except CatalogError:
        # The template has characters that the catalog's charset lacks.
        data = serialize_po(before.updated(_in_utf_8(merged.catalog)))
    return data, merged.summary


def _in_utf_8(catalog: Catalog) -> Catalog:
    """Return the catalog with a header that declares UTF-8, in which it is then written."""
    if catalog.header is None:
        return catalog
    text = _CHARSET.sub(r"\1UTF-8", catalog.header.msgstr[0])
    return replace(catalog, header=replace(catalog.header, msgstr=(text,)))


def merge_into(
    output: Path, old: Path, template: Path, *, carry: bool, today: datetime.date | None
) -> MergeSummary:
    """Write what `merge_files` gives. If another program saves the output meanwhile, and that is the old catalog,
    it is merged again, else nothing is written. Raises UsageError too."""
    made: list[MergeSummary] = []

    def merged() -> bytes:
        data, summary = merge_files(old, template, carry=carry, today=today)
        made.append(summary)
        return data

    rewrite(output, merged, again=output.resolve() == old.resolve())
    return made[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged3:
    """The result of a three-way merge."""

    conflicts: tuple[Key, ...] = ()
    fault: Postl10nError | None = None
    """Why the files were merged as plain text: one of them is no catalog."""


def merge3_files(
    base: Path, ours: Path, theirs: Path, *, output: Path | None = None, name: str = ""
) -> Merged3:
    """Merge into `ours` or the output, as a git merge driver has to: whatever happens, no side is dropped unseen.

    Where a file can't be read as a catalog, the outcome is what `git merge-file` makes of the three. name: what
    messages call the file, whose sides git keeps under names of its own. Raises UsageError, or the faults
    of files that are not there, before anything is written.
    """
    sides = {"base": base, "ours": ours, "theirs": theirs}
    shown = {side: f"{name} ({side})" if name else str(path) for side, path in sides.items()}
    made: list[Merged3] = []

    def merged() -> bytes:
        faults = Faults()
        texts = {}
        for side, path in sides.items():
            with faults.collect():
                texts[side] = read_input(path, shown=shown[side])
        faults.raise_any()
        try:
            data, done = _merged3(texts, shown)
        except Postl10nError as fault:
            data, done = textual_merge(base, ours, theirs), Merged3(fault=fault)
        made.append(done)
        return data

    target = output or ours
    rewrite(target, merged, again=target.resolve() == ours.resolve())
    return made[-1]


def _merged3(texts: Mapping[str, bytes], shown: Mapping[str, str]) -> tuple[bytes, Merged3]:
    base, ours, theirs = (parse_po(data, path=shown[side], values=True) for side, data in texts.items())
    merged = merge3(base.catalog, ours.catalog, theirs.catalog)
    return serialize_po(ours.updated(merged.catalog)), Merged3(conflicts=merged.conflicts)


def compile_into(output: Path, path: Path, parents: Sequence[Path] = ()) -> bool:
    """Write the MO file of a catalog, in the place of an older one only; True if that changed anything.

    Raises UsageError, and CatalogError for what msgfmt would refuse.
    """

    def compiled() -> bytes:
        before = content_at(output)
        if before and not is_mo(before):
            hint = "Choose another name, or remove it first."
            raise UsageError("exists, and is not an MO file", place=Place(path=str(output)), hint=hint)
        return compile_file(path, parents)

    return rewrite(output, compiled, again=False)


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


STYLES = ("0.21", "0.22")
"""The versions of gettext from which on lines are broken in another way."""


def format_in_place(path: Path, style: str | None = None) -> bool:
    """Put the file into gettext's own format; True if it was in another."""
    return rewrite(path, lambda: format_file(path, style), again=True)


def format_file(path: Path, style: str | None = None) -> bytes | None:
    """The file in gettext's own format; None if it is in it already.

    style: one of STYLES; if none is given, that of the file, or the one that changes fewer lines.
    """
    po = read_po(path)
    before = serialize_po(po)
    lines = Counter(before.split(b"\n"))
    made = [serialize_po(po.formatted(modern=one != STYLES[0])) for one in STYLES if style in (None, one)]
    after = max(made, key=lambda data: (data == before, (Counter(data.split(b"\n")) & lines).total()))
    return None if before == after else after


def diff_files(old: Path, new: Path) -> list[EntryChange]:
    """Return the differences between two catalogs, entry by entry."""
    return diff(read_po(old).catalog, read_po(new).catalog)


def stats_of(path: Path) -> Counts:
    """The counts of any PO file."""
    return progress(read_po(path).catalog.active())
