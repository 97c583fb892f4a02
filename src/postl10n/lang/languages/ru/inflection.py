"""Russian: both terms declined by the dictionary, and the forms at the same place of their paradigms compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from postl10n.model.glossary import Term

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer
    from pymorphy3.analyzer import Parse

_Slot = tuple[str, str]
"""Case and number, by the names of OpenCorpora; `few` is the form after small numbers."""
_CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_NUMBERS = ("sing", "plur")
_ADJECTIVES = ("ADJF", "PRTF")


@dataclass(frozen=True, slots=True)
class _Paradigm:
    forms: dict[_Slot, str]
    gender: str | None
    animacy: str | None


@lru_cache(maxsize=1)
def _analyzer() -> MorphAnalyzer:
    # The dictionary takes a moment and some 30 MB: loaded for the first Russian term.
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer()


def by_paradigm(used: str, old: Term, new: Term) -> str | None:
    """The new term in the case and number of the use; None if these are in doubt, or gender differs."""
    ours, theirs = _paradigm(old.text), _paradigm(new.text)
    if ours is None or theirs is None or (ours.gender, ours.animacy) != (theirs.gender, theirs.animacy):
        return None
    wanted = _plain(used)
    slots = [slot for slot, form in ours.forms.items() if _plain(form) == wanted]
    found = {theirs.forms.get(slot) for slot in slots}
    return found.pop() if len(found) == 1 else None


def forms(term: str) -> tuple[str, ...]:
    """Every form of a name; none where its declension is in doubt."""
    found = _paradigm(term)
    return tuple(found.forms.values()) if found else ()


@lru_cache(maxsize=1000)
def _paradigm(term: str) -> _Paradigm | None:
    """The forms of a name: adjectives that agree with their noun, the noun, what stays as it is."""
    words = term.split(" ")
    parsed = _head(words)
    if parsed is None:
        return None
    at, head = parsed
    gender, animacy = head.tag.gender, head.tag.animacy
    forms = {}
    for slot, adjectives, noun in _slots():
        inflected = list(_inflected(words[:at], head, adjectives, noun))
        if None not in inflected:
            cased = [_cased(form, word) for form, word in zip(inflected, words, strict=False) if form]
            forms[slot] = " ".join([*cased, *words[at + 1 :]])
    return _Paradigm(forms, gender, animacy)


def _slots() -> Iterator[tuple[_Slot, _Slot, _Slot]]:
    """Every place of a paradigm, with the case and number of the adjectives and of the noun there."""
    for case in _CASES:
        for number in _NUMBERS:
            yield (case, number), (case, number), (case, number)
    # After 2, 3 and 4: два сортировочных центра, две почтовые марки.
    for case in ("gent", "nomn"):
        yield (case, "few"), (case, "plur"), ("gent", "sing")


def _head(words: list[str]) -> tuple[int, Parse] | None:
    """The noun that the adjectives before it belong to, with its index."""
    for at, word in enumerate(words):
        nouns = [one for one in _analyzer().parse(word) if one.tag.POS == "NOUN" and "nomn" in one.tag]
        singular = [one for one in nouns if one.tag.number == "sing" and "Fixd" not in one.tag]
        adjective = _adjective(word)
        if singular and adjective is None and _analyzer().word_is_known(word):
            # Two readings that are declined in different ways leave it open which is meant.
            same = {(one.tag.gender, one.tag.animacy, one.normal_form) for one in singular}
            return (at, singular[0]) if len(same) == 1 else None
        if adjective is None:
            return None
    return None


def _adjective(word: str) -> Parse | None:
    for one in _analyzer().parse(word):
        if one.tag.POS in _ADJECTIVES and "nomn" in one.tag and one.tag.number == "sing":
            return one
    return None


def _inflected(before: list[str], head: Parse, adjectives: _Slot, noun: _Slot) -> Iterator[str | None]:
    """The forms of the adjectives and their noun; None where the dictionary has none."""
    case, number = adjectives
    for word in before:
        adjective = _adjective(word)
        grammemes = {case, number}
        if number == "sing" and head.tag.gender:
            grammemes.add(head.tag.gender)
        if case == "accs" and head.tag.animacy and (number == "plur" or head.tag.gender == "masc"):
            grammemes.add(head.tag.animacy)
        form = adjective.inflect(grammemes) if adjective else None
        yield form.word if form else None
    form = head.inflect(set(noun))
    yield form.word if form else None


def _cased(form: str, word: str) -> str:
    if word.isupper() and len(word) > 1:
        return form.upper()
    return form[:1].upper() + form[1:] if word[:1].isupper() else form


def _plain(text: str) -> str:
    return text.lower().replace("ё", "е")
