"""A mark that may end a sentence, as the rules see it."""

from __future__ import annotations

from typing import NamedTuple

LOOK_BACK = 64
"""Characters to the left of a mark that a decision may see."""


class BoundaryCandidate(NamedTuple):
    """A mark that may end a sentence, with what the decisions look at.

    A named tuple, as one is made for every mark of a text and a frozen dataclass takes three times as long.
    """

    text: str
    start: int
    """Where the sentence in hand starts."""
    at: int
    """The first mark."""
    end: int
    """After the marks and the closing quotes and brackets: where the sentence would end."""
    marks: str
    closers: str
    space: str
    openers: str
    """Quotes, brackets and dashes before the next word."""
    following: str
    """The next word with its full stop if it has one, or the next character; empty at the end."""
    words: list[str]
    """What stands before the mark inside the sentence, as far back as `LOOK_BACK`."""
