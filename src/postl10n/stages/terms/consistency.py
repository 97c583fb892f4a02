"""Whether a locale renders each concept alike: in one article, and from one article to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from postl10n.errors import Place
from postl10n.lang.termbase import target_terms, usable_terms
from postl10n.lang.verify import uses
from postl10n.model.findings import EntryFinding, Finding, Severity, Span
from postl10n.model.glossary import Concept, FirstMention, Glossary, TermStatus, TermType
from postl10n.model.states import State
from postl10n.model.termuse import (
    ConceptUses,
    Found,
    LocaleConsistency,
    Rendering,
    TermOccurrence,
    Unit,
    Variant,
)
from postl10n.stages.terms.occurrences import HEAD_CONTEXTS, Located, found_in, renderings, source_text

RULES = (
    "term-forbidden",
    "term-missing",
    "term-inconsistent",
    "term-mixed",
    "term-first-mention",
    "term-untranslated-acronym",
    "term-repeat-missing",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleUnits:
    """The units of one catalog, with the occurrences of its article."""

    article: str
    path: str
    units: Sequence[Unit]
    located: Located


_Group = tuple[str, TermType | None]
"""A source term, and the type of the terms that render it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _UnitUses:
    """One concept in one unit."""

    article: str
    unit: Unit
    occurrences: tuple[TermOccurrence, ...]
    spare: tuple[Rendering, ...]
    """Firm uses beyond those that the source asks for."""


def locale_consistency(
    articles: Iterable[ArticleUnits], glossary: Glossary, *, source: str, locale: str
) -> LocaleConsistency:
    """The approved renderings of every concept that occurs; linear in the occurrences."""
    concepts = glossary.by_id()
    uses_of: dict[str, list[_UnitUses]] = {}
    for one in articles:
        for unit in one.units:
            if unit.state is State.APPROVED:
                for concept, found in _by_concept(found_in(unit, one.located, source)).items():
                    if concept in concepts:
                        uses_of.setdefault(concept, []).append(
                            _unit_uses(one, unit, found, concepts[concept], source, locale)
                        )
    judge = _Judge(source, locale)
    return LocaleConsistency(
        locale=locale,
        concepts=tuple(judge.uses(one, uses_of[one.id]) for one in glossary if one.id in uses_of),
    )


def _by_concept(found: Iterable[Found]) -> dict[str, list[Found]]:
    grouped: dict[str, list[Found]] = {}
    for one in found:
        grouped.setdefault(one.concept, []).append(one)
    return grouped


def _unit_uses(
    article: ArticleUnits, unit: Unit, found: Sequence[Found], concept: Concept, source: str, locale: str
) -> _UnitUses:
    target = unit.targets[0]
    own, spare = renderings(len(found), concept, target, source, locale)
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
        for one, rendering in zip(found, own, strict=True)
    )
    return _UnitUses(article=article.article, unit=unit, occurrences=occurrences, spare=tuple(spare))


