"""`[[extract.site]]` of `postl10n.toml`, and the side file of one article: how pages are read.

[[extract.site]]
paths = ["press/*.txt"]
headline_below = '^Home > News'
furniture = ['^Follow us']
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace

from postl10n.errors import Faults, Place, Postl10nError, ProjectError
from postl10n.lang.text.user_patterns import compiled
from postl10n.model.project import ReadingRules
from postl10n.project.inputs import load_toml
from postl10n.stages.extract.reading_rules import xpath

_LISTS = frozenset({"paths", "furniture", "keep"})
_PLAIN = frozenset({"paths", "host", "title"})
_SELECTORS = frozenset({"headline_css", "date_css"})
_OF_SITES = frozenset({one.name for one in fields(ReadingRules)} - {"title", "day"})
_OF_ARTICLES = (_OF_SITES | {"title"}) - {"paths", "host"}


def read_sites(table: object, path: str, lines: Sequence[str], faults: Faults) -> tuple[ReadingRules, ...]:
    """Return the rules of each site; errors are added to `faults` with their lines."""
    known = isinstance(table, Mapping) and table.keys() <= {"site"}
    sites = table.get("site", []) if isinstance(table, Mapping) and known else None
    if not isinstance(sites, list):
        place = Place(path=path, line=_line(lines, "extract"))
        faults.add(ProjectError("extract must be tables", place=place, hint="Write [[extract.site]]."))
        return ()
    found = []
    for one in sites:
        with faults.collect():
            found.append(_rules(one, _OF_SITES, path, lines))
            if not (found[-1].paths or found[-1].host):
                place = Place(path=path, line=_line(lines, "[[extract.site]]"))
                hint = 'Write paths = ["press/*.txt"] or host = "www.post.example".'
                raise ProjectError("a site has neither paths nor host", place=place, hint=hint)
    return tuple(found)


def read_side_file(text: str, path: str) -> ReadingRules:
    """Return the rules of one article; its `title` and `date` may be the values. Raises ProjectError or FaultGroup."""
    table = load_toml(text, path)
    day = table.get("date")
    if isinstance(day, datetime.date):
        del table["date"]
    else:
        day = None
    rules = _rules(table, _OF_ARTICLES, path, text.splitlines())
    return replace(rules, day=day.date() if isinstance(day, datetime.datetime) else day)


def _rules(table: object, known: frozenset[str], path: str, lines: Sequence[str]) -> ReadingRules:
    faults = Faults(most=20)
    values: dict[str, object] = {}
    for key, value in table.items() if isinstance(table, Mapping) else [("extract.site", table)]:
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
    texts = tuple(one for one in given if isinstance(one, str) and one)
    if isinstance(value, list) != (key in _LISTS) or len(texts) != len(given):
        wanted = "a list of texts" if key in _LISTS else "a text"
        raise ProjectError(f"{key} must be {wanted}", place=place)
    for one in texts if key not in _PLAIN else ():
        try:
            xpath(one) if key in _SELECTORS else compiled(one, place)
        except Postl10nError as error:
            raise ProjectError(error.message, place=place, hint=error.hint) from error
    return texts if key in _LISTS else texts[0]


def _line(lines: Sequence[str], key: str) -> int | None:
    wanted = key.lstrip("[")
    return next((n for n, one in enumerate(lines, 1) if one.strip().lstrip("[").startswith(wanted)), None)
