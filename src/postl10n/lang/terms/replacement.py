"""Replacing a form of an old term by the form of a new one, if the sentence around it stays correct.

Nothing is guessed: if the replacement might have another case, number or gender, there is none.
"""

from __future__ import annotations

import re

from postl10n.lang.languages.language import LANGUAGES, language, module
from postl10n.lang.locales import spaced
from postl10n.lang.text.folding import fold
from postl10n.model.glossary import Term

_VOWELS = frozenset("aeiouáéíóúàèìòùâêîôûäëïöühy")


def same_gender(old: Term, new: Term, locale: str) -> bool:
    """Return True if the glossary gives both terms the same gender, or the language has no genders."""
    if not language(locale).gendered:
        return True
    return old.gender is not None and old.gender == new.gender


def same_initial(old: str, new: str, locale: str) -> bool:
    """Return True if both begin with a vowel, or neither, where elision (l'envoi) or `a`/`an` depend on it."""
    if not language(locale).elides:
        return True
    return (old[:1].lower() in _VOWELS) == (new[:1].lower() in _VOWELS)


# Of an ending shared by two words: a consonant, so that the declension is the same, and what follows it.
_LEAST_SHARED = 2
_ENDING = re.compile(
    r"[^\W\d_aeiouyáéíóúâêôãõаоэуыіиеёюяйьў][aeiouyáéíóúâêôãõаоэуыіиеёюяйьў]+$", re.IGNORECASE
)
_LEAST_SHARED_CONSONANTS = 3


def by_stems(used: str, old: str, new: str, locale: str) -> str | None:
    """Return the use with the words of the new term; None if a word is inflected differently.

    For spelling variants (Econômica → Económica, Белпошта → Белпочта): words with equal endings are inflected alike and
    have one gender.
    """
    words, before, after = used.split(" "), old.split(" "), new.split(" ")
    if not len(words) == len(before) == len(after) or not same_initial(old, new, locale):
        return None
    exchanged = [_exchanged(*three) for three in zip(words, before, after, strict=True)]
    return " ".join(one for one in exchanged if one is not None) if None not in exchanged else None


def _exchanged(word: str, old: str, new: str) -> str | None:
    if old == new:
        return word
    shared = _shared_ending(old, new)
    if shared is None:
        return None
    stem = old[: len(old) - shared]
    if not stem or word[: len(stem)].lower() != stem.lower():
        return None
    return new[: len(new) - shared] + word[len(stem) :]


def _shared_ending(old: str, new: str) -> int | None:
    """Return the number of letters that the two share at their ends, if these decide their declension; else None."""
    count = 0
    while count < min(len(old), len(new)) and old[-1 - count].lower() == new[-1 - count].lower():
        count += 1
    ending = old[len(old) - count :]
    if _ENDING.search(ending):
        return count if count >= _LEAST_SHARED else None
    return count if count >= _LEAST_SHARED_CONSONANTS else None


_TAG_OR_BRACE = re.compile("[{}]")
_HANGUL_BASE, _HANGUL_END, _FINALS = 0xAC00, 0xD7A3, 28


def counterpart(used: str, after: str, old: Term, new: Term, locale: str) -> str | None:
    """Return the text to write for `used`, a use of the old term, so that it names the new one; None if nothing is safe.

    `after` is the text after the use. The case of the first letter is kept if the terms agree in it.
    """
    if _TAG_OR_BRACE.search(used):
        return None
    found = _counterpart(used, after, old, new, locale)
    return _capitalised(found, used, old) if found else None


def _counterpart(used: str, after: str, old: Term, new: Term, locale: str) -> str | None:
    exact = fold(used).text == fold(old.text).text
    if exact and _stays_as_it_is(used, after, old, new, locale):
        return new.text
    return (
        _by_paradigm(used, old, new, language(locale).code)
        or _listed(used, old, new, locale)
        or by_stems(used, old.text, new.text, locale)
    )


def forms_of(term: Term, locale: str) -> tuple[str, ...]:
    """Return the forms of a term, each once: as in the glossary, those that it lists, those of the language's dictionary."""
    code = language(locale).code
    inflection = module(code, "inflection")
    declined: tuple[str, ...] = ()
    if inflection is not None:
        with LANGUAGES.guard(code):
            declined = inflection.forms(term.text)
    return tuple(dict.fromkeys((term.text, *term.forms, *declined)))


def _by_paradigm(used: str, old: Term, new: Term, code: str) -> str | None:
    inflection = module(code, "inflection")
    if inflection is None:
        return None
    with LANGUAGES.guard(code):
        found: str | None = inflection.by_paradigm(used, old, new)
        return found


def _stays_as_it_is(used: str, after: str, old: Term, new: Term, locale: str) -> bool:
    """Return True if the new term, as in the glossary, fits where the old one is used as in the glossary."""
    tongue = language(locale)
    if not spaced(locale) or not tongue.inflects:
        return True
    if tongue.attached_particles:
        return _same_particles(used, after, new.text)
    # Without cases the form of the glossary is the singular, wherever it is.
    if not tongue.cases and same_gender(old, new, locale):
        return same_initial(old.text, new.text, locale)
    return False


def _listed(used: str, old: Term, new: Term, locale: str) -> str | None:
    """Return the new term's form at the index of the old one's, if both list as many and have one gender."""
    if len(old.forms) != len(new.forms) or not old.forms or not same_gender(old, new, locale):
        return None
    if not same_initial(old.text, new.text, locale):
        return None
    wanted = fold(used).text
    pairs = zip((old.text, *old.forms), (new.text, *new.forms), strict=True)
    found = {theirs for ours, theirs in pairs if fold(ours).text == wanted}
    return found.pop() if len(found) == 1 else None


def _same_particles(used: str, after: str, new: str) -> bool:
    """Return True if the attached particles stay correct: they have two forms, by the final consonant (은/는)."""
    if not after[:1].isalnum():
        return True
    return _final(used) is not None and _final(used) == _final(new)


def _final(word: str) -> int | None:
    """Return 0 for no final consonant, 1 for ㄹ (로 follows it), 2 for another; None for anything but Hangul."""
    code = ord(word[-1])
    if not _HANGUL_BASE <= code <= _HANGUL_END:
        return None
    final = (code - _HANGUL_BASE) % _FINALS
    return 0 if final == 0 else 1 if final == 8 else 2


def _capitalised(found: str, used: str, old: Term) -> str:
    """Return the term in the case of the use: capitalised at the start of a sentence, all capitals in a headline."""
    if used.isupper() and not old.text.isupper():
        return found.upper()
    if old.text[:1].islower() and used[:1].isupper():
        return found[:1].upper() + found[1:]
    return found
