"""Finding terms in a text: one pass of an Aho-Corasick automaton, checks only where it matches."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from postl10n.lang.languages import Morphology, morphology
from postl10n.lang.languages.unspaced import runs_on
from postl10n.lang.locales import spaced
from postl10n.lang.terms.verify import applies
from postl10n.lang.text.folding import RARE_CHARACTERS, fold, fold_lightly
from postl10n.lang.text.spans import Spans
from postl10n.model.glossary import Glossary, Occurrence, Term
from postl10n.registry import compiled
from postl10n.stages.terms.inflected import FormIndex
from postl10n.stages.terms.patterns import Candidate, Pattern, compile_patterns, is_word_character, unhyphened

_URL = compiled(r"(?:\b[a-z][a-z0-9+.-]*://|\bwww\.|\bmailto:)[^\s<>\"'\u3000-\u9fff\uff00-\uffef]+")
_MAIL = re.compile(r"@[\w-]+(?:\.[\w-]+)+")
_MAIL_LOCAL = re.compile(r"[\w.+-]+$")
_PLACEHOLDER = re.compile(r"(?<!\{)\{/?[\w.]*/?\}(?!\})")


SIGNS = ("://", "www.", "mailto:", "@", "{")
"""A folded text without one of these has nothing to skip."""


def _skipped_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the parts of a folded text in which terms are not looked for."""
    if "://" in text or "www." in text or "mailto:" in text:
        yield from (found.span() for found in _URL.finditer(text))
    if "{" in text:
        yield from (found.span() for found in _PLACEHOLDER.finditer(text))
    if "@" in text:
        for found in _MAIL.finditer(text):
            local = _MAIL_LOCAL.search(text[max(0, found.start() - 64) : found.start()])
            if local:
                yield found.start() - len(local[0]), found.end()


_Plain = tuple[str, Term, frozenset[str] | None, str, bool]
"""Concept, term, the characters that after and before it need a closer look (None: letters and digits), single word."""

_Match = tuple[int, int, int]
"""Start, end, and the pattern's index."""

_END = "\0"
# The automaton looks for these too, so that texts without them, nearly all, pay nothing for their handling.
_SIGNS = (*SIGNS, "  ", *RARE_CHARACTERS)
# Scripts before Thai put spaces between words: where their letters adjoin a word, the word goes on.
_FIRST_UNSPACED = "\u0e00"


