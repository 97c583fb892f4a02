"""Facts about each language: a folder each, with defaults for what it lacks (README.md lists the files)."""

from __future__ import annotations

import re
from dataclasses import fields, replace

from postl10n.lang.languages.base import Morphology
from postl10n.lang.languages.language import LANGUAGES, Language, data, language, module
from postl10n.lang.languages.lexicon import Lexicon
from postl10n.lang.languages.lexicon_file import from_file
from postl10n.lang.locales import spaced
from postl10n.registry import cached

__all__ = ["Language", "Lexicon", "Morphology", "has_number_words", "language", "lexicon", "morphology"]

_LETTERS = re.compile(r"(\\.|\(\?P[<=]\w+[>)])|([^\\(]+|.)", re.DOTALL)


@cached(64)
def lexicon(locale: str) -> Lexicon:
    """Return the lexicon of the locale's language, for texts in lower case."""
    # Only the languages of the texts at hand are loaded: their expressions take a while to compile.
    with LANGUAGES.guard(language(locale).code):
        return _in_lower_case(from_file(locale))


def has_number_words(locale: str) -> bool:
    """Return True if the number words of the locale's language are known; otherwise only figures are read."""
    found = lexicon(locale)
    return bool(found.words or found.numerals)


def _in_lower_case(made: Lexicon) -> Lexicon:
    """Expressions that need not ignore case run two to four times as fast."""
    changed: dict[str, object] = {
        "idioms": tuple(replace(one, expression=_lowered(one.expression)) for one in made.idioms)
    }
    for one in fields(made):
        value = getattr(made, one.name)
        if isinstance(value, re.Pattern):
            changed[one.name] = _lowered(value)
        elif one.name in ("dates", "figure_dates", "times", "scales"):
            changed[one.name] = tuple(_lowered(expression) for expression in value)
    changed["eras"] = tuple((_lowered(expression), add) for expression, add in made.eras)
    changed["parts"] = frozenset(made.words) | made.conjunctions | made.fillers
    return replace(made, **changed)  # type: ignore[arg-type]


def _lowered(expression: re.Pattern[str]) -> re.Pattern[str]:
    """The expression with its letters in lower case; escapes and the names of groups are kept."""
    source = "".join([kept or letters.lower() for kept, letters in _LETTERS.findall(expression.pattern)])
    return re.compile(source, expression.flags & ~re.IGNORECASE)


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
