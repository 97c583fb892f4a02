"""A project's own rules for dividing text into sentences: `[segmentation.<language>]` and `srx/*.srx`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from postl10n.errors import Faults, Place, ProjectError
from postl10n.project.config import FILE_NAME, MOST_SETTINGS
from postl10n.project.inputs import load_toml, read_input
from postl10n.project.system import read_regular
from postl10n.stages.segment.user_rules import PatternGroup, UserRules, rules_from_table

FOLDER = "srx"


def read_rules(root: Path) -> UserRules | None:
    """The rules of the project in `root`, whose settings can be read; None where it has none of its own.

    Those of the settings come first, then those of the SRX files in the order of their names. Raises
    ProjectError or FaultGroup with the line of each fault.
    """
    faults = Faults()
    found: list[UserRules] = []
    with faults.collect():
        found += _of_settings(root)
    for path in sorted((root / FOLDER).glob("*.srx")):
        with faults.collect():
            found.append(_of_file(path, root))
    faults.raise_any()
    if not found:
        return None
    return replace(found[0], also=(*found[0].also, *found[1:]))


def _of_settings(root: Path) -> list[UserRules]:
    path = root / FILE_NAME
    text = read_regular(path, MOST_SETTINGS).decode()
    table = load_toml(text, str(path)).get("segmentation")
    if table is None:
        return []
    line_of = _line_finder(text)
    if not isinstance(table, dict):
        raise ProjectError(
            "segmentation must be a table",
            place=Place(path=str(path), line=line_of("segmentation")),
            hint='Write [segmentation.en] and below it abbreviations = ["Msgr."].',
        )
    try:
        rules = rules_from_table(table, str(path))
    except ProjectError as fault:
        line = line_of(*_quoted(fault.message))
        raise ProjectError(fault.message, place=Place(path=str(path), line=line), hint=fault.hint) from None
    groups = tuple(_placed(group, str(path), line_of) for group in rules.patterns)
    return [replace(rules, patterns=groups)]


def _placed(group: PatternGroup, path: str, line_of: Callable[..., int | None]) -> PatternGroup:
    """With the line of each pattern, for one that proves to take too long."""
    rules = tuple(
        replace(rule, place=Place(path=path, line=line_of(rule.before, rule.after))) for rule in group.rules
    )
    return replace(group, rules=rules)


def _quoted(message: str) -> list[str]:
    """Return the patterns, keys and tables that a message names."""
    named = re.findall(r"\[segmentation\.[^\]]+\]|'(?:[^'\\]|\\.)+'|\"(?:[^\"\\]|\\.)+\"", message)
    found = [_plain(one) for one in named]
    tables = [one[len("[segmentation.") : -1] for one in found if one.startswith("[segmentation.")]
    return [*found, *(f"{table} =" for table in tables), "[segmentation"]


def _plain(named: str) -> str:
    return named[1:-1].replace("\\\\", "\\") if named[0] in "'\"" else named


def _line_finder(text: str) -> Callable[..., int | None]:
    """Finds the line of a value, as it is or with its backslashes doubled; tomllib keeps no lines itself."""
    lines = text.splitlines()

    def line_of(*wanted: str) -> int | None:
        for value in wanted:
            for spelled in (value, value.replace("\\", "\\\\")):
                number = next((n for n, line in enumerate(lines, 1) if value and spelled in line), None)
                if number is not None:
                    return number
        return None

    return line_of


def _of_file(path: Path, root: Path) -> UserRules:
    # Imported when a project has such a file: it loads an XML parser.
    from postl10n.files.srx import parse_srx

    shown = path.relative_to(root).as_posix()
    return parse_srx(read_input(path, shown=shown, root=root, fault=ProjectError), shown)
