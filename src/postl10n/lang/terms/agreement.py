"""What the words around a term agree with."""

from __future__ import annotations

from postl10n.lang.locales import language
from postl10n.model.glossary import Term

_VOWELS = frozenset("aeiouáéíóúàèìòùâêîôûäëïöühy")
# Languages in which articles, adjectives or verbs show the gender of a noun.
_GENDERED = frozenset({"ru", "be", "uk", "pl", "pt", "fr", "es", "it", "ar", "de"})
# Languages in which the word before a noun depends on its first sound.
_ELIDING = frozenset({"en", "fr", "it"})


def same_gender(old: Term, new: Term, locale: str) -> bool:
    """Whether the glossary says that both have one gender, or the language has none."""
    if language(locale) not in _GENDERED:
        return True
    return old.gender is not None and old.gender == new.gender


def same_initial(old: str, new: str, locale: str) -> bool:
    """Whether both begin with a vowel, or neither, where elision (l'envoi) or `a`/`an` go by it."""
    if language(locale) not in _ELIDING:
        return True
    return (old[:1].lower() in _VOWELS) == (new[:1].lower() in _VOWELS)
