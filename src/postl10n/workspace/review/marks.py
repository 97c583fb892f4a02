"""What is marked in the texts of the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from postl10n.lang.placeholders import PlaceholderKind, placeholders
from postl10n.lang.worddiff import Token, hunks
from postl10n.model.review import Mark, Text

PLACEHOLDER, TERM, MISSING, UNSURE = "placeholder", "term", "missing-term", "unsure-term"
REMOVED, ADDED = "removed", "added"
_SHOWN_AS_TEXT = frozenset({PlaceholderKind.LITERAL, PlaceholderKind.WIDE})


def placeholder_marks(text: str) -> list[Mark]:
    return [
        Mark(start=one.start, end=one.end, kind=PLACEHOLDER)
        for one in placeholders(text)
        if one.kind not in _SHOWN_AS_TEXT
    ]


def insertable(text: str) -> tuple[str, ...]:
    """The placeholders of a source, in order."""
    return tuple(one.text for one in placeholders(text) if one.kind not in _SHOWN_AS_TEXT)


def marked(text: str, *layers: Iterable[Mark]) -> Text:
    """A text with marks that do not overlap: those of an earlier layer stand, later ones are cut around them."""
    laid: list[Mark] = []
    for layer in layers:
        for mark in layer:
            laid += _around(mark, laid)
    return Text(text=text, marks=tuple(sorted(laid, key=lambda mark: mark.start)))


def _around(mark: Mark, laid: Sequence[Mark]) -> list[Mark]:
    """What is left of a mark beside those that stand already."""
    pieces = [(mark.start, mark.end)]
    for other in laid:
        pieces = [
            part
            for start, end in pieces
            for part in ((start, min(end, other.start)), (max(start, other.end), end))
            if part[0] < part[1]
        ]
        if not pieces:
            return []
    unique = dict.fromkeys(pieces)
    return [Mark(start=start, end=end, kind=mark.kind, concept=mark.concept) for start, end in unique]


def difference(old: str, new: str) -> tuple[list[Mark], list[Mark]]:
    """What went from the old text and what came into the new one, word by word."""
    found = hunks(old, new)
    removed = [_stretch(hunk.old, REMOVED) for hunk in found if hunk.old]
    added = [_stretch(hunk.new, ADDED) for hunk in found if hunk.new]
    return removed, added


def _stretch(tokens: Sequence[Token], kind: str) -> Mark:
    return Mark(start=tokens[0].start, end=tokens[-1].end, kind=kind)
