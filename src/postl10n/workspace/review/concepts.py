"""The consistency view: where a locale names a concept, and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from threading import RLock

from postl10n.errors import UsageError
from postl10n.lang.terms.concept_terms import definition_for, target_terms, terms_for, usable_terms
from postl10n.lang.terms.unlisted_renderings import LEAST_UNITS, Background
from postl10n.lang.terms.usage import renderings
from postl10n.lang.text.inline_tags import bare
from postl10n.lang.text.markup import blanked
from postl10n.model.catalog import Key
from postl10n.model.glossary import Concept, Glossary, Term
from postl10n.model.ids import texts_hash
from postl10n.model.review import ConceptRow, ConceptUse, ConceptView, ReviewRow, TermRow, UseGroup
from postl10n.model.states import State
from postl10n.model.term_usage import (
    CatalogLine,
    Found,
    Rendering,
    TranslatedUnit,
    UnitVerdict,
    UnlistedRendering,
)
from postl10n.project.layout import SITE
from postl10n.project.stamps import StampedCache, folder_stamps
from postl10n.project.store import ProjectStore
from postl10n.stages.terms.finder import TermFinder
from postl10n.stages.terms.impact import target_side
from postl10n.stages.terms.occurrences import Demand, demand_for, found_in, unit_verdict, units_of
from postl10n.workspace.review.entry_index import EntryIndex
from postl10n.workspace.review.findings_index import CatalogFindings
from postl10n.workspace.terms.index import TermIndex

MOST_USES = 200
"""Of each group that are shown."""
_MOST_OTHERS = 500
"""Translations with which those without a term are compared."""

Located = Mapping[str, Mapping[str, Sequence[Found]]]
"""The occurrences in each msgid, by article."""


class TermLocations:
    """Where the sources name concepts."""

    def __init__(self, store: ProjectStore) -> None:
        self._store = store
        self._located: StampedCache[str, Located] = StampedCache(1)
        self._by_concept: dict[str, list[str]] = {}
        self._lock = RLock()

    def located(self) -> Located:
        """The occurrences of every article; read again where a template or the glossary changed."""
        layout = self._store.layout
        with self._lock:
            templates = folder_stamps(layout.template(SITE).parent)
            stamps = [f"{name} {stamp}" for name, stamp in sorted(templates.items())]
            source = texts_hash([self._store.glossary_stamp, self._store.sources_stamp, *stamps])
            return self._located.get("", source, self._made)

    def naming(self, concept: str) -> list[str]:
        """The articles that name a concept, in their order."""
        with self._lock:
            self.located()
            return self._by_concept.get(concept, [])

    def _made(self) -> Located:
        glossary = self._store.glossary
        with TermIndex(self._store.layout) as index:
            located = index.located(glossary)
        self._by_concept = {}
        for article, texts in located.items():
            for concept in {one.concept for found in texts.values() for one in found}:
                self._by_concept.setdefault(concept, []).append(article)
        return located


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitUse:
    """One unit that names a concept, with the rendering of each occurrence."""

    article: str
    unit: TranslatedUnit
    verdict: UnitVerdict
    rendering: Rendering
    named: tuple[str, ...]
    """As the source writes it."""


Verdict = tuple[UnitVerdict, list[Rendering]]
"""The glossary's verdict on a translation, and the rendering of each occurrence."""


@dataclass(frozen=True, slots=True)
class Concordance:
    """The uses of concepts in one locale."""

    store: ProjectStore
    places: TermLocations
    register: EntryIndex
    parents: Sequence[tuple[str, EntryIndex]]
    judged: StampedCache[object, Verdict]
    """Verdicts on translations, as the same texts are judged again and again."""

    def uses(self, concept: Concept, locale: str) -> Iterator[UnitUse]:
        """One for each occurrence, in the order of articles and sentences."""
        source = self.store.project.source
        demand = demand_for(concept, source, locale)
        side = f"{locale} {target_side(demand)}"
        located = self.places.located()
        for article in self.places.naming(concept.id):
            if article == SITE:
                continue
            about = {
                text
                for text, found in located[article].items()
                if any(one.concept == concept.id for one in found)
            }
            for unit in self.units(article, about):
                found = [one for one in found_in(unit, located[article], source) if one.concept == concept.id]
                texts = (unit.targets, len(found))
                judged, own = self.judged.get(
                    (side, *texts), None, partial(_judge, concept, demand, source, locale, *texts)
                )
                for one, rendering in zip(found, own, strict=True):
                    yield UnitUse(
                        article=article, unit=unit, verdict=judged, rendering=rendering, named=(one.text,)
                    )

    def units(self, article: str, about: set[str]) -> Iterator[TranslatedUnit]:
        """The units of an article that have a text and one of these msgids."""
        lines = [row.as_line() for row in self.register.rows(article)]
        parents = [(locale, _by_key(register, article)) for locale, register in self.parents]
        return units_of(lines, parents, about=about)

    def unlisted(self, uses: Sequence[UnitUse], locale: str) -> tuple[UnlistedRendering, ...]:
        """Return what approved translations without a term call a concept, beside some of the locale's others."""
        about = {(one.article, one.unit.key) for one in uses}
        own = {
            (one.article, one.unit.key): one.unit.targets[0]
            for one in uses
            if one.rendering.term is None and one.unit.state is State.APPROVED
        }
        if len(own) < LEAST_UNITS:
            return ()
        others = (
            row.msgstr[0]
            for article, row in self.register.all()
            if row.state is State.APPROVED and (article, row.key) not in about
        )
        finder = TermFinder(self.store.glossary, locale)
        texts = [*own.values(), *islice(others, _MOST_OTHERS)]
        plain = [bare(blanked(text, [(one.start, one.end) for one in finder.find(text)])) for text in texts]
        return Background(plain, locale).renderings(range(len(own)))


