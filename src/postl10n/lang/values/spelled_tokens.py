"""Tokens of numbers in languages with alphabets: figures, number words, Roman numerals, conjunctions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from postl10n.lang.languages import lexicon as lexicon_of
from postl10n.lang.languages.lexicon import Word
from postl10n.lang.text.expression import NEVER, words_in
from postl10n.lang.values.digits import LITERALS, Conventions, conventions, readings
from postl10n.registry import cached, compiled

if TYPE_CHECKING:
    from postl10n.lang.languages.lexicon import Lexicon

_MARKS = "\u064b-\u065f\u0670\u0640"
_HARAKAT = re.compile(f"[{_MARKS}]")
_TANWIN = "\u064b"
_ROMAN_TENS = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")
_ROMAN_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
# Single letters are initials; the others are also words, names or sizes.
_NO_NUMERALS = frozenset({"i", "v", "x", "l", "li"})
_ALSO_WORDS = frozenset({"vi", "xi", "xl", "lv"})
_ROMAN = {
    tens + ones: Word(role="ordinal", amount=Decimal(10 * ten + one), doubtful=tens + ones in _ALSO_WORDS)
    for ten, tens in enumerate(_ROMAN_TENS)
    for one, ones in enumerate(_ROMAN_ONES)
    if tens + ones and tens + ones not in _NO_NUMERALS
}


# Not frozen: created for every word of a number, and a frozen one takes three times as long.
@dataclass(slots=True, kw_only=True)
class NumberToken:
    start: int
    end: int
    word: Word | None = None
    literal: tuple[Decimal, ...] | None = None
    joint: str = ""
    """`and` or `filler` for words between the parts of a number."""
    joined: bool = False
    """True if a conjunction is attached to the word: وعشرون."""


_WORD = re.compile(rf"[^\W\d_]++(?:[{_MARKS}]++[^\W\d_]*+)*+")


@lru_cache(maxsize=2)
def _tokens_expression(comma: bool) -> re.Pattern[str]:
    return compiled(rf"(?P<literal>{LITERALS[comma].pattern})|(?P<word>{_WORD.pattern})")


def tokens(text: str, lexicon: Lexicon, locale: str) -> Iterator[NumberToken]:
    """Yield the figures of a folded text, and the words that may be in a number."""
    habits = conventions(locale)
    listed = _is_listed(lexicon)
    for match in _tokens_expression(habits.decimal == ",").finditer(text):
        if listed and match.lastgroup == "word" and match[0] not in lexicon.parts and match[0] not in _ROMAN:
            continue
        token = _token(match, lexicon, habits)
        if token is not None:
            yield token


def without_numbers(text: str, lexicon: Lexicon, locale: str) -> bool:
    """Return True if no word of a folded text is a number."""
    words = words_in(text, _WORD)
    if _is_listed(lexicon):
        return lexicon.words.keys().isdisjoint(words) and _ROMAN.keys().isdisjoint(words)
    return not any(_is_number(word, locale) for word in words)


@cached(5000)
def _is_number(word: str, locale: str) -> bool:
    """Return True if a word is a number in a language where its parts tell."""
    words = lexicon_of(locale)
    plain = _without_marks(word) if words.vowel_marks else word
    token = _word_token(plain, 0, len(plain), words)
    return token is not None and token.word is not None


def _is_listed(lexicon: Lexicon) -> bool:
    return not (lexicon.vowel_marks or lexicon.roman_ordinals or lexicon.together)


def _token(match: re.Match[str], lexicon: Lexicon, habits: Conventions) -> NumberToken | None:
    """Return a part of a number; None for any other word."""
    word = match[0]
    if match.lastgroup == "literal":
        read = readings(word, habits.decimal, habits.group, habits.group_is_usual)
        return NumberToken(start=match.start(), end=match.end(), literal=read)
    if lexicon.vowel_marks:
        word = _without_marks(word)
    return _word_token(word, match.start(), match.end(), lexicon)


def _word_token(word: str, start: int, end: int, lexicon: Lexicon) -> NumberToken | None:
    known = _known_word(word, lexicon)
    if known is not None:
        return NumberToken(start=start, end=end, word=known)
    if word in lexicon.conjunctions:
        return NumberToken(start=start, end=end, joint="and")
    if word in lexicon.fillers:
        return NumberToken(start=start, end=end, joint="filler")
    prefix = None if lexicon.prefixes is NEVER else lexicon.prefixes.match(word)
    if prefix and prefix.end():
        rest = word[prefix.end() :]
        known = lexicon.words.get(rest)
        joined = bool(prefix.groupdict().get("and"))
        if known is not None:
            return NumberToken(start=start, end=end, word=known, joined=joined)
        if joined and not rest:
            return NumberToken(start=start, end=end, joint="and")
    return None


def _without_marks(word: str) -> str:
    """Return the word without vowel marks; مليونًا is one million, but مليونا two."""
    return _HARAKAT.sub("", word.replace(_TANWIN + "ا", "").replace("ا" + _TANWIN, ""))


def _known_word(word: str, lexicon: Lexicon) -> Word | None:
    known = lexicon.words.get(word) or _ROMAN.get(word)
    if known is None and lexicon.roman_ordinals and (ordinal := lexicon.roman_ordinals.fullmatch(word)):
        known = _ROMAN.get(ordinal["numeral"])
        return replace(known, doubtful=False) if known is not None else None
    return known or (_written_together(word, lexicon) if lexicon.together else None)


def _written_together(word: str, lexicon: Lexicon) -> Word | None:
    """Return a number written in one word: fünfundzwanzig, dreihunderttausendste; None for any other word."""
    parts = _parts_of(word, lexicon)
    if not parts:
        return None
    total = group = Decimal(0)
    for one in parts:
        if one.role == "hundred":
            group = (group or Decimal(1)) * one.amount
        elif one.role == "scale":
            total, group = total + (group or Decimal(1)) * one.amount, Decimal(0)
        else:
            group += one.amount
    return Word(role=parts[-1].role if parts[-1].role == "ordinal" else "unit", amount=total + group)


def _parts_of(word: str, lexicon: Lexicon) -> list[Word]:
    """Return the parts of a number that is written in one word; none if it has other parts, or one alone."""
    found: list[Word] = []
    at = 0
    while at < len(word) and lexicon.together and (match := lexicon.together.match(word, at)):
        if (part := lexicon.words.get(match[0])) is not None:
            found.append(part)
        at = match.end()
    return found if at == len(word) and len(found) > 1 else []
