"""Wrapping texts as gettext does."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache, partial
from importlib.resources import files
from itertools import accumulate, chain

PAGE_WIDTH = 79
"""The width of a line in columns, quotes included."""
_LIMIT = PAGE_WIDTH - 1
_SEGMENT = re.compile(r"[^\x85\u2028\u2029]*[\x85\u2028\u2029]|[^\x85\u2028\u2029]+")
_ESCAPE = re.compile(r"\\(?:[0-7]{3}|.)")


def wrap(
    escaped: str,
    start: int,
    *,
    margin: int = 1,
    wide_ambiguous: bool = False,
    unbroken: re.Pattern[str] | None = None,
    modern: bool = False,
) -> list[str]:
    """Return the lines of one portion of a text: escaped, and ending at its `\\n` or at the end of the text.

    `start` is the column after the opening quote on the first line, `margin` the one on the lines after it.
    Matches of `unbroken` are not broken. A piece without a possible break may exceed the width.
    modern: as gettext 0.23 and later, not as 0.21.
    """
    if start + len(escaped) <= _LIMIT and escaped.isascii():
        return [escaped]
    first, *others = [escaped] if escaped.isascii() else _SEGMENT.findall(escaped)
    possible = partial(_possible, unbroken=unbroken, modern=modern)
    lines = _wrapped(first, start, margin, wide_ambiguous, possible)
    for segment in others:
        # libunistring restarts counting columns after these, though gettext does not end its line there.
        following = _wrapped(segment, 0, margin, wide_ambiguous, possible)
        lines[-1] += following[0]
        lines += following[1:]
    return lines


def _wrapped(
    escaped: str,
    column: int,
    margin: int,
    wide_ambiguous: bool,
    breaks: Callable[[str], Callable[[int], bool]],
) -> list[str]:
    filled = widths(escaped, wide_ambiguous=wide_ambiguous)
    if column + filled[-1] <= _LIMIT:
        return [escaped]
    possible = breaks(escaped)
    lines = []
    begin = 0
    while column + filled[-1] - filled[begin] > _LIMIT:
        most = bisect_right(filled, filled[begin] + _LIMIT - column) - 1
        nearest = chain(range(most, begin, -1), range(max(most, begin) + 1, len(escaped)))
        place = next(filter(possible, nearest), None)
        if place is None:
            break
        lines.append(escaped[begin:place])
        begin, column = place, margin
    return [*lines, escaped[begin:]]


def _possible(escaped: str, *, unbroken: re.Pattern[str] | None, modern: bool) -> Callable[[int], bool]:
    """Return a function that is True for a possible break: never in an escape, nor before the last newline."""
    possible = LineBreaks(escaped, modern=modern).possible
    if "\\" not in escaped and unbroken is None:
        return possible
    inside = _inside(_ESCAPE, escaped)
    if unbroken is not None:
        inside |= _inside(unbroken, escaped)
    if escaped.endswith("\\n"):
        inside.add(len(escaped) - 2)
    return lambda place: place not in inside and possible(place)


def _inside(pattern: re.Pattern[str], text: str) -> set[int]:
    return {at for found in pattern.finditer(text) for at in range(found.start() + 1, found.end())}


_HANGUL = range(0xAC00, 0xD7A4)
_SERIES = 28
"""The number of Hangul syllables in a series; the first has no final consonant."""
_FIRST_WIDE, _AFTER_WIDE = "\u00a1", "\uff61"
"""Bounds of the characters that legacy East Asian charsets show in two columns, except the won sign."""
_LIKE = {"HH": "BA", "LT": "AL", "CM": "AL", "ZJ": "AL"}
"""Classes that only rules tell apart from others, or that are as others where nothing precedes them."""


def _rows(name: str) -> list[list[str]]:
    text = (files(__package__) / name).read_text("utf-8")
    return [line.split() for line in text.splitlines() if not line.startswith("#")]


class _Classes(dict[int, str]):
    """Letters for the classes of code points, looked up when a character is first met, and the rules about them."""

    def __init__(self, version: str) -> None:
        super().__init__()
        rows = _rows(f"line_break{version}.txt")
        self._starts = [int(row[0], 16) for row in rows]
        self._names = [row[1] for row in rows]
        names = dict.fromkeys([*self._names, *(name.replace("H2", "H3") for name in self._names)])
        self._letters = letters = {name: chr(0x100 + at) for at, name in enumerate(names)}
        self._sets = {name: letters[name] + letters.get(f"{name}*", "") for name in names if name[-1] != "*"}
        self._sets = dict.fromkeys(("QI", "QF", "DC", "HH"), "\0") | self._sets
        self._sets["EA"] = "\0" + "".join(letters[name] for name in names if name[-1] == "*")
        self._patterns: dict[str, re.Pattern[str]] = {}
        rules = _rows(f"break_rules{version}.txt")
        self.rules = [(sign == "+", self.pattern(f"(?={one.replace('~', '()')})")) for sign, one in rules]
        self.ruled = self.pattern("" if version else "[{ZW}{HL}{RI}{CM}{ZJ}]")
        """Matches where rules may have something to say."""
        self.never = frozenset(self._sets["SP"] + self._sets["ZW"] + self._sets["BK"])
        """No break is possible before them."""
        self.space, self.newlines, self.mark = self._sets["SP"], self._sets["BK"], self._sets["QU"][0]
        self.pairs = self._pairs(_rows(f"break_pairs{version}.txt"))

    def __missing__(self, code: int) -> str:
        name = self._names[bisect_right(self._starts, code) - 1]
        if code in _HANGUL and (code - _HANGUL.start) % _SERIES:
            name = name.replace("H2", "H3")
        self[code] = found = self._letters[name]
        return found

    def pattern(self, text: str) -> re.Pattern[str]:
        """Return a regular expression in which names of classes stand for their letters."""
        if text not in self._patterns:
            self._patterns[text] = re.compile(text.format_map(self._sets))
        return self._patterns[text]

    def _pairs(self, rows: list[list[str]]) -> dict[str, str]:
        """Return the rule of each pair: `/` a break is possible, `.` only after spaces, `^` never."""
        named = [name for name, _ in rows]
        shapes = {letter: self._shape(name, named) for name, letter in self._letters.items()}
        of_names = {
            (one, other): rule for one, rules in rows for other, rule in zip(named, rules, strict=True)
        }
        return {
            one + other: of_names[before, after]
            for one, before in shapes.items()
            for other, after in shapes.items()
            if before and after
        }

    @staticmethod
    def _shape(name: str, named: Sequence[str]) -> str:
        """Return the class in the table of pairs; empty if it has none."""
        short = name.removesuffix("*")
        return next((one for one in (name, short, _LIKE.get(short, "")) if one in named), "")


@cache
def _classes(version: str) -> _Classes:
    return _Classes(version)


class _Columns(dict[str, int]):
    """Columns by character, looked up when first met."""

    def __init__(self, *, wide_ambiguous: bool) -> None:
        super().__init__()
        self._wide = wide_ambiguous
        rows = _rows("line_break.txt")
        self._starts, self._columns = [int(row[0], 16) for row in rows], [int(row[2]) for row in rows]

    def __missing__(self, one: str) -> int:
        width = self._columns[bisect_right(self._starts, ord(one)) - 1]
        if width == 1 and self._wide and _FIRST_WIDE <= one < _AFTER_WIDE and one != "\u20a9":
            width = 2
        self[one] = width
        return width


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
    """The possible line breaks of a text; pairs of classes are looked at for single offsets, as a line needs few."""

    __slots__ = ("_classes", "_decided", "_last", "_letters", "_places", "_this")

    def __init__(self, text: str, *, modern: bool = False) -> None:
        self._classes = _classes("_16" if modern else "")
        letters = text.translate(self._classes)
        self._letters = self._last = self._this = letters
        self._decided: dict[int, bool] = {}
        self._places: frozenset[int] | None = None
        if not self._classes.ruled.search(letters):
            return
        if self._classes.pattern("[{CM}{ZJ}]").search(letters):
            self._places = self._marked(letters)
        else:
            self._read(letters)

    def possible(self, at: int) -> bool:
        """Return True if a break is possible before an offset other than 0 and the end of the text."""
        return at in self._places if self._places is not None else self._possible(at)

    def _read(self, letters: str) -> None:
        """Decide what rules about more than two classes decide."""
        classes = self._classes
        self._letters = self._last = self._this = letters
        # Two regional indicators form one flag (LB30a).
        for flags in classes.pattern("[{RI}]+").finditer(letters):
            self._decided |= {
                at: (at - flags.start()) % 2 == 0 for at in range(flags.start() + 1, flags.end())
            }
        for possible, pattern in classes.rules:
            for found in pattern.finditer(letters):
                self._decided.setdefault(found.start(1), possible)
        if classes.pattern("[{QI}{QF}]").search(letters):
            # Only at the edges of a quotation are its marks of their own kind (LB15a, LB15b).
            initial = "(?<=[^{BK}{OP}{QU}{QI}{QF}{GL}{SP}{ZW}])[{QI}]"
            final = "[{QF}](?=[^{BK}{SP}{GL}{WJ}{CL}{QU}{QI}{QF}{CP}{EX}{IS}{SY}{ZW}])"
            self._last = classes.pattern(initial).sub(classes.mark, letters)
            self._this = classes.pattern(final).sub(classes.mark, letters)

    def _possible(self, at: int) -> bool:
        classes, letters = self._classes, self._letters
        if letters[at] in classes.never:
            return False
        before = at - 1
        while before >= 0 and letters[before] in classes.space:
            before -= 1
        if before < 0 or letters[before] in classes.newlines:
            return False
        rule = classes.pairs.get(self._last[before] + self._this[at], "/")
        return self._decided.get(at, rule == "/" or (rule == "." and before < at - 1))

    def _marked(self, letters: str) -> frozenset[int]:
        """Return the places in a text with marks, which belong to what they follow (LB9), joiners also to what follows."""
        bases = self._classes.pattern("(?<=[^{SP}{ZW}{BK}])[{CM}{ZJ}]+")
        skipped = {at for found in bases.finditer(letters) for at in range(*found.span())}
        kept = [at for at in range(len(letters)) if at not in skipped]
        self._read("".join(letters[at] for at in kept))
        joined = {found.end() for found in self._classes.pattern("[{ZJ}]").finditer(letters)}
        return frozenset(kept[at] for at in range(1, len(kept)) if self._possible(at)) - joined
