"""The effect of a glossary change on a unit, and the new translation where a replacement is safe."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from postl10n.lang.languages.romance_articles import agreeing
from postl10n.lang.locales import parents
from postl10n.lang.terms.gender import gender_of
from postl10n.lang.terms.replacement import Fit, fit
from postl10n.lang.terms.usage import term_uses
from postl10n.model.glossary import Concept, Glossary, Term, TermStatus
from postl10n.model.term_usage import Effect, Obstacle, Rewriting, TranslatedUnit, UnitVerdict
from postl10n.stages.terms.occurrences import Demand, demand_for, unit_verdict

VerdictOf = Callable[[Sequence[str]], UnitVerdict]
"""A glossary's verdict on texts that translate a concept; may cache its answers."""


class Sides:
    """A glossary before and after a change, in one locale."""

    def __init__(
        self, before: Mapping[str, Concept], after: Mapping[str, Concept], source: str, locale: str
    ) -> None:
        self.before = before
        self.after = after
        self.source = source
        self.locale = locale
        self._demands: dict[tuple[str, bool], Demand] = {}

    def demand(self, concept: str, *, after: bool) -> Demand:
        """Return the requirement for the concept, before or after."""
        key = (concept, after)
        if key not in self._demands:
            version = (self.after if after else self.before).get(concept)
            self._demands[key] = demand_for(version, self.source, self.locale)
        return self._demands[key]

    def wanted(self, concept: str, *, after: bool) -> tuple[Term, ...]:
        """Return the usable terms, preferred ones first."""
        return tuple(term for term in self.demand(concept, after=after).terms if term.status.usable)


def changed_concepts(before: Glossary, after: Glossary) -> list[str]:
    """Return the concepts whose requirements on translations differ; notes, definitions and order don't count."""
    old, new = before.by_id(), after.by_id()
    ids = dict.fromkeys((*old, *new))
    return [id_ for id_ in ids if _asked(old.get(id_)) != _asked(new.get(id_))]


def changed_for(concept: str, sides: Sides) -> bool:
    """Return True if the requirements on the locale's own terms have changed."""
    old, new = (target_side(sides.demand(concept, after=after)) for after in (False, True))
    return old != new or (concept in sides.before) != (concept in sides.after)


def source_side(glossary: Glossary, source: str) -> str:
    """Return all that finding terms in sources depends on, as one text: equal texts find the same."""
    codes = (source, *parents(source))
    return repr(
        [
            (
                concept.id,
                concept.subject,
                [_asked_of(term) for code in codes for term in concept.terms.get(code, ())],
            )
            for concept in glossary
        ]
    )


def target_side(demand: Demand) -> str:
    """Return all that verifying a concept's renderings depends on, as one text."""
    return repr([_asked_of(term) for term in demand.terms])


_Asked = tuple[str, str, str, bool, tuple[str, ...], tuple[str, ...]]


def _asked_of(term: Term) -> _Asked:
    conditions = *term.not_inside, *term.not_beside, str(term.not_at_start)
    return term.text, str(term.status), str(term.type), term.case_sensitive, term.forms, conditions


def _asked(concept: Concept | None) -> object:
    if concept is None:
        return None
    terms = {locale: [_asked_of(term) for term in terms] for locale, terms in concept.terms.items()}
    return concept.subject, concept.do_not_translate, terms


def effect(
    concept: str,
    unit: TranslatedUnit,
    sides: Sides,
    *,
    named: tuple[bool, bool],
    ask: tuple[VerdictOf, VerdictOf],
) -> Effect | None:
    """Return the effect of the change on a concept in a unit; None if there is none.

    Both pairs are (before, after): `named` is True if the unit's source names the concept, `ask` gives the verdict.
    """
    old, new = (
        answer(unit.targets) if there else UnitVerdict.UNTESTED
        for there, answer in zip(named, ask, strict=True)
    )
    if old is UnitVerdict.RIGHT and new is UnitVerdict.UNSURE and _lost(concept, sides):
        # A rendering that was right by a removed term is not in doubt because another term begins alike.
        new = UnitVerdict.WRONG
    if old is new or {old, new} == {UnitVerdict.UNSURE, UnitVerdict.UNTESTED}:
        return None
    return Effect(concept=concept, before=old, after=new)


