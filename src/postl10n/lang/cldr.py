"""CLDR's data of a locale, read apart from Babel's own cache.

Before 2.19 Babel writes what an alias stands for into tables that locales share: after the stand-alone months of Hebrew
were read, those of Swedish are Hebrew too. Here every locale has tables of its own.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from babel import Locale, UnknownLocaleError, localedata

from postl10n.lang import locales

_TABLES = (
    *("compact_decimal_formats", "date_formats", "months", "number_symbols", "unit_patterns"),
    *("currency_names", "currency_names_plural", "currency_symbols"),
)


# Whoever asks keeps what was made of the tables, not these: of eleven locales they take 10 MB.
@lru_cache(maxsize=4)
def locale_data(locale: str) -> Mapping[str, Any]:
    """Return the tables of a locale, with what it inherits, aliases resolved; empty if CLDR does not have it."""
    try:
        name = str(Locale.parse(locale))
    except (UnknownLocaleError, ValueError):
        return {}
    merged: dict[str | int | None, Any] = {}
    for part in ("root", *reversed([*locales.parents(name)]), name):
        localedata.merge(merged, _part(part))
    return localedata.LocaleDataDict(merged)


@lru_cache(maxsize=4)
def _part(name: str) -> dict[str, Any]:
    """Return those tables of one file that anyone here asks for: merging all takes five times as long."""
    path = files("babel") / "locale-data" / f"{name}.dat"
    found = pickle.loads(path.read_bytes()) if path.is_file() else {}  # noqa: S301 - Babel's own file
    return {key: found[key] for key in _TABLES if key in found}
