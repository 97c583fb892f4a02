"""A project's glossary: every file of its folder read, and what no glossary may hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from postl10n.errors import Faults, GlossaryError
from postl10n.files.glossary_yaml import parse_yaml
from postl10n.files.writes import inside
from postl10n.model.glossary import Concept, Glossary


def read_glossary(folder: Path, *, root: Path) -> Glossary:
    """All concepts of the folder's YAML files, in the order of file names; none if there is no folder.

    Raises GlossaryError, or FaultGroup once every file was read, for what can't be read and for
    contradictions: a repeated id, a text both usable and forbidden for one concept and locale.
    """
    faults = Faults()
    concepts: list[Concept] = []
    paths = [*folder.glob("*.yaml"), *folder.glob("*.yml")] if folder.is_dir() else []
    for path in sorted(paths):
        shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
        with faults.collect():
            concepts += parse_glossary(inside(path, root).read_bytes(), path=shown)
    for fault in contradictions(concepts):
        faults.add(fault)
    faults.raise_any()
    return Glossary(concepts=tuple(concepts))


def parse_glossary(data: bytes, *, path: str) -> list[Concept]:
    """The concepts of one YAML file. Raises GlossaryError or FaultGroup, each with the line."""
    return parse_yaml(data, path=path)


def contradictions(concepts: Iterable[Concept]) -> Iterator[GlossaryError]:
    """What no glossary may hold: two concepts of one id, a term usable and forbidden at once."""
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
