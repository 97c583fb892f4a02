"""UI strings of pages in the languages that we ship: one JSON file for each, msgid → msgstr."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from postl10n.lang.locales import parents

if TYPE_CHECKING:
    from postl10n.model.site import Strings

SHIPPED = ("ar", "be", "es", "fr", "pt", "pt_PT", "ru", "zh_Hans", "zh_Hant", "zh_Hant_HK")


@lru_cache(maxsize=256)
def shipped(locale: str) -> tuple[Strings, ...]:
    """Return the shipped strings of a locale and its CLDR parents, nearest first."""
    return tuple(_read(code) for code in (locale, *parents(locale)) if code in SHIPPED)


@lru_cache(maxsize=len(SHIPPED))
def _read(code: str) -> Strings:
    found: dict[str, str] = json.loads((files(__package__) / f"{code}.json").read_text("utf-8"))
    return found
