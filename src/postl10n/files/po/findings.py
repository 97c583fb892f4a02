"""Faults of a catalog that parsing accepts: NUL, and plural forms that do not fit the header's rule."""

from __future__ import annotations

from collections.abc import Iterator

from postl10n.errors import CatalogError, Place
from postl10n.lang.plurals import PluralError, PluralForms, parse_plural_forms
from postl10n.model.catalog import Catalog, Entry

_FIELD = "Plural-Forms"


def findings(catalog: Catalog, path: str) -> Iterator[CatalogError]:
    """Yield the faults that parsing accepts and compiling does not, in file order."""
    forms = None
    if _FIELD in catalog.fields and not _template(catalog):
        try:
            forms = plural_forms_of(catalog)
        except PluralError as error:
            yield _fault(str(error), path, catalog.header)
    for entry in catalog.entries:
        if _holds_nul(entry):
            yield _fault(
                "a text holds NUL, which ends it for every program that reads the catalog", path, entry
            )
        if forms is not None and _forms_differ(entry, forms.nplurals):
            yield _fault(
                f"{len(entry.msgstr)} plural forms; the header's nplurals is {forms.nplurals}", path, entry
            )


def plural_forms_of(catalog: Catalog) -> PluralForms | None:
    """Return the header's `Plural-Forms`, checked; None if it has none. Raises PluralError."""
    value = catalog.fields.get(_FIELD)
    if value is None:
        return None
    forms = parse_plural_forms(value)
    forms.check()
    return forms


def _template(catalog: Catalog) -> bool:
    """Return True if the field is still that of a template, to be filled in."""
    return "INTEGER" in catalog.fields[_FIELD]


def _holds_nul(entry: Entry) -> bool:
    texts = (entry.msgid, entry.msgctxt or "", entry.msgid_plural or "", *entry.msgstr)
    return any("\0" in text for text in texts)


def _forms_differ(entry: Entry, nplurals: int) -> bool:
    """Return True if a translated plural entry has not the number of forms that the header declares."""
    return entry.msgid_plural is not None and any(entry.msgstr) and len(entry.msgstr) != nplurals


def _fault(message: str, path: str, entry: Entry | None) -> CatalogError:
    return CatalogError(message, place=Place(path=path, line=entry.line if entry else None))
