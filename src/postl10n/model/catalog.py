"""Gettext catalogs as values; how a file spells them is the affair of `files.po`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

FUZZY = "fuzzy"
MERGED = "{merged}"
"""The whole msgstr of a sentence that its translator joined to the one before it."""

Key = tuple[str | None, str]
"""What identifies an entry in a catalog: (msgctxt, msgid)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """What an entry's source was before it was edited: the `#|` lines."""

    msgid: str | None = None
    msgctxt: str | None = None
    msgid_plural: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One message. Comment lines are kept without their `# `, `#. ` or `#: ` mark."""

    msgid: str
    msgctxt: str | None = None
    msgid_plural: str | None = None
    msgstr: tuple[str, ...] = ("",)
    """One text, or one a plural form; never empty as a tuple."""
    comments: tuple[str, ...] = ()
    """The translator's comments, our origin comments among them."""
    extracted: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    workflow: tuple[str, ...] = ()
    """Flags of `#=` lines, which newer gettext writes for `fuzzy` and the like."""
    previous: Previous | None = None
    obsolete: bool = False
    line: int | None = field(default=None, compare=False)
    """The line of its msgid (or msgctxt) in the file it was read from, counted from 1."""

    @property
    def key(self) -> Key:
        return self.msgctxt, self.msgid

    @property
    def fuzzy(self) -> bool:
        return FUZZY in self.flags or FUZZY in self.workflow

    @property
    def translated(self) -> bool:
        """Every form has a text, fuzzy or not (what gettext calls not untranslated)."""
        return all(self.msgstr)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """A PO file or template: its header's entry, and the others in the order of the file."""

    header: Entry | None
    entries: tuple[Entry, ...]

    def active(self) -> Iterator[Entry]:
        return (entry for entry in self.entries if not entry.obsolete)

    @property
    def translations(self) -> int:
        """How many entries hold a text, whatever their state, obsolete ones too."""
        return sum(any(entry.msgstr) for entry in self.entries)

    @property
    def untouched(self) -> bool:
        """Whether nobody worked on it: no translation and no comment, in which ours may keep translations too."""
        commented = any(entry.comments for entry in (self.header, *self.entries) if entry)
        return not self.translations and not commented

    def by_key(self) -> dict[Key, Entry]:
        """The active entries by (msgctxt, msgid)."""
        return {entry.key: entry for entry in self.active()}

    @property
    def fields(self) -> Mapping[str, str]:
        """The fields of the header by name, as written."""
        lines = self.header.msgstr[0].splitlines() if self.header else ()
        pairs = (line.partition(":") for line in lines)
        return {name.strip(): value.strip() for name, colon, value in pairs if colon}
