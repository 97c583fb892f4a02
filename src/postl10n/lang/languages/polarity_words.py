"""The words by which a language says which way something goes: more or less, before or after, not (`polarity.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from postl10n.lang.languages.language import LANGUAGES, data
from postl10n.registry import cached, compiled

Poles = tuple[str, str]
"""Expressions, compiled when a text may hold one of their signs: most are never needed."""
_NEVER = "(?!)"


@dataclass(frozen=True, slots=True, kw_only=True)
class PolarityWords:
    """Expressions for texts in lower case; ../README.md has the meaning of each."""

    axes: Mapping[str, Poles]
    """The two poles of each axis, in the order in which they are looked for."""
    comparatives: frozenset[str]
    """Those of the axes that two sides of a comparison can exchange."""
    loose: Mapping[str, Poles]
    """The poles without the words beside which they are looked for, of axes that have some (`before` a date)."""
    skip: re.Pattern[str]
    reversible: re.Pattern[str]
    negation: re.Pattern[str]
    negative: re.Pattern[str]
    excused: re.Pattern[str]


@cached(None)
def polarity_words(code: str) -> PolarityWords | None:
    """Return the words of a language, if it has such a file. Raises PluginError."""
    text = data(code, "polarity.toml")
    if text is None:
        return None
    with LANGUAGES.guard(code):
        table = tomllib.loads(text)
        number, terms = {"n": table.pop("number", "")}, table.pop("terms", {})
        axes, comparatives = table.pop("axes", {}), table.pop("comparatives", {})
        every, nothing = {**axes, **comparatives}, dict.fromkeys(terms, "")
        return PolarityWords(
            axes={name: _poles(poles, {**number, **terms}) for name, poles in every.items()},
            comparatives=frozenset(comparatives),
            loose={name: _poles(every[name], {**number, **nothing}) for name in terms},
            **{
                key: compiled(table.get(key, _NEVER))
                for key in ("skip", "reversible", "negation", "negative", "excused")
            },
        )


def _poles(patterns: list[str], terms: Mapping[str, str]) -> Poles:
    for name, meant in terms.items():
        patterns = [pattern.replace(f"{{{name}}}", meant) for pattern in patterns]
    plus, minus = patterns
    return plus, minus
