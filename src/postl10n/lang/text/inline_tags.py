"""A msgid without its inline markup, with a mapping back to its offsets."""

from __future__ import annotations

from bisect import bisect_right

from postl10n.lang.text.markup import PlaceholderKind, placeholders

INLINE_TAGS = frozenset({PlaceholderKind.OPEN, PlaceholderKind.CLOSE, PlaceholderKind.VOID})


def bare(text: str) -> str:
    """Return the text without `{1}`, `{/1}` and `{1/}`; literal braces stay doubled, double spaces are avoided.

    >>> bare("See {1}the report{/1} {2/} now, {{or}} not")
    'See the report now, {{or}} not'
    """
    return Bare(text).text if "{" in text else text


class Bare:
    """A text without its tags."""

    def __init__(self, source: str) -> None:
        self.tags = [one for one in placeholders(source) if one.kind in INLINE_TAGS]
        self._starts: list[int] = []
        self._origins: list[int] = []
        parts: list[str] = []
        size = at = 0
        for start, end in (*((tag.start, tag.end) for tag in self.tags), (len(source), len(source))):
            piece = source[at:start]
            if piece.startswith(" ") and (not parts or parts[-1].endswith(" ")):
                piece, at = piece[1:], at + 1
            if piece:
                self._starts.append(size)
                self._origins.append(at)
                parts.append(piece)
                size += len(piece)
            at = end
        self.text = "".join(parts).rstrip(" ")

    def origin(self, offset: int) -> int:
        """Return the offset in the source of a character of the bare text."""
        piece = bisect_right(self._starts, offset) - 1
        return self._origins[piece] + offset - self._starts[piece]
