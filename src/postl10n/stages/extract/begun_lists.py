"""Lists that begin in the body of an article: their items are the article's, whatever label of a site they begin like."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from postl10n.stages.extract.evidence import WORD_SIGNS, Piece, size_of
from postl10n.stages.extract.surroundings import Signs

_MOSTLY = 0.5
_SAYS = 20
_MARKS = {
    "li": frozenset({"in-li"}),
    "table": frozenset({"tag-td", "tag-th"}),
    "dl": frozenset({"tag-dt", "tag-dd"}),
    "1": frozenset({"number"}),
}
_ANNOUNCING = frozenset({"colon", "tag-h2", "tag-h3", "tag-h4"})


def with_lists(
    pieces: Sequence[Piece], signs: Sequence[Signs], odds: Sequence[float], body: list[bool]
) -> set[int]:
    """Take lists that begin in the body into it, whole, with text right below them; return their items.

    A list is announced by a colon or a heading, or its first item is the body's and begins like no label. Other items may
    begin like one, `Share of parcels: 45%`; one that is a label or a link ends the list. Lists and tables between parts of
    the body are the body's as well.
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
    for mark, run in groupby(range(len(pieces)), key=marks.__getitem__):
        own = [at for at in run if mark and pieces[at].linked < _MOSTLY and "label" not in signs[at]]
        if own and all(body[max(0, own[0] - 1) : own[0]]) and own[0] and any(body[own[-1] + 1 : own[-1] + 2]):
            found.update(own)
            for at in own:
                body[at] = True
    return found


def _announces(signs: Signs) -> bool:
    # `About the rates` and `O que muda` announce as well as any.
    return not _ANNOUNCING.isdisjoint(signs) and not _is_labelled(signs.keys() - {"about", "about~"})


def _is_labelled(signs: Iterable[str]) -> bool:
    return not WORD_SIGNS.isdisjoint(name.rstrip("~") for name in signs)


def _mark(piece: Piece, signs: Signs) -> str:
    """Return the kind of list that a piece is an item of, `table` for a cell; empty for none."""
    for mark, names in _MARKS.items():
        if not names.isdisjoint(signs):
            return mark
    return piece.text[0] if "bullet" in signs else ""