class _Judge:
    def __init__(self, source: str, locale: str) -> None:
        self._source = source
        self._locale = locale

    def uses(self, concept: Concept, units: Sequence[_UnitUses]) -> ConceptUses:
        """A concept with its variants, its findings in the order of the articles, and its occurrences."""
        expected = tuple(term.text for term in target_terms(concept, self._source, self._locale))
        occurrences = tuple(one for unit in units for one in unit.occurrences)
        findings = [finding for unit in units for finding in self._unit(concept, expected, unit)]
        if expected and not concept.do_not_translate:
            by_article: dict[str, list[_UnitUses]] = {}
            for unit in units:
                by_article.setdefault(unit.article, []).append(unit)
            findings += self._variation(by_article)
            for of_article in by_article.values():
                findings += self._first_mention(concept, of_article)
        return ConceptUses(
            concept=concept.id,
            subject=concept.subject,
            names=tuple(term.text for term in usable_terms(concept, self._source)),
            expected=expected,
            variants=tuple(_variants(occurrences)),
            findings=tuple(findings),
            occurrences=occurrences,
        )

    def _unit(self, concept: Concept, expected: Sequence[str], unit: _UnitUses) -> Iterator[EntryFinding]:
        """What is to be said of one unit alone."""
        at = unit.occurrences[0]
        used = [one.rendering for one in unit.occurrences if one.rendering.term is not None]
        for one in (*used, *unit.spare):
            if one.status is not None and not one.status.usable and one.verdict != "stem":
                severity = Severity.ERROR if one.status is TermStatus.FORBIDDEN else Severity.WARNING
                instead = f"; the glossary has {expected[0]}" if expected else ""
                yield self._finding(
                    "term-forbidden", severity, f"{one.text!r} is {one.status}{instead}", at, one
                )
        if not expected:
            return
        if not used:
            names = " or ".join(expected)
            if left := self._left_acronym(concept, unit):
                message = f"{left!r} is left as in the source; this locale has {names}"
                yield self._finding("term-untranslated-acronym", Severity.WARNING, message, at)
            else:
                message = f"{at.named!r} is not translated as {names}"
                yield self._finding("term-missing", Severity.WARNING, message, at)
        elif len(used) < (repeats := _repeats(unit)):
            message = f"{at.named!r} stands {repeats} times in the source, {len(used)} in the translation"
            yield self._finding("term-repeat-missing", Severity.NOTICE, message, at)

    def _left_acronym(self, concept: Concept, unit: _UnitUses) -> str | None:
        """A source acronym that stands in the translation although the locale does not use it."""
        if concept.do_not_translate:
            return None
        for one in unit.occurrences:
            if one.named.isupper() and uses(one.named, one.target, self._locale, case_sensitive=True):
                return one.named
        return None

    def _variation(self, by_article: Mapping[str, Sequence[_UnitUses]]) -> Iterator[EntryFinding]:
        """Terms of one type mixed for one and the same source term.

        Where the source itself varies its terms, or gives an acronym beside the full form, so may the translation.
        """
        groups: dict[_Group, dict[str, dict[str, TermOccurrence]]] = {}
        counts: dict[_Group, Counter[str]] = {}
        for article, units in by_article.items():
            for one in (one for unit in units for one in unit.occurrences if _usable(one)):
                group, term = (one.term, one.rendering.type), one.rendering.term or ""
                counts.setdefault(group, Counter())[term] += 1
                groups.setdefault(group, {}).setdefault(article, {}).setdefault(term, one)
        for group, chosen in groups.items():
            if len(counts[group]) > 1:
                yield from self._differing(chosen, counts[group].most_common(1)[0][0])

    def _differing(
        self, chosen: Mapping[str, Mapping[str, TermOccurrence]], usual: str
    ) -> Iterator[EntryFinding]:
        others = sum(usual in terms for terms in chosen.values())
        for terms in chosen.values():
            odd = next((one for term, one in terms.items() if term != usual), None)
            if odd is None:
                continue
            if len(terms) > 1:
                message = f"this article has {' and '.join(map(repr, terms))} for one concept"
                yield self._finding("term-mixed", Severity.WARNING, message, odd, odd.rendering)
            else:
                message = (
                    f"{odd.rendering.term!r} here, {usual!r} in {others} other article{'s'[: others != 1]}"
                )
                yield self._finding("term-inconsistent", Severity.WARNING, message, odd, odd.rendering)

    def _first_mention(self, concept: Concept, units: Sequence[_UnitUses]) -> Iterator[EntryFinding]:
        """The first mention in running text, by the concept's rule.

        Without a rule only an acronym is noted that precedes its own full form where the source has the full form.
        """
        body = [unit for unit in units if unit.unit.key[0] not in HEAD_CONTEXTS]
        first = next((unit for unit in body if any(map(_has_rendering, unit.occurrences))), None)
        if first is None:
            return
        types = {one.type for one in (*(o.rendering for o in first.occurrences), *first.spare) if one.type}
        at = first.occurrences[0]
        full = TermType.FULL_FORM in types
        if concept.first_mention is FirstMention.ANY:
            later = (one for unit in body for one in unit.occurrences if _in_full(one))
            spelled = " " in at.named or not at.named.isupper()
            if not full and spelled and next(later, None) is not None:
                message = f"{at.rendering.text!r} stands before its full form"
                yield self._finding("term-first-mention", Severity.NOTICE, message, at, at.rendering)
        elif not full:
            message = "the first mention is not in full"
            yield self._finding("term-first-mention", Severity.WARNING, message, at, at.rendering)
        elif concept.first_mention is FirstMention.FULL_FORM_WITH_ACRONYM and types == {TermType.FULL_FORM}:
            message = "the first mention lacks the acronym"
            yield self._finding("term-first-mention", Severity.WARNING, message, at, at.rendering)

    def _finding(
        self, rule: str, severity: Severity, message: str, at: TermOccurrence, use: Rendering | None = None
    ) -> EntryFinding:
        span = None
        if use is not None and use.start is not None and use.end is not None:
            span = Span(side="target", start=use.start, end=use.end)
        return EntryFinding(
            finding=Finding(rule=rule, severity=severity, message=message, span=span),
            locale=self._locale,
            article=at.article,
            place=at.place,
            source=at.source,
            target=at.target,
        )


def _repeats(unit: _UnitUses) -> int:
    """How often the source repeats one and the same term: an acronym beside its full form is no repetition."""
    return max(Counter(one.term for one in unit.occurrences).values())


def _has_rendering(one: TermOccurrence) -> bool:
    return one.rendering.term is not None


def _usable(one: TermOccurrence) -> bool:
    used = one.rendering
    return used.status is not None and used.status.usable and used.verdict != "stem"


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
