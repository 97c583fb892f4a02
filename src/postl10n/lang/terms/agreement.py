"""Agreement of the words around a term."""

from __future__ import annotations

from postl10n.lang.languages.language import language
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
