"""Headline and body of a page, decided from many weak signs with the weights in `data/weights.toml`."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from operator import mul

from postl10n.stages.extract.begun_lists import with_lists
from postl10n.stages.extract.dateline import SENTENCE_END, is_byline
from postl10n.stages.extract.evidence import (
    WORD_SIGNS,
    Piece,
    evidence,
    is_running,
    running_text,
    size_of,
)
from postl10n.stages.extract.furniture import labelled, teasers, words_of
from postl10n.stages.extract.surroundings import ELSEWHERE, Signs
from postl10n.stages.extract.tables import table

_LONGEST_HEADLINE = 300
_SEARCHED = 80
"""The number of pieces above the body that may be its headline, and below its beginning."""
_INTO_BODY = 3
_COMPARED = 3_000
_DETAIL = 80
_SUREST = 2
"""The number of titles of the head by one of which the headline is looked for."""
_UNLIKELY = -2.0
_NO_HEADLINE = frozenset({"recurring", "external", "cookies", "skip", "legal", "captioned", "home"})
_NOTICES = frozenset(f"{name}~" for name in _NO_HEADLINE)
_CLASSES = frozenset(
    f"class-{name}" for name in ("navigation", "share", "related", "aside", "comments", "advert", "form")
)
_DETAILS = {
    f"{one}{more}" for one in ("credited", "dated", "counted", "share", "print") for more in ("", "~")
}
_BESIDE = ("credited", "credited~", "navigation", "section", "ruler", "parts", "share", "titled")
_NAME = 10
"""Letters, in scripts with words between spaces: a shorter headline is rather the name of a section or link."""
_LABEL = 16
"""Two lines of this length at the top, with a longer one below them, are a menu in any language."""
_CLOSE = 0.4
_RUNNING = 0.6
_LONGEST_SHOWN = 60
_INNER_STOP = re.compile(r"[^\W\d_]{3}[.。…] ?(?=[^\W\d_])")
_SQUASHED = re.compile(r"\W+")


_Follows = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The weights of signs: of those of a body's piece, those of a headline, and of what follows on what."""

    body: Mapping[str, float]
    headline: Mapping[str, float]
    follows: _Follows
    """From other (0) or body (1), to the same."""
    kin: _Follows
    """The same, between blocks of one element in one container, or lines without a blank one between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The headline and the body of a page among its pieces."""

    headline: int
    """The index of the headline; -1 for none."""
    body: list[bool]
    odds: list[float]
    """Of each piece, the log-odds of being the body's, by its own signs."""
    margin: float
    """The lead of the headline over the next best, as the logarithm of a ratio."""
    signs: list[Signs]
    candidates: Mapping[int, Signs]
    """The signs of those that may be the headline."""
    fits: Mapping[int, float]
    """The scores of these as headline."""


def judge(
    pieces: Sequence[Piece],
    *,
    names: Sequence[str] = (),
    is_dated: Callable[[str], bool] = lambda text: False,
    recurring: frozenset[str] = frozenset(),
    box: Callable[[int, bool], int] = lambda at, whole: 1,
    weights: Weights | None = None,
) -> Judgement:
    """Return what the pieces are; `names` are titles that the page's head gives, the surest first.

    box: how many pieces stand in the largest element that begins with one, of little text or else of any.
    """
    weights = weights or shipped_weights("blocks" if any(piece.markup for piece in pieces) else "lines")
    signs = evidence(pieces, recurring, names[:_SUREST])
    odds = [dot(weights.body, one) for one in signs]
    first = _plain_headline(pieces, signs, names)
    if first is not None:
        body = [at > first for at in range(len(pieces))]
    else:
        body = rescued(pieces, signs, _path(signs, odds, weights))
    listed = with_lists(pieces, signs, odds, body)
    if first is None:
        _trim(pieces, signs, odds, body, listed, is_dated)
        for at in teasers(pieces, signs, body):
            body[at] = False
    told = [{} if at in listed else one for at, one in enumerate(signs)]
    for at in labelled(pieces, told, body, box):
        body[at] = False
    body = [own and "interjection" not in one for own, one in zip(body, told, strict=True)]
    candidates = headline_signs(pieces, signs, body, names=names, is_dated=is_dated)
    fits = {at: dot(weights.headline, one) for at, one in candidates.items()}
    order = sorted(fits, key=lambda at: -fits[at])
    margin = fits[order[0]] - fits[order[1]] if len(order) > 1 else 9.0
    return Judgement(
        headline=first if first is not None else next(iter(order), -1),
        body=body,
        odds=odds,
        margin=margin,
        signs=signs,
        candidates=candidates,
        fits=fits,
    )


