"""Line breaks and character widths as in gettext 0.21.

The rules are those of UAX #14 in the form of a pair table; it is in `break_pairs.txt`, classes and widths in
`line_break.txt`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import accumulate
from types import MappingProxyType

# Rows: class before; columns: class after, in the same order. `/` a break is possible, `.` only after spaces, `^` never.
_PAIRS = [line.split() for line in (files(__package__) / "break_pairs.txt").read_text("ascii").splitlines()]
_CLASSES = tuple(name for name, _ in _PAIRS)
# One letter for each class, so that the classes of a text are a string.
_LETTERS = {name: chr(ord("A") + at) for at, name in enumerate(_CLASSES)} | {
    "SP": " ",
    "CM": "~",
    "ZJ": "+",
    "BK": "\n",
}
_LETTER = _LETTERS["AL"]
_HEBREW, _HYPHENS = _LETTERS["HL"], _LETTERS["HY"] + _LETTERS["BA"]
_FLAG, _ZERO_SPACE = _LETTERS["RI"], _LETTERS["ZW"]
_RULES = MappingProxyType(
    {
        _LETTERS[name] + _LETTERS[after]: rule
        for name, rules in _PAIRS
        for after, rule in zip(_CLASSES, rules, strict=True)
    }
)
# Pairs that allow a break without spaces between them, and with spaces.
_TOUCHING = frozenset(pair for pair, rule in _RULES.items() if rule == "/")
_SPACED = frozenset(pair for pair, rule in _RULES.items() if rule != "^")
# Characters for which the pair of classes is not enough: see `_State`.
_STATEFUL = re.compile("[" + "".join(map(re.escape, ("\n", "~", "+", _HEBREW, _FLAG))) + "]")
# No break is possible inside a run of letters or of spaces.
_RUN = re.compile(f"{_LETTER}+| +|(?s:.)")
_START = _LETTERS["OP"]
"""The class assumed before a line: no break after it, with or without spaces."""
_HANGUL = range(0xAC00, 0xD7A4)
_SERIES = 28
"""The number of Hangul syllables in a series; the first has no final consonant."""
_FIRST_WIDE, _AFTER_WIDE = "\u00a1", "\uff61"
"""Bounds of the characters that legacy East Asian charsets show in two columns, except the won sign."""


@cache
def _ranges() -> tuple[list[int], list[tuple[str, int]]]:
    """Where each range of code points begins, and its class (as a letter) and columns."""
    text = (files(__package__) / "line_break.txt").read_text("ascii")
    rows = [line.split() for line in text.splitlines() if not line.startswith("#")]
    return [int(row[0], 16) for row in rows], [(_LETTERS[row[1]], int(row[2])) for row in rows]


def _properties(code: int) -> tuple[str, int]:
    starts, values = _ranges()
    name, width = values[bisect_right(starts, code) - 1]
    if code in _HANGUL and (code - _HANGUL.start) % _SERIES:
        name = _LETTERS["H3"]
    return name, width


class _Classes(dict[int, str]):
    """Classes by code point for `str.translate`, looked up when a character is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _properties(code)[0]
        return found


class _Columns(dict[str, int]):
    """Columns by character, looked up when first met."""

    def __init__(self, *, wide_ambiguous: bool) -> None:
        super().__init__()
        self._wide = wide_ambiguous

    def __missing__(self, one: str) -> int:
        width = _properties(ord(one))[1]
        if width == 1 and self._wide and _FIRST_WIDE <= one < _AFTER_WIDE and one != "\u20a9":
            width = 2
        self[one] = width
        return width


@cache
def _classes() -> _Classes:
    return _Classes()


@cache
def _columns(wide_ambiguous: bool) -> _Columns:
    return _Columns(wide_ambiguous=wide_ambiguous)


def widths(text: str, *, wide_ambiguous: bool = False) -> Sequence[int]:
    """Return the width in terminal columns of each prefix of a text, from the empty one to the whole.

    More characters are wide in legacy East Asian charsets.
    """
    if text.isascii() and text.isprintable():
        return range(len(text) + 1)
    return [0, *accumulate(map(_columns(wide_ambiguous).__getitem__, text))]


class LineBreaks:
    """The possible line breaks of a text; computed for single offsets, as a line needs few."""

    __slots__ = ("_classes", "_places")

    def __init__(self, text: str) -> None:
        self._classes = text.translate(_classes())
        self._places = _stateful_places(self._classes) if _STATEFUL.search(self._classes) else None

    def possible(self, at: int) -> bool:
        """Return True if a break is possible before an offset other than 0 and the end of the text."""
        if self._places is not None:
            return at in self._places
        classes = self._classes
        if classes[at - 1] != " ":
            return classes[at - 1 : at + 1] in _TOUCHING
        if classes[at] == " ":
            return False
        last = at - 2
        while last >= 0 and classes[last] == " ":
            last -= 1
        return last >= 0 and classes[last] + classes[at] in _SPACED


def _stateful_places(classes: str) -> frozenset[int]:
    state = _State()
    return frozenset(run.start() for run in _RUN.finditer(classes) if state.step(run[0][0]))


class _State:
    """The state that decides, together with the pair of classes, whether a break is possible."""

    __slots__ = ("begun", "flags", "hebrew", "joined", "last", "spaces")

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Set the state for the beginning of a line."""
        self.begun = False
        self.last = _START
        self.spaces = False
        self.joined = False
        """True after a zero-width joiner."""
        self.hebrew = False
        """True after a Hebrew letter and its hyphen (LB21a)."""
        self.flags = 0
        """The number of consecutive regional indicators: two of them form one flag."""

    def step(self, name: str) -> bool:
        """Return True if a break is possible before the next run, which is of this class."""
        if name == "\n":
            self.begin()
            return False
        if name == " ":
            self.spaces, self.joined, self.hebrew, self.flags = True, False, False, 0
            return False
        if name in "~+":
            return self._mark(name)
        possible = self._possible(name)
        self.hebrew = self.last == _HEBREW and name in _HYPHENS and not self.spaces and not self.joined
        self.flags = self.flags + 1 if name == _FLAG else 0
        self.last, self.begun = name, True
        self.spaces = self.joined = False
        return possible

    def _possible(self, name: str) -> bool:
        if self.joined or self.hebrew:
            return False
        rule = _RULES[self.last + name]
        if rule == "." and not self.spaces:
            return self.last == name == _FLAG and self.flags % 2 == 0
        return rule != "^"

    def _mark(self, name: str) -> bool:
        """Return True if a break is possible before a combining mark, which without a base counts as a letter."""
        possible = self.last == _ZERO_SPACE or (self.spaces and self.begun)
        if possible or not self.begun:
            self.last = _LETTER
        self.begun = True
        self.spaces, self.joined, self.hebrew, self.flags = False, name == "+", False, 0
        return possible
