"""Faults of a catalog that parsing accepts: NUL, and plural forms that do not fit the header's rule."""

from __future__ import annotations

from collections.abc import Iterator

from postl10n.errors import CatalogError, Place
from postl10n.lang.plurals import PluralError, PluralForms, parse_plural_forms
from postl10n.model.catalog import Catalog, Entry

_FIELD = "Plural-Forms"
_TO_BE_FILLED_IN = "INTEGER"
"""In the field of a template."""


def findings(catalog: Catalog, path: str, *, live: bool = False) -> Iterator[CatalogError]:
    """Yield the faults that parsing accepts and compiling does not, in file order. Obsolete entries are not judged.

    live: judge only what programs look up: no fuzzy or empty entries, and the header's rule only where one of the
    others has plural forms.
    """
    entries = [entry for entry in catalog.active() if not live or (any(entry.msgstr) and not entry.fuzzy)]
    forms = None
    if not live or any(entry.msgid_plural is not None for entry in entries):
        try:
            forms = plural_forms_of(catalog)
        except PluralError as error:
            yield _fault(str(error), path, catalog.header)
    for entry in entries:
        if _holds_nul(entry):
            yield _fault(
                "a text holds NUL, which ends it for every program that reads the catalog", path, entry
            )
        plural = entry.msgid_plural is not None and any(entry.msgstr)
        if forms is not None and plural and len(entry.msgstr) != forms.nplurals:
            yield _fault(
                f"{len(entry.msgstr)} plural forms; the header's nplurals is {forms.nplurals}", path, entry
            )


def plural_forms_of(catalog: Catalog) -> PluralForms | None:
    """Return the header's `Plural-Forms`, checked; None if it has none yet. Raises PluralError."""
    value = catalog.fields.get(_FIELD, "")
    if not value.strip() or _TO_BE_FILLED_IN in value:
        return None
    forms = parse_plural_forms(value)
    forms.check()
    return forms


def _holds_nul(entry: Entry) -> bool:
    texts = (entry.msgid, entry.msgctxt or "", entry.msgid_plural or "", *entry.msgstr)
    return any("\0" in text for text in texts)


def _fault(message: str, path: str, entry: Entry | None) -> CatalogError:
    return CatalogError(message, place=Place(path=path, line=entry.line if entry else None))
