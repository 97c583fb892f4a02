"""Replacing a wrong term in a draft with the glossary's, by the same rules as after a glossary change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from postl10n.lang.terms.concept_terms import terms_for
from postl10n.model.glossary import Concept, Term, TermStatus
from postl10n.model.states import State
from postl10n.model.term_usage import Effect, TranslatedUnit, UnitVerdict
from postl10n.stages.terms.impact import Sides, suggestion


class DraftRepairer:
    """Replaces wrong terms in the drafts of one locale."""

    def __init__(self, concepts: Mapping[str, Concept], source: str, locale: str) -> None:
        self._concepts = concepts
        self._source = source
        self._locale = locale
        self._sides = Sides(concepts, concepts, source, locale)

    def repair(
        self, concept: str, named: Sequence[str], target: str, known: Mapping[str, Sequence[str]]
    ) -> str | None:
        """Return the text with the concept's term instead of a forbidden one or a `known` word; None if that is not safe.

        named: all concepts of the source; none of them may get a worse verdict.
        """
        unit = TranslatedUnit(key=(None, ""), sources=("",), targets=(target,), state=State.DRAFT, line=None)
        effects = [Effect(concept=concept, before=UnitVerdict.RIGHT, after=UnitVerdict.WRONG)]
        repaired = suggestion(unit, effects, sorted(set(named)), self._with(concept, known.get(concept, ())))
        return repaired.targets[0] if repaired.targets else None

    def _with(self, concept: str, words: Sequence[str]) -> Sides:
        """Return the sides of a change that no longer admits the words."""
        version = self._concepts.get(concept)
        if not words or version is None or version.do_not_translate:
            return self._sides
        terms = terms_for(version, self._locale)
        more = tuple(Term(text=word, status=TermStatus.ADMITTED, type=terms[0].type) for word in words)
        before = (
            replace(version, terms={**version.terms, self._locale: (*terms, *more)}) if terms else version
        )
        return Sides({**self._concepts, concept: before}, self._concepts, self._source, self._locale)
