"""Verifying that an approved term is used in a target text, and by which evidence."""

from __future__ import annotations

import math
import re
from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from postl10n.lang.languages import Morphology, morphology
from postl10n.lang.locales import script, spaced
from postl10n.lang.text.folding import Folded, fold, is_acronym, unify_scripts
from postl10n.model.glossary import PartOfSpeech, Term
from postl10n.registry import cached


class Verdict(StrEnum):
    """The evidence for a term, the strongest first."""

    EXACT = "exact"
    LISTED = "listed"
    """A form listed in the glossary."""
    LEMMA = "lemma"
    """Another form of the same words, by dictionary or by the rules of the language."""
    STEM = "stem"
    """Words that only begin alike: worth a warning."""
    ABSENT = "absent"

    @property
    def firm(self) -> bool:
        """True if the term counts as used."""
        return self in (Verdict.EXACT, Verdict.LISTED, Verdict.LEMMA)


_STRENGTH = {verdict: rank for rank, verdict in enumerate(Verdict)}


@dataclass(frozen=True, slots=True)
class VerifiedUse:
    """A use of a term in a text; offsets are code points, `[start, end)`."""

    verdict: Verdict
    start: int
    end: int


def verify(
    term: str,
    text: str,
    locale: str,
    *,
    forms: Sequence[str] = (),
    not_inside: Sequence[str] = (),
    case_sensitive: bool = False,
) -> VerifiedUse | None:
    """Return the use with the strongest evidence, of equal ones the first; None if the term is absent."""
    return best(uses(term, text, locale, forms=forms, not_inside=not_inside, case_sensitive=case_sensitive))


def best(found: Iterable[VerifiedUse]) -> VerifiedUse | None:
    """Return the use with the strongest evidence, of equal ones the first."""
    return min(found, key=lambda use: (_STRENGTH[use.verdict], use.start), default=None)


def uses(
    term: str,
    text: str,
    locale: str,
    *,
    forms: Sequence[str] = (),
    not_inside: Sequence[str] = (),
    case_sensitive: bool = False,
) -> tuple[VerifiedUse, ...]:
    """As `uses_of`, of a term that no glossary has."""
    made = Term(text=term, forms=tuple(forms), not_inside=tuple(not_inside), case_sensitive=case_sensitive)
    return uses_of(made, text, locale)


# Asked for by rules about one unit, by those that compare units, and for the longer terms of both.
@cached(4096)
def uses_of(term: Term, text: str, locale: str) -> tuple[VerifiedUse, ...]:
    """Return all uses in the order of the text without overlaps; the stronger of overlapping ones is kept."""
    prepared = _prepared(text, locale)
    found: list[VerifiedUse] = []
    spans: list[tuple[int, int]] = []
    taken: list[tuple[int, int]] = []
    for verdict, start, end in _evidence(term, prepared, locale, taken):
        if not applies(term, text, start, end, locale):
            continue
        use = VerifiedUse(verdict, *prepared.folded.span(start, end))
        if covering(spans, use.end - 1)[1] <= use.start:
            found.append(use)
            insort(spans, (use.start, use.end))
            insort(taken, (start, end))
    return tuple(sorted(found, key=lambda use: use.start))


def covering(taken: Sequence[tuple[int, int]], offset: int) -> tuple[int, int]:
    """Return the last of the ordered spans that begins at an offset or before it."""
    at = bisect_right(taken, (offset, math.inf))
    return taken[at - 1] if at else (0, 0)


_Evidence = tuple[Verdict, int, int]

