"""Catalogs as rows of a spreadsheet that a reviewer edits and returns, and the result of importing it."""

from __future__ import annotations

from dataclasses import dataclass

from postl10n.model.states import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """The cells of a row that a reviewer may change."""

    target: str
    state: str
    """A value of `State`; `fuzzy` is accepted too."""
    comment: str
    """Comment lines by people, joined by newlines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One msgstr of one entry."""

    line: int
    """The line in the sheet, counted from 1; 0 if the row is not in a sheet yet."""
    locale: str
    article: str
    id: str
    """The segment id, numbered where a catalog has several entries with one text."""
    form: int
    """The index of the msgstr, counted from 0."""
    role: str
    source: str
    now: Cells
    was: Cells
    """The cells as exported."""
    findings: str = ""

    @property
    def touched(self) -> bool:
        return self.now != self.was


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """An entry changed by a sheet."""

    locale: str
    article: str
    line: int
    """The line of its first changed row in the sheet."""
    id: str
    source: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    state_before: State
    state_after: State
    comments: bool
    """True if the comments by people change."""
    meanwhile: bool
    """True if the entry was changed after the export, and both changes were merged."""
    conflict: bool
    """True if both changed the translation: the catalog's is kept as fuzzy, the sheet's goes into a comment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRefusal:
    """A row that was refused, with the reason."""

    line: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetImport:
    """The result of importing a sheet into the catalogs."""

    rows: int
    changes: tuple[RowChange, ...]
    refused: tuple[RowRefusal, ...]
    written: tuple[str, ...] = ()
    """Paths of the catalogs written, relative to the project; empty in a dry run."""
