"""The short forms that a document defines itself, found in its texts beside the glossary's terms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from postl10n.model.article import Definition
from postl10n.model.glossary import Concept, Glossary, Occurrence, Term, TermType
from postl10n.stages.terms.document_terms import DefinedUse
from postl10n.stages.terms.matcher import TermMatcher


class OwnForms:
    """The short and full forms that a document defines."""

    def __init__(
        self, definitions: Sequence[Definition], locale: str, concept_of: Callable[[str], Occurrence | None]
    ) -> None:
        self._definitions = definitions
        concepts = []
        self._known: dict[str, Occurrence] = {}
        for number, definition in enumerate(definitions):
            known = concept_of(definition.full)
            if known is not None:
                self._known[str(number)] = known
            forms = (definition.short,) if known else (definition.short, definition.full)
            terms = tuple(Term(text=form, case_sensitive=form == definition.short) for form in forms)
            concepts.append(Concept(id=str(number), subject="", terms={locale: terms}))
        self._matcher = TermMatcher(Glossary(concepts=tuple(concepts)), locale)

    def join(self, text: str, found: list[Occurrence]) -> tuple[list[Occurrence], list[DefinedUse]]:
        """The occurrences with those that definitions add or overrule, and the uses of other definitions."""
        uses: list[DefinedUse] = []
        for own in self._matcher.find(text):
            definition = self._definitions[int(own.concept)]
            short = own.term.text == definition.short
            if short and any(_covers(one, own) for one in found):
                continue
            if short:
                found = [one for one in found if one.end <= own.start or own.end <= one.start]
            known = self._known.get(own.concept)
            if known is None:
                uses.append(DefinedUse(definition=definition, start=own.start, end=own.end))
            else:
                term = replace(known.term, text=definition.short, type=_type_of(definition.short), forms=())
                found.append(known._replace(term=term, start=own.start, end=own.end))
        return sorted(found, key=lambda one: one.start), uses


def _covers(one: Occurrence, other: Occurrence) -> bool:
    return one.start <= other.start and other.end <= one.end


def _type_of(short: str) -> TermType:
    return TermType.ACRONYM if short.isupper() else TermType.ABBREVIATION
