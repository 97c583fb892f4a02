"""Catalogs as the rows of a sheet that a reviewer edits and sends back, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from postl10n.model.states import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """What a reviewer may change in a row."""

    target: str
    state: str
    """A value of `State`; `fuzzy` is understood too."""
    comment: str
    """The lines of people, joined by newlines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One msgstr of one entry."""

    line: int
    """In the sheet, counted from 1; 0 for one that is not in a sheet yet."""
    locale: str
    article: str
    id: str
    """The segment id, numbered where a catalog has several of one text."""
    form: int
    """Which msgstr, counted from 0."""
    role: str
    source: str
    now: Cells
    was: Cells
    """As they were exported."""
    findings: str = ""

    @property
    def touched(self) -> bool:
        return self.now != self.was


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """An entry that a sheet changes."""

    locale: str
    article: str
    line: int
    """Of its first changed row in the sheet."""
    id: str
    source: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    state_before: State
    state_after: State
    comments: bool
    """Whether the comments of people change."""
    meanwhile: bool
    """Whether the entry was changed after the export: the two were merged."""
    conflict: bool
    """Both changed the translation: the catalog's stays, fuzzy, with the sheet's in a comment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRefusal:
    """A row that changes nothing, and why."""

    line: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetImport:
    """What a sheet does to the catalogs."""

    rows: int
    changes: tuple[RowChange, ...]
    refused: tuple[RowRefusal, ...]
    written: tuple[str, ...] = ()
    """The catalogs that were written, relative to the project; none in a dry run."""
