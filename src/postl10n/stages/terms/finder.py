"""Finding the terms of a glossary in single texts, and in documents, which make definitions of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from postl10n.model.article import Article, Definition
from postl10n.model.glossary import Concept, Glossary, Occurrence, Term, TermType
from postl10n.stages.terms.homonyms import Resolver
from postl10n.stages.terms.matcher import TermMatcher


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinedUse:
    """A short form, or its full form, that the article defines itself and no glossary concept has."""

    definition: Definition
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTerms:
    """The terms found in the texts of a document, one item per text in each tuple."""

    occurrences: tuple[tuple[Occurrence, ...], ...]
    defined: tuple[tuple[DefinedUse, ...], ...]


class TermFinder:
    """Finds every term of a glossary, forbidden ones too, in texts of one locale; built once, used often."""

    def __init__(self, glossary: Glossary, locale: str) -> None:
        self._matcher = TermMatcher(glossary, locale)
        self._resolver = Resolver(glossary, locale)
        self._locale = locale

    def find(self, text: str) -> list[Occurrence]:
        """All occurrences in the order of the text, none overlapping another.

        Where one text names several concepts, the first of the glossary is given, with the others as
        `alternatives`; `find_in` tells them apart by their document.
        """
        return self._matcher.find(text)

    def find_in(self, texts: Sequence[str], definitions: Sequence[Definition] = ()) -> DocumentTerms:
        """The terms of a document, given as its texts in reading order and its own definitions."""
        found = [self.find(text) for text in texts]
        defined: list[tuple[DefinedUse, ...]] = [()] * len(texts)
        if definitions:
            own = OwnForms(definitions, self._locale, self._concept_of)
            for index, text in enumerate(texts):
                found[index], uses = own.join(text, found[index])
                defined[index] = tuple(uses)
        occurrences = self._resolver.resolve(texts, found, definitions)
        return DocumentTerms(occurrences=occurrences, defined=tuple(defined))

    def _concept_of(self, full: str) -> Occurrence | None:
        """The occurrence of the concept that the whole text names, if it names one alone."""
        for one in self.find(full):
            if (one.start, one.end) == (0, len(full)) and not one.alternatives:
                return one
        return None


def terms(article: Article, finder: TermFinder) -> dict[str, Sequence[Occurrence]]:
    """Return the terms in each text of an article, homonyms resolved by the whole of it."""
    texts = list(dict.fromkeys(segment.text for segment in article.segments()))
    return dict(zip(texts, finder.find_in(texts, article.definitions).occurrences, strict=True))


class OwnForms:
    """The short and full forms that a document defines."""

    def __init__(
        self, definitions: Sequence[Definition], locale: str, concept_of: Callable[[str], Occurrence | None]
    ) -> None:
        self._definitions = definitions
        concepts = []
        self._known: dict[str, Occurrence] = {}
        for number, definition in enumerate(definitions):
            known = concept_of(definition.full)
            if known is not None:
                self._known[str(number)] = known
            forms = (definition.short,) if known else (definition.short, definition.full)
            terms = tuple(Term(text=form, case_sensitive=form == definition.short) for form in forms)
            concepts.append(Concept(id=str(number), subject="", terms={locale: terms}))
        self._matcher = TermMatcher(Glossary(concepts=tuple(concepts)), locale)

    def join(self, text: str, found: list[Occurrence]) -> tuple[list[Occurrence], list[DefinedUse]]:
        """The occurrences with those that definitions add or overrule, and the uses of other definitions."""
        uses: list[DefinedUse] = []
        for own in self._matcher.find(text):
            definition = self._definitions[int(own.concept)]
            short = own.term.text == definition.short
            if short and any(_covers(one, own) for one in found):
                continue
            if short:
                found = [one for one in found if one.end <= own.start or own.end <= one.start]
            known = self._known.get(own.concept)
            if known is None:
                uses.append(DefinedUse(definition=definition, start=own.start, end=own.end))
            else:
                term = replace(known.term, text=definition.short, type=_type_of(definition.short), forms=())
                found.append(known._replace(term=term, start=own.start, end=own.end))
        return sorted(found, key=lambda one: one.start), uses


def _covers(one: Occurrence, other: Occurrence) -> bool:
    return one.start <= other.start and other.end <= one.end


def _type_of(short: str) -> TermType:
    return TermType.ACRONYM if short.isupper() else TermType.ABBREVIATION
