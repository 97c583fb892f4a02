"""Consistency of a locale's renderings of each concept, within an article and across articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from postl10n.errors import Place
from postl10n.lang.terms.concept_terms import target_terms, usable_terms
from postl10n.lang.terms.longer_terms import Within, longer_terms
from postl10n.lang.terms.unlisted_renderings import Background
from postl10n.lang.terms.usage import Named, UnitTerms, target_span
from postl10n.lang.text.inline_tags import bare
from postl10n.lang.text.markup import blanked
from postl10n.model.catalog import Key
from postl10n.model.findings import EntryFinding, Finding, Severity, Span
from postl10n.model.glossary import Concept, FirstMention, Glossary, TermStatus, TermType
from postl10n.model.states import State
from postl10n.model.term_usage import (
    ConceptUses,
    Found,
    LocaleConsistency,
    Rendering,
    TermOccurrence,
    TranslatedUnit,
    UnlistedRendering,
    Variant,
)
from postl10n.stages.terms.occurrences import HEAD_CONTEXTS, Located, found_in, source_text


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleUnits:
    """The units of one catalog, with the occurrences of its article."""

    article: str
    path: str
    units: Sequence[TranslatedUnit]
    located: Located


_Group = tuple[str, TermType | None]
"""A source term, and the type of the terms that render it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _UnitUses:
    """One concept in one unit."""

    article: str
    unit: TranslatedUnit
    occurrences: tuple[TermOccurrence, ...]
    terms: UnitTerms


_Placed = tuple[_UnitUses, Finding]
"""A finding with the unit that it is about."""

Usage = Mapping[tuple[str, Key], Sequence[Finding]]
"""Findings on an entry's terms from comparison with other units, by article and key."""


def locale_consistency(
    articles: Iterable[ArticleUnits], glossary: Glossary, *, source: str, locale: str
) -> LocaleConsistency:
    """The approved renderings of every concept that occurs, those that the glossary does not have too."""
    targets: dict[tuple[str, Key], str] = {}

    def watched() -> Iterator[ArticleUnits]:
        for article in articles:
            approved = (unit for unit in article.units if unit.state is State.APPROVED)
            targets.update({(article.article, unit.key): unit.targets[0] for unit in approved})
            yield article

    uses_of = _gathered(watched(), glossary.by_id(), source, locale)
    unknown = _Unknown(targets, uses_of.values(), locale)
    concepts = (
        replace(
            _concept_uses(concept, units, source, locale),
            unlisted=unknown.renderings(units),
        )
        for concept in glossary
        if (units := uses_of.get(concept.id))
    )
    return LocaleConsistency(locale=locale, concepts=tuple(concepts))


class _Unknown:
    """The approved translations without what the glossary knows in them."""

    def __init__(
        self, targets: Mapping[tuple[str, Key], str], uses: Iterable[Sequence[_UnitUses]], locale: str
    ) -> None:
        known: dict[tuple[str, Key], list[tuple[int, int]]] = {}
        for one in (one for units in uses for one in units):
            spans = (use.span for use in (*one.terms.own, *one.terms.spare))
            known.setdefault((one.article, one.unit.key), []).extend(filter(None, spans))
        self._numbers = {key: number for number, key in enumerate(targets)}
        texts = [bare(blanked(text, sorted(known.get(key, ())))) for key, text in targets.items()]
        self._background = Background(texts, locale)

    def renderings(self, units: Sequence[_UnitUses]) -> tuple[UnlistedRendering, ...]:
        """Return what those units share in which no term renders the concept."""
        unknown = [one for one in units if not any(map(_has_rendering, one.occurrences))]
        return self._background.renderings([self._numbers[one.article, one.unit.key] for one in unknown])


def usage_findings(
    articles: Iterable[ArticleUnits], concepts: Iterable[Concept], *, source: str, locale: str
) -> Usage:
    """Return the findings of a comparison of a locale's units, each at the entry to correct."""
    by_id = {one.id: one for one in concepts}
    found: dict[tuple[str, Key], list[Finding]] = {}
    for id_, units in _gathered(articles, by_id, source, locale).items():
        for unit, finding in filter(_own, _compared(by_id[id_], units)):
            found.setdefault((unit.article, unit.unit.key), []).append(finding)
    return found


