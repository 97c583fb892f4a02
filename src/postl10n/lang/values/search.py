"""Substrings that a text must contain for a regular expression to match, so that most searches can be skipped.

A sentence has no more than one or two of the hundred phrases in a lexicon, and searching for a substring costs a
hundredth of a search that begins with `\\b`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

Needles = frozenset[str]
"""Substrings, one of which is in every text that the expression matches."""
_REPEATED = re.compile(r"[?*+]\+?|\{(?P<least>\d*),?\d*\}[?+]?")
_GROUP = re.compile(r"\((?:\?(?P<look><?[=!])|\?P<\w+>|\?P=\w+|\?[:>])?")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_DIGITS_ONLY = re.compile(r"\[[0-9-]+\]")
_HAN_ONLY = re.compile(r"\[[\u2e80-\uffdc]+\]")
_DIGITS = frozenset("0123456789")
_PLAIN = re.compile(r"[^\\()\[\]{}|.^$?*+]+(?![?*+{])")
"""A run of signs that stand for themselves, each once."""
_HAN = re.compile(r"[^\x00-\u2e80]")


def needles(expression: re.Pattern[str]) -> Needles | None:
    """Return the needles of an expression, in lower case; None if nothing is certain.

    >>> sorted(needles(re.compile(r"\\b(?:doubl|tripl)(?:ed|ing)\\b|\\btwo-?fold\\b")))
    ['doubl', 'fold', 'tripl']
    """
    return _of(expression.pattern)


def may_match(signs: Collection[str] | None, lowered: str) -> bool:
    """Return True if an expression with these needles may match in a text, given in lower case."""
    if signs is None:
        return True
    # A loop: `any` with a generator takes twice as long, and this is called for every sentence.
    for sign in signs:  # noqa: SIM110
        if sign in lowered:
            return True
    return False


class PhraseGate:
    """Tells in one pass over a text which of many expressions may match in it."""

    def __init__(self, patterns: Iterable[str]) -> None:
        # A compiled extension that most commands need not load.
        import daachorse

        held = [*map(_of, patterns)]
        self._all = frozenset(range(len(held)))
        self._always = [at for at, signs in enumerate(held) if signs is None]
        owners: dict[str, list[int]] = {}
        for at, signs in enumerate(held):
            for sign in signs or ():
                owners.setdefault(sign, []).append(at)
        self._owners = list(owners.values())
        self._find: Callable[[str], list[tuple[int, int, int]]] = (
            daachorse.CharwiseDoubleArrayAhoCorasick([*owners]).find_overlapping if owners else lambda _: []
        )

    def __call__(self, lowered: str) -> Collection[int]:
        """Return the indexes of those that may match in a text, given in lower case."""
        try:
            found = self._find(lowered)
        except UnicodeEncodeError:  # Half of a surrogate pair.
            return self._all
        open_ = set(self._always)
        for _, _, sign in found:
            open_.update(self._owners[sign])
        return open_


@lru_cache(maxsize=4096)
def _of(pattern: str) -> Needles | None:
    found = _Reader(pattern).alternatives()
    if found is None:
        return None
    # `jan` stands wherever `january` does.
    return frozenset([one for one in found if sum([other in one for other in found]) == 1])


@dataclass(slots=True)
class _Branch:
    """One alternative: its literal runs and groups, each of which must match."""

    run: str = ""
    sure: list[Needles] = field(default_factory=list)

    def end_run(self) -> None:
        if _tells(self.run):
            self.sure.append(frozenset((self.run.lower(),)))
        self.run = ""

    def best(self) -> Needles | None:
        """Return the rarest needles: those whose shortest one is longest, with Han characters counted double."""
        self.end_run()
        return max(self.sure, key=lambda one: (min(map(_weight, one)), -len(one)), default=None)


class _Reader:
    """Parses the syntax used by the lexicons; anything unknown adds no needles."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def alternatives(self) -> Needles | None:
        found: list[Needles | None] = []
        branch = _Branch()
        while self.at < len(self.pattern):
            sign = self.pattern[self.at]
            if sign == ")":
                break
            if sign == "|":
                self.at += 1
                found.append(branch.best())
                branch = _Branch()
            else:
                self._item(sign, branch)
        found.append(branch.best())
        sure = [one for one in found if one is not None]
        return frozenset().union(*sure) if len(sure) == len(found) else None

    def _item(self, sign: str, branch: _Branch) -> None:
        if sign == "(":
            self._group(branch)
        elif sign == "[":
            branch.end_run()
            match = _CLASS.match(self.pattern, self.at)
            self.at = match.end() if match else len(self.pattern)
            if match and _HAN_ONLY.fullmatch(match[0]):
                self._one_of(match[0][1:-1], branch)
            else:
                self._digit(branch, of=_DIGITS_ONLY.fullmatch(match[0]) is not None if match else False)
        elif sign == "\\":
            self._escape(branch)
        elif sign in ".^$":
            branch.end_run()
            self.at += 1
            self._repetition()
        elif (plain := _PLAIN.match(self.pattern, self.at)) is not None:
            branch.run += plain[0]
            self.at = plain.end()
        else:
            self.at += 1
            self._literal(sign, branch)

    def _escape(self, branch: _Branch) -> None:
        sign = self.pattern[self.at + 1 : self.at + 2]
        self.at += 2
        if sign.isalnum():
            branch.end_run()
            if sign in "xuU":
                self.at += {"x": 2, "u": 4, "U": 8}[sign]
            self._digit(branch, of=sign == "d")
        else:
            self._literal(sign, branch)

    def _digit(self, branch: _Branch, *, of: bool) -> None:
        """Handle an item without letters; `of`: it is a digit, and the digits of texts are folded."""
        least = self._repetition()
        if of and (least is None or least > 0):
            branch.sure.append(_DIGITS)

    def _one_of(self, signs: str, branch: _Branch) -> None:
        least = self._repetition()
        if least is None or least > 0:
            branch.sure.append(frozenset(signs))

    def _literal(self, sign: str, branch: _Branch) -> None:
        least = self._repetition()
        if least is None:
            branch.run += sign
            return
        if least:
            branch.run += sign
        branch.end_run()

    def _group(self, branch: _Branch) -> None:
        branch.end_run()
        match = _GROUP.match(self.pattern, self.at)
        self.at = match.end() if match else self.at + 1
        inner = self.alternatives()
        self.at += 1
        least = self._repetition()
        looks = match is not None and match["look"] is not None
        if inner is not None and not looks and (least is None or least > 0):
            branch.sure.append(inner)

    def _repetition(self) -> int | None:
        """Return the least number of repetitions of the last item; None for exactly one without a quantifier."""
        match = _REPEATED.match(self.pattern, self.at)
        if match is None:
            return None
        self.at = match.end()
        if match[0][0] == "{":
            return int(match["least"] or 0)
        return 1 if match[0][0] == "+" else 0


def _tells(run: str) -> bool:
    """Return False for single letters of an alphabet, which are in every text."""
    return len(run) > 1 or run > "\u2e80"


def _weight(needle: str) -> int:
    return len(needle) + len(_HAN.findall(needle))
