"""Lines that recur on many articles of a project: the site's, not the articles'."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from postl10n.lang.bare import bare
from postl10n.lang.normalise import unescape_braces
from postl10n.model.article import Block, Boilerplate, Document, Role

RULE = "recurring"
_LEAST_ARTICLES = 3
_LEAST_SHARE = 0.3
_NEAR_EDGE = 8
"""Blocks from the top and from the end of a body among which its site's lines are looked for."""
_LONGEST = 120
_SHORT = 40
"""Characters of a line that is taken from the middle of a text too: `Advertisement`."""
_LEAST_ARTICLES_WITHIN = 5
_LEAST_SHARE_WITHIN = 0.5
_NEVER = frozenset({Role.CODE, Role.CELL})


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLines:
    """The lines of a project that recur, as its audit file lists them; texts as msgids, without markup."""

    lines: tuple[str, ...] = ()
    """Set aside where they stand at the top or the end of a body."""
    anywhere: tuple[str, ...] = ()
    """Set aside wherever they stand, since most articles have them: `Advertisement`."""
    kept: tuple[str, ...] = ()
    """Those that a person has given back to their articles."""

    @property
    def texts(self) -> tuple[str, ...]:
        """What there is to translate, in an order that does not depend on the articles."""
        return tuple(sorted({*self.lines, *self.anywhere}))


def learn(documents: Sequence[Document], known: SiteLines) -> SiteLines:
    """The lines that recur on at least 3 articles and 30 % of them, with those known that still occur.

    A line is known for good, until a person gives it back or no article has it any more: an article that comes
    or goes must not move sentences between catalogs.
    """
    texts = [[_text(block) for block in document.blocks] for document in documents]
    present = {text for one in texts for text in one if text}
    edges, anywhere = (wanted - set(known.kept) for wanted in _recurring(texts, len(documents)))
    still = present - set(known.kept)
    anywhere |= still & set(known.anywhere)
    edges = (edges | still & set(known.lines)) - anywhere
    taken = Counter(
        text
        for document, one in zip(documents, texts, strict=True)
        for text in {one[at] for at in _taken(document, one, edges, anywhere)}
    )
    lasting = still & {*known.lines, *known.anywhere}
    return SiteLines(
        lines=_enough(edges, taken, lasting), anywhere=_enough(anywhere, taken, lasting), kept=known.kept
    )


def _enough(lines: set[str], taken: Counter[str | None], known: set[str]) -> tuple[str, ...]:
    return tuple(sorted(line for line in lines if line in known or taken[line] >= _LEAST_ARTICLES))


def set_aside(document: Document, site: SiteLines) -> Document:
    """The document with the site's lines among its boilerplate."""
    if not site.lines and not site.anywhere:
        return document
    texts = [_text(block) for block in document.blocks]
    taken = _taken(document, texts, frozenset(site.lines), frozenset(site.anywhere))
    if not taken:
        return document
    gone = (
        Boilerplate(text=unescape_braces(bare(block.text)), line=block.lines[0], rule=RULE)
        for at, block in enumerate(document.blocks)
        if at in taken
    )
    return replace(
        document,
        blocks=tuple(block for at, block in enumerate(document.blocks) if at not in taken),
        boilerplate=tuple(sorted((*document.boilerplate, *gone), key=lambda one: one.line)),
    )


def _text(block: Block) -> str | None:
    """What a block is compared by; None for one that is never the site's."""
    if block.kind in _NEVER or len(block.text) > 2 * _LONGEST:
        return None
    text = bare(block.text)
    return text if 0 < len(text) <= _LONGEST else None


def _recurring(texts: Sequence[Sequence[str | None]], articles: int) -> tuple[set[str], set[str]]:
    """The lines that recur near the edges of bodies, and those that recur on most articles."""
    edges = Counter(text for one in texts for text in set(_near_edges(one)) if text)
    within = Counter(text for one in texts for text in set(one) if text and len(text) <= _SHORT)
    least = max(_LEAST_ARTICLES, _LEAST_SHARE * articles)
    least_within = max(_LEAST_ARTICLES_WITHIN, _LEAST_SHARE_WITHIN * articles)
    return (
        {text for text, count in edges.items() if count >= least},
        {text for text, count in within.items() if count >= least_within},
    )


def _near_edges(texts: Sequence[str | None]) -> Iterator[str | None]:
    yield from texts[:_NEAR_EDGE]
    yield from texts[max(_NEAR_EDGE, len(texts) - _NEAR_EDGE) :]


def _taken(
    document: Document, texts: Sequence[str | None], edges: Collection[str], anywhere: Collection[str]
) -> set[int]:
    """The blocks, by index, that are the site's; none where hardly an article would be left."""
    lines = {*edges, *anywhere}
    head = _run(texts, range(len(texts)), lines)
    tail = _run(texts, range(len(texts) - 1, -1, -1), lines)
    taken = head | tail | {at for at, text in enumerate(texts) if text in anywhere}
    size = sum(len(document.blocks[at].text) for at in taken)
    return taken if 2 * size < sum(len(block.text) for block in document.blocks) else set()


def _run(texts: Sequence[str | None], order: Iterable[int], lines: Collection[str]) -> set[int]:
    taken: set[int] = set()
    for at in order:
        if texts[at] not in lines:
            break
        taken.add(at)
    return taken
