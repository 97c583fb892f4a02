"""Editing the glossary from the concept view."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from postl10n.errors import Place, UsageError, raise_faults
from postl10n.files.glossary_yaml.edit import edit_glossary
from postl10n.lang.terms.concept_terms import definition_for, terms_for
from postl10n.lang.text.normalise import normalise
from postl10n.model.glossary import Concept, Gender, Glossary, GrammaticalNumber, Proposal, Term, TermStatus
from postl10n.model.ids import short_hash
from postl10n.model.review import TermRow
from postl10n.project.glossary import YAML_SUFFIXES, contradictions
from postl10n.project.store import ProjectStore
from postl10n.project.writes import content_at, inside, write_file
from postl10n.workspace.review.concepts import concept_hash, concept_of
from postl10n.workspace.review.file_changes import FileChanges

_Choice = TypeVar("_Choice", bound=StrEnum)
_NEW_CONCEPTS, _NEW_SUBJECT = "proposed.yaml", "proposed"
"""The file of concepts that are proposed anew, and their subject, for a reviewer to move."""
_LONGEST = 2000
"""Characters of a term or a definition."""


class GlossaryEditor:
    """Changes one concept at a time, in its file; comments and order of the file are kept."""

    def __init__(self, store: ProjectStore, files: FileChanges) -> None:
        self._store = store
        self._files = files

    def set_term(self, locale: str, concept_id: str, text: str, status: str, digest: str) -> None:
        """Give a term of a locale a status, or add it. Raises UsageError, GlossaryError."""
        wanted = _choice(TermStatus, status, "status")
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
        rows = [_term(row) for row in terms]
        if len({row.text for row in rows}) < len(rows):
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

    def propose(self, concept_id: str, proposals: Sequence[Proposal]) -> None:
        """Add proposals to a concept, or make one of them where `concept_id` is empty. Raises UsageError, GlossaryError."""
        spelt = tuple(replace(one, text=_text(one.text, "a proposed term")) for one in proposals)
        if concept_id:
            concept = concept_of(self._store.glossary, concept_id)
            known = [(one.text, one.locale) for one in concept.proposed]
            new = tuple(one for one in spelt if (one.text, one.locale) not in known)
            if not new:
                raise UsageError("this term is proposed already")
            whole = replace(concept, proposed=(*concept.proposed, *new))
            return self._change(concept_id, concept_hash(concept), lambda _: whole)
        path = self._store.layout.glossary / _NEW_CONCEPTS
        before = content_at(inside(path, self._store.layout.root))
        made = Concept(id=_free_id(spelt[0].text, self._store.glossary), subject=_NEW_SUBJECT, proposed=spelt)
        after = edit_glossary(before or b"", [made], path=self._store.layout.shown(path))
        self._files.watch(path)
        write_file(path, after, root=self._store.layout.root, durable=True, expected=before)
        return None

    def accept(self, concept_id: str, locale: str, text: str, term: TermRow, digest: str) -> None:
        """Make a term of the proposal of a text, in other words if the reviewer likes. Raises UsageError, GlossaryError."""
        made, source = _term(term), self._store.project.source

        def changed(concept: Concept) -> Concept:
            open_ = _open(concept, locale, text)
            terms = dict(concept.terms)
            taken = {open_}
            if not terms.get(source):
                named = [one for one in concept.proposed if one.locale == source and not one.refused]
                terms[source] = tuple(Term(text=one.text, source=one.at) for one in named)
                taken |= set(named)
            if locale != source or not taken - {open_}:
                own = [_with_status(one, made.text, made.status) for one in terms.get(locale, ())]
                if all(one.text != made.text for one in own):
                    own.append(replace(made, source=open_.at))
                terms[locale] = tuple(own)
            left = tuple(one for one in concept.proposed if one not in taken)
            return replace(concept, terms={code: own for code, own in terms.items() if own}, proposed=left)

        self._change(concept_id, digest, changed)

    def refuse(self, concept_id: str, locale: str, text: str, reason: str, digest: str) -> None:
        """Refuse a proposal with a reason, which is kept. Raises UsageError, GlossaryError."""
        why = _text(reason, "a refusal")

        def changed(concept: Concept) -> Concept:
            open_ = _open(concept, locale, text)
            told = tuple(replace(one, refused=why) if one == open_ else one for one in concept.proposed)
            return replace(concept, proposed=told)

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
        raise_faults(contradictions(new if one.id == new.id else one for one in glossary))
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


def _terms(concept: Concept, locale: str, rows: Sequence[Term]) -> dict[str, tuple[Term, ...]]:
    """The concept's terms with those of a locale as given; what else is known of a term is kept."""
    inherited = terms_for(concept, locale)
    known = {term.text: term for term in inherited}
    own = tuple(
        replace(
            known.get(row.text, row),
            **{name: getattr(row, name) for name in ("status", "gender", "number", *_LISTS)},
        )
        for row in rows
    )
    if own == tuple(inherited):
        return dict(concept.terms)
    terms = {**concept.terms, locale: own}
    return {code: those for code, those in terms.items() if those}


def _open(concept: Concept, locale: str, text: str) -> Proposal:
    for one in concept.proposed:
        if (one.locale, one.text) == (locale, text) and not one.refused:
            return one
    raise UsageError(f"{text[:60]!r} is not proposed any more", hint="Look at the concept again first.")


def _free_id(text: str, glossary: Glossary) -> str:
    """Return an id made of a term that no concept has."""
    slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60] or f"term-{short_hash(text)}"
    known = glossary.by_id()
    numbered = (f"{slug}-{number}" for number in itertools.count(2))
    return slug if slug not in known else next(one for one in numbered if one not in known)


_LISTS = ("forms", "not_inside", "not_beside")


def _term(row: TermRow) -> Term:
    """Return what a row of the form says of a term. Raises UsageError."""
    return Term(
        text=_text(row.text, "a term"),
        status=_choice(TermStatus, row.status, "status"),
        gender=_choice(Gender, row.gender, "gender") if row.gender else None,
        number=_choice(GrammaticalNumber, row.number, "number") if row.number else None,
        forms=tuple(_text(one, "a form") for one in row.forms),
        not_inside=tuple(_text(one, "a context word") for one in row.not_inside),
        not_beside=tuple(_text(one, "a context word") for one in row.not_beside),
    )


def _with_status(term: Term, text: str, status: TermStatus) -> Term:
    """One term is preferred at a time, of one type."""
    if term.text == text:
        return replace(term, status=status)
    if status is TermStatus.PREFERRED and term.status is TermStatus.PREFERRED:
        return replace(term, status=TermStatus.ADMITTED)
    return term


def _choice(kind: type[_Choice], text: str, what: str) -> _Choice:
    try:
        return kind(text)
    except ValueError as error:
        hint = f"There are: {', '.join(kind)}."
        raise UsageError(f"{text[:40]!r} is not a {what} of a term", hint=hint) from error


def _text(text: str, what: str) -> str:
    plain = normalise(text)
    if not plain or len(plain) > _LONGEST or not plain.isprintable():
        raise UsageError(f"{what} needs a text: one line without control characters")
    return plain
