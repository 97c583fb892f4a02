"""The terminology rules: a term of the source that is missing in the translation, and forms not to be used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from postl10n.lang.termbase import target_terms, terms_for, use_of
from postl10n.lang.verify import Use, uses
from postl10n.model.findings import Finding, Severity, Span
from postl10n.model.glossary import Concept, Occurrence, Term

TERM_RULES = ("term-missing", "term-forbidden")


@dataclass(frozen=True, slots=True, kw_only=True)
class TermChecker:
    """Looks for the glossary's terms in the translations of one locale."""

    source: str
    locale: str
    concepts: Mapping[str, Concept]

    def findings(self, wanted: Sequence[Occurrence], target: str, *, shifted: bool) -> Iterator[Finding]:
        """What is wrong with the terms of one pair; `shifted`: the offsets of `wanted` are not the source's."""
        asked: set[str] = set()
        for occurrence in wanted:
            concept = self.concepts.get(occurrence.concept)
            if concept is None or concept.id in asked or occurrence.alternatives:
                continue
            asked.add(concept.id)
            span = None if shifted else Span(side="source", start=occurrence.start, end=occurrence.end)
            yield from self._missing(concept, occurrence.term, target, span)
            yield from self._forbidden(concept, target)

    def keeps(self, finding: Finding, wanted: Sequence[Occurrence], target: str) -> bool:
        """Whether words left as in the source are what the glossary calls a concept of the source."""
        span = finding.span
        if finding.rule != "untranslated" or span is None or span.side != "target":
            return False
        left = target[span.start : span.end]
        concepts = (self.concepts.get(one.concept) for one in wanted)
        return any(
            use_of(concept, left, self.source, self.locale) is not None
            for concept in concepts
            if concept is not None
        )

    def _missing(self, concept: Concept, named: Term, target: str, span: Span | None) -> Iterator[Finding]:
        expected = target_terms(concept, self.source, self.locale)
        if expected and use_of(concept, target, self.source, self.locale) is None:
            names = " or ".join(term.text for term in expected)
            message = f"{named.text!r} is not translated as {names}"
            yield Finding(rule="term-missing", severity=Severity.WARNING, message=message, span=span)

    def _forbidden(self, concept: Concept, target: str) -> Iterator[Finding]:
        terms = terms_for(concept, self.locale)
        allowed = [
            (use.start, use.end)
            for term in terms
            if term.status.usable
            for use in _uses(term, target, self.locale)
        ]
        preferred = next((term.text for term in terms if term.status.usable), None)
        for term in terms:
            if term.status.usable:
                continue
            for use in _uses(term, target, self.locale):
                if not use.verdict.firm or any(a <= use.start and use.end <= b for a, b in allowed):
                    continue
                instead = f"; the glossary has {preferred}" if preferred else ""
                yield Finding(
                    rule="term-forbidden",
                    severity=Severity.ERROR if term.status == "forbidden" else Severity.WARNING,
                    message=f"{target[use.start : use.end]!r} is {term.status}{instead}",
                    span=Span(side="target", start=use.start, end=use.end),
                )


def _uses(term: Term, text: str, locale: str) -> list[Use]:
    return uses(
        term.text,
        text,
        locale,
        forms=term.forms,
        not_inside=term.not_inside,
        case_sensitive=term.case_sensitive,
    )
