"""Replacing a form of an old term by the form of a new one, if the sentence around it stays correct.

Nothing is guessed: if the replacement might have another case, number or gender, it is not safe.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from postl10n.lang.languages import morphology
from postl10n.lang.languages.language import LANGUAGES, language, module
from postl10n.lang.locales import spaced
from postl10n.lang.terms.gender import GenderSigns, gender_of, gender_signs
from postl10n.lang.text.folding import fold
from postl10n.model.glossary import Term
from postl10n.model.term_usage import Obstacle

_VOWELS = frozenset("aeiouáéíóúàèìòùâêîôûäëïöühy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The text to write for a use; without an obstacle it is safe."""

    text: str
    obstacle: Obstacle | None = None


def same_gender(old: Term, new: Term, locale: str, before: str = "") -> Obstacle | None:
    """Return what stands in the way of one noun in the place of another, if they may differ in gender or number.

    before: the text before the use, which may end in an article.
    """
    if not language(locale).gendered:
        return None
    if old.number is not new.number:
        return Obstacle.NUMBER
    signs = gender_signs(locale)
    ours, theirs = gender_of(old, locale, before), gender_of(new, locale)
    alike = signs is not None and signs.noun(old.text) == signs.noun(new.text)
    if not alike and (ours is None or theirs is None):
        return Obstacle.GENDER
    if not alike and ours is not theirs:
        return Obstacle.AGREEMENT
    if signs is None:
        return None
    if any(re.search(signs.declined, signs.noun(term.text)) for term in (old, new)):
        return Obstacle.FORM
    return Obstacle.NUMBER if _may_be_plural(old.text, before, signs) else None


def _may_be_plural(old: str, before: str, signs: GenderSigns) -> bool:
    if not re.search(signs.unchanged_plural, signs.noun(old)):
        return False
    return not re.search(signs.singular, before) and signs.of_article(before) is None


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
    ending = word[len(stem) :]
    if word.isupper() or ending[:shared].lower() != new[len(new) - shared :].lower():
        return new[: len(new) - shared] + ending
    # Capitals within the new word are its own: Paket-Zentrum.
    return new + ending[shared:]


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


def counterpart(used: str, after: str, old: Term, new: Term, locale: str, before: str = "") -> str | None:
    """Return the text to write for `used`, a use of the old term, so that it names the new one; None if nothing is safe.

    `before` and `after` are the texts around the use. The case of the first letter is kept if the terms agree in it.
    """
    found = fit(used, old, new, locale, before=before, after=after)
    return found.text if found.obstacle is None else None


def fit(used: str, old: Term, new: Term, locale: str, *, before: str = "", after: str = "") -> Fit:
    """The same with the reason where it is not safe, and then the new term as the glossary has it."""
    if _TAG_OR_BRACE.search(used):
        return Fit(text=_capitalised(new.text, used, old), obstacle=Obstacle.MARKUP)
    lead = _proclitic(used, old, locale)
    used = used[len(lead) :]
    wanted = new.text if fold(used).text == fold(old.text).text else _in_plural(used, old, new, locale)
    obstacle = _obstacle(used, old, new, locale, before, after) if wanted else Obstacle.FORM
    found = wanted if obstacle is None else _inflected(used, old, new, locale)
    text = lead + _capitalised(found or new.text, used, old)
    return Fit(text=text, obstacle=None if found else obstacle)


def _in_plural(used: str, old: Term, new: Term, locale: str) -> str | None:
    """Return the plural of the new term where the use is that of the old one, by rule, and there is but one."""
    if not (old.text + new.text).isalpha() or not (old.text + new.text).islower():
        return None
    rules = morphology(locale)
    return rules.plural(new.text) if rules.plural(old.text) == used.lower() else None


def _inflected(used: str, old: Term, new: Term, locale: str) -> str | None:
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


def _proclitic(used: str, old: Term, locale: str) -> str:
    """Return what is written to the front of the term in the use (ال), which the new one has as well."""
    proclitics = language(locale).proclitics
    found = re.match(proclitics, used) if proclitics and not re.match(proclitics, old.text) else None
    return found[0] if found else ""


def _by_paradigm(used: str, old: Term, new: Term, code: str) -> str | None:
    inflection = module(code, "inflection")
    if inflection is None:
        return None
    with LANGUAGES.guard(code):
        found: str | None = inflection.by_paradigm(used, old, new)
        return found


def _obstacle(used: str, old: Term, new: Term, locale: str, before: str, after: str) -> Obstacle | None:
    """Return what keeps the new term, as in the glossary, from the place where the old one is used as in the glossary."""
    tongue = language(locale)
    if not spaced(locale) or not tongue.inflects:
        return None
    if tongue.attached_particles:
        return None if _same_particles(used, after, new.text) else Obstacle.SOUND
    # With cases, what is spelled as in the glossary may be in one of several.
    if tongue.cases and gender_signs(locale) is None:
        return Obstacle.FORM
    found = same_gender(old, new, locale, before)
    signs = gender_signs(locale)
    if found is None and not same_initial(old.text, new.text, locale):
        return None if signs and re.search(signs.unelided, before) else Obstacle.SOUND
    return found


def _listed(used: str, old: Term, new: Term, locale: str) -> str | None:
    """Return the new term's form at the index of the old one's, if both list as many and have one gender."""
    if len(old.forms) != len(new.forms) or not old.forms or not _one_gender(old, new, locale):
        return None
    if not same_initial(old.text, new.text, locale):
        return None
    wanted = fold(used).text
    pairs = zip((old.text, *old.forms), (new.text, *new.forms), strict=True)
    found = {theirs for ours, theirs in pairs if fold(ours).text == wanted}
    return found.pop() if len(found) == 1 else None


def _one_gender(old: Term, new: Term, locale: str) -> bool:
    return not language(locale).gendered or (old.gender is not None and old.gender is new.gender)


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


_INNER_CAPITAL = re.compile(r"^\S*?[a-zà-ÿа-яёіў][A-ZÀ-ÝА-ЯЁІЎ]")
"""A first word that has a capital behind a small letter: eBox."""


def _capitalised(found: str, used: str, old: Term) -> str:
    """Return the term in the case of the use: capitalised at the start of a sentence, all capitals in a headline."""
    if _INNER_CAPITAL.search(found):
        return found
    if used.isupper() and not old.text.isupper():
        return found.upper()
    if old.text[:1].islower() and used[:1].isupper():
        return found[:1].upper() + found[1:]
    return found
