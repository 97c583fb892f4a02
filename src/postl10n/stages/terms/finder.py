"""Finding the terms of a glossary in single texts, and in documents, which make definitions of their own."""

from __future__ import annotations

from collections.abc import Sequence

from postl10n.model.article import Article, Definition
from postl10n.model.glossary import Glossary, Occurrence
from postl10n.stages.terms.defined_forms import OwnForms
from postl10n.stages.terms.document_terms import DefinedUse, DocumentTerms
from postl10n.stages.terms.homonyms import Resolver
from postl10n.stages.terms.matcher import TermMatcher


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
