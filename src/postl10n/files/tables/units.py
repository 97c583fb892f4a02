"""Translation units in CSV files exported from spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from postl10n.errors import CatalogError, Place, UsageError
from postl10n.lang.locales import cldr
from postl10n.lang.text.normalise import normalise
from postl10n.model.memory import MemoryUnit, UnitState

_SOURCE, _TARGET = "source", "target"


def read_csv(
    data: bytes, *, path: str, source_locale: str, locale: str | None, state: UnitState | None
) -> Iterator[MemoryUnit]:
    """Yield the units of a CSV file in UTF-8, with commas, semicolons or tabs.

    Its first line names the columns: `source` and `target` (the target is in `locale`), or one for each locale, the
    source locale included. Other columns are ignored. Texts are in msgid form.
    Raises CatalogError for a file that is no CSV or has no such columns, UsageError if the locale is missing.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CatalogError("is not in UTF-8", place=Place(path=path)) from error
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        columns = _columns(rows.fieldnames or (), path, source_locale=source_locale, locale=locale)
        for row in rows:
            yield from _units(
                row, columns, path, source_locale=source_locale, state=state or UnitState.APPROVED
            )
    except csv.Error as error:
        raise CatalogError(f"is no CSV: {error}", place=Place(path=path, line=rows.line_num)) from error


def _columns(names: Sequence[str], path: str, *, source_locale: str, locale: str | None) -> dict[str, str]:
    """Return the columns of source and targets, by locale."""
    found: dict[str, str] = {}
    for name in names:
        if name == _SOURCE:
            found.setdefault(source_locale, name)
        elif name == _TARGET:
            if locale is None:
                hint = "Say so with --locale, or name the columns by their locales."
                raise UsageError(
                    "nothing says what locale its targets are", place=Place(path=path), hint=hint
                )
            found.setdefault(locale, name)
        elif (known := _known(name)) is not None:
            found.setdefault(known, name)
    if source_locale not in found or len(found) < 2:
        hint = f"Its first line should be: source,target — or locales, such as: {source_locale},ru"
        raise CatalogError("has no columns of sources and targets", place=Place(path=path, line=1), hint=hint)
    return found


def _known(name: str) -> str | None:
    try:
        return cldr((name or "").strip())
    except UsageError:
        return None


def _units(
    row: Mapping[str, str | None],
    columns: Mapping[str, str],
    path: str,
    *,
    source_locale: str,
    state: UnitState,
) -> Iterator[MemoryUnit]:
    source = normalise(row[columns[source_locale]] or "")
    for locale, column in columns.items():
        target = normalise(row[column] or "")
        if locale != source_locale and source and target:
            yield MemoryUnit(
                source=source,
                target=target,
                source_locale=source_locale,
                locale=locale,
                state=state,
                origin=path,
            )
