"""The terminology rules that look at one unit alone, and those words of a source that the glossary keeps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from postl10n.lang.terms.concept_terms import use_of
from postl10n.lang.terms.usage import Named, UnitTerms, covered
from postl10n.model.findings import Finding, Span
from postl10n.model.glossary import Concept, Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class TermChecker:
    """Looks for the glossary's terms in the translations of one locale."""

    source: str
    locale: str
    concepts: Mapping[str, Concept]

    def findings(self, wanted: Sequence[Occurrence], source: str, target: str) -> Iterator[Finding]:
        """Yield the findings on the terms of one pair; unresolved homonyms are left out."""
        named: dict[str, list[Named]] = {}
        for one in wanted:
            if one.concept in self.concepts and not one.alternatives:
                span = Span(side="source", start=one.start, end=one.end)
                text = source[one.start : one.end]
                named.setdefault(one.concept, []).append(Named(one.term.text, text, span))
        spans = covered([self.concepts[id_] for id_ in named], target, self.source, self.locale)
        for id_, those in named.items():
            unit = UnitTerms(
                self.concepts[id_],
                those,
                target,
                source=self.source,
                locale=self.locale,
                longer=spans.get(id_, ()),
            )
            yield from unit.findings()

    def keeps(self, finding: Finding, wanted: Sequence[Occurrence], target: str) -> bool:
        """Return True if the words reported as untranslated are a term that the glossary has for a concept of the source."""
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
