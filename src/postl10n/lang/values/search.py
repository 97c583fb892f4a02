"""Substrings that a text must contain for a regular expression to match, so that most searches can be skipped.

A sentence has no more than one or two of the hundred phrases in a lexicon, and searching for a substring costs a
hundredth of a search that begins with `\\b`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable

from postl10n.lang.text.expression import NEVER
from postl10n.registry import compiled

Needles = frozenset[str]
"""Substrings, one of which is in every text that the expression matches."""
_TOKEN = compiled(
    # A run of signs that stand for themselves, each once.
    r"(?P<plain>[^\\()\[\]{}|.^$?*+]+(?![?*+{]))"
    r"|(?P<open>\((?:\?(?P<look><?[=!])|\?P<\w+>|\?P=\w+|\?[:>])?)|(?P<bar>\|)"
    r"|(?:(?P<close>\))|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])"
    r"|(?P<escape>\\(?:x..|u.{4}|U.{8}|[A-Za-z0-9]))|(?P<any>[.^$])|\\?(?P<sign>.))"
    r"(?P<times>[?*]|\+|\{(?P<least>\d*),?\d*\})?[?+]?",
    re.DOTALL,
)
"""The syntax that the lexicons use."""
_DIGITS_ONLY = compiled(r"\[[0-9-]+\]")
_HAN_ONLY = compiled(r"\[[\u2e80-\uffdc]+\]")
_LISTED = compiled(r"\[[^\]\\^-][^\]\\-]*-?\]")
_DIGITS = frozenset("0123456789")
_HAN = compiled(r"[^\x00-\u2e80]")


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

        held = [*map(needles, patterns)]
        self._all = frozenset(range(len(held)))
        self._always = frozenset(at for at, signs in enumerate(held) if signs is None)
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
        if not found:
            return self._always
        owners = self._owners
        return {at for _, _, sign in found for at in owners[sign]}.union(self._always)


def needles(pattern: str) -> Needles | None:
    """Return the needles of an expression, in lower case; None if nothing is certain.

    >>> sorted(needles(r"\\b(?:doubl|tripl)(?:ed|ing)\\b|\\btwo-?fold\\b"))
    ['doubl', 'fold', 'tripl']
    """
    if pattern == NEVER.pattern:
        return frozenset()
    reader = _Reader()
    for token in _TOKEN.finditer(pattern):
        if plain := token["plain"]:
            reader.run += plain
        else:
            reader.take(token)
    found = reader.alternatives()
    if found is None:
        return None
    # `jan` stands wherever `january` does.
    return frozenset([one for one in found if sum([other in one for other in found]) == 1])


class _Reader:
    """Collects what an expression needs: of each alternative the literal runs and groups that must match."""

    def __init__(self) -> None:
        self.run = ""
        self.sure: list[Needles] = []
        self.done: list[Needles | None] = []
        self.around: list[tuple[list[Needles], list[Needles | None], bool]] = []
        """The groups that are open, each with what was collected before it, and if it only looks."""

    def take(self, token: re.Match[str]) -> None:
        times = token["times"]
        least = int(token["least"] or 0) if token["least"] is not None else int(times in (None, "+"))
        if sign := token["sign"]:
            self._sign(sign, once=times is None, least=least)
            return
        if self.run:
            self._end_run()
        if token["bar"]:
            self._end_alternative()
        elif token["open"]:
            self.around.append((self.sure, self.done, token["look"] is not None))
            self.sure, self.done = [], []
        elif token["close"]:
            self._close(least)
        elif least and (token["set"] or token["escape"] == r"\d"):
            self._one_of(token["set"])

    def alternatives(self) -> Needles | None:
        """Return the needles of the alternatives up to here; None if one of them has none."""
        if self.run:
            self._end_run()
        self._end_alternative()
        sure = [one for one in self.done if one is not None]
        return frozenset().union(*sure) if len(sure) == len(self.done) else None

    def _sign(self, sign: str, *, once: bool, least: int) -> None:
        if least:
            self.run += sign
        if not once:
            self._end_run()

    def _close(self, least: int) -> None:
        inner = self.alternatives()
        self.sure, self.done, looks = self.around.pop() if self.around else ([], [], False)
        if inner is not None and not looks and least:
            self.sure.append(inner)

    def _one_of(self, signs: str | None) -> None:
        if signs is None or _DIGITS_ONLY.fullmatch(signs):
            self.sure.append(_DIGITS)  # The digits of texts are folded.
        elif _HAN_ONLY.fullmatch(signs) or (_LISTED.fullmatch(signs) and all(map(_tells, signs[1:-1]))):
            self.sure.append(frozenset(signs[1:-1]))

    def _end_run(self) -> None:
        if len(self.run) > 1 or _tells(self.run):
            self.sure.append(frozenset((self.run.lower(),)))
        self.run = ""

    def _end_alternative(self) -> None:
        """Keep the rarest needles: those whose shortest one is longest, with Han characters counted double."""
        sure = self.sure
        if len(sure) > 1:
            sure = [max(sure, key=lambda one: (min(map(_weight, one)), -len(one)))]
        self.done.append(sure[0] if sure else None)
        self.sure = []


def _tells(sign: str) -> bool:
    """Return False for a letter of an alphabet and for the space, which are in every text."""
    return sign > "\u2e80" or (sign != "" and not sign.isalpha() and not sign.isspace())


def _weight(needle: str) -> int:
    return len(needle) + len(_HAN.findall(needle))
