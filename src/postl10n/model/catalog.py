"""Gettext catalogs as values; `files.po` reads and writes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

FUZZY = "fuzzy"
MERGED = "{merged}"
"""The whole msgstr of a sentence that the translator merged into the one before it."""

Key = tuple[str | None, str]
"""The key of an entry in a catalog: (msgctxt, msgid)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """The source of an entry before it was changed: the `#|` lines."""

    msgid: str | None = None
    msgctxt: str | None = None
    msgid_plural: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One message. Comment lines are stored without their `# `, `#. ` or `#: ` prefix."""

    msgid: str
    msgctxt: str | None = None
    msgid_plural: str | None = None
    msgstr: tuple[str, ...] = ("",)
    """One text, or one for each plural form; the tuple is never empty."""
    comments: tuple[str, ...] = ()
    """The translator's comments, including our origin comments."""
    extracted: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    workflow: tuple[str, ...] = ()
    """Flags of `#=` lines, which newer versions of gettext write for `fuzzy` and similar flags."""
    previous: Previous | None = None
    obsolete: bool = False
    line: int | None = field(default=None, compare=False)
    """The line of its msgctxt or msgid in the file, counted from 1."""

    @property
    def key(self) -> Key:
        return self.msgctxt, self.msgid

    @property
    def fuzzy(self) -> bool:
        return FUZZY in self.flags or FUZZY in self.workflow

    @property
    def translated(self) -> bool:
        """True if every form has a text, fuzzy or not (gettext's opposite of untranslated)."""
        return all(self.msgstr)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """A PO file or template: the header entry, and the other entries in file order."""

    header: Entry | None = None
    entries: tuple[Entry, ...] = ()

    def active(self) -> Iterator[Entry]:
        return (entry for entry in self.entries if not entry.obsolete)

    @property
    def translations(self) -> int:
        """The number of entries that have a text, whatever their state, obsolete ones included."""
        return sum(any(entry.msgstr) for entry in self.entries)

    @property
    def untouched(self) -> bool:
        """True if nobody has worked on it: it has no translation and no comment (ours may contain translations too)."""
        commented = any(entry.comments for entry in (self.header, *self.entries) if entry)
        return not self.translations and not commented

    def by_key(self) -> dict[Key, Entry]:
        """Return the active entries by (msgctxt, msgid)."""
        return {entry.key: entry for entry in self.active()}

    def with_entries(self, new: Mapping[Key, Entry]) -> Catalog:
        """Return the catalog with other values for some active entries."""
        if not new:
            return self
        entries = tuple(one if one.obsolete else new.get(one.key, one) for one in self.entries)
        return replace(self, entries=entries)

    @property
    def fields(self) -> Mapping[str, str]:
        """The header fields by name, as written."""
        lines = self.header.msgstr[0].splitlines() if self.header else ()
        pairs = (line.partition(":") for line in lines)
        return {name.strip(): value.strip() for name, colon, value in pairs if colon}
