"""Why each line of an article was read as it was: `postl10n extract --explain`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from postl10n.model.article import Document
from postl10n.stages.extract.crawled import lines_of, pieces_of
from postl10n.stages.extract.dateline import date_of
from postl10n.stages.extract.evidence import Piece
from postl10n.stages.extract.html import judge_page
from postl10n.stages.extract.judge import Judgement, judge, shipped_weights

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


def explain(text: str, document: Document, *, markup: bool) -> Iterator[Explained]:
    """Yield each piece of an article, as crawled text or with HTML's markup, with what spoke for and against it."""
    pieces, said = _judged(text, document.locale, markup=markup)
    weights = shipped_weights("blocks" if markup else "lines").body
    verdicts = _verdicts(document)
    for piece, signs, odds in zip(pieces, said.signs, said.odds, strict=True):
        verdict, own = (
            verdicts.get((piece.line, piece.text)) or verdicts.get((piece.line, "")) or ("?", False)
        )
        told = sorted(
            ((name, weights.get(name, 0.0) * value) for name, value in signs.items()),
            key=lambda one: -abs(one[1]),
        )
        yield Explained(
            line=piece.line,
            text=piece.text,
            verdict=verdict,
            own=own,
            odds=odds,
            signs=tuple(told[:_MOST_SIGNS]),
        )


def _judged(text: str, locale: str, *, markup: bool) -> tuple[list[Piece], Judgement]:
    if markup:
        page = judge_page(text, locale)
        return page.pieces, page.said
    pieces = pieces_of(lines_of(text))
    return pieces, judge(pieces, is_dated=lambda one: date_of(one, 0, locale) is not None)


def _verdicts(document: Document) -> dict[tuple[int, str], tuple[str, bool]]:
    """Return verdicts by line and text, and by line alone."""
    found: dict[tuple[int, str], tuple[str, bool]] = {}
    for block in document.blocks:
        found |= {(line, ""): (block.kind.value, True) for line in range(block.lines[0], block.lines[1] + 1)}
    for one in document.boilerplate:
        found[one.line, one.text] = one.rule, False
        found.setdefault((one.line, ""), (one.rule, False))
    for role in ("dateline", "subtitle", "title"):
        head = getattr(document, role)
        if head is not None:
            found[head.line, head.text] = role, True
            found.setdefault((head.line, ""), (role, True))
    return found
