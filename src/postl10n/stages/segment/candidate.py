"""Boundary candidates: marks that may end a sentence."""

from __future__ import annotations

from typing import NamedTuple

LOOK_BACK = 64
"""The number of characters before a mark that a rule may examine."""


class BoundaryCandidate(NamedTuple):
    """A mark that may end a sentence, with its context.

    A named tuple, as one is created for every mark of a text and a frozen dataclass takes three times as long.
    """

    text: str
    start: int
    """The start of the current sentence."""
    at: int
    """The offset of the first mark."""
    end: int
    """The offset after the marks and closing quotes and brackets, where the sentence would end."""
    marks: str
    closers: str
    space: str
    openers: str
    """Quotes, brackets and dashes before the next word."""
    following: str
    """The next word, with its full stop if it has one, or the next character; empty at the end."""
    words: list[str]
    """The words before the mark within the sentence, as far back as `LOOK_BACK`."""
