"""How words change in each language, as far as recognising a term in its other forms needs it."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from functools import lru_cache
from importlib import import_module

from postl10n.lang.languages.base import Morphology
from postl10n.lang.languages.lexicon import Lexicon
from postl10n.lang.languages.unlisted import from_cldr
from postl10n.lang.locales import language, spaced

_OWN = frozenset({"en", "fr", "es", "pt", "ru", "be", "ar", "zh", "ja", "ko"})
_LETTERS = re.compile(r"(\\.|\(\?P[<=]\w+[>)])|([^\\(]+|.)", re.DOTALL)


@lru_cache(maxsize=64)
def lexicon(locale: str) -> Lexicon:
    """The lexicon of the locale's language, for texts in lower case; what CLDR knows for one without a module."""
    tongue = language(locale)
    if tongue not in _OWN:
        return _in_lower_case(from_cldr(locale))
    # Only the languages of the texts at hand are loaded: their expressions take a while to compile.
    module = import_module(f"postl10n.lang.languages.{tongue}.numbers")
    made = module.for_locale(locale)
    if not isinstance(made, Lexicon):
        raise TypeError(tongue)
    return _in_lower_case(made)


def has_number_words(locale: str) -> bool:
    """Whether the number words of the locale's language are known; without them only figures are read."""
    return language(locale) in _OWN


def _in_lower_case(made: Lexicon) -> Lexicon:
    """Expressions that need not ignore case run two to four times as fast."""
    changed: dict[str, object] = {
        "idioms": tuple(replace(one, expression=_lowered(one.expression)) for one in made.idioms)
    }
    for one in fields(made):
        value = getattr(made, one.name)
        if isinstance(value, re.Pattern):
            changed[one.name] = _lowered(value)
        elif one.name in ("dates", "times", "less", "scales"):
            changed[one.name] = tuple(_lowered(expression) for expression in value)
    changed["parts"] = frozenset(made.words) | made.conjunctions | made.fillers
    return replace(made, **changed)  # type: ignore[arg-type]


def _lowered(expression: re.Pattern[str]) -> re.Pattern[str]:
    """The expression with its letters in lower case; escapes and the names of groups are kept."""
    source = "".join([kept or letters.lower() for kept, letters in _LETTERS.findall(expression.pattern)])
    return re.compile(source, expression.flags & ~re.IGNORECASE)


__all__ = ["Morphology", "morphology"]


@lru_cache(maxsize=64)
def morphology(locale: str) -> Morphology:
    """The rules of the locale's language; words of a language without any must stand as they are."""
    code = language(locale)
    # Each module is loaded with its language: some bring dictionaries along.
    match code:
        case "ru":
            from postl10n.lang.languages.ru.morphology import Russian

            return Russian()
        case "be":
            from postl10n.lang.languages.be.morphology import Belarusian

            return Belarusian()
        case "pt" | "fr" | "es":
            from postl10n.lang.languages.romance import Romance

            return Romance(code)
        case "ar":
            from postl10n.lang.languages.ar.morphology import Arabic

            return Arabic()
        case "ko":
            from postl10n.lang.languages.ko.morphology import Korean

            return Korean()
    return _other(code, locale)


def _other(code: str, locale: str) -> Morphology:
    if not spaced(locale):
        from postl10n.lang.languages.unspaced import Unspaced

        return Unspaced(locale)
    from postl10n.lang.languages.lemmatised import LANGUAGES, Lemmatised

    return Lemmatised(code) if code in LANGUAGES else Morphology()
