"""The parts of a text that are no prose: addresses and placeholders."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

_URL = re.compile(r"(?:\b[a-z][a-z0-9+.-]*://|\bwww\.|\bmailto:)[^\s<>\"'\u3000-\u9fff\uff00-\uffef]+")
_MAIL = re.compile(r"@[\w-]+(?:\.[\w-]+)+")
_MAIL_LOCAL = re.compile(r"[\w.+-]+$")
_PLACEHOLDER = re.compile(r"(?<!\{)\{/?[\w.]*/?\}(?!\})")


SIGNS = ("://", "www.", "mailto:", "@", "{")
"""A folded text without one of these has nothing to skip."""


class SkippedParts:
    """Where in a folded text terms are not looked for."""

    def __init__(self, text: str) -> None:
        spans = sorted(_skipped_spans(text))
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def covers(self, start: int, end: int) -> bool:
        index = bisect_right(self._starts, end - 1) - 1
        return index >= 0 and self._ends[index] > start


def _skipped_spans(text: str) -> Iterator[tuple[int, int]]:
    if "://" in text or "www." in text or "mailto:" in text:
        yield from (found.span() for found in _URL.finditer(text))
    if "{" in text:
        yield from (found.span() for found in _PLACEHOLDER.finditer(text))
    if "@" in text:
        for found in _MAIL.finditer(text):
            local = _MAIL_LOCAL.search(text[max(0, found.start() - 64) : found.start()])
            if local:
                yield found.start() - len(local[0]), found.end()