def _lost(concept: str, sides: Sides) -> bool:
    """Return True if a term may no longer be used."""
    before, after = ({term.text for term in sides.wanted(concept, after=one)} for one in (False, True))
    return not before <= after


def suggestion(
    unit: TranslatedUnit, effects: Sequence[Effect], named: Sequence[str], sides: Sides
) -> Rewriting:
    """Return the msgstr with the new terms in the place of the old; a proposal and its obstacle where that is not safe.

    `named` are all concepts of the unit: none of them may get a worse verdict.
    """
    wrong = [one.concept for one in effects if one.after is UnitVerdict.WRONG]
    targets = unit.targets
    obstacles: list[Obstacle] = []
    for concept in wrong:
        replaced = [_replaced(concept, text, sides) for text in targets]
        targets = tuple(one.text for one in replaced)
        obstacles += [one.obstacle for one in replaced if one.obstacle is not None]
    if not wrong:
        return Rewriting()
    if targets == unit.targets:
        return Rewriting(obstacle=Obstacle.READINGS)
    if not obstacles and any(_verdict(concept, targets, sides) is not UnitVerdict.RIGHT for concept in wrong):
        obstacles.append(Obstacle.READINGS)
    others = (concept for concept in named if concept not in wrong)
    if not obstacles and any(_worse(one, unit.targets, targets, sides) for one in others):
        obstacles.append(Obstacle.INSIDE)
    if obstacles:
        return Rewriting(obstacle=obstacles[0], proposal=targets)
    return Rewriting(targets=targets)


def _verdict(concept: str, targets: Sequence[str], sides: Sides) -> UnitVerdict:
    return unit_verdict(sides.demand(concept, after=True), targets, sides.locale)


def _worse(concept: str, before: Sequence[str], after: Sequence[str], sides: Sides) -> bool:
    old, new = (_verdict(concept, targets, sides) for targets in (before, after))
    return old is not new and new is not UnitVerdict.RIGHT


def _replaced(concept: str, text: str, sides: Sides) -> Fit:
    """Return the text with every use of a removed term replaced, and what makes it unsafe."""
    wanted = sides.wanted(concept, after=True)
    gone = list(_gone(concept, sides))
    found = [one for one in term_uses((*wanted, *gone), text, sides.locale) if one[0] in gone]
    obstacle = None if found else Obstacle.READINGS
    for term, use in reversed(found):
        new = _instead(term, wanted) if use.verdict.firm else None
        if new is None:
            obstacle = Obstacle.READINGS
            continue
        before, after = text[: use.start], text[use.end :]
        put = fit(text[use.start : use.end], term, new, sides.locale, before=before, after=after)
        obstacle = put.obstacle or obstacle
        text = before + put.text + after
        if put.obstacle is Obstacle.AGREEMENT:
            gender = gender_of(new, sides.locale)
            text = agreeing(text, replace(new, text=put.text, gender=gender), sides.locale)
    return Fit(text=text, obstacle=obstacle)


def _gone(concept: str, sides: Sides) -> Iterator[Term]:
    """Return the terms that may be in translations and must not: usable ones removed, those forbidden now."""
    allowed = {term.text for term in sides.wanted(concept, after=True)}
    ruled_out = [term for term in sides.demand(concept, after=True).terms if not term.status.usable]
    for term in dict.fromkeys((*sides.wanted(concept, after=False), *ruled_out)):
        if term.text not in allowed:
            yield term


def _instead(term: Term, wanted: Sequence[Term]) -> Term | None:
    """Return the preferred term of the same type, or any of it."""
    of_type = [one for one in wanted if one.type is term.type]
    return next((one for one in of_type if one.status is TermStatus.PREFERRED), next(iter(of_type), None))
