"""The differences between two catalogs, entry by entry; order and wrapping are ignored."""

from __future__ import annotations

from dataclasses import dataclass

from postl10n.model.catalog import Catalog, Entry

_FIELDS = (
    "msgid_plural",
    "msgstr",
    "flags",
    "workflow",
    "previous",
    "comments",
    "extracted",
    "references",
    "obsolete",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryChange:
    """An entry that differs between two catalogs; None on a side that does not have it."""

    old: Entry | None
    new: Entry | None
    fields: tuple[str, ...] = ()
    """The fields that differ, if both sides have the entry."""

    @property
    def change(self) -> str:
        """One of `added`, `changed` and `removed`."""
        return "added" if self.old is None else "changed" if self.new else "removed"

    @property
    def entry(self) -> Entry:
        """The entry in the new catalog, or in the old one if it was removed."""
        entry = self.new or self.old
        if entry is None:
            raise ValueError("a change needs an entry on one side")
        return entry


def diff(old: Catalog, new: Catalog) -> list[EntryChange]:
    """Return the changed and added entries in the new order, then the removed ones in the old order.

    An entry that became obsolete, or was revived, is the same entry. The header is compared like any other.
    """
    before = {entry.key: entry for entry in _all(old)}
    after = {entry.key: entry for entry in _all(new)}
    changes = []
    for key, entry in after.items():
        was = before.get(key)
        fields = tuple(name for name in _FIELDS if was and getattr(was, name) != getattr(entry, name))
        if was is None or fields:
            changes.append(EntryChange(old=was, new=entry, fields=fields))
    gone = [EntryChange(old=entry, new=None) for key, entry in before.items() if key not in after]
    return changes + gone


def _all(catalog: Catalog) -> list[Entry]:
    """Return all entries, obsolete ones first, so that an active one with the same key replaces them in a mapping."""
    entries = [*catalog.entries, *([catalog.header] if catalog.header else [])]
    return sorted(entries, key=lambda entry: not entry.obsolete)
