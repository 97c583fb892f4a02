"""Lists that begin in the body of an article: their items are the article's, whatever label of a site they begin like."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from postl10n.stages.extract.evidence import WORD_SIGNS, Piece, size_of
from postl10n.stages.extract.surroundings import Signs

_MOSTLY = 0.5
_SAYS = 20
_ANNOUNCING = frozenset({"colon", "tag-h2", "tag-h3", "tag-h4"})


def with_lists(
    pieces: Sequence[Piece], signs: Sequence[Signs], odds: Sequence[float], body: list[bool]
) -> set[int]:
    """Take lists that begin in the body into it, whole, with text right below them; return their items.

    A list is announced by a colon or a heading, or its first item is the body's and begins like no label. Other items may
    begin like one, `Share of parcels: 45%`; one that is a label or a link ends the list.
    """
    found = set[int]()
    marks = [_mark(piece, one) for piece, one in zip(pieces, signs, strict=True)]
    for at in range(1, len(pieces)):
        if not body[at - 1] or pieces[at].linked >= _MOSTLY or "label" in signs[at]:
            continue
        goes_on = marks[at] == marks[at - 1] and (at - 1 in found or not _is_labelled(signs[at - 1]))
        if marks[at] and (goes_on or _announces(signs[at - 1])):
            body[at] = True
            found.add(at)
        elif "colon" in signs[at] and any(marks[at + 1 : at + 2]):
            body[at] |= size_of(pieces[at].text) >= _SAYS and not _is_labelled(signs[at])
        elif at - 1 in found and odds[at] > 0:
            body[at] = True
    return found


def _announces(signs: Signs) -> bool:
    # `About the rates` and `O que muda` announce as well as any.
    return not _ANNOUNCING.isdisjoint(signs) and not _is_labelled(signs.keys() - {"about", "about~"})


def _is_labelled(signs: Iterable[str]) -> bool:
    return not WORD_SIGNS.isdisjoint(name.rstrip("~") for name in signs)


def _mark(piece: Piece, signs: Signs) -> str:
    """Return the kind of list that a piece is an item of; empty for none."""
    return (
        "li" if "in-li" in signs else "1" if "number" in signs else piece.text[0] if "bullet" in signs else ""
    )
