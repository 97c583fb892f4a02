"""Agreement of the words around a term."""

from __future__ import annotations

from postl10n.lang.locales import language
from postl10n.model.glossary import Term

_VOWELS = frozenset("aeiouáéíóúàèìòùâêîôûäëïöühy")
# Languages in which articles, adjectives or verbs agree with a noun's gender.
_GENDERED = frozenset({"ru", "be", "uk", "pl", "pt", "fr", "es", "it", "ar", "de"})
# Languages in which the word before a noun depends on its first sound.
_ELIDING = frozenset({"en", "fr", "it"})


def same_gender(old: Term, new: Term, locale: str) -> bool:
    """Return True if the glossary gives both terms the same gender, or the language has no genders."""
    if language(locale) not in _GENDERED:
        return True
    return old.gender is not None and old.gender == new.gender


def same_initial(old: str, new: str, locale: str) -> bool:
    """Return True if both begin with a vowel, or neither, where elision (l'envoi) or `a`/`an` depend on it."""
    if language(locale) not in _ELIDING:
        return True
    return (old[:1].lower() in _VOWELS) == (new[:1].lower() in _VOWELS)
