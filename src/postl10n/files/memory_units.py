"""Units of a translation memory from files that are more than that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from postl10n.errors import Place, UsageError
from postl10n.files.formats import MemoryReading
from postl10n.files.po import parse_po
from postl10n.files.tmx.parse import read_tmx
from postl10n.lang.locales import cldr
from postl10n.lang.text.normalise import normalise
from postl10n.model.memory import MemoryUnit, UnitState
from postl10n.stages.pretranslate.memory_units import units_of


def from_tmx(data: bytes, reading: MemoryReading) -> Iterator[MemoryUnit]:
    """Yield the units of a TMX file, which says its locales itself."""
    return read_tmx(data, path=reading.path, state=reading.state, left_out=reading.left_out)


def from_po(data: bytes, reading: MemoryReading) -> Iterator[MemoryUnit]:
    """Yield the translated entries of a catalog. Raises UsageError where nothing says its locale."""
    catalog = parse_po(data, path=reading.path).catalog
    named = reading.locale or catalog.fields.get("Language", "")
    if not named:
        hint = "Say so with --locale."
        raise UsageError("its locale is unknown", place=Place(path=reading.path), hint=hint)
    units = units_of(
        catalog,
        source_locale=reading.source_locale,
        locale=cldr(named),
        article=None,
        origin=reading.path,
        left_out=reading.left_out,
    )
    for unit in units:
        yield unit if reading.state is None else replace(unit, state=reading.state)


def from_xliff(data: bytes, reading: MemoryReading) -> Iterator[MemoryUnit]:
    """Yield the translated units of an XLIFF file, which says its locales itself."""
    # Imported when used: few memories are XLIFF.
    from postl10n.files.xliff.read import read_xliff

    for unit in read_xliff(BytesIO(data), path=reading.path, numbered=True):
        source, target = normalise(unit.source), normalise(unit.target or "")
        plural = unit.form > 0 or (unit.exported is not None and "." in unit.id)
        state = unit.state or (unit.exported.state if unit.exported else "approved")
        copied = source == target and state != "approved"
        if plural or copied or not (source and target) or unit.fault:
            reading.left_out["entries with plural forms" if plural else "untranslated units"] += 1
            continue
        yield MemoryUnit(
            source=source,
            target=target,
            source_locale=cldr(unit.source_locale),
            locale=cldr(unit.locale),
            state=reading.state or (UnitState.APPROVED if state == "approved" else UnitState.FUZZY),
            origin=reading.path,
            article=unit.catalog or None,
            context=unit.context,
        )
