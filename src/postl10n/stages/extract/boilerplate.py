"""Lines that are the site's and not the article's, known by their form: `data/boilerplate.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

_ABOVE_ALL = ("breadcrumb", "languages")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    name: str
    where: str
    pattern: re.Pattern[str]


def head_rules(texts: Sequence[str]) -> list[str]:
    """The rules that take the first lines of a text, as far as they go."""
    return _taken(texts, "head")


def path_rule(text: str) -> str | None:
    """The rule by which a line shows that what stands above it is the site's: a path of links, or languages."""
    return next((r.name for r in _rules() if r.name in _ABOVE_ALL and r.pattern.fullmatch(text)), None)


def tail_rules(texts: Sequence[str]) -> list[str]:
    """The rules that take the last lines, as far up as they go, the first of these lines first."""
    return _taken(texts[::-1], "tail")[::-1]


def site_lines(texts: Sequence[str]) -> list[str | None]:
    """For each block of a body the rule that takes it at its end, or None."""
    tail = tail_rules(texts)
    return [*[None] * (len(texts) - len(tail)), *tail]


def _taken(texts: Sequence[str], where: str) -> list[str]:
    taken: list[str] = []
    for text in texts:
        rule = next((r.name for r in _rules() if r.where == where and r.pattern.fullmatch(text)), None)
        if rule is None:
            break
        taken.append(rule)
    return taken


@lru_cache(maxsize=1)
def _rules() -> tuple[_Rule, ...]:
    data = files(__package__).joinpath("data/boilerplate.toml").read_text(encoding="utf-8")
    return tuple(
        _Rule(name=rule["name"], where=rule["where"], pattern=re.compile(_expression(rule), re.IGNORECASE))
        for rule in tomllib.loads(data)["rule"]
    )


def _expression(rule: Mapping[str, Any]) -> str:
    if "pattern" in rule:
        return str(rule["pattern"])
    word = "|".join(rule["words"])
    return rf"(?:{word})(?: ?[|>»›/·•] ?(?:{word}))*[ |>»›/]*"
