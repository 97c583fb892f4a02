"""Why each line of an article was read as it was: `postl10n extract --explain`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import repeat

from postl10n.lang.text.inline_tags import bare
from postl10n.lang.text.normalise import unescape_braces
from postl10n.model.article import Document
from postl10n.stages.extract.crawled import lines_of, pieces_of
from postl10n.stages.extract.dateline import looks_dated
from postl10n.stages.extract.html import judge_page
from postl10n.stages.extract.judge import judge, shipped_weights
from postl10n.stages.extract.surroundings import Signs

_MOST_SIGNS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A line or block with its verdict: a role, or the rule that set it aside."""

    line: int
    text: str
    verdict: str
    own: bool
    """True if it is the article's."""
    odds: float
    """The log-odds of being the body's, by its own signs."""
    signs: tuple[tuple[str, float], ...]
    """The strongest signs, with their weights."""


def explain(text: str, document: Document, kind: str) -> Iterator[Explained]:
    """Yield each piece of an article, with what spoke for and against it; in formats that are not weighed each line."""
    known = _verdicts(document)
    weights: Mapping[str, float] = {}
    pieces = pieces_of(lines_of(text))
    signs: Iterable[Signs] = repeat({})
    odds: Iterable[float] = repeat(0.0)
    if kind in ("html", "htm"):
        page = judge_page(text, document.locale)
        pieces, signs, odds = page.pieces, page.said.signs, page.said.odds
        weights = shipped_weights("blocks").body
    elif kind == "txt":
        said = judge(pieces, is_dated=lambda one: looks_dated(one, document.locale))
        signs, odds, weights = said.signs, said.odds, shipped_weights("lines").body
    for piece, own_signs, own_odds in zip(pieces, signs, odds, strict=False):
        verdict, own = known.get((piece.line, piece.text)) or known.get((piece.line, "")) or ("?", False)
        told = ((name, weights.get(name, 0.0) * value) for name, value in own_signs.items())
        strongest = tuple(sorted(told, key=lambda one: -abs(one[1]))[:_MOST_SIGNS])
        yield Explained(
            line=piece.line, text=piece.text, verdict=verdict, own=own, odds=own_odds, signs=strongest
        )


def _verdicts(document: Document) -> dict[tuple[int, str], tuple[str, bool]]:
    """Return verdicts by line and text, and by line alone."""
    found: dict[tuple[int, str], tuple[str, bool]] = {}
    for block in document.blocks:
        role = "byline" if block.byline else block.kind.value
        found |= {(line, ""): (role, True) for line in range(block.lines[0], block.lines[1] + 1)}
        found[block.lines[0], unescape_braces(bare(block.text))] = role, True
    for one in document.boilerplate:
        found[one.line, one.text] = one.rule, False
        found.setdefault((one.line, ""), (one.rule, False))
    for role in ("dateline", "subtitle", "title"):
        head = getattr(document, role)
        if head is not None:
            found[head.line, unescape_braces(head.text)] = role, True
            found.setdefault((head.line, ""), (role, True))
    return found
