"""Disambiguation of the concepts that one text may name: CTT of Macao and CTT of Portugal.

In this order: by the full form in the document's own definition of the short form; by another name of one of
the concepts, and of none of the others, in the same text, then in the document; by other terms of the subject
of one of them alone, in the same text, then in the document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from postl10n.lang.terms.concept_terms import terms_for
from postl10n.lang.text.folding import fold
from postl10n.model.article import Definition
from postl10n.model.glossary import Glossary, Occurrence, Term

_Choice = Mapping[str, str]
"""The concept that each of several names stands for, by its folded spelling."""


class Resolver:
    """Resolves homonyms by their document."""

    def __init__(self, glossary: Glossary, locale: str) -> None:
        self._concepts = glossary.by_id()
        self._locale = locale

    def resolve(
        self, texts: Sequence[str], found: Sequence[Sequence[Occurrence]], definitions: Sequence[Definition]
    ) -> tuple[tuple[Occurrence, ...], ...]:
        """The occurrences with their concepts chosen, `alternatives` empty where one could be."""
        if not any(one.alternatives for line in found for one in line):
            return tuple(tuple(line) for line in found)
        defined = {fold(one.short).text: fold(one.full).text for one in definitions}
        whole = _Evidence(self, (one for line in found for one in line))
        return tuple(
            tuple(
                self._resolved(one, text, defined, (_Evidence(self, line), whole))
                if one.alternatives
                else one
                for one in line
            )
            for text, line in zip(texts, found, strict=True)
        )

    def _resolved(
        self, one: Occurrence, text: str, defined: _Choice, evidence: Sequence[_Evidence]
    ) -> Occurrence:
        candidates = (one.concept, *one.alternatives)
        full = defined.get(fold(text[one.start : one.end]).text)
        chosen = self._named_in(full, candidates) if full else None
        for names in evidence:
            chosen = chosen or names.by_name(candidates)
        for names in evidence:
            chosen = chosen or names.by_subject({id_: self.subject(id_) for id_ in candidates})
        if chosen is None:
            return one
        return one._replace(concept=chosen, term=self._term(chosen, one.term), alternatives=())

    def _named_in(self, full: str, candidates: Sequence[str]) -> str | None:
        """Return the only candidate of which another name is in the full form of a definition."""
        named = [
            id_
            for id_ in candidates
            if any((name := fold(term.text).text) in full or full in name for term in self._terms(id_))
        ]
        return named[0] if len(named) == 1 else None

    def subject(self, concept: str) -> str:
        return self._concepts[concept].subject

    def _terms(self, concept: str) -> tuple[Term, ...]:
        return terms_for(self._concepts[concept], self._locale)

    def _term(self, concept: str, like: Term) -> Term:
        """The concept's own term of that spelling."""
        wanted = fold(like.text).text
        for term in self._terms(concept):
            if wanted in (fold(term.text).text, *(fold(form).text for form in term.forms)):
                return term
        return like


class _Evidence:
    """Counts of the concepts and subjects that a text names unambiguously."""

    def __init__(self, resolver: Resolver, found: Iterator[Occurrence] | Sequence[Occurrence]) -> None:
        certain = [one.concept for one in found if not one.alternatives]
        self._concepts = Counter(certain)
        self._subjects = Counter(resolver.subject(concept) for concept in certain)

    def by_name(self, candidates: Sequence[str]) -> str | None:
        named = [concept for concept in candidates if self._concepts[concept]]
        return named[0] if len(named) == 1 else None

    def by_subject(self, subjects: Mapping[str, str]) -> str | None:
        """Return the candidate whose subject occurs in the text, if it is the only one."""
        named = [concept for concept, subject in subjects.items() if subject and self._subjects[subject]]
        return named[0] if len(named) == 1 else None
