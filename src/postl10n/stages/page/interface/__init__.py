"""UI strings of pages in the languages that we ship: one JSON file for each, msgid → msgstr."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from postl10n.lang.locales import parents

if TYPE_CHECKING:
    from postl10n.model.site import Strings

_FOLDER = files(__package__)
SHIPPED = tuple(
    sorted(one.name.removesuffix(".json") for one in _FOLDER.iterdir() if one.name.endswith(".json"))
)


@lru_cache(maxsize=256)
def shipped(locale: str) -> tuple[Strings, ...]:
    """Return the shipped strings of a locale and its CLDR parents, nearest first."""
    return tuple(_read(code) for code in (locale, *parents(locale)) if code in SHIPPED)


@lru_cache(maxsize=len(SHIPPED))
def _read(code: str) -> Strings:
    found: dict[str, str] = json.loads((_FOLDER / f"{code}.json").read_text("utf-8"))
    return found
