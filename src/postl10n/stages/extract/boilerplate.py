"""Lines that belong to the site and not to the article, recognised by their form: `data/boilerplate.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from postl10n.registry import compiled
from postl10n.stages.extract.tables import table

_ABOVE_ALL = ("breadcrumb", "languages")


def head_rules(texts: Sequence[str]) -> list[str]:
    """Return the rules that match the first lines of a text, one for each line, until a line matches none."""
    return _taken(texts, "head")


def path_rule(text: str) -> str | None:
    """Return the rule of a line that is a breadcrumb or a list of languages: everything above it is the site's."""
    return next((name for name, one in _rules() if name in _ABOVE_ALL and one.fullmatch(text)), None)


def tail_rules(texts: Sequence[str]) -> list[str]:
    """Return the rules that match the last lines, one for each line, in the order of the lines."""
    return _taken(texts[::-1], "tail")[::-1]


@lru_cache(maxsize=1024)
def form_rule(text: str) -> str | None:
    """Return the rule whose form a line has, wherever it stands; one sign among others."""
    found = _any_rule().fullmatch(text)
    return (found.lastgroup or "").partition("_")[2].replace("_", "-") if found else None


@lru_cache(maxsize=1)
def _any_rule() -> re.Pattern[str]:
    # The group that closes last is the outermost, so that groups within a pattern don't matter.
    named = (f"(?P<r{at}_{name.replace('-', '_')}>{one.pattern})" for at, (name, one) in enumerate(_rules()))
    return compiled("|".join(named), re.IGNORECASE)


def _taken(texts: Sequence[str], where: str) -> list[str]:
    taken: list[str] = []
    for text in texts:
        rule = next((name for name, one in _rules(where) if one.fullmatch(text)), None)
        if rule is None:
            break
        taken.append(rule)
    return taken


@lru_cache(maxsize=3)
def _rules(where: str = "") -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the rules of one end of a page, or of both: names and patterns."""
    chosen = (one for one in table("boilerplate")["rule"] if where in ("", one["where"]))
    return tuple((one["name"], compiled(_expression(one), re.IGNORECASE)) for one in chosen)


def _expression(rule: Mapping[str, Any]) -> str:
    if "pattern" in rule:
        return str(rule["pattern"])
    word = "|".join(rule["words"])
    return rf"(?:{word})(?: ?[|>»›/·•] ?(?:{word}))*[ |>»›/]*"
