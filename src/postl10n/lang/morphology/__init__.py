"""How words change in each language, as far as recognising a term in its other forms needs it."""

from __future__ import annotations

from functools import lru_cache

from postl10n.lang.locales import language, spaced
from postl10n.lang.morphology.base import Morphology

__all__ = ["Morphology", "morphology"]


@lru_cache(maxsize=64)
def morphology(locale: str) -> Morphology:
    """The rules of the locale's language; words of a language without any must stand as they are."""
    code = language(locale)
    # Each module is loaded with its language: some bring dictionaries along.
    match code:
        case "ru":
            from postl10n.lang.morphology.russian import Russian

            return Russian()
        case "be":
            from postl10n.lang.morphology.belarusian import Belarusian

            return Belarusian()
        case "pt" | "fr" | "es":
            from postl10n.lang.morphology.romance import Romance

            return Romance(code)
        case "ar":
            from postl10n.lang.morphology.arabic import Arabic

            return Arabic()
        case "ko":
            from postl10n.lang.morphology.korean import Korean

            return Korean()
    return _other(code, locale)


def _other(code: str, locale: str) -> Morphology:
    if not spaced(locale):
        from postl10n.lang.morphology.unspaced import Unspaced

        return Unspaced(locale)
    from postl10n.lang.morphology.lemmatised import LANGUAGES, Lemmatised

    return Lemmatised(code) if code in LANGUAGES else Morphology()