@lru_cache(maxsize=2)
def shipped_weights(kind: str) -> Weights:
    """Return the weights for `lines` of saved text or `blocks` of HTML."""
    data = table("weights")[kind]
    ((a, b), (c, d)), ((e, f), (g, h)) = data["follows"], data["kin"]
    return Weights(
        body=data["body"], headline=data["headline"], follows=((a, b), (c, d)), kin=((e, f), (g, h))
    )


def doubts(pieces: Sequence[Piece], said: Judgement, *, titled: bool = False) -> tuple[str, ...]:
    """Return what was a close decision, as sentences; `titled` if the page's head or markup names the headline."""
    found = []
    head = said.headline
    if head >= 0 and not titled:
        text = pieces[head].text
        if is_running(text):
            found.append(f"running text became the headline: {_start(text)}")
        elif size_of(text) == len(text) < _NAME:
            found.append(f"a word or two became the headline: {_start(text)}")
        elif said.margin < _CLOSE:
            other = max((at for at in said.fits if at != head), key=lambda at: said.fits[at])
            if squash(pieces[other].text) != squash(text):
                found.append(
                    f"the headline may be another line, {pieces[other].line}: {_start(pieces[other].text)}"
                )
    running = running_text(pieces, [size_of(piece.text) for piece in pieces])
    aside = sum(
        one
        for at, one in enumerate(running)
        if one > _RUNNING and at != head and not said.body[at] and ELSEWHERE.isdisjoint(said.signs[at])
    )
    kept = sum(one for one, own in zip(running, said.body, strict=True) if own)
    if aside > max(kept, 1):
        found.append("most of the running text of the page was set aside")
    return tuple(found)


