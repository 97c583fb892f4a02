"""Finding the forms of terms in a text of an inflected language: its words are looked up, no form is made up beforehand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import NamedTuple

from postl10n.lang.languages import morphology
from postl10n.lang.terms.concept_terms import terms_for
from postl10n.lang.terms.verify import WORD, form_at, has_conditions, is_form
from postl10n.lang.text.folding import fold, is_acronym
from postl10n.model.glossary import Glossary, Occurrence, PartOfSpeech, Term

_Sought = tuple[str, bool, bool]
"""A word of a term in lower case; whether it is the only one; whether its number is fixed."""
_MOST_KNOWN = 500_000
"""Written words, some 100 bytes each."""
_NOTHING: frozenset[int] = frozenset()


class _Entry(NamedTuple):
    concept: str
    term: Term
    spelling: str
    size: int
    """In words."""
    certain: bool
    """A single word that may have any case and stand anywhere."""


class _Part(NamedTuple):
    """A word of the language inside a written one (`envoi` of `l'envoi`)."""

    start: int
    end: int
    forms: frozenset[int]
    """The words that it is a form of."""


# Its fields are read for every word of a text: slots are read faster than those of named tuples.
@dataclass(frozen=True, slots=True)
class _Written:
    """A text between two spaces that has to do with a term."""

    parts: tuple[_Part, ...]
    forms: frozenset[int]
    """Those of all parts."""
    following: frozenset[int]
    """The words that continue a term that begins in it."""
    certain: tuple[tuple[str, Term, int, int], ...]
    """The concepts and terms that it names whatever is around it, with their place in it."""
    enough: bool
    """Others may begin in it whatever follows."""
    begins: bool
    """A term may begin in it."""


class FormIndex(dict[str, _Written | None]):
    """The texts between spaces so far, with the words of terms that they have forms of, if any."""

    def __init__(self, glossary: Glossary, locale: str) -> None:
        super().__init__()
        self._locale = locale
        self._kind = morphology(locale)
        self._numbers: dict[_Sought, int] = {}
        """A number for each, since tuples are hashed anew each time."""
        self._keys: dict[str, set[_Sought]] = {}
        self._entries: dict[int, dict[int | None, list[_Entry]]] = {}
        """By the first word of a term and the second, if it has one."""
        for concept in glossary:
            for term in terms_for(concept, locale):
                for spelling in (term.text, *term.forms) if self._kind.inflects_forms else (term.text,):
                    self._add(concept.id, term, spelling)

    def _add(self, concept: str, term: Term, spelling: str) -> None:
        folded = self._kind.spelling(fold(spelling.strip()).text)
        words = [one[start:end] for one in WORD.findall(folded) for start, end in self._kind.split(one)]
        if not words:
            return
        fixed = term.case_sensitive or term.part_of_speech is PartOfSpeech.PROPER_NOUN
        sought = [(word, len(words) == 1, fixed) for word in words[:2]]
        looked_at = (
            term.case_sensitive or has_conditions(term) or is_acronym(spelling) or self._kind.capitalised
        )
        certain = len(words) == 1 and not looked_at
        entry = _Entry(concept, term, spelling, len(words), certain)
        first, *others = [self._numbers.setdefault(one, len(self._numbers)) for one in sought]
        self._entries.setdefault(first, {}).setdefault(others[0] if others else None, []).append(entry)
        for one in sought:
            words = [one[0], *self._kind.singulars(one[0])]
            for key in chain.from_iterable(map(self._kind.term_keys, words)):
                self._keys.setdefault(key, set()).add(one)

    def __missing__(self, written: str) -> _Written | None:
        spelled = self._kind.spelling(written)
        parts = tuple(
            self._part(spelled, found.start() + start, found.start() + end)
            for found in WORD.finditer(spelled)
            for start, end in self._kind.split(found[0])
        )
        forms = _NOTHING.union(*(one.forms for one in parts))
        continued = [self._entries.get(one, {}) for one in forms]
        following = frozenset(one for seconds in continued for one in seconds if one is not None)
        single = [
            (entry, part)
            for part in parts
            for number in part.forms
            for entry in self._entries.get(number, {}).get(None, ())
        ]
        certain = tuple((one.concept, one.term, at.start, at.end) for one, at in single if one.certain)
        enough = len(certain) < len(single) or (len(parts) > 1 and bool(following))
        if len(self) > _MOST_KNOWN:
            self.clear()
        begins = bool(single or following)
        self[written] = _Written(parts, forms, following, certain, enough, begins) if forms else None
        return self[written]

    def _part(self, written: str, start: int, end: int) -> _Part:
        word = written[start:end]
        near = {one for key in self._kind.keys(word) for one in self._keys.get(key, ())}
        forms = frozenset(
            self._numbers[one]
            for one in near
            if is_form(one[0], word, self._kind, alone=one[1], fixed=one[2])
        )
        return _Part(start, end, forms)

    def find(self, text: str, cased: str) -> list[Occurrence]:
        """Return all forms by their offsets in the folded text, overlapping ones too."""
        written = text.split(" ")
        words = [*map(self.__getitem__, written), None, None]
        starts = [(index, one) for index, one in enumerate(words) if one is not None and one.begins]
        if not starts:
            return []
        offsets = list(accumulate(map(len, written), initial=0))
        make, kind = tuple.__new__, Occurrence
        found: list[Occurrence] = []
        for index, one in starts:
            if one.certain:
                at = offsets[index] + index
                found += [
                    make(kind, (concept, term, at + start, at + end, ()))
                    for concept, term, start, end in one.certain
                ]
            following = one.following
            # One word may be between the first and the second of a term.
            if (
                one.enough
                or ((second := words[index + 1]) is not None and not following.isdisjoint(second.forms))
                or ((third := words[index + 2]) is not None and not following.isdisjoint(third.forms))
            ):
                found += self._continued(words[index : index + 3], index, offsets, cased)
        return found

    def _continued(
        self, words: Sequence[_Written | None], index: int, offsets: Sequence[int], cased: str
    ) -> Iterator[Occurrence]:
        """Yield the terms that begin in the first of three words, at `index`, and need a look at what follows."""
        offset = offsets[index] + index
        around = [one for one in words if one is not None]
        parts = [part for one in around for part in one.parts]
        for at, (start, _, forms) in enumerate(around[0].parts):
            following = {None}.union(*(one.forms for one in parts[at + 1 : at + 3]))
            for entry in self._beginning(forms, following):
                last = min(index + entry.size, len(offsets) - 2)
                span = offset + start, offsets[last + 1] + last
                to = form_at(entry.term, entry.spelling, cased, span, self._locale)
                if to is not None:
                    yield Occurrence(entry.concept, entry.term, span[0], to)

    def _beginning(self, forms: frozenset[int], following: set[int | None]) -> Iterator[_Entry]:
        for first in forms:
            seconds = self._entries.get(first, {})
            for second in following.intersection(seconds):
                yield from (entry for entry in seconds[second] if not entry.certain)
