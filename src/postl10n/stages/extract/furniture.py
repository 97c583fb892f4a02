"""Furniture inside a body: lists of teasers, and boxes and ends that a label of the site announces."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import takewhile

from postl10n.registry import compiled
from postl10n.stages.extract.evidence import Piece, size_of
from postl10n.stages.extract.surroundings import Signs

_WORD = compiled(r"[^\W\d_]{4,}|[\u3040-\u30ff\u3400-\u9fff]{2}")
_DETAIL = 80
_TEASERS, _HEADLINE, _STRANGE = 3, 24, 5
"""Other headlines at the end of a page: how many, how long, and how few of their words are known."""
_PROSE = frozenset({"ends", "html", "colon", "sentences", "number"})
_LABELS = frozenset(
    {
        "contact",
        "related",
        "subscribe",
        "share",
        "comments",
        "topics",
        "print",
        "external",
        "legal",
        "cookies",
    }
)
_ABOVE = frozenset({"share", "print", "skip", "section", "counted", "comments", "subscribe"})
"""Signs of labels that tell what stands below them is the site's, and of those that stand above a text."""
_WHOLE = frozenset({"comments", "cookies"})
"""Signs of labels to which all of their box belongs, however much it is."""
_LINKS = frozenset({"related", "related~", "share", "share~"})
_LITTLE, _HALF, _PARAGRAPHS, _LINKED = 0.34, 0.5, 2, 0.9


def teasers(pieces: Sequence[Piece], signs: Sequence[Signs], body: Sequence[bool]) -> list[int]:
    """Return the list at the end of a body that holds other headlines: unannounced, and hardly a word is the article's."""
    own = [at for at, one in enumerate(body) if one]
    first = len(own)
    while first and not signs[own[first - 1]].keys() & _PROSE:
        first -= 1
    listed = own[first:]
    if not first or not listed or "ends" not in signs[own[first - 1]]:
        return []
    listed += takewhile(lambda at: not signs[at].keys() & _PROSE, range(listed[-1] + 1, len(pieces)))
    said = words_of(" ".join(pieces[at].text for at in listed))
    known = said & words_of(" ".join(pieces[at].text for at in own[:first]))
    long = [size_of(pieces[at].text) >= _HEADLINE for at in listed]
    # Without bullets some of the lines are labels.
    enough = all(long) if all("bullet" in signs[at] for at in listed) else sum(long) > 1
    return listed if enough and len(listed) >= _TEASERS and _STRANGE * len(known) <= len(said) else []


def labelled(
    pieces: Sequence[Piece], signs: Sequence[Signs], body: Sequence[bool], box: Callable[[int, bool], int]
) -> set[int]:
    """Return what is announced by a label of the site: above the text, in its box, or at the end of the body."""
    own = [at for at, one in enumerate(body) if one]
    begin = next((at for at in own if "ends" in signs[at]), None)
    if begin is None:
        return set()
    whole = sum(size_of(pieces[at].text) for at in own)
    cut, running, tail, found, after = len(body), 0, 0.0, set[int](), False
    for at in reversed(range(own[0], own[-1] + 1)):
        who = _tells_who(at, pieces, signs)
        all_of_it = not _WHOLE.isdisjoint(signs[at])
        if not (body[at] or who or all_of_it):
            continue
        # Behind an element that is set aside as a whole, the text goes on.
        closed = after and "other-by-elements" in signs[at]
        after |= body[at] and "own-by-elements" in signs[at]
        tail += size_of(pieces[at].text)
        running += "ends" in signs[at]
        if "ends" in signs[at] or size_of(pieces[at].text) > _DETAIL:
            continue
        linked = signs[at].get("linked", 0) > _LINKED and not _LINKS.isdisjoint(signs[at])
        if linked or (at < begin and not _ABOVE.isdisjoint(signs[at])):
            found.add(at)
        elif at > begin and (who or not _LABELS.isdisjoint(signs[at])):
            if closed:
                found.add(at)
                continue
            little = tail < whole * (_HALF if who else _LITTLE) and running <= _PARAGRAPHS
            if little or (not running and "related" in signs[at]):
                cut = at
            elif (size := box(at, all_of_it)) > 1:
                found.update(range(at, at + size))
    return found.union(range(cut, len(body)))


def _tells_who(at: int, pieces: Sequence[Piece], signs: Sequence[Signs]) -> bool:
    """Return True for `About Harbour Post` above a paragraph that begins with that name."""
    name = pieces[at].text.partition(" ")[2].casefold()
    about = signs[at].keys() & {"about", "about~"} and at + 1 < len(pieces)
    return bool(about and name and pieces[at + 1].text.casefold().startswith(name))


def words_of(text: str) -> set[str]:
    """Return the words of a text that say something, folded."""
    return set(_WORD.findall(text.casefold()))
