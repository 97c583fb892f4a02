"""Replacing a rendering everywhere in a locale: what it would make of each sentence, and doing it."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from postl10n.errors import Place, UsageError
from postl10n.lang.languages.language import language
from postl10n.lang.terms.concept_terms import terms_for
from postl10n.lang.terms.gender import gender_of, gender_signs
from postl10n.lang.terms.usage import term_uses
from postl10n.lang.text.normalise import normalise
from postl10n.model.glossary import Concept, Gender, Term, TermStatus
from postl10n.model.ids import texts_hash
from postl10n.model.term_usage import (
    Effect,
    ImpactedEntry,
    ImpactReport,
    ImpactWrite,
    Obstacle,
    Rewriting,
    TranslatedUnit,
    UnitVerdict,
)
from postl10n.project.store import ProjectStore
from postl10n.stages.terms.impact import Sides, suggestion
from postl10n.stages.terms.occurrences import demand_for, source_text, unit_verdict
from postl10n.workspace.review.concepts import UnitUse
from postl10n.workspace.terms.apply_impact import apply_impact


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceToReplace:
    """One place of the old rendering."""

    use: UnitUse
    made: Rewriting


class Replacer:
    """Replaces one rendering of a concept by another."""

    def __init__(
        self, store: ProjectStore, locale: str, concept: Concept, old: str, new: str, gender: str = ""
    ) -> None:
        """gender: the new rendering's, if it is known. Raises UsageError for renderings that can't be exchanged."""
        self._store = store
        self._locale = locale
        self._concept = concept
        old, new = normalise(old), normalise(new)
        if not old or not new or old == new:
            raise UsageError("a rendering is replaced by another one", hint="Give both, and let them differ.")
        if not new.isprintable():
            raise UsageError("the new rendering holds control characters")
        if concept.do_not_translate:
            raise UsageError(f"{concept.id} is left untranslated in every translation")
        if gender and gender not in frozenset(Gender):
            raise UsageError(f"{gender[:40]!r} is not a gender", hint=f"One of: {', '.join(Gender)}.")
        self._old = _term(concept, locale, old)
        self._new = _term(concept, locale, new)
        if gender:
            self._new = replace(self._new, gender=Gender(gender))
        self._set_sides()

    def _set_sides(self) -> None:
        before, after = self._versions()
        id_, source = self._concept.id, self._store.project.source
        self._sides = Sides({id_: before}, {id_: after}, source, self._locale)

    def proposals(self, uses: Iterable[UnitUse]) -> list[PlaceToReplace]:
        """Yield every unit with the old rendering, and its new text; None where that is not safe."""
        uses = list(uses)
        self._learn_gender(uses)
        seen: set[tuple[str, object]] = set()
        found = []
        for use in uses:
            place = (use.article, use.unit.key)
            if place in seen or not self._stands_in(use.unit):
                continue
            seen.add(place)
            found.append(PlaceToReplace(use=use, made=self._made(use.unit)))
        return found

    def _learn_gender(self, uses: Sequence[UnitUse]) -> None:
        """Take the gender of the new rendering from the articles before it in the concept's translations, if they agree."""
        signs = gender_signs(self._locale)
        if signs is None or self._new.gender is not None:
            return
        shown = {
            signs.of_article(text[: found.start])
            for use in uses
            for text in use.unit.targets
            for _, found in term_uses((self._new,), text, self._locale)
            if found.verdict.firm
        } - {None}
        if len(shown) == 1:
            self._new = replace(self._new, gender=shown.pop())
            self._set_sides()

    @property
    def asks_gender(self) -> bool:
        """True if the gender of the new rendering would help and nobody knows it."""
        return language(self._locale).gendered and gender_of(self._new, self._locale) is None

    def digest(self, proposals: Iterable[PlaceToReplace]) -> str:
        texts = [self._locale, self._concept.id, self._old.text, self._new.text]
        for one in proposals:
            texts += (one.use.article, repr(one.use.unit), repr(one.made))
        return texts_hash(texts)

    def apply(
        self, proposals: Sequence[PlaceToReplace], today: datetime.date, anyway: Collection[str] = ()
    ) -> ImpactWrite:
        """Write what is safe, and the proposals of `anyway`: fuzzy, the old text in a comment and in the journal."""
        entries = tuple(
            replace(entry, suggestion=entry.suggestion or entry.proposal or None)
            if place_of(one.use) in anyway
            else entry
            for one in proposals
            for entry in (self.entry(one),)
        )
        report = ImpactReport(changed=(self._concept.id,), entries=entries)
        return apply_impact(self._store.layout, report, today)

    def entry(self, one: PlaceToReplace) -> ImpactedEntry:
        layout, unit = self._store.layout, one.use.unit
        path = layout.shown(layout.catalog(self._locale, one.use.article))
        effect = Effect(concept=self._concept.id, before=UnitVerdict.RIGHT, after=UnitVerdict.WRONG)
        return ImpactedEntry(
            locale=self._locale,
            article=one.use.article,
            place=Place(path=path, line=unit.line),
            key=unit.key,
            state=unit.state,
            source=source_text(unit, self._store.project.source),
            targets=unit.targets,
            inherited=unit.inherited,
            effects=(effect,),
            suggestion=one.made.targets,
            obstacle=one.made.obstacle,
            proposal=one.made.proposal,
        )

    def _versions(self) -> tuple[Concept, Concept]:
        """The concept as if the old rendering were right, and as if the new one were."""
        others = [
            replace(term, status=TermStatus.ADMITTED)
            for term in terms_for(self._concept, self._locale)
            if term.text not in (self._old.text, self._new.text) and term.status.usable
        ]
        old = replace(self._old, status=TermStatus.PREFERRED)
        new = replace(self._new, status=TermStatus.PREFERRED, type=old.type)
        gone = replace(self._old, status=TermStatus.FORBIDDEN)
        terms = dict(self._concept.terms)
        before = replace(self._concept, terms={**terms, self._locale: (old, *others)})
        after = replace(self._concept, terms={**terms, self._locale: (new, *others, gone)})
        return before, after

    def _stands_in(self, unit: TranslatedUnit) -> bool:
        demand = demand_for(self._sides.after[self._concept.id], self._sides.source, self._locale)
        return any(
            term.text == self._old.text and use.verdict.firm
            for text in unit.targets
            for term, use in term_uses(demand.terms, text, self._locale)
        )

    def _made(self, unit: TranslatedUnit) -> Rewriting:
        demand = self._sides.demand(self._concept.id, after=True)
        if unit_verdict(demand, unit.targets, self._locale) is not UnitVerdict.WRONG:
            return Rewriting(obstacle=Obstacle.READINGS)
        effect = Effect(concept=self._concept.id, before=UnitVerdict.RIGHT, after=UnitVerdict.WRONG)
        return suggestion(unit, [effect], [self._concept.id], self._sides)


def place_of(use: UnitUse) -> str:
    """Return the name of a use's entry in forms."""
    return texts_hash([use.article, repr(use.unit.key)])


def _term(concept: Concept, locale: str, text: str) -> Term:
    """The glossary's term, with its forms; a bare one where it has none."""
    known = (term for term in terms_for(concept, locale) if term.text == text)
    return next(known, Term(text=text))