def _start(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _trim(
    pieces: Sequence[Piece],
    signs: Sequence[Signs],
    odds: Sequence[float],
    body: list[bool],
    listed: Collection[int],
    is_dated: Callable[[str], bool],
) -> None:
    """Take credits, dates and marks of the end off the end of a body, and a notice above a headline off its beginning."""
    own = [at for at, one in enumerate(body) if one]
    if len(own) > 1 and not _NOTICES.isdisjoint(signs[own[0]]) and "ends" not in signs[own[1]]:
        body[own.pop(0)] = False
    ended = [at for at in own[1:] if "ended" in signs[at]]
    if ended and not any("sentences" in signs[at] and "ends" in signs[at] for at in own if at > ended[0]):
        for at in own:
            body[at] = at < ended[0]
    about = any("says-cookies" in signs[at] for at in own[: len(own) // 2 + 1])
    for at in reversed(own[1:]):
        words = WORD_SIGNS & {name.rstrip("~") for name in signs[at]}
        short = size_of(pieces[at].text) < _DETAIL and "ends" not in signs[at]
        named = odds[at] < 0 and not _CLASSES.isdisjoint(signs[at])
        unlikely = words or named or odds[at] < _UNLIKELY or is_dated(pieces[at].text)
        consent = not about and not {"says-cookies", "under-cookies"}.isdisjoint(signs[at])
        if body[at] and (at in listed or not (consent or (short and unlikely))):
            break
        body[at] = False


def _plain_headline(pieces: Sequence[Piece], signs: Sequence[Signs], names: Sequence[str]) -> int | None:
    """Return the headline of a page where nothing looks like a site's, all below which is the article; else None.

    It is -1 if the page's head names another.
    """
    if not signs or not all("plain-page" in one or "tag-h1" in one for one in signs):
        return None
    heading = next((at for at, one in enumerate(signs) if "tag-h1" in one), 0)
    if "recurring" in signs[heading]:
        return None
    if "tag-h1" not in signs[heading] and _begins_with_labels(pieces, signs):
        return None
    return -1 if names and "tag-h1" not in signs[heading] and pieces[0].text not in names else heading


_LABELLED = re.compile(r"[^:：]{2,25}[:：] .{1,40}\Z")
"""A detail with its name: `Subjects: mail, parcels`."""


def _begins_with_labels(pieces: Sequence[Piece], signs: Sequence[Signs]) -> bool:
    """Return True for short lines at the top with a longer one below them, all above the first sentence."""
    first = next((at for at, one in enumerate(signs) if "ends" in one), len(signs))
    texts = [piece.text for piece in pieces[:first]]
    longer = next(
        (at for at, one in enumerate(texts) if size_of(one) > _LABEL and not _LABELLED.match(one)), 0
    )
    return longer > 1


def dot(weights: Mapping[str, float], signs: Signs) -> float:
    return float(sum(map(mul, map(weights.get, signs, repeat(0.0)), signs.values())))


def _path(signs: Sequence[Signs], odds: Sequence[float], weights: Weights) -> list[bool]:
    """Return the most likely sequence of body and other (Viterbi), which goes on where a label interrupts it."""
    # Nothing stands above the first.
    other, own, step = 0.0, 0.0, ((0.0, 0.0), (0.0, 0.0))
    came: list[tuple[bool, bool] | None] = []
    for one, odd in zip(signs, odds, strict=True):
        if "interjection" in one:
            came.append(None)
            continue
        if came:
            step = weights.kin if "kin" in one else weights.follows
        to_other = (other + step[0][0], own + step[1][0])
        to_own = (other + step[0][1], own + step[1][1])
        came.append((to_other[1] > to_other[0], to_own[1] > to_own[0]))
        other, own = max(to_other), max(to_own) + odd
    now, path = own > other, list[bool]()
    for before in reversed(came):
        path.append(now and before is not None)
        now = before[now] if before is not None else now
    return path[::-1]


def rescued(pieces: Sequence[Piece], signs: Sequence[Signs], body: list[bool]) -> list[bool]:
    """Return the body; where hardly any running text was found in it, the densest run of running text instead."""
    run = ["in-run" in one for one in signs]
    sizes = [size_of(piece.text) for piece in pieces]
    kept, found = (sum(size for size, own in zip(sizes, one, strict=True) if own) for one in (body, run))
    return body if kept >= 0.25 * found else run


def headline_signs(
    pieces: Sequence[Piece],
    signs: Sequence[Signs],
    body: Sequence[bool],
    *,
    names: Sequence[str],
    is_dated: Callable[[str], bool],
) -> dict[int, Signs]:
    """Return the candidates for the headline with their signs."""
    if all(any(name.startswith("form-") for name in one) for one in signs):
        return {}
    own_pieces = [at for at, one in enumerate(body) if one]
    start = next((at for at in own_pieces if "states" in signs[at]), next(iter(own_pieces), len(pieces)))
    end = min(len(pieces), start + _INTO_BODY)
    end = next((at + 1 for at in range(start, end) if "ends" in signs[at]), end)
    near = range(max(0, start - _SEARCHED), end)
    dated = {at for at in near if len(pieces[at].text) < 150 and is_dated(pieces[at].text)}
    own = " ".join(piece.text for piece, one in zip(pieces, body, strict=True) if one)[:_COMPARED]
    said = words_of(own)
    squashed = [squash(name) for name in names]
    above: set[str] = set()
    found: dict[int, Signs] = {}
    for at in near:
        text = pieces[at].text
        flat = squash(text)
        if (
            flat
            and len(text) <= _LONGEST_HEADLINE
            and at not in dated
            and "interjection" not in signs[at]
            and not (text.startswith(("——", "⸺")) or is_byline(text))
        ):
            asks = ("ends", "sentences") if "asks" in signs[at] else ()
            one = {name: value for name, value in signs[at].items() if name not in asks}
            one[f"steps{_steps(start - at)}"] = 1
            if not pieces[at].markup and _INNER_STOP.search(text) and not SENTENCE_END.search(text):
                one["captioned"] = 1
            one |= _company(pieces, signs, at, dated)
            words = words_of(text)
            one["shared"] = 0 if body[at] else len(words & said) / max(1, len(words))
            one |= _named(flat, squashed)
            if len(flat) > 8 and any(other.startswith(flat) and other != flat for other in above):
                one["begins-another"] = 1
            found[at] = one
        above.add(flat)
    # Where even the first line is long, it is the headline, and a doubt says so.
    found = found or ({near.start: dict(signs[near.start])} if signs else {})
    found = _best_kind(found, signs, body)
    if found:
        longest = max(
            found,
            key=lambda at: (at > start - 9 and "states" not in found[at]) * size_of(pieces[at].text),
        )
        found[longest]["longest"] = 1
        first_level = [at for at in found if "tag-h1" in signs[at]]
        if len(first_level) == 1:
            found[first_level[0]]["only-h1"] = 1
        last = _last_but_details(found, start)
        if last is not None:
            # Below a longer line it is rather a subtitle.
            last -= longest == last - 1 and "year" not in found[longest]
            found[last]["last-above"] = 1
    return found


def _best_kind(found: dict[int, Signs], signs: Sequence[Signs], body: Sequence[bool]) -> dict[int, Signs]:
    """Return the candidates that are neither running text nor a site's by their form, else with form, else all."""
    short = {at: one for at, one in found.items() if not ("states" in signs[at] and body[at])}
    formless = {
        at: one
        for at, one in short.items()
        if not any(name.startswith("form-") or name in _NO_HEADLINE for name in one)
    }
    return formless or short or found


def _last_but_details(found: Mapping[int, Signs], start: int) -> int | None:
    """Return the last candidate above the body that isn't short or of a kind that stands below headlines."""
    above = [at for at in found if at < start and not _DETAILS & found[at].keys()]
    return next((at for at in reversed(above) if not {"size0", "size1", "ruler"} & found[at].keys()), None)


def _company(pieces: Sequence[Piece], signs: Sequence[Signs], at: int, dated: set[int]) -> Signs:
    """Return the signs that stand around a candidate."""
    one: Signs = {}
    for step in (-2, -1, 1, 2, 3):
        there = at + step
        if there in dated:
            one[f"date{step:+}"] = 1
        if step in (-1, 1) and 0 <= there < len(pieces):
            one |= {f"{name}{step:+}": 1 for name in _BESIDE if name in signs[there]}
    if at == 0:
        one["first"] = 1
    return one


def _named(flat: str, names: Sequence[str]) -> Signs:
    one: Signs = {}
    for at, name in enumerate(names[:8]):
        if flat == name:
            one["is-named"] = one[f"is-name{at}"] = 1
        elif len(flat) > 5 and flat in name:
            one["in-name"] = len(flat) / len(name)
        elif len(name) > 8 and name in flat:
            one["has-name"] = len(name) / len(flat)
    if names and not one:
        one["not-named"] = 1
    return one


def _steps(steps: int) -> str:
    return "-" if steps < 0 else str(sum(steps > one for one in (0, 1, 2, 3, 5, 8, 16)))


def squash(text: str) -> str:
    return _SQUASHED.sub("", text).casefold()
