"""Enforcing the glossary in a draft: its missing terms, safe corrections, and notes on the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from postl10n.lang.languages.romance_articles import agreeing
from postl10n.lang.terms.concept_terms import concept_terms, target_terms
from postl10n.lang.terms.usage import renderings
from postl10n.lang.terms.verify import has_conditions
from postl10n.model.glossary import Concept, Occurrence, Term, TermType
from postl10n.model.states import TERM_MISSING

Repair = Callable[[str, Sequence[str], str, Mapping[str, Sequence[str]]], str | None]
"""Replaces a wrong term in a target text with a usable term of a concept; returns None if no replacement is safe.

Arguments: the concept, all concepts that the source names, the text, and further words known as wrong renderings of
concepts (an engine's renderings of their terms).
"""


_MOST_NAMES = 3
"""The number of terms in a note; the entry's `term:` hints have all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingTerm:
    """A source term whose translation is missing from a draft."""

    concept: str
    named: Occurrence
    expected: tuple[Term, ...]
    """The glossary's terms, preferred first."""

    def note(self) -> str:
        """Return the comment for the translator: `postl10n: term missing: parcel → paquete`."""
        names = " / ".join(term.text for term in self.expected[:_MOST_NAMES])
        return f"{TERM_MISSING}{self.named.term.text} → {names}"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnforcedDraft:
    """A draft with safe corrections, and its missing terms."""

    target: str
    missing: tuple[MissingTerm, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(term.note() for term in self.missing)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermEnforcer:
    """Enforces the glossary in the drafts of one locale."""

    source: str
    """The project's source locale."""
    locale: str
    concepts: Mapping[str, Concept]
    repair: Repair
    wanted: Callable[[str], Sequence[Occurrence]]
    """Returns the terms of a msgid of the current catalog."""
    find: Callable[[str, str], Sequence[Occurrence]] = field(repr=False)
    """Returns the terms of a single text in a locale."""

    def targets(self, one: Occurrence) -> tuple[Term, ...]:
        """Return the terms that may translate an occurrence, preferred first."""
        concept = self.concepts.get(one.concept)
        return target_terms(concept, self.source, self.locale) if concept else ()

    def enforce(
        self, msgid: str, target: str, known: Mapping[str, Sequence[str]] | None = None
    ) -> EnforcedDraft:
        """Return the draft of a msgid with safe corrections; `known` are known wrong renderings of concepts."""
        wanted = self.wanted(msgid)
        missing = self.missing(wanted, target) if wanted else []
        if not missing:
            return EnforcedDraft(target=target)
        named = [one.concept for one in wanted]
        for one in missing:
            repaired = self.repair(one.concept, named, target, known or {})
            target = repaired if repaired is not None else target
        return EnforcedDraft(target=target, missing=tuple(self.missing(wanted, target)))

    def agreeing(self, msgid: str, target: str) -> str:
        """Return the draft with the right articles before its terms, whose gender an engine does not know."""
        for one in self.wanted(msgid):
            terms = self.targets(one)
            full = next((term for term in terms if term.type is TermType.FULL_FORM), None)
            for term in terms:
                target = agreeing(target, term, self.locale, full)
        return target

    def names(self, msgid: str) -> Iterator[str]:
        """Yield the terms that may be used in a draft of the msgid."""
        for one in self.wanted(msgid):
            for term in self.targets(one):
                yield from (term.text, *term.forms)

    def missing(self, wanted: Sequence[Occurrence], target: str) -> list[MissingTerm]:
        """Return the concepts that `check` would report as missing or named by a ruled-out term, each once."""
        found: dict[str, MissingTerm] = {}
        for one in wanted:
            concept = self.concepts.get(one.concept)
            if concept is None or one.alternatives or one.concept in found:
                continue
            expected = target_terms(concept, self.source, self.locale)
            if expected and self._wrong(concept, target):
                found[one.concept] = MissingTerm(concept=one.concept, named=one, expected=expected)
        return list(found.values())

    def _wrong(self, concept: Concept, target: str) -> bool:
        terms = concept_terms(concept, self.source, self.locale)
        if all(term.status.usable for term in terms) and any(_plainly(one, target) for one in terms):
            return False
        own, spare = renderings(1, concept, target, self.source, self.locale)
        return own[0].term is None or any(one.ruled_out for one in (*own, *spare))


def _plainly(term: Term, target: str) -> bool:
    """Return True if a term is in a text letter for letter, as most are: then the verifier is not needed."""
    start = target.find(term.text)
    if start < 0 or has_conditions(term) or not term.text.isascii():
        return False
    end = start + len(term.text)
    return not (target[start - 1 : start].isalnum() or target[end : end + 1].isalnum())
