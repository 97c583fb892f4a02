"""Left-to-right runs that a right-to-left paragraph would turn round: phone numbers, codes, names after figures.

A short form of the Unicode Bidirectional Algorithm (UAX #9) for one paragraph: types, the weak and the neutral rules.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

LEFT_TO_RIGHT, POP = "\u2066", "\u2069"
"""Isolate what stands between them."""
_RUN = re.compile(
    # Figures in groups, codes, and Latin names that begin with a figure.
    r"(?<![\w+])(?:(?:\+ ?|\([0-9]+\) ?)?[0-9]+(?:[ \u00a0.()/-]{1,2}[0-9]+)+"
    r"|[0-9]+(?:-[A-Z0-9]+)*-[A-Z][A-Z0-9-]*|[0-9]+(?: [A-Z][a-z]+)+)(?![\w-])"
)
_ISOLATED = re.compile("[\u2066-\u2068\u202a\u202b\u202d\u202e][^\u2069\u202c]*[\u2069\u202c]?")
_OBJECT = "\ufffc"
_LEAST_GROUPS = 3
_LEAST_DIGITS = 7
_YEARS = re.compile(r"\d{4}.\d{4}")
_STRONG = {"L": "L", "EN": "R", "AN": "R", "R": "R"}


def turned_runs(text: str) -> list[tuple[int, int]]:
    """Return the spans [start, end) of runs whose parts change places in a right-to-left paragraph.

    >>> turned_runs("اتصل على +375 17 293 45 67 اليوم."), turned_runs("من 10-12 و Windows 11")
    ([(9, 26)], [])
    """
    inner = [match.span() for match in _ISOLATED.finditer(text)]
    found: list[tuple[int, int]] = []
    while True:
        runs = [match.span() for match in _RUN.finditer(text) if _is_one(match[0])]
        runs = [run for run in runs if not any(start < run[0] < end for start, end in inner)]
        sides = _sides(text) if runs else []
        turned = [(start, end) for start, end in runs if "R" in sides[start:end]]
        if not turned:
            return sorted(found)
        found += turned
        # Isolated they are one neutral sign for what stands around them, which may be turned now.
        for start, end in turned:
            text = text[:start] + _OBJECT * (end - start) + text[end:]


def _is_one(run: str) -> bool:
    """Tell whether figures are one number, and not a range or two of them."""
    if not run.isascii() or run.startswith(("+", "(")) or run.replace(" ", "").strip("0123456789.()/-") != "":
        return True
    groups = re.findall(r"\d+", run)
    long = sum(map(len, groups)) >= _LEAST_DIGITS and not _YEARS.fullmatch(run)
    return len(groups) >= _LEAST_GROUPS or long


def _sides(text: str) -> list[str]:
    """Return for each character `L`, or `N` for a number, where it runs from left to right, else `R`."""
    types = [unicodedata.bidirectional(sign) or "L" for sign in text]
    for at, kind in enumerate(types):  # W1
        if kind == "NSM":
            types[at] = types[at - 1] if at else "R"
    strong = "R"
    for at, kind in enumerate(types):  # W2, W3
        strong = kind if kind in ("L", "R", "AL") else strong
        types[at] = "R" if kind == "AL" else "AN" if (kind, strong) == ("EN", "AL") else kind
    for at in range(1, len(types) - 1):  # W4
        before, kind, behind = types[at - 1 : at + 2]
        if before == behind and (before, kind) in (("EN", "ES"), ("EN", "CS"), ("AN", "CS")):
            types[at] = before
    _join_terminators(types)
    strong = "R"
    for at, kind in enumerate(types):  # W6, W7
        strong = kind if kind in ("L", "R") else strong
        types[at] = "L" if (kind, strong) == ("EN", "L") else kind if kind in _STRONG else "ON"
    return _neutrals_resolved(types)


def _join_terminators(types: list[str]) -> None:
    """W5: signs beside a number, such as the plus of a phone number, belong to it."""
    at = 0
    for kind, group in groupby(list(types)):
        end = at + len(list(group))
        if kind == "ET" and "EN" in (types[at - 1] if at else "", types[end] if end < len(types) else ""):
            types[at:end] = ["EN"] * (end - at)
        at = end


def _neutrals_resolved(types: list[str]) -> list[str]:
    """N1, N2: neutrals go with what stands on both sides of them, else with the paragraph."""
    at = 0
    for kind, group in groupby(list(types)):
        end = at + len(list(group))
        if kind == "ON":
            before = _STRONG[types[at - 1]] if at else "R"
            behind = _STRONG[types[end]] if end < len(types) else "R"
            types[at:end] = [before if before == behind else "R"] * (end - at)
        at = end
    return ["N" if kind in ("EN", "AN") else kind for kind in types]
