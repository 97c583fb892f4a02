"""A project's glossary: every file of its folder read, and what no glossary may hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from postl10n.errors import Faults, GlossaryError, raise_faults
from postl10n.files.formats import TERMS, ending
from postl10n.files.glossary_yaml.parse import parse_file
from postl10n.model.glossary import Concept, Glossary, Term, TermStatus
from postl10n.project.inputs import read_input

if TYPE_CHECKING:
    from postl10n.files.glossary_import import Incoming

YAML_SUFFIXES = frozenset({".yaml", ".yml"})
_NOT_READ = ".xlsx"
"""A workbook is imported, and never read in the glossary's folder."""


def read_glossary(folder: Path, *, root: Path) -> Glossary:
    """All concepts of the folder's YAML, TBX and CSV files, in the order of file names; none without a folder.

    Raises GlossaryError, or FaultGroup once every file was read, for what can't be read or for
    contradictions: a repeated id, a text both usable and forbidden for one concept and locale.
    """
    glossary = read_unchecked(folder, root=root)
    raise_faults(contradictions(glossary.concepts))
    return glossary


def read_unchecked(folder: Path, *, root: Path) -> Glossary:
    """Read a glossary like `read_glossary`, but accept contradictions."""
    faults = Faults()
    concepts: list[Concept] = []
    subjects: dict[str, Mapping[str, str]] = {}
    lists: list[Concept] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix not in YAML_SUFFIXES and (path.suffix == _NOT_READ or path.suffix[1:] not in TERMS):
            continue
        shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
        with faults.collect():
            data = read_input(path, shown=shown, root=root, fault=GlossaryError)
            if path.suffix in YAML_SUFFIXES:
                found, names = parse_file(data, path=shown)
                concepts += found
                subjects.update(names)
                continue
            incoming = parse_other(data, path=shown)
            kind = concepts if incoming.with_ids else lists
            kind += _with_subjects(incoming, _subject(path.stem))
    faults.raise_any()
    joined = _joined(lists, {concept.id for concept in concepts}) if lists else ()
    return Glossary(concepts=(*concepts, *joined), subjects=subjects)


def parse_other(data: bytes, *, path: str, locales: tuple[str, str] | None = None) -> Incoming:
    """Read a glossary in a format other than YAML; `locales` are source and target of a sheet that names none.

    Raises GlossaryError or FaultGroup, each with the line.
    """
    # Each reader is imported where a file needs it: most projects have YAML alone.
    kind = ending(PurePosixPath(path))
    with TERMS.guard(kind):
        return TERMS.load(kind)(data, path=path, locales=locales)


def _subject(stem: str) -> str:
    """Return the subject of concepts that have none: the file's name without locales."""
    from postl10n.files.tables.term_pairs import without_locales

    return without_locales(stem) or "glossary"


def _with_subjects(incoming: Incoming, stem: str) -> Iterator[Concept]:
    """The concepts, those without a subject with the file's name, terms that a sheet removes left out."""
    for concept in incoming.concepts:
        terms = {
            locale: tuple(one for one in those if (concept.id, locale, one.text) not in incoming.removed)
            for locale, those in concept.terms.items()
        }
        yield replace(concept, subject=concept.subject or stem, terms=terms)


def _joined(concepts: Iterable[Concept], taken: Iterable[str]) -> Iterator[Concept]:
    """Concepts of word lists, one for each subject and first term, with ids that no other concept has.

    A list has two languages; several lists of one source give concepts in all of theirs.
    """
    from postl10n.files.glossary_import import Ids

    joined: dict[tuple[str, str], Concept] = {}
    for concept in concepts:
        first = next(terms[0].text for terms in concept.terms.values() if terms)
        known = joined.setdefault((concept.subject, first), concept)
        if known is not concept:
            joined[concept.subject, first] = replace(known, terms=_joined_terms(known, concept))
    ids = Ids(taken)
    for concept in joined.values():
        yield replace(concept, id=ids.own(concept.id))


def _joined_terms(one: Concept, other: Concept) -> dict[str, tuple[Term, ...]]:
    terms = dict(one.terms)
    for locale, those in other.terms.items():
        own = terms.get(locale, ())
        texts = {term.text for term in own}
        added = (term for term in those if term.text not in texts)
        terms[locale] = (
            *own,
            *(replace(term, status=TermStatus.ADMITTED) if own else term for term in added),
        )
    return terms


def contradictions(concepts: Iterable[Concept]) -> Iterator[GlossaryError]:
    """Yield errors for concepts with the same id, and for terms that are both usable and forbidden."""
    first: dict[str, Concept] = {}
    for concept in concepts:
        earlier = first.setdefault(concept.id, concept)
        if earlier is not concept:
            yield GlossaryError(
                f"concept {concept.id!r} is already defined at {earlier.place}", place=concept.place
            )
        for locale, terms in concept.terms.items():
            usable = {term.text for term in terms if term.status.usable}
            for term in terms:
                if not term.status.usable and term.text in usable:
                    message = f"{term.text!r} is both usable and {term.status} for {concept.id} in {locale}"
                    yield GlossaryError(message, place=term.place)
