"""Facts about each language: a folder each, with defaults for what it lacks (README.md lists the files)."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace

from postl10n.lang.languages.base import Morphology
from postl10n.lang.languages.language import LANGUAGES, Language, data, language, module
from postl10n.lang.languages.lexicon import Lexicon
from postl10n.lang.languages.lexicon_file import from_file
from postl10n.lang.locales import spaced
from postl10n.lang.text.expression import Expression
from postl10n.registry import cached

__all__ = ["Language", "Lexicon", "Morphology", "has_number_words", "language", "lexicon", "morphology"]


@cached(64)
def lexicon(locale: str) -> Lexicon:
    """Return the lexicon of the locale's language, for texts in lower case."""
    code = language(locale).code
    with LANGUAGES.guard(code):
        made = from_file(locale)
        if code not in LANGUAGES.own:
            _compile(made)
        return replace(made, parts=frozenset(made.words) | made.conjunctions | made.fillers)


def _compile(thing: object) -> None:
    """Compile every expression in a lexicon, which otherwise waits for its first use. Raises re.error."""
    parts = [getattr(thing, one.name) for one in fields(thing)] if is_dataclass(thing) else thing
    if isinstance(thing, Expression):
        re.compile(thing.pattern)
    elif isinstance(parts, (list, tuple)):
        for one in parts:
            _compile(one)


def has_number_words(locale: str) -> bool:
    """Return True if the number words of the locale's language are known; otherwise only figures are read."""
    found = lexicon(locale)
    return bool(found.words or found.numerals)


@cached(64)
def morphology(locale: str) -> Morphology:
    """Return the rules of the locale's language; words of a language without any match as they are."""
    # Each module is loaded with its language: some bring dictionaries along.
    code = language(locale).code
    own = module(code, "morphology")
    if own is not None:
        with LANGUAGES.guard(code):
            made = own.for_locale(locale)
            if not isinstance(made, Morphology):
                raise TypeError(f"for_locale({locale!r}) gives no Morphology")
            return LANGUAGES.stand_in(code, made)
    plurals = data(code, "plurals.toml")
    if plurals is not None:
        from postl10n.lang.languages.romance import Romance

        with LANGUAGES.guard(code):
            return Romance(code, plurals)
    if not spaced(locale):
        from postl10n.lang.languages.unspaced import Unspaced

        return Unspaced(locale)
    from postl10n.lang.languages.lemmatised import LANGUAGES as LEMMATISED
    from postl10n.lang.languages.lemmatised import Lemmatised

    return Lemmatised(code) if code in LEMMATISED else Morphology()
