"""The terms of a glossary that lie inside longer ones of other concepts: a longer name is no use of the shorter."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from postl10n.lang.languages.language import language
from postl10n.lang.locales import spaced
from postl10n.lang.terms.concept_terms import concept_terms, usable_terms
from postl10n.lang.terms.gender import gender_signs
from postl10n.lang.terms.verify import VerifiedUse, covering, uses_of
from postl10n.lang.text.folding import fold
from postl10n.model.glossary import Concept, PartOfSpeech, Term
from postl10n.registry import cached

_BEGINNING = 3
"""Letters of a word that it keeps inside a longer term, whatever its form there."""


class _Longer(NamedTuple):
    term: Term
    concept: str
    kind: bool
    """True if what it names is a kind of what the shorter one names, as a registered letter is a letter."""


Within = Callable[[str, Term, VerifiedUse], bool]
"""True if a use of a term of a concept, given by its id, is one of a longer term."""


class LongerTerms:
    """Those of one locale; what is around a term is found out when it is asked for."""

    def __init__(self, concepts: Mapping[str, Concept], source: str, locale: str) -> None:
        self._concepts = concepts
        self._source, self._locale = source, locale
        self._known: dict[tuple[str, Term], tuple[_Longer, ...]] = {}

    @cached_property
    def _every(self) -> tuple[str, Sequence[int], Sequence[tuple[str, Term]]]:
        """Every term with its concept; all of them folded, one behind the other, and where each ends."""
        terms = [
            (concept.id, term)
            for concept in self._concepts.values()
            for term in concept_terms(concept, self._source, self._locale)
        ]
        texts = [fold("\n".join((term.text, *term.forms))).text + "\0" for _, term in terms]
        return "".join(texts), list(accumulate(map(len, texts))), terms

    def _with(self, words: Sequence[str]) -> Iterator[int]:
        """Yield the numbers of the terms that have all the words."""
        whole, ends, _ = self._every
        at = whole.find(words[0]) if words else -1
        while at >= 0:
            number = bisect_right(ends, at)
            if all(
                whole.find(one, ends[number - 1] if number else 0, ends[number]) >= 0 for one in words[1:]
            ):
                yield number
            at = whole.find(words[0], ends[number])

    def within(self, text: str, named: Collection[str]) -> Within:
        """Return what tells whether a use of a concept's term in a text lies in one of a longer term of another.

        named: the concepts of the source. Where the other is none of them, and names but a kind of the same thing, the
        source may say so in other words.
        """

        firm: dict[Term, list[tuple[int, int]]] = {}

        def spans(term: Term) -> list[tuple[int, int]]:
            if term not in firm:
                uses = uses_of(term, text, self._locale)
                firm[term] = [(one.start, one.end) for one in uses if one.verdict.firm]
            return firm[term]

        def is_within(concept: str, term: Term, use: VerifiedUse) -> bool:
            return any(
                use.end <= covering(spans(longer.term), use.start)[1]
                for longer in self._around(concept, term)
                if longer.concept in named or not longer.kind
            )

        return is_within

    def _around(self, id_: str, term: Term) -> tuple[_Longer, ...]:
        if (id_, term) not in self._known:
            self._known[id_, term] = tuple(self._found(id_, term))
        return self._known[id_, term]

    def _found(self, id_: str, term: Term) -> Iterator[_Longer]:
        size = len(fold(term.text).text)
        words = [
            [word[:_BEGINNING] for word in fold(spelling).text.split()]
            for spelling in (term.text, *term.forms)
        ]
        terms = self._every[2]
        for other, longer in [
            terms[at] for at in sorted({number for one in words for number in self._with(one)})
        ]:
            if other == id_ or len(longer.text) <= size:
                continue
            if any(uses_of(term, spelling, self._locale) for spelling in (longer.text, *longer.forms)):
                yield _Longer(longer, other, self._is_kind(self._concepts[id_], self._concepts[other]))

    def _is_kind(self, concept: Concept, longer: Concept) -> bool:
        """Return True if the source's name of the longer has that of the other as its head."""
        gap = " " if spaced(self._source) else ""
        signs = gender_signs(self._source)
        begins = signs is not None and signs.head == "first"
        common = [one for one in usable_terms(concept, self._source) if not _is_name(one, self._source)]
        heads = tuple(
            f"{fold(one.text).text}{gap}" if begins else f"{gap}{fold(one.text).text}" for one in common
        )
        wholes = [fold(one.text).text for one in usable_terms(longer, self._source)]
        return any(one.startswith(heads) if begins else one.endswith(heads) for one in wholes)


def _is_name(term: Term, locale: str) -> bool:
    if term.case_sensitive or term.part_of_speech is PartOfSpeech.PROPER_NOUN:
        return True
    return not language(locale).nouns_capitalised and term.text != term.text.lower()


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A glossary that equals itself alone: to compare the concepts of two takes as long as the search."""

    concepts: Mapping[str, Concept]

    def __hash__(self) -> int:
        return id(self.concepts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.concepts is other.concepts


@cached(32)
def _of(glossary: _Same, source: str, locale: str) -> LongerTerms:
    return LongerTerms(glossary.concepts, source, locale)


def longer_terms(concepts: Mapping[str, Concept], source: str, locale: str) -> LongerTerms:
    """Return those of a glossary, which are made once."""
    return _of(_Same(concepts), source, locale)