def may_vary(concept: Concept, source: str, locale: str) -> bool:
    """Return True if a comparison of units can find anything; a concept with one term in the locale can't vary."""
    expected = target_terms(concept, source, locale)
    if concept.do_not_translate or not expected:
        return False
    return len(expected) > 1 or concept.first_mention is not FirstMention.ANY


def _gathered(
    articles: Iterable[ArticleUnits], concepts: Mapping[str, Concept], source: str, locale: str
) -> dict[str, list[_UnitUses]]:
    """The approved units that name each concept, in reading order."""
    uses_of: dict[str, list[_UnitUses]] = {}
    for one in articles:
        for unit in one.units:
            if unit.state is State.APPROVED:
                named = _by_concept(found_in(unit, one.located, source))
                within = longer_terms(concepts, source, locale).within(unit.targets[0], named)
                for id_, found in named.items():
                    if id_ in concepts:
                        uses = _unit_uses(one, unit, found, concepts[id_], source, locale, within)
                        uses_of.setdefault(id_, []).append(uses)
    return uses_of


def _by_concept(found: Iterable[Found]) -> dict[str, list[Found]]:
    grouped: dict[str, list[Found]] = {}
    for one in found:
        grouped.setdefault(one.concept, []).append(one)
    return grouped


def _unit_uses(
    article: ArticleUnits,
    unit: TranslatedUnit,
    found: Sequence[Found],
    concept: Concept,
    source: str,
    locale: str,
    within: Within,
) -> _UnitUses:
    target = unit.targets[0]
    named = [Named(one.term, one.text, Span(side="source", start=one.start, end=one.end)) for one in found]
    terms = UnitTerms(concept, named, target, source=source, locale=locale, within=within)
    occurrences = tuple(
        TermOccurrence(
            concept=concept.id,
            article=article.article,
            place=Place(path=article.path, line=unit.line),
            key=unit.key,
            state=unit.state,
            term=one.term,
            named=one.text,
            start=one.start,
            end=one.end,
            source=source_text(unit, source),
            target=target,
            rendering=rendering,
        )
        for one, rendering in zip(found, terms.own, strict=True)
    )
    return _UnitUses(article=article.article, unit=unit, occurrences=occurrences, terms=terms)


def _concept_uses(concept: Concept, units: Sequence[_UnitUses], source: str, locale: str) -> ConceptUses:
    """A concept with its variants, its findings in the order of the articles, and its occurrences."""
    occurrences = tuple(one for unit in units for one in unit.occurrences)
    alone = ((unit, finding) for unit in units for finding in unit.terms.findings())
    findings = [*filter(_own, alone), *filter(_own, _compared(concept, units))]
    return ConceptUses(
        concept=concept.id,
        subject=concept.subject,
        names=tuple(term.text for term in usable_terms(concept, source)),
        expected=units[0].terms.expected,
        variants=tuple(_variants(occurrences)),
        findings=tuple(_entry_finding(unit, finding, locale) for unit, finding in findings),
        occurrences=occurrences,
    )


def _own(placed: _Placed) -> bool:
    """Return True if the text is the locale's own; inherited text counts too, but is corrected in the parent locale."""
    return placed[0].unit.inherited is None


def _entry_finding(unit: _UnitUses, finding: Finding, locale: str) -> EntryFinding:
    at = unit.occurrences[0]
    return EntryFinding(
        finding=finding,
        locale=locale,
        article=unit.article,
        place=at.place,
        source=at.source,
        target=at.target,
        bound=unit.unit.bound,
    )


def _compared(concept: Concept, units: Sequence[_UnitUses]) -> Iterator[_Placed]:
    """Yield the findings of a comparison of the units of a concept."""
    if not units[0].terms.expected or concept.do_not_translate:
        return
    by_article: dict[str, list[_UnitUses]] = {}
    for unit in units:
        by_article.setdefault(unit.article, []).append(unit)
    yield from _variation(by_article)
    for of_article in by_article.values():
        yield from _first_mention(concept, of_article)


_Chosen = dict[str, tuple[_UnitUses, TermOccurrence]]
"""The terms that an article uses for one of the source, each with its first occurrence."""


