"""Files of other translation tools: their units brought to a project's catalogs, and OmegaT projects out of these."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from postl10n.errors import CatalogError, Place, UsageError
from postl10n.files.omegat import write_project
from postl10n.lang.locales import bcp47, cldr, writing
from postl10n.model.catalog import Catalog
from postl10n.model.exchange import ExchangeCatalog, ExchangeUnit
from postl10n.model.review_sheet import RowRefusal, SheetRow
from postl10n.project.inputs import read_input
from postl10n.stages.catalog.exchange import ExchangeEntries, row_of, unmatched
from postl10n.workspace.memory import TranslationMemory
from postl10n.workspace.session import Session


def exchanged(
    session: Session, units: Iterable[ExchangeUnit], known: Collection[str], path: str
) -> Iterator[SheetRow | RowRefusal | None]:
    """Yield for each unit its row, if somebody changed it, or why it can't be taken.

    known: the ids of articles that may be meant. A unit of any other catalog is looked for in all of them.
    Raises CatalogError where languages are none of the project's.
    """
    indexes: dict[tuple[str, str], ExchangeEntries] = {}
    locales: dict[tuple[str, str], str] = {}
    for unit in units:
        pair = unit.source_locale, unit.locale
        if pair not in locales:
            locales[pair] = _locale(session, unit, path)
        locale = locales[pair]
        for article in (unit.catalog,) if unit.catalog in known else known:
            job = locale, article
            if job not in indexes:
                if unit.catalog in known:
                    indexes.clear()
                indexes[job] = ExchangeEntries(session.catalog(*job) or Catalog())
            found = indexes[job].named(unit)
            if found:
                yield row_of(unit, found, locale, article)
                break
        else:
            yield unmatched(unit)


def _locale(session: Session, unit: ExchangeUnit, path: str) -> str:
    """Return the locale of a unit's translation. Raises CatalogError where it is none of the project's."""
    place = Place(path=path, line=unit.line)
    try:
        source, locale = cldr(unit.source_locale), cldr(unit.locale)
    except UsageError as error:
        raise CatalogError("its languages are not known", place=place, hint=error.message) from error
    if writing(source) != writing(session.project.source):
        wanted = bcp47(session.project.source)
        raise CatalogError(f"translates from {unit.source_locale}, the project from {wanted}", place=place)
    if locale not in session.locales:
        alike = [one for one in session.locales if writing(one) == writing(locale)]
        if len(alike) == 1:
            return alike[0]
        hint = f"The project's targets are: {', '.join(session.locales)}."
        raise CatalogError(f"translates into {unit.locale}, no target of the project", place=place, hint=hint)
    return locale


def project_of(session: Session, catalogs: Iterable[ExchangeCatalog], memory: TranslationMemory) -> bytes:
    """Return the archive of an OmegaT project of the session's locale."""
    locale = session.locales[0]
    known, _ = memory.export(locale=locale, plain=True)
    source = session.project.source
    return write_project(catalogs, source=source, locale=locale, terms=_terms(session, locale), memory=known)


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the files of an OmegaT project that matter to us, by name. Raises CatalogError."""
    paths = [folder / "omegat.project", folder / "omegat" / "project_save.tmx"]
    paths += [*(folder / "source").glob("*.po"), *(folder / "target").glob("*.po")]
    return {path.relative_to(folder).as_posix(): read_input(path) for path in paths if path.is_file()}


def _terms(session: Session, locale: str) -> Iterator[tuple[str, str, str]]:
    """Yield each term with its translations, and for a comment the definition and what not to write."""
    for concept in session.pipeline.concepts.values():
        chain = session.project.chain(locale)
        given = next((concept.terms[code] for code in chain if code in concept.terms), ())
        banned = [term.text for term in given if not term.status.usable]
        definition = concept.definition.get(session.project.source, "")
        comment = "; ".join([*([definition] if definition else []), *(f"not: {text}" for text in banned)])
        for term in concept.terms.get(session.project.source, ()):
            usable = (
                [term.text] if concept.do_not_translate else [one.text for one in given if one.status.usable]
            )
            yield from ((term.text, text, comment) for text in usable)