class TermMatcher:
    """Finds the terms of a glossary in texts of one locale; built once, then used for many texts."""

    def __init__(self, glossary: Glossary, locale: str) -> None:
        # A compiled extension that commands which look for no terms need not load.
        import daachorse

        self._patterns = compile_patterns(glossary, locale)
        # Those that need no look come first: an index tells which they are.
        self._patterns.sort(key=lambda one: not _certain(_plain(one)))
        signs = [None] * len(_SIGNS)
        self._plain = [*map(_plain, self._patterns), *signs]
        self._locale = locale
        self._morphology = morphology(locale)
        self._usual = _Usual(self._plain) if not spaced(locale) else None
        self._forms = FormIndex(glossary, locale) if self._morphology.indexed else None
        texts = [*(pattern.text for pattern in self._patterns), *_SIGNS]
        self._cased = any(one.text.upper() != one.text for one in self._patterns)
        """True if a term has a letter with case: most Chinese terms have none."""
        self._longest = max(map(len, texts))
        longest_first = daachorse.MATCH_KIND_LEFTMOST_LONGEST
        # Its search for the next possible start costs more than it saves where terms are many.
        self._fast = daachorse.CharwiseDoubleArrayAhoCorasick(texts, longest_first, use_prefilter=False)
        self._all = daachorse.CharwiseDoubleArrayAhoCorasick(texts, use_prefilter=False)

    def find(self, text: str) -> list[Occurrence]:
        """All occurrences in the order of the text, none overlapping another.

        Where one text names several concepts, the first of the glossary is given, with the others as
        `alternatives`.
        """
        found, sign = self._found(*fold_lightly(text, lower=self._cased))
        return self._find_thoroughly(text) if sign else found

    def _find_thoroughly(self, text: str) -> list[Occurrence]:
        """As `find`, in a text with tags, addresses, or what `fold_lightly` leaves."""
        whole = fold(text)
        found, _ = self._found(whole.text, whole.cased)
        skipped = Spans(_skipped_spans(whole.text))
        kept = []
        for one in found:
            if not skipped.covers(one.start, one.end):
                start, end = whole.span(one.start, one.end)
                # A vowel mark is folded away, and belongs to the letter before it.
                while end < len(text) and unicodedata.combining(text[end]):
                    end += 1
                kept.append(one._replace(start=start, end=end))
        return kept

    def _found(self, folded: str, cased: str) -> tuple[list[Occurrence], bool]:
        """The occurrences by the offsets of the folded text, and whether one of the signs is in it."""
        if self._usual is None and "-" in folded:
            folded, cased = unhyphened(folded), unhyphened(cased)
        # The end mark serves both edges: the character before offset 0 is the one at -1.
        text = folded + _END
        matches = self._fast.find(folded)
        if self._usual is not None and (found := self._usual.occurrences(text, matches)) is not None:
            return found, False
        found, sign = self._looked_at(text, cased, matches, self._plain)
        forms = self._forms.find(folded, cased) if self._forms is not None else ()
        return (_joined(found, forms) if forms else found), sign

    def _looked_at(
        self, text: str, cased: str, matches: Sequence[_Match], plain: Sequence[_Plain | None]
    ) -> tuple[list[Occurrence], bool]:
        """The same, match by match.

        The loop is what finding costs beside the automaton, so its usual cases are decided without a call.
        """
        make, kind = tuple.__new__, Occurrence
        found: list[Occurrence] = []
        sign = False
        done = 0
        for start, end, index in matches:
            if start >= done and (usual := plain[index]) is not None:
                concept, term, doubtful, before, single_word = usual
                if doubtful is None:
                    if not (text[end].isalnum() or text[start - 1].isalnum()):
                        found.append(make(kind, (concept, term, start, end, ())))
                        continue
                    if single_word and text[end] < _FIRST_UNSPACED and text[start - 1] < _FIRST_UNSPACED:
                        continue
                elif not doubtful or (text[end] not in doubtful and text[start - 1] not in before):
                    found.append(make(kind, (concept, term, start, end, ())))
                    continue
            if index >= len(self._patterns):
                sign = True
                continue
            others = self._unusual(text, cased, max(start, done), start, end, self._patterns[index])
            if others:
                found += others
                done = others[-1].end
        return found, sign

    def _unusual(
        self, text: str, cased: str, begin: int, start: int, end: int, pattern: Pattern
    ) -> list[Occurrence]:
        """Return the occurrences, from `begin` on, at a match of the automaton that can't be used as it is."""
        if begin == start:
            if candidates := self._held(text, cased, start, end, pattern):
                return [_occurrence(candidates, start, end)]
            if pattern.single_word:
                return []
        return self._retry(text, cased, begin, end)

    def _held(self, text: str, cased: str, start: int, end: int, pattern: Pattern) -> tuple[Candidate, ...]:
        """The candidates that the text names here; `text` ends with the end mark."""
        if not at_word_boundaries(text, start, end, pattern, self._morphology):
            return ()
        return self._admitted(cased, start, end, pattern)

    def _admitted(self, cased: str, start: int, end: int, pattern: Pattern) -> tuple[Candidate, ...]:
        """The candidates whose case and conditions hold here, each concept once."""
        held: dict[str, Candidate] = {}
        for one in pattern.candidates:
            if one.cased is not None and cased[start:end] != one.cased:
                continue
            if not one.conditional or applies(one.term, cased, start, end, self._locale):
                held.setdefault(one.concept, one)
        return tuple(held.values())

    def _retry(self, text: str, cased: str, start: int, end: int) -> list[Occurrence]:
        """The terms that begin inside `[start, end)`, where the longest one there did not hold."""
        window = text[start : min(end + self._longest, len(text) - 1)]
        matches = sorted(self._all.find_overlapping(window), key=lambda match: (match[0], -match[1]))
        found: list[Occurrence] = []
        done = start
        for first, last, index in matches:
            first, last = first + start, last + start
            if first >= end:
                break
            if index >= len(self._patterns):
                continue
            if first >= done and (candidates := self._held(text, cased, first, last, self._patterns[index])):
                found.append(_occurrence(candidates, first, last))
                done = last
        return found


