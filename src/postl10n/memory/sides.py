"""Which locales of a memory serve which of a project."""

from __future__ import annotations

from functools import lru_cache

from babel.core import get_global

from postl10n.lang.locales import cldr, language, script


@lru_cache(maxsize=512)
def source_side(code: str) -> str:
    """What sources are found by: language and script, so that `en_US` serves `en`."""
    known = cldr(code)
    return f"{language(known)}_{script(known)}"


@lru_cache(maxsize=512)
def target_side(code: str) -> str:
    """What targets are found by: the locale with its likely subtags, `zh_Hans_CN` for `zh_CN` and `zh_Hans`."""
    known = cldr(code)
    parts = known.split("_")
    named = next((part for part in parts[1:] if len(part) == 2 or part.isdigit()), None)
    return f"{language(known)}_{script(known)}_{named or _territory(known)}"


def _territory(known: str) -> str:
    likely = get_global("likely_subtags")
    for key in (known, f"{language(known)}_{script(known)}", language(known)):
        if key in likely:
            return str(likely[key]).split("_")[-1]
    return ""