# Letters with their marks, digits; an apostrophe inside a word belongs to it (аб'ект, aujourd'hui).
WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f\u0900-\u0dff]+[^\W_]*)*(?:'[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    cased: str
    start: int
    end: int


_MANY_WORDS = 200
"""The number of words from which an index pays: of a document, not of a sentence."""
_SHARED = 3
"""Letters that a word has in common with a term of which it is a form, if it has no key of it."""


@dataclass(frozen=True)
class _Prepared:
    folded: Folded
    words: tuple[_Word, ...]
    locale: str

    def like(self, term: str) -> Sequence[int]:
        """Return the indices of the words that may be forms of a term's word, in order."""
        kind = morphology(self.locale)
        if len(self.words) < _MANY_WORDS or not kind.begins_alike:
            return range(len(self.words))
        keys = (*kind.term_keys(term), term[:_SHARED])
        return sorted({at for key in keys for at in self._places.get(key, ())})

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        """The indices of the words by their keys and beginnings."""
        kind = morphology(self.locale)
        keys = {
            text: {*kind.keys(text), *(text[:end] for end in range(1, _SHARED + 1))}
            for text in {word.text for word in self.words}
        }
        places: dict[str, list[int]] = {}
        for index, word in enumerate(self.words):
            for key in keys[word.text]:
                places.setdefault(key, []).append(index)
        return places


_MOST_WORDS = 40
"""Of a term that is looked for in other forms; a longer one is only found as it is written."""
_HEAD = 100
"""Characters before a use that tell whether it is at the start of a sentence."""
_SENTENCE_HEAD = re.compile(r"(?:^|[.!?:…]\W*\s)\W*$")


@cached(4096)
def _prepared(text: str, locale: str) -> _Prepared:
    folded = fold(text)
    # Look-alike letters are distinguished by case: scripts are unified in the cased form, before folding.
    cased = unify_scripts(folded.cased, cyrillic=script(locale) == "Cyrl")
    kind = morphology(locale)
    lower = kind.spelling(cased.lower())
    folded = Folded(lower, cased, folded.breaks)
    words = tuple(_split(lower, cased, kind)) if spaced(locale) else ()
    return _Prepared(folded, words, locale)


def _split(text: str, cased: str, kind: Morphology) -> Iterator[_Word]:
    for found in WORD.finditer(text):
        for start, end in kind.split(found[0]):
            first, last = found.start() + start, found.start() + end
            yield _Word(text[first:last], cased[first:last], first, last)


def _evidence(
    term: Term, text: _Prepared, locale: str, taken: Sequence[tuple[int, int]]
) -> Iterator[_Evidence]:
    """Yield all uses, the strongest evidence first; the caller adds accepted ones to `taken`."""
    kind = morphology(locale)
    literal = [(Verdict.EXACT, term.text), *((Verdict.LISTED, form) for form in term.forms)]
    literal += [(Verdict.LEMMA, one) for one in kind.variants(term.text.strip())]
    for verdict, spelling in literal:
        yield from _literal(verdict, _prepared(spelling.strip(), locale), text, kind, term.case_sensitive)
    if spaced(locale):
        for spelling in (term.text, *term.forms) if kind.inflects_forms else (term.text,):
            sought = _sought(term, spelling, locale)
            if _may_occur(sought.term, text, kind, taken):
                yield from _inflected(sought, text, kind)


def _may_occur(term: _Prepared, text: _Prepared, kind: Morphology, taken: Sequence[tuple[int, int]]) -> bool:
    """Return True if the words of the text that are not taken may include all of the term's.

    The dictionaries of some languages take half a second to load, and most texts need none.
    """

    def free(word: _Word) -> bool:
        return word.end > covering(taken, word.start)[1]

    wanted = {word.text for word in term.words}
    return len(term.words) <= _MOST_WORDS and all(
        any(kind.may_be(one, text.words[at].text) and free(text.words[at]) for at in text.like(one))
        for one in wanted
    )


def _literal(
    verdict: Verdict, term: _Prepared, text: _Prepared, kind: Morphology, case_sensitive: bool
) -> Iterator[_Evidence]:
    wanted = term.folded.text
    if not wanted:
        return
    cased = case_sensitive or is_acronym(term.folded.cased)
    start = text.folded.text.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        if (not cased or text.folded.cased[start:end] == term.folded.cased) and kind.is_whole_word(
            text.folded.text, start, end
        ):
            yield verdict, start, end
        start = text.folded.text.find(wanted, start + 1)


@dataclass(frozen=True, slots=True)
class _Sought:
    """A spelling of a term, and what its forms must have."""

    term: _Prepared
    case_sensitive: bool
    fixed: bool
    """Its number is part of it."""

    @property
    def alone(self) -> bool:
        return len(self.term.words) == 1


def _inflected(sought: _Sought, text: _Prepared, kind: Morphology) -> Iterator[_Evidence]:
    if not sought.term.words:
        return
    weak: list[_Evidence] = []
    first = sought.term.words[0].text
    for index in text.like(first):
        word = text.words[index]
        if not kind.may_be(first, word.text):
            continue
        phrase = _phrase(sought, text, index, kind)
        if phrase is None:
            continue
        verdict, last = phrase
        evidence = (verdict, word.start, text.words[last].end)
        if verdict is Verdict.LEMMA:
            yield evidence
        else:
            weak.append(evidence)
    yield from weak


def form_at(term: Term, spelling: str, text: str, span: tuple[int, int], locale: str) -> int | None:
    """Return the end of the form of a term's spelling that begins a span of the text, which is folded; None if none does."""
    part = _prepared(text[slice(*span)], locale)
    found = _phrase(_sought(term, spelling, locale), part, 0, morphology(locale)) if part.words else None
    if found is None or found[0] is not Verdict.LEMMA:
        return None
    end = span[0] + part.words[found[1]].end
    return end if applies(term, text, span[0], end, locale) else None


def _sought(term: Term, spelling: str, locale: str) -> _Sought:
    fixed = term.case_sensitive or term.part_of_speech is PartOfSpeech.PROPER_NOUN
    return _Sought(_prepared(spelling.strip(), locale), term.case_sensitive, fixed)


def _phrase(sought: _Sought, text: _Prepared, index: int, kind: Morphology) -> tuple[Verdict, int] | None:
    """Return the evidence for the term's words in the text from `index` on, and the last word's index; None if absent."""
    term = sought.term
    verdict = Verdict.LEMMA
    places: list[int] = []
    for number in range(len(term.words)):
        first = places[-1] + 1 if places else index
        # One additional adjective may be inside a term, not before it.
        slack = int(bool(places) and places[-1] - index == number - 1)
        found = _place(number, range(first, first + slack + 1), sought, text, kind)
        if found is None:
            return None
        same, place = found
        places.append(place)
        verdict = max(verdict, same, key=_STRENGTH.__getitem__)
    words = [text.words[place].text for place in places]
    if not sought.alone and not kind.agree([word.text for word in term.words], words):
        verdict = Verdict.STEM
    return verdict, places[-1]


def _place(
    number: int, at: Sequence[int], sought: _Sought, text: _Prepared, kind: Morphology
) -> tuple[Verdict, int] | None:
    """Return the evidence for the term's word of that number, and its index among the candidate positions `at`."""
    for place in at:
        if place >= len(text.words) or (number and not _joined(sought.term, text, number, place)):
            return None
        same = _same(number, sought, text.words[place], kind)
        if same is not None:
            return same, place
        if not kind.may_interrupt(text.words[place].text):
            return None
    return None


def _joined(term: _Prepared, text: _Prepared, number: int, at: int) -> bool:
    """Return True if the text between two words joins them as in the term; hyphen and space are one."""
    between = text.folded.text[text.words[at - 1].end : text.words[at].start]
    own = term.folded.text[term.words[number - 1].end : term.words[number].start]
    return between in (own, " ", "-")


def _same(number: int, sought: _Sought, word: _Word, kind: Morphology) -> Verdict | None:
    wanted = sought.term.words[number]
    if wanted.cased.isupper() and is_acronym(wanted.cased):
        return Verdict.LEMMA if wanted.cased == word.cased else None
    capitals = wanted.cased[0].isupper(), word.cased[0].isupper()
    if sought.case_sensitive and capitals[0] != capitals[1]:
        return None
    if kind.capitalised and sought.alone and capitals == (True, False):
        return None
    if is_form(wanted.text, word.text, kind, alone=sought.alone, fixed=sought.fixed):
        return Verdict.LEMMA
    return Verdict.STEM if kind.alike(wanted.text, word.text) else None


def is_form(term: str, word: str, kind: Morphology, *, alone: bool, fixed: bool) -> bool:
    """Return True if the word is a form of the term's; of one that is `alone`, in either number unless that is fixed."""
    if term == word or kind.same(term, word, alone=alone):
        return True
    return alone and not fixed and any(kind.same(one, word, alone=True) for one in kind.singulars(term))


def applies(term: Term, text: str, start: int, end: int, locale: str) -> bool:
    """Return False where the glossary says that the term is not meant, at offsets of the text as it is folded."""
    if not has_conditions(term):
        return True
    folded = _prepared(text, locale).folded
    if term.not_at_start and _SENTENCE_HEAD.search(folded.cased, max(0, start - _HEAD), start):
        return False
    if any(_firm(word, folded.cased, locale) for word in term.not_beside):
        return False
    for guard in term.not_inside:
        longer = _prepared(guard.strip(), locale).folded.text
        if folded.text.find(longer, max(0, end - len(longer)), start + len(longer)) >= 0:
            return False
    # Forms of a guard that is no mere string of characters: serviços postais, where serviço postal is given.
    inflected = term.not_inside if spaced(locale) else ()
    spans = (use for guard in inflected for use in _firm(guard, folded.cased, locale))
    return not any(use.start <= start and end <= use.end for use in spans)


@cached(64)
def _firm(guard: str, text: str, locale: str) -> tuple[VerifiedUse, ...]:
    """The uses of a guard that count: asked again for each use of its term."""
    return tuple(use for use in uses(guard, text, locale) if use.verdict.firm)


def has_conditions(term: Term) -> bool:
    """Return True if the glossary says where the term is not meant."""
    return bool(term.not_inside or term.not_beside or term.not_at_start)