class _Usual:
    """The usual text in a script without spaces: every match is a term, by what follows it."""

    def __init__(self, plain: Sequence[_Plain | None]) -> None:
        certain = [one for one in plain if one is not None and _certain(one)]
        self._concepts = [one[0] for one in certain]
        self._terms = [one[1] for one in certain]
        # Searching a short string is faster than a set, whose table the processor has to fetch.
        self._doubtful = [("".join(sorted(one[2] or ())), one[3]) for one in certain]

    def occurrences(self, text: str, matches: Sequence[_Match]) -> list[Occurrence] | None:
        """The matches; None where one of them needs a look. `text` ends with the end mark."""
        # Named tuples are made by the hundred thousand: their own constructor takes twice as long.
        make, kind, concepts, terms = tuple.__new__, Occurrence, self._concepts, self._terms
        doubtful = self._doubtful
        try:
            found = [
                make(kind, (concepts[index], terms[index], start, end, ()))
                for start, end, index in matches
                if text[end] not in (around := doubtful[index])[0] and text[start - 1] not in around[1]
            ]
        except IndexError:
            return None
        return found if len(found) == len(matches) else None


def _joined(exact: Sequence[Occurrence], forms: Sequence[Occurrence]) -> list[Occurrence]:
    """The occurrences without overlaps, the longest at each place; a form that several concepts have names all of them."""
    found: list[Occurrence] = []
    given = {(one.start, one.end) for one in exact}
    others = (one for one in forms if (one.start, one.end) not in given)
    for one in sorted((*exact, *others), key=lambda one: (one.start, -one.end)):
        last = found[-1] if found else None
        if last is None or one.start >= last.end:
            found.append(one)
        elif (one.start, one.end) == last[2:4] and one.concept not in (last.concept, *last.alternatives):
            found[-1] = last._replace(alternatives=(*last.alternatives, one.concept))
    return found


def _certain(plain: _Plain | None) -> bool:
    """Return True if the pattern is a term unless certain characters follow."""
    return plain is not None and plain[2] is not None


def _plain(pattern: Pattern) -> _Plain | None:
    """The pattern as the loop decides it; None where it takes more than its edges."""
    if not pattern.plain:
        return None
    one = pattern.candidates[0]
    if pattern.words:
        return one.concept, one.term, None, "", pattern.single_word
    doubtful, before = pattern.doubtful_after, pattern.around.doubtful_before if pattern.around else ""
    return None if doubtful is None else (one.concept, one.term, doubtful, before, False)


def _occurrence(candidates: tuple[Candidate, ...], start: int, end: int) -> Occurrence:
    first = candidates[0]
    return Occurrence(first.concept, first.term, start, end, tuple(one.concept for one in candidates[1:]))


def at_word_boundaries(text: str, start: int, end: int, pattern: Pattern, rules: Morphology) -> bool:
    """Return True if words may begin and end where the pattern does; `text` ends with the end mark."""
    if is_word_character(text[start]) and is_word_character(text[start - 1]):
        return False
    if is_word_character(text[end - 1]) and is_word_character(text[end]):
        return rules.particles_follow(text, end)
    if pattern.words:
        return True
    if runs_on(text, start) or runs_on(text, end):
        return False
    return pattern.around is None or not pattern.around.crossed(text, start, end)
