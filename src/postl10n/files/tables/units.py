"""Translation units in sheets: of spreadsheets, of other tools, and of our own `po export`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from postl10n.errors import CatalogError, Place, UsageError
from postl10n.files.formats import MemoryReading
from postl10n.files.tables.csv import TableRow, pair_columns
from postl10n.files.tables.csv import read_csv as rows_of_csv
from postl10n.lang.locales import cldr, language_subtag
from postl10n.lang.text.normalise import normalise
from postl10n.model.catalog import MERGED
from postl10n.model.memory import MemoryUnit, UnitState
from postl10n.model.states import State

_SOURCE, _TARGET, _LOCALE, _STATE, _FUZZY = "source", "target", "locale", "state", "fuzzy"
_NO_LANGUAGES = frozenset({"id", "no"})
"""Codes of languages that are more often the name of a column: a row's id or number."""
_TRUE = frozenset({"true", "yes", "x", "1", "fuzzy"})
_STATES: Mapping[str, UnitState | None] = {
    **{state.value: state for state in UnitState},
    State.DRAFT: UnitState.MACHINE,
    State.EDITED_DRAFT: UnitState.FUZZY,
    State.STALE: UnitState.FUZZY,
    State.NEEDS_WORK: UnitState.FUZZY,
    State.EMPTY: None,
}


def read_csv(data: bytes, reading: MemoryReading) -> Iterator[MemoryUnit]:
    """Yield the units of a CSV or TSV file, which is read as glossaries and review sheets are."""
    yield from _Reader(reading).units(rows_of_csv(data, path=reading.path))


def read_xlsx(data: bytes, reading: MemoryReading) -> Iterator[MemoryUnit]:
    """Yield the units of the first worksheet of a workbook."""
    # lxml is loaded for workbooks only.
    from postl10n.files.tables.xlsx import read_xlsx as rows_of_xlsx

    yield from _Reader(reading).units(rows_of_xlsx(data, path=reading.path))


class _Reader:
    def __init__(self, reading: MemoryReading) -> None:
        self._path = reading.path
        self._source = reading.source_locale
        self._locale = reading.locale
        self._state = reading.state
        asked = (*reading.languages, reading.source_locale, reading.locale or "")
        self._languages = {language_subtag(one) for one in asked}
        self._left_out = reading.left_out
        self._source_column = ""

    def units(self, rows: Sequence[TableRow]) -> Iterator[MemoryUnit]:
        """Yield the units of a sheet, whose first row names its columns, in capitals or not.

        Either `source` and `target` (whose locale is the column `locale`'s or the reader's), or one column for each
        locale, the source locale included. `state` and `fuzzy` are honoured, other columns ignored. Texts are in
        msgid form. Rows that a translator joined (`{merged}`) give nothing. Raises CatalogError for a file
        without such columns, UsageError if the locale of its targets is unknown.
        """
        names = pair_columns(rows[0].cells) if rows else []
        targets = self._targets(names, rows[0].cells if rows else ())
        tables = [dict(zip(names, row.cells, strict=True)) for row in rows[1:]]
        for number, (row, cells) in enumerate(zip(rows[1:], tables, strict=True)):
            following = tables[number + 1] if number + 1 < len(tables) else {}
            for column, locale in targets.items():
                if MERGED in (cells[column].strip(), following.get(column, "").strip()):
                    self._left_out["parts of joined sentences"] += 1
                else:
                    yield from self._unit(cells, column, locale or self._named(cells, row.line), row.line)

    def _unit(self, cells: Mapping[str, str], column: str, locale: str, line: int) -> Iterator[MemoryUnit]:
        source, target = normalise(cells[self._source_column]), normalise(cells[column])
        state = self._state_of(cells, line)
        if not source or not target or state is None:
            self._left_out["rows without a source or a translation"] += 1
            return
        yield MemoryUnit(
            source=source,
            target=target,
            source_locale=self._source,
            locale=locale,
            state=self._state or state,
            origin=self._path,
        )

    def _targets(self, names: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
        """Return the columns of translations with their locales; an empty one if each row says its own."""
        if _SOURCE in names and _TARGET in names:
            self._source_column = _SOURCE
            if self._locale is None and _LOCALE not in names:
                hint = "Say so with --locale, or name the columns by their locales."
                place = Place(path=self._path)
                raise UsageError("the locale of its targets is unknown", place=place, hint=hint)
            return {_TARGET: self._locale if self._locale and _LOCALE not in names else ""}
        found: dict[str, str] = {}
        for name, cell in zip(names, cells, strict=True):
            known = self._source if name == _SOURCE else self._known(cell)
            if known is not None and known not in found.values():
                found[name] = known
        self._source_column = next((name for name, code in found.items() if code == self._source), "")
        targets = {name: code for name, code in found.items() if name != self._source_column}
        if _TARGET in names and self._locale:
            targets[_TARGET] = self._locale
        if not self._source_column or not targets:
            hint = f"Its first line should be: source,target — or locales, such as: {self._source},ru"
            raise CatalogError(
                "has no columns of sources and targets", place=Place(path=self._path, line=1), hint=hint
            )
        return targets

    def _known(self, cell: str) -> str | None:
        """Return the locale that a column's name is; a word that is one by chance only if it is asked for."""
        name = cell.strip()
        if name.lower() in _NO_LANGUAGES and name.lower() not in self._languages:
            return None
        try:
            return cldr(name)
        except UsageError:
            return None

    def _named(self, cells: Mapping[str, str], line: int) -> str:
        """Return the locale of a row. Raises UsageError."""
        try:
            return cldr(cells[_LOCALE].strip()) if cells[_LOCALE].strip() else cldr(self._locale or "")
        except UsageError as error:
            raise UsageError(
                error.message, place=Place(path=self._path, line=line), hint=error.hint
            ) from error

    def _state_of(self, cells: Mapping[str, str], line: int) -> UnitState | None:
        """Return the state of a row; None if it has no translation. Raises CatalogError for an unknown one."""
        if cells.get(_FUZZY, "").strip().lower() in _TRUE:
            return UnitState.FUZZY
        said = " ".join(cells.get(_STATE, "").lower().replace("_", " ").split())
        if not said:
            return UnitState.APPROVED
        if said not in _STATES:
            hint = f"States are {', '.join(_STATES)}; --state takes all rows as one of its own."
            if self._state is None:
                place = Place(path=self._path, line=line)
                raise CatalogError(f"{said!r} is no state", place=place, hint=hint)
        return _STATES.get(said, self._state)