def _variation(by_article: Mapping[str, Sequence[_UnitUses]]) -> Iterator[_Placed]:
    """Terms of one type mixed for one and the same source term.

    Where the source itself varies its terms, or gives an acronym beside the full form, so may the translation.
    """
    groups: dict[_Group, dict[str, _Chosen]] = {}
    counts: dict[_Group, Counter[str]] = {}
    for article, units in by_article.items():
        every = ((unit, one) for unit in units for one in unit.occurrences)
        for at, one in every:
            if not _usable(one):
                continue
            group, term = (one.term, one.rendering.type), one.rendering.term or ""
            counts.setdefault(group, Counter())[term] += 1
            groups.setdefault(group, {}).setdefault(article, {}).setdefault(term, (at, one))
    for group, chosen in groups.items():
        if len(counts[group]) > 1:
            yield from _differing(chosen, counts[group].most_common(1)[0][0])


def _differing(chosen: Mapping[str, _Chosen], usual: str) -> Iterator[_Placed]:
    """No message counts the articles: a finding stays the same when another article is added."""
    for terms in chosen.values():
        odd = next((one for term, one in terms.items() if not _part_of(term, usual)), None)
        if odd is None:
            continue
        unit, used = odd[0], odd[1].rendering
        if len(terms) > 1:
            message = f"this article has {' and '.join(map(repr, terms))} for one concept"
            yield unit, _finding("term-mixed", Severity.WARNING, message, used)
        else:
            message = f"{used.term!r} here, mostly {usual!r} in other articles"
            yield unit, _finding("term-inconsistent", Severity.WARNING, message, used)


def _part_of(one: str, other: str) -> bool:
    """Return True if one name contains the other, as 国际小包 does 小包: that is no different rendering."""
    return one.lower() in other.lower() or other.lower() in one.lower()


def _first_mention(concept: Concept, units: Sequence[_UnitUses]) -> Iterator[_Placed]:
    """The first mention in running text, by the concept's rule, as far as the locale has terms for it.

    Without a rule only an acronym is noted that precedes its own full form where the source has the full form.
    """
    body = [unit for unit in units if unit.unit.key[0] not in HEAD_CONTEXTS]
    first = next((unit for unit in body if any(map(_has_rendering, unit.occurrences))), None)
    if first is None:
        return
    at = first.occurrences[0]
    types = {one.type for one in (*first.terms.own, *first.terms.spare) if one.type}
    known = {term.type for term in first.terms.usable}
    if TermType.FULL_FORM not in types:
        message, severity = "the first mention is not in full", Severity.WARNING
        if concept.first_mention is FirstMention.ANY:
            if not _full_form_follows(at, body):
                return
            message, severity = f"{at.rendering.text!r} comes before its full form", Severity.NOTICE
        if TermType.FULL_FORM in known:
            yield first, _finding("term-first-mention", severity, message, at.rendering)
    elif (
        concept.first_mention is FirstMention.FULL_FORM_WITH_ACRONYM
        and types == {TermType.FULL_FORM} != known
    ):
        message = "the first mention lacks the acronym"
        yield first, _finding("term-first-mention", Severity.WARNING, message, at.rendering)


def _full_form_follows(at: TermOccurrence, body: Sequence[_UnitUses]) -> bool:
    """Return True if the source spells the concept out here, and the translation does so only later."""
    spelled = " " in at.named or not at.named.isupper()
    return spelled and any(_in_full(one) for unit in body for one in unit.occurrences)


def _finding(rule: str, severity: Severity, message: str, used: Rendering) -> Finding:
    return Finding(rule=rule, severity=severity, message=message, span=target_span(used))


def _has_rendering(one: TermOccurrence) -> bool:
    return one.rendering.term is not None


def _usable(one: TermOccurrence) -> bool:
    return one.rendering.usable and one.rendering.verdict != "stem"


def _in_full(one: TermOccurrence) -> bool:
    return _usable(one) and one.rendering.type is TermType.FULL_FORM


def _variants(occurrences: Iterable[TermOccurrence]) -> list[Variant]:
    """The variants, the most frequent first."""
    counts: Counter[tuple[str | None, TermStatus | None]] = Counter()
    articles: dict[tuple[str | None, TermStatus | None], dict[str, None]] = {}
    for one in occurrences:
        key = (one.rendering.term, one.rendering.status)
        counts[key] += 1
        articles.setdefault(key, {})[one.article] = None
    return [
        Variant(term=term, status=status, count=count, articles=tuple(articles[term, status]))
        for (term, status), count in counts.most_common()
    ]
