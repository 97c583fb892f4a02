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


@lru_cache(maxsize=64)
def locale_data(locale: str) -> Mapping[str, Any]:
    """Return the tables of a locale with those that it inherits, aliases resolved; empty if CLDR does not have it."""
    try:
        name = str(Locale.parse(locale))
    except (UnknownLocaleError, ValueError):
        return {}
    merged: dict[str | int | None, Any] = {}
    for part in ("root", *reversed([*locales.parents(name)]), name):
        path = files("babel") / "locale-data" / f"{part}.dat"
        if path.is_file():
            localedata.merge(merged, pickle.loads(path.read_bytes()))  # noqa: S301 - Babel's own file
    return localedata.LocaleDataDict(merged)
