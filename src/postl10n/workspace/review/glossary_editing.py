"""Editing the glossary from the concept view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from postl10n.errors import FaultGroup, Place, UsageError
from postl10n.files.glossary_yaml.edit import edit_glossary
from postl10n.lang.terms.concept_terms import definition_for, terms_for
from postl10n.lang.text.normalise import normalise
from postl10n.model.glossary import Concept, Term, TermStatus
from postl10n.model.review import TermRow
from postl10n.project.glossary import YAML_SUFFIXES, contradictions
from postl10n.project.store import ProjectStore
from postl10n.project.writes import content_at, inside, write_file
from postl10n.workspace.review.concepts import concept_hash, concept_of
from postl10n.workspace.review.file_changes import FileChanges

_LONGEST = 2000
"""Characters of a term or a definition."""


class GlossaryEditor:
    """Changes one concept at a time, in its file; comments and order of the file are kept."""

    def __init__(self, store: ProjectStore, files: FileChanges) -> None:
        self._store = store
        self._files = files

    def set_term(self, locale: str, concept_id: str, text: str, status: str, digest: str) -> None:
        """Give a term of a locale a status, or add it. Raises UsageError, GlossaryError."""
        wanted = _status(status)
        spelt = _text(text, "a term")

        def changed(concept: Concept) -> Concept:
            terms = [_with_status(term, spelt, wanted) for term in terms_for(concept, locale)]
            if all(term.text != spelt for term in terms):
                terms.append(Term(text=spelt, status=wanted))
            return replace(concept, terms={**concept.terms, locale: tuple(terms)})

        self._change(concept_id, digest, changed)

    def edit(
        self, locale: str, concept_id: str, definition: str, terms: Sequence[TermRow], digest: str
    ) -> None:
        """Put definition and terms of a locale in the place of those there are. Raises UsageError, GlossaryError."""
        rows = [(_text(row.text, "a term"), _status(row.status)) for row in terms]
        if len({text for text, _ in rows}) < len(rows):
            raise UsageError("a term is listed twice")
        defined = normalise(definition)
        if len(defined) > _LONGEST:
            raise UsageError(f"a definition may have {_LONGEST:,} characters")
        source = self._store.project.source

        def changed(concept: Concept) -> Concept:
            shown = (definition_for(concept, locale, source) or ("", ""))[0]
            definitions = dict(concept.definition)
            if defined != normalise(shown):
                definitions[locale] = defined
            if not definitions.get(locale):
                definitions.pop(locale, None)
            return replace(concept, definition=definitions, terms=_terms(concept, locale, rows))

        self._change(concept_id, digest, changed)

    def _change(self, concept_id: str, digest: str, change: Callable[[Concept], Concept]) -> None:
        """Write a concept as it is to be."""
        path, shown = self._file(concept_of(self._store.glossary, concept_id))
        # Read before the concept is: what is saved after that is not as expected any more.
        before = content_at(inside(path, self._store.layout.root))
        glossary = self._store.glossary
        if self._store.glossary_fault is not None:
            raise self._store.glossary_fault
        concept = concept_of(glossary, concept_id)
        same = concept_hash(concept) == digest and self._file(concept) == (path, shown)
        if before is None or not same:
            raise UsageError("the glossary was changed meanwhile", hint="Look at the concept again first.")
        new = change(concept)
        faults = list(contradictions(new if one.id == new.id else one for one in glossary))
        if faults:
            raise faults[0] if len(faults) == 1 else FaultGroup(faults)
        after = edit_glossary(before, [new], path=shown)
        self._files.watch(path)
        write_file(path, after, root=self._store.layout.root, durable=True, expected=before)

    def _file(self, concept: Concept) -> tuple[Path, str]:
        shown = concept.place.path if concept.place else ""
        if not shown.endswith(tuple(YAML_SUFFIXES)):
            raise UsageError(
                "only concepts of YAML files can be edited here",
                place=Place(path=shown or str(self._store.layout.glossary)),
            )
        return self._store.layout.root / shown, shown


def _terms(
    concept: Concept, locale: str, rows: Sequence[tuple[str, TermStatus]]
) -> dict[str, tuple[Term, ...]]:
    """The concept's terms with those of a locale as given; what else is known of a term is kept."""
    inherited = terms_for(concept, locale)
    if [(term.text, term.status) for term in inherited] == list(rows):
        return dict(concept.terms)
    known = {term.text: term for term in inherited}
    own = tuple(replace(known.get(text, Term(text=text)), status=status) for text, status in rows)
    terms = {**concept.terms, locale: own}
    return {code: those for code, those in terms.items() if those}


def _with_status(term: Term, text: str, status: TermStatus) -> Term:
    """One term is preferred at a time, of one type."""
    if term.text == text:
        return replace(term, status=status)
    if status is TermStatus.PREFERRED and term.status is TermStatus.PREFERRED:
        return replace(term, status=TermStatus.ADMITTED)
    return term


def _status(text: str) -> TermStatus:
    try:
        return TermStatus(text)
    except ValueError as error:
        hint = f"There are: {', '.join(TermStatus)}."
        raise UsageError(f"{text!r} is not a status of a term", hint=hint) from error


def _text(text: str, what: str) -> str:
    plain = normalise(text)
    if not plain or len(plain) > _LONGEST or not plain.isprintable():
        raise UsageError(f"{what} needs a text: one line without control characters")
    return plain
