"""`[check]` of `postl10n.toml`: the rules that are off, or of another severity than their own.

[check]
space = "off"
number = "warning"

[check.ru]
bracket = "notice"
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches

from postl10n.errors import Faults, Place, Postl10nError, ProjectError
from postl10n.lang.locales import cldr
from postl10n.model.findings import COLON_SPACES, OFF, QUOTES, STATE_RULES, STYLE, Choice, Severity

_HEADER = re.compile(r"\s*\[\s*([^\]]*?)\s*\]")
# Keys in front of a `=`: bare or quoted, the last part of a dotted one.
_KEY = re.compile(r"""\s*(?:[\w-]+\s*\.\s*)*["']?([\w-]+)["']?\s*=""")


class KeyLines:
    """The lines of a table's keys, and of those of the tables in it, counted from 1."""

    def __init__(self, lines: Sequence[str], root: str) -> None:
        """root: the table's name."""
        self._root = root
        self._found: dict[tuple[str, str], int] = {}
        self._tables: dict[str, int] = {}
        header = ""
        for number, line in enumerate(lines, start=1):
            if named := _HEADER.match(line):
                header = re.sub(r"""["'\s]""", "", named[1])
                self._tables.setdefault(header, number)
            elif key := _KEY.match(line):
                self._found.setdefault((header, key[1]), number)

    def of(self, table: str, key: str = "") -> int | None:
        """The line of a key in `[<root>.<table>]`, or of what it may have been written in."""
        full = f"{self._root}.{table}" if table else self._root
        found = self._found.get((full, key)) if key else None
        inline = self._found.get((self._root, table)) or self._found.get(("", self._root))
        return found or self._tables.get(full) or inline or self._tables.get(self._root)


class TableReader:
    """Turns a table of the settings into values, collecting faults with the lines of its keys."""

    def __init__(self, targets: Collection[str], path: str, lines: KeyLines, faults: Faults) -> None:
        self._targets = targets
        self._path = path
        self._lines = lines
        self._faults = faults

    def _target(self, code: str, line: int | None) -> str | None:
        """The target that a code names; None if it is none, which is a fault."""
        try:
            locale = cldr(code)
        except Postl10nError as error:
            self._fault(line, error.message, hint=error.hint)
            return None
        if locale not in self._targets:
            hint = f"These are: {', '.join(self._targets) or 'none'}."
            self._fault(line, f"{code} is not among the targets", hint=hint)
            return None
        return locale

    def _fault(self, line: int | None, message: str, *, hint: str | None = None) -> None:
        self._faults.add(ProjectError(message, place=Place(path=self._path, line=line), hint=hint))


_SEVERITIES: Mapping[str, Choice] = {OFF: OFF, **{str(one): one for one in reversed(Severity)}}


def read_check(
    table: object, targets: Collection[str], path: str, lines: Sequence[str], faults: Faults
) -> dict[str, dict[str, Choice]]:
    """Return the settings of rules by locale, "" for all locales; errors are added to `faults`."""
    if table == {}:
        return {}
    return _Reader(targets, path, KeyLines(lines, "check"), faults).check(table)


class _Reader(TableReader):
    def __init__(self, targets: Collection[str], path: str, lines: KeyLines, faults: Faults) -> None:
        # Needs the glossary's machinery, which a project without choices need not wait for.
        from postl10n.stages.check.registry import rule_names

        super().__init__(targets, path, lines, faults)
        self._rules = rule_names()

    def check(self, table: object) -> dict[str, dict[str, Choice]]:
        if not isinstance(table, Mapping):
            self._fault(self._lines.of(""), "check must be a table")
            return {}
        tables = {key: value for key, value in table.items() if isinstance(value, Mapping)}
        chosen = {"": self._choices("", {key: table[key] for key in table if key not in tables})}
        for code, given in tables.items():
            locale = self._locale(code)
            if locale in chosen:
                self._fault(self._lines.of(code), f"{locale} is named twice in [check]")
            elif locale:
                chosen[locale] = self._choices(code, given)
        return chosen

    def _locale(self, code: str) -> str:
        """The target that a table is about; empty if it is none."""
        line = self._lines.of(code)
        if code in self._rules:
            self._fault(line, f"{code} is a rule, and no locale", hint=f'Write it in [check]: {code} = "off"')
            return ""
        return self._target(code, line) or ""

    def _choices(self, code: str, given: Mapping[str, object]) -> dict[str, Choice]:
        chosen: dict[str, Choice] = {}
        for rule, value in given.items():
            line = self._lines.of(code, rule)
            if rule in STYLE:
                if self._is_style(rule, value, line):
                    chosen[rule] = str(value)
                continue
            if rule not in self._rules:
                hint = f"{nearest(rule, self._rules)}Rules: {', '.join(sorted(self._rules))}."
                self._fault(line, f"there is no rule {rule!r}", hint=hint)
                continue
            choice = _SEVERITIES.get(value) if isinstance(value, str) else None
            if choice is None:
                close = nearest(value, _SEVERITIES) if isinstance(value, str) else ""
                hint = f"{close}There are: {', '.join(_SEVERITIES)}."
                self._fault(line, f"{value!r} is not a severity of {rule}", hint=hint)
            elif rule in STATE_RULES and choice not in (OFF, Severity.NOTICE):
                hint = "For what must be translated there is `completion` in [gate.<locale>]."
                self._fault(
                    line, f"{rule} can only be off or a notice: it never decides an exit code", hint=hint
                )
            else:
                chosen[rule] = choice
        return chosen

    def _is_style(self, name: str, value: object, line: int | None) -> bool:
        """Return True for a value that the setting of house style may have; else add a fault."""
        ways = 'a pair of marks, such as "«»"' if name == QUOTES else f"one of {', '.join(COLON_SPACES)}"
        text = value if isinstance(value, str) else ""
        right = len(text) > 1 and len(text) % 2 == 0 if name == QUOTES else text in COLON_SPACES
        if not right:
            self._fault(line, f"{value!r} is no {name}", hint=f"Give {ways}.")
        return right


def nearest(name: str, known: Collection[str]) -> str:
    """Return a question for a hint, where one of the known names is much like this one; else nothing."""
    close = get_close_matches(name.lower(), known, n=1)
    return f'Did you mean "{close[0]}"? ' if close else ""