def _by_key(register: EntryIndex, article: str) -> dict[Key, CatalogLine]:
    return {row.key: row.as_line() for row in register.rows(article)}


def _judge(
    concept: Concept, demand: Demand, source: str, locale: str, targets: tuple[str, ...], count: int
) -> Verdict:
    own, _ = renderings(count, concept, targets[0], source, locale)
    return unit_verdict(demand, targets, locale), own


def concept_of(glossary: Glossary, concept_id: str) -> Concept:
    """Raises UsageError for one that the glossary has not."""
    concept = glossary.by_id().get(concept_id)
    if concept is None:
        raise UsageError(f"the glossary has no concept {concept_id!r}")
    return concept


def concept_hash(concept: Concept) -> str:
    """Changes with anything that the glossary says of a concept."""
    terms = {code: tuple(replace(one, place=None) for one in own) for code, own in concept.terms.items()}
    return texts_hash([repr(replace(concept, place=None, terms=terms))])


def view(
    concept: Concept,
    locale: str,
    source: str,
    uses: Sequence[UnitUse],
    segment: Mapping[tuple[str, Key], ReviewRow],
    unlisted: tuple[UnlistedRendering, ...],
) -> ConceptView:
    """The concept with its uses grouped by how they are rendered, the most frequent first.

    segment: the rows of the uses that are shown, by article and key.
    """
    groups: dict[tuple[str, str], list[UnitUse]] = {}
    for one in uses:
        groups.setdefault(group_of(one), []).append(one)
    ordered = sorted(groups.items(), key=lambda pair: -len(pair[1]))
    place = concept.place
    return ConceptView(
        locale=locale,
        concept=concept.id,
        subject=concept.subject,
        definition=(definition_for(concept, locale, source) or ("", ""))[0],
        names=tuple(term.text for term in usable_terms(concept, source)),
        terms=tuple(map(_term_row, terms_for(concept, locale))),
        path=place.path if place else "",
        line=place.line if place else None,
        groups=tuple(
            UseGroup(
                rendering=rendering,
                status=status,
                uses=tuple(_use(one, segment) for one in own if (one.article, one.unit.key) in segment),
                total=len(own),
            )
            for (rendering, status), own in ordered
        ),
        hash=concept_hash(concept),
        unlisted=unlisted,
        proposals=tuple(one for one in concept.proposed if one.locale in (locale, source)),
    )


def _term_row(term: Term) -> TermRow:
    return TermRow(
        text=term.text,
        status=str(term.status),
        gender=str(term.gender or ""),
        number=str(term.number or ""),
        forms=term.forms,
        not_inside=term.not_inside,
        not_beside=term.not_beside,
    )


def group_of(one: UnitUse) -> tuple[str, str]:
    """Return the rendering of a use: the glossary's term and its status."""
    return one.rendering.term or "", str(one.rendering.status or "")


def shown(uses: Sequence[UnitUse]) -> list[UnitUse]:
    """The first uses of each group."""
    counts: dict[tuple[str, str], int] = {}
    chosen = []
    for one in uses:
        group = group_of(one)
        counts[group] = counts.get(group, 0) + 1
        if counts[group] <= MOST_USES:
            chosen.append(one)
    return chosen


def _use(one: UnitUse, segment: Mapping[tuple[str, Key], ReviewRow]) -> ConceptUse:
    return ConceptUse(
        segment=segment[one.article, one.unit.key],
        verdict=str(one.verdict),
        rendering=one.rendering.text or "",
    )


def concept_rows(
    glossary: Glossary,
    located: Located,
    records: Mapping[str, CatalogFindings | None],
    source: str,
    locale: str,
) -> Iterator[ConceptRow]:
    """Every concept that the sources name; `records` are those of the articles, None where there is none yet."""
    named: dict[str, set[str]] = {}
    for article, texts in located.items():
        for concept_id in {one.concept for found in texts.values() for one in found}:
            named.setdefault(concept_id, set()).add(article)
    for concept in glossary:
        if concept.id not in named:
            continue
        counts = []
        missing = False
        for article in named[concept.id]:
            record = records.get(article)
            missing = missing or record is None
            if record is not None and concept.id in record.terms:
                counts.append(record.terms[concept.id])
        ways = {rendering for one in counts for rendering in one.renderings}
        yield ConceptRow(
            concept=concept.id,
            names=tuple(term.text for term in usable_terms(concept, source)),
            expected=tuple(term.text for term in target_terms(concept, source, locale)),
            uses=sum(one.uses for one in counts),
            wrong=-1 if missing else sum(one.wrong for one in counts),
            variants=-1 if missing else len(ways),
        )
