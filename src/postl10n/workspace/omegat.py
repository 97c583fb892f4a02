"""OmegaT projects out of a project's catalogs, with its glossary and memory; and the files of one that came back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from postl10n.files.omegat import write_project
from postl10n.model.exchange import ExchangeCatalog
from postl10n.project.inputs import read_input
from postl10n.workspace.memory import TranslationMemory
from postl10n.workspace.session import Session


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
