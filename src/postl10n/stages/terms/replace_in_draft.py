"""Putting the glossary's term into a draft that has another one, by the same rules as after a glossary change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from postl10n.lang.terms.concept_terms import terms_for
from postl10n.model.glossary import Concept, Term, TermStatus
from postl10n.model.states import State
from postl10n.model.term_usage import Effect, Standing, TranslatedUnit
from postl10n.stages.terms.impact import Sides, suggestion


class Mender:
    """Mends the drafts of one locale."""

    def __init__(self, concepts: Mapping[str, Concept], source: str, locale: str) -> None:
        self._concepts = concepts
        self._source = source
        self._locale = locale
        self._sides = Sides(concepts, concepts, source, locale)

    def mend(
        self, concept: str, named: Sequence[str], target: str, known: Mapping[str, Sequence[str]]
    ) -> str | None:
        """The text with the concept's term in the place of one that the glossary rules out, or of a `known` word.

        named: all concepts of the source; none of them may come to stand worse. None where nothing is safe.
        """
        unit = TranslatedUnit(key=(None, ""), sources=("",), targets=(target,), state=State.DRAFT, line=None)
        effects = [Effect(concept=concept, before=Standing.RIGHT, after=Standing.WRONG)]
        mended = suggestion(unit, effects, sorted(set(named)), self._with(concept, known.get(concept, ())))
        return mended[0] if mended else None

    def _with(self, concept: str, words: Sequence[str]) -> Sides:
        """As if the glossary had allowed the words before."""
        version = self._concepts.get(concept)
        if not words or version is None or version.do_not_translate:
            return self._sides
        terms = terms_for(version, self._locale)
        more = tuple(Term(text=word, status=TermStatus.ADMITTED, type=terms[0].type) for word in words)
        before = (
            replace(version, terms={**version.terms, self._locale: (*terms, *more)}) if terms else version
        )
        return Sides({**self._concepts, concept: before}, self._concepts, self._source, self._locale)
