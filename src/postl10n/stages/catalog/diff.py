"""What differs between two catalogs, entry by entry; order and wrapping do not count."""

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
    """An entry that is not the same in both: None on the side that has no such entry."""

    old: Entry | None
    new: Entry | None
    fields: tuple[str, ...] = ()
    """The fields that differ, where both sides have the entry."""

    @property
    def entry(self) -> Entry:
        """The entry as it is now, or as it was where it is gone."""
        entry = self.new or self.old
        if entry is None:
            raise ValueError("a change needs an entry on one side")
        return entry


def diff(old: Catalog, new: Catalog) -> list[EntryChange]:
    """The entries that were changed or added in the new order, then those that are gone in the old order.

    An entry that became obsolete, or came back, is the same entry. The header is compared like any other.
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
    """Obsolete entries first, so that an active one of the same key takes the place in a mapping."""
    entries = [*catalog.entries, *([catalog.header] if catalog.header else [])]
    return sorted(entries, key=lambda entry: not entry.obsolete)
