"""Russian, by the dictionary of pymorphy3 (OpenCorpora); words unknown to it by their endings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from postl10n.lang.languages.base import Morphology

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer

# Of nouns and adjectives; what is left of an unknown word (a name, a loan) is its stem.
_ENDING = re.compile(
    r"(?<=[а-я]{3})(?:ами|ями|ого|его|ому|ему|ыми|ими|ов|ев|ей|ам|ям|ах|ях|ом|ем|ой|ей|ою|ею|ую|юю|ая|яя|ое|ее"
    r"|ые|ие|ый|ий|ым|им|ых|их|[аяоеуюыиьй])$"
)

# Words some of whose forms begin with another letter: человек, люди; год, лет.
_SUPPLETIVE = frozenset(("человек", "люди", "ребенок", "дети", "год", "лето", "хороший", "плохой", "большой"))

_Case = tuple[str | None, str | None]
"""Case and number, by the names of OpenCorpora."""
_FIRST = {"gen1": "gent", "gen2": "gent", "acc2": "accs", "loc1": "loct", "loc2": "loct"}


@lru_cache(maxsize=1)
def _analyzer() -> MorphAnalyzer:
    # The dictionary takes a moment and some 30 MB: loaded for the first Russian word.
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer()


@lru_cache(maxsize=100_000)
def _lemmas(word: str) -> frozenset[str]:
    return frozenset(parse.normal_form.replace("ё", "е") for parse in _analyzer().parse(word))


@lru_cache(maxsize=10_000)
def _term_lemmas(term: str) -> frozenset[str]:
    """The lemma of a term's word: itself where it is one, so that чёрт is not a form of черта."""
    lemmas = _lemmas(term)
    return frozenset({term}) if term in lemmas else lemmas


@lru_cache(maxsize=100_000)
def _known(word: str) -> bool:
    return bool(_analyzer().word_is_known(word))


@lru_cache(maxsize=100_000)
def _cases(word: str) -> frozenset[_Case]:
    """The cases and numbers that the word may be in."""
    tags = [parse.tag for parse in _analyzer().parse(word)]
    # The second genitive and locative (gen2, loc2) agree as the first do.
    return frozenset((_FIRST.get(tag.case, tag.case), tag.number) for tag in tags)


def _agree(adjective: frozenset[_Case], noun: frozenset[_Case]) -> bool:
    # After 2, 3 and 4 the noun is in the singular: два сортировочных центра, две почтовые марки.
    return bool(adjective & noun) or (
        ("gent", "sing") in noun and any(number == "plur" for _, number in adjective)
    )


@lru_cache(maxsize=10_000)
def _is_adjective(word: str) -> bool:
    return _analyzer().parse(word)[0].tag.POS in ("ADJF", "PRTF")


class Russian(Morphology):
    indexed = True
    begins_alike = True

    def spelling(self, text: str) -> str:
        return text.replace("ё", "е")

    def may_be(self, term: str, word: str) -> bool:
        return term[0] == word[0] or term in _SUPPLETIVE

    def knows(self, word: str) -> bool:
        return _known(word)

    def same(self, term: str, word: str, *, alone: bool) -> bool:
        if not _term_lemmas(term).isdisjoint(_lemmas(word)):
            return True
        return term[:3] == word[:3] and not _known(term) and not _known(word) and _stem(term) == _stem(word)

    def keys(self, word: str) -> Iterator[str]:
        yield from _lemmas(word)
        if not _known(word):
            yield _stem(word)

    def agree(self, term: Sequence[str], words: Sequence[str]) -> bool:
        """An adjective before its noun has the noun's case and number: почтового отправления."""
        return all(
            _agree(_cases(word), _cases(following))
            for own, word, following in zip(term, words, words[1:], strict=False)
            if _is_adjective(own) and not _is_adjective(term[-1])
        )

    def may_interrupt(self, word: str) -> bool:
        return _is_adjective(word)


def _stem(word: str) -> str:
    return _ENDING.sub("", word)


def for_locale(_locale: str) -> Morphology:
    return Russian()
