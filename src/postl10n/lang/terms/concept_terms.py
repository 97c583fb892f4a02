"""A concept in a locale: its terms, its use in a text, its definition."""

from __future__ import annotations

from postl10n.lang.locales import parents
from postl10n.lang.terms.verify import VerifiedUse, best, uses_of
from postl10n.model.glossary import Concept, Term


def terms_for(concept: Concept, locale: str) -> tuple[Term, ...]:
    """Return every term of the concept, whatever its status, in the locale or the nearest parent that has any.

    zh_Hant_MO falls back to zh_Hant_HK and zh_Hant, never to Simplified script.
    """
    codes = (locale, *parents(locale))
    excluded = concept.not_in and not set(codes).isdisjoint(concept.not_in)
    return () if excluded else next((concept.terms[code] for code in codes if concept.terms.get(code)), ())


def usable_terms(concept: Concept, locale: str) -> tuple[Term, ...]:
    """Return the preferred and admitted terms, preferred ones first."""
    usable = (term for term in terms_for(concept, locale) if term.status.usable)
    return tuple(sorted(usable, key=lambda term: term.status != "preferred"))


def target_terms(concept: Concept, source: str, locale: str) -> tuple[Term, ...]:
    """Return the terms for a translation: the source's own if the concept is not to be translated."""
    return usable_terms(concept, source if concept.do_not_translate else locale)


def concept_terms(concept: Concept, source: str, locale: str) -> tuple[Term, ...]:
    """Return the terms to search for in a translation: the usable ones, then those that the glossary rules out."""
    ruled_out = (term for term in terms_for(concept, locale) if not term.status.usable)
    return (*target_terms(concept, source, locale), *ruled_out)


def use_of(concept: Concept, text: str, source: str, locale: str) -> VerifiedUse | None:
    """Return the best use of a usable term of the concept in a translation, in any inflection; None if there is none."""
    for term in target_terms(concept, source, locale):
        if (use := best(uses_of(term, text, locale))) is not None:
            return use
    return None


def definition_for(concept: Concept, locale: str, source: str) -> tuple[str, str] | None:
    """Return the concept's definition and its locale: the given one, a parent, or else the source."""
    for code in (locale, *parents(locale), source):
        if text := concept.definition.get(code):
            return text, code
    return None
