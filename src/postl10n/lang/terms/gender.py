"""The gender and number of a noun where no glossary tells them: by the word before it, or by what it ends in.

A language says in its `genders.toml` what shows them. Nothing is guessed: None where neither is known.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from postl10n.lang.languages.language import data, language
from postl10n.model.glossary import Gender, Term, TermType
from postl10n.registry import cached

NEVER = "(?!)"


@dataclass(frozen=True, slots=True, kw_only=True)
class GenderSigns:
    """Regular expressions of what shows the gender and the number of a noun."""

    head: str = "first"
    """The word of a term that has its gender: the `first` or the `last`."""
    articles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """By gender: the text before a noun in the singular ends in one."""
    nouns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """By gender: the nouns."""
    singular: str = NEVER
    """The text before a noun in the singular, whatever its gender."""
    unchanged_plural: str = NEVER
    """Nouns whose plural is spelled like their singular."""
    declined: str = NEVER
    """Nouns that do not have one form in the singular, or are plurals."""
    unelided: str = NEVER
    """The text before a noun that is the same before a vowel and before a consonant."""

    def of_article(self, before: str) -> Gender | None:
        return _gender(self.articles, before)

    def of_noun(self, term: str) -> Gender | None:
        return _gender(self.nouns, self.noun(term))

    def noun(self, term: str) -> str:
        """Return the word of a term that has its gender."""
        words = term.split()
        return words[-1 if self.head == "last" else 0] if words else ""


@cached(None)
def gender_signs(locale: str) -> GenderSigns | None:
    """Return what shows genders in a locale's language; None where nobody has written it down."""
    text = data(language(locale).code, "genders.toml")
    return GenderSigns(**tomllib.loads(text)) if text is not None else None


def gender_of(term: Term, locale: str, before: str = "") -> Gender | None:
    """Return the gender of a term: as the glossary has it, by the article at the end of `before`, or by its noun.

    >>> str(gender_of(Term(text="Paketzentrum"), "de")), gender_of(Term(text="EMS"), "de")
    ('neuter', None)
    """
    signs = gender_signs(locale)
    if term.gender is not None or signs is None:
        return term.gender
    shown = signs.of_article(before)
    if shown is not None or term.type is TermType.ACRONYM:
        return shown
    return signs.of_noun(term.text)


def _gender(expressions: Mapping[str, str], text: str) -> Gender | None:
    found = {gender for gender, expression in expressions.items() if re.search(expression, text)}
    return Gender(found.pop()) if len(found) == 1 else None
