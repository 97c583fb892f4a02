"""The effects of a glossary change on catalogs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from postl10n.errors import Place
from postl10n.model.glossary import Glossary
from postl10n.model.term_usage import Effect, Found, ImpactedEntry, ImpactReport, TranslatedUnit
from postl10n.stages.terms.impact import (
    Sides,
    StandingOf,
    changed_concepts,
    changed_for,
    effect,
    suggestion,
)
from postl10n.stages.terms.occurrences import source_text
from postl10n.workspace.session import Progress
from postl10n.workspace.terms.index import TermIndex

_Located = Mapping[str, Mapping[str, Sequence[Found]]]
"""The occurrences in each msgid, by article."""
_Named = Mapping[str, tuple[frozenset[str], frozenset[str]]]
"""The concepts that each msgid of an article names, before and after."""


def impact(
    index: TermIndex, before: Glossary, after: Glossary, locales: Sequence[str], progress: Progress
) -> ImpactReport:
    """Every entry that stands otherwise with the one glossary than with the other; nothing is written."""
    changed = changed_concepts(before, after)
    if not changed:
        return ImpactReport(changed=(), entries=(), faults=index.faults)
    found = (index.located(before), index.located(after))
    entries: list[ImpactedEntry] = []
    for done, locale in enumerate(locales):
        progress("Comparing terms", done, len(locales))
        sides = Sides(before.by_id(), after.by_id(), index.source, locale)
        entries += _Locale(index, sides, changed, found).entries()
    progress("Comparing terms", len(locales), len(locales))
    return ImpactReport(changed=tuple(changed), entries=tuple(entries), faults=index.faults)


class _Locale:
    """The comparison in one locale."""

    def __init__(
        self, index: TermIndex, sides: Sides, changed: Sequence[str], found: tuple[_Located, _Located]
    ) -> None:
        self._index = index
        self._sides = sides
        self._found = found
        # A concept of which this locale is asked the same as before matters only where sources name it anew.
        self._asked_anew = frozenset(one for one in changed if changed_for(one, sides))
        self._askers: dict[str, tuple[StandingOf, StandingOf]] = {}

    def entries(self) -> Iterator[ImpactedEntry]:
        before, after = self._found
        for article in after:
            named = _named(before.get(article, {}), after[article])
            relevant = {text for text, both in named.items() if self._matters(*both)}
            if not relevant:
                continue
            for unit in self._index.units(self._sides.locale, article, relevant):
                entry = self._entry(article, unit, named)
                if entry is not None:
                    yield entry

    def _matters(self, before: frozenset[str], after: frozenset[str]) -> bool:
        return before != after or not self._asked_anew.isdisjoint(after)

    def _entry(self, article: str, unit: TranslatedUnit, named: _Named) -> ImpactedEntry | None:
        both = [named[text] for text in unit.sources if text in named]
        before, after = (frozenset().union(*(one[side] for one in both)) for side in (0, 1))
        concepts = [
            one
            for one in sorted(before | after)
            if one in self._asked_anew or (one in before) != (one in after)
        ]
        found = (self._effect(one, unit, (one in before, one in after)) for one in concepts)
        effects = [one for one in found if one is not None]
        if not effects:
            return None
        return ImpactedEntry(
            locale=self._sides.locale,
            article=article,
            place=Place(path=self._index.shown(self._sides.locale, article), line=unit.line),
            key=unit.key,
            state=unit.state,
            source=source_text(unit, self._index.source),
            targets=unit.targets,
            inherited=unit.inherited,
            effects=tuple(effects),
            suggestion=suggestion(unit, effects, sorted(after), self._sides),
        )

    def _effect(self, concept: str, unit: TranslatedUnit, named: tuple[bool, bool]) -> Effect | None:
        if concept not in self._askers:
            before, after = (self._sides.demand(concept, after=one) for one in (False, True))
            locale = self._sides.locale
            self._askers[concept] = (self._index.asker(before, locale), self._index.asker(after, locale))
        return effect(concept, unit, self._sides, named=named, ask=self._askers[concept])


def _named(before: Mapping[str, Sequence[Found]], after: Mapping[str, Sequence[Found]]) -> _Named:
    return {
        text: (
            frozenset(one.concept for one in before.get(text, ())),
            frozenset(one.concept for one in after.get(text, ())),
        )
        for text in dict.fromkeys((*before, *after))
    }
