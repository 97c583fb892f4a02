"""Texts of catalogs in files that translation tools exchange."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from postl10n.model.catalog import Entry

ExchangeCatalog = tuple[str, Iterable[Entry]]
"""An article, and those of its entries that are to be exported, in reading order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeUnit:
    """One text as an exchange file holds it: one msgstr of one entry."""

    line: int
    """The line in the file, counted from 1."""
    catalog: str
    """The name of the file that it is a part of: of ours, the article."""
    source_locale: str
    """As written there."""
    locale: str
    """As written there; empty if the file does not say."""
    id: str
    """That of the file; of ours, `model.ids.entry_id`."""
    form: int
    """The index of the msgstr, counted from 0."""
    context: str | None
    """The msgctxt; None if the file does not say."""
    source: str
    target: str | None
    """None where there is none."""
    state: str
    """A value of `State`; empty if the file says nothing, or what was exported."""
    exported: Stamp | None = None
    """Its translation when we exported it; None in a file of another program."""
    comments: tuple[str, ...] = ()
    fault: str = ""
    """Why a changed target can't be taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """The translation of an exported unit: enough to tell whether somebody changed it."""

    target: str
    """The hash of its text."""
    state: str
    comments: str
    """The hash of its comments by people."""
