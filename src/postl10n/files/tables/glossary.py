"""Glossaries as spreadsheets: our own sheet of terms, or any list of words in two languages or more."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from postl10n.files.formats import WrittenTerms
from postl10n.files.glossary_import import CONCEPT_FIELDS, TERM_FIELDS, Incoming, unsupported_fields
from postl10n.files.tables.concepts import is_term_sheet, read_terms, term_rows
from postl10n.files.tables.csv import TableRow, read_csv, write_csv
from postl10n.files.tables.term_pairs import locales_in_name, read_other_sheet
from postl10n.lang.locales import cldr
from postl10n.model.glossary import Concept

_Locales = tuple[str, str] | None


def from_csv(data: bytes, *, path: str, locales: _Locales) -> Incoming:
    """See `formats.TermReader`."""
    return _incoming(read_csv(data, path=path), path, locales)


def from_xlsx(data: bytes, *, path: str, locales: _Locales) -> Incoming:
    """See `formats.TermReader`."""
    # lxml is loaded for workbooks only.
    from postl10n.files.tables.xlsx import read_xlsx

    return _incoming(read_xlsx(data, path=path), path, locales)


def to_csv(
    concepts: Sequence[Concept], *, name: str, source: str, locales: Sequence[str], safe: bool
) -> WrittenTerms:
    """See `formats.TermWriter`."""
    return _written(concepts, write_csv(_rows(concepts, source, locales), safe=safe))


def to_xlsx(
    concepts: Sequence[Concept], *, name: str, source: str, locales: Sequence[str], safe: bool
) -> WrittenTerms:
    """See `formats.TermWriter`."""
    from postl10n.files.tables.xlsx import write_xlsx

    return _written(concepts, write_xlsx(_rows(concepts, source, locales), safe=safe, name="glossary"))


def _incoming(rows: Sequence[TableRow], path: str, locales: _Locales) -> Incoming:
    if is_term_sheet(rows):
        return read_terms(rows, path=path)
    return read_other_sheet(rows, path=path, locales=locales or locales_in_name(PurePosixPath(path).stem))


def _rows(concepts: Sequence[Concept], source: str, locales: Sequence[str]) -> list[Sequence[str]]:
    # Where a locale is asked for, the source's own rows stay out: a column beside shows its term.
    return list(term_rows(concepts, source=source, locales={cldr(code) for code in locales} or None))


def _written(concepts: Sequence[Concept], data: bytes) -> WrittenTerms:
    return WrittenTerms(
        data=data,
        concepts=len(concepts),
        unsupported=unsupported_fields(concepts, CONCEPT_FIELDS, TERM_FIELDS),
    )
