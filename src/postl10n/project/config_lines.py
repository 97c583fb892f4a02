"""The lines of the keys of one table of `postl10n.toml`; tomllib keeps none."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
