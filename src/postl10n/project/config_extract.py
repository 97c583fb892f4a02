"""`[[extract.site]]` of `postl10n.toml`, and the side file of one article: how pages are read.

[[extract.site]]
paths = ["press/*.txt"]
headline_below = '^Home > News'
furniture = ['^Follow us']
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace

from postl10n.errors import Faults, Place, Postl10nError, ProjectError
from postl10n.lang.text.user_patterns import compiled
from postl10n.model.project import ReadingRules
from postl10n.stages.extract.reading_rules import xpath

_LISTS = frozenset({"paths", "furniture", "keep"})
_SELECTORS = frozenset({"headline_css", "date_css"})
_OF_SITES = frozenset({one.name for one in fields(ReadingRules)} - {"title", "day"})
_OF_ARTICLES = (_OF_SITES | {"title"}) - {"paths", "host"}


def read_sites(table: object, path: str, lines: Sequence[str], faults: Faults) -> tuple[ReadingRules, ...]:
    """Return the rules of each site; errors are added to `faults` with their lines."""
    sites = table.get("site", []) if isinstance(table, Mapping) else None
    if not isinstance(table, Mapping) or table.keys() - {"site"} or not isinstance(sites, list):
        place = Place(path=path, line=_line(lines, "extract"))
        faults.add(ProjectError("extract must be tables", place=place, hint="Write [[extract.site]]."))
        return ()
    found = []
    for one in sites:
        with faults.collect():
            rules = _rules(one, _OF_SITES, path, lines)
            if not (rules.paths or rules.host):
                place = Place(path=path, line=_line(lines, "[[extract.site]]"))
                hint = 'Write paths = ["press/*.txt"] or host = "www.post.example".'
                raise ProjectError("a site has neither paths nor host", place=place, hint=hint)
            found.append(rules)
    return tuple(found)


def read_side_file(text: str, path: str) -> ReadingRules:
    """Return the rules of one article; its `title` and `date` may be the values. Raises ProjectError or FaultGroup."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProjectError(str(error), place=Place(path=path)) from error
    given = table.get("date")
    day = table.pop("date") if isinstance(given, datetime.date) else None
    rules = _rules(table, _OF_ARTICLES, path, text.splitlines())
    return replace(rules, day=day.date() if isinstance(day, datetime.datetime) else day)


def _rules(table: object, known: frozenset[str], path: str, lines: Sequence[str]) -> ReadingRules:
    if not isinstance(table, Mapping):
        raise ProjectError(
            "extract.site must be tables", place=Place(path=path, line=_line(lines, "extract"))
        )
    faults = Faults()
    values: dict[str, object] = {}
    for key, value in table.items():
        place = Place(path=path, line=_line(lines, str(key)))
        with faults.collect():
            if key not in known:
                hint = f"Known here: {', '.join(sorted(known))}."
                raise ProjectError(f"unknown setting {key!r}", place=place, hint=hint)
            values[key] = _value(key, value, place)
    faults.raise_any()
    return ReadingRules(**values)  # type: ignore[arg-type]


def _value(key: str, value: object, place: Place) -> str | tuple[str, ...]:
    given = value if isinstance(value, list) else [value]
    texts = [one for one in given if isinstance(one, str) and one]
    if isinstance(value, list) != (key in _LISTS) or len(texts) != len(given):
        wanted = "a list of texts" if key in _LISTS else "a text"
        raise ProjectError(f"{key} must be {wanted}", place=place)
    if key not in {"paths", "host", "title"}:
        test: Callable[[str], object] = xpath if key in _SELECTORS else lambda one: compiled(one, place)
        for one in texts:
            try:
                test(one)
            except Postl10nError as error:
                raise ProjectError(error.message, place=place, hint=error.hint) from error
    return tuple(texts) if key in _LISTS else texts[0]


def _line(lines: Sequence[str], key: str) -> int | None:
    return next(
        (n for n, line in enumerate(lines, start=1) if line.strip().lstrip("[").startswith(key.lstrip("["))),
        None,
    )
