"""Lines that recur in many articles of a project: boilerplate of the site."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from postl10n.lang.text.inline_tags import bare
from postl10n.lang.text.normalise import unescape_braces
from postl10n.model.article import Block, Boilerplate, Document, Role
from postl10n.stages.extract.evidence import is_running

RULE = "recurring"
_LEAST_ARTICLES = 3
_LEAST_SHARE = 0.3
_NEAR_EDGE = 8
"""The number of blocks at the top and at the end of a body that may be recurring lines."""
_LONGEST = 120
_SHORT = 40
"""The maximum length of a line that is also removed from the middle of a text: `Advertisement`."""
_LEAST_ARTICLES_WITHIN = 5
_LEAST_SHARE_WITHIN = 0.5
_BUCKETS = 1 << 17
_NEVER = frozenset({Role.CODE, Role.CELL})


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLines:
    """The recurring lines of a project, as listed in its audit file; texts as msgids, without markup."""

    lines: tuple[str, ...] = ()
    """Lines left out at the top or the end of a body."""
    anywhere: tuple[str, ...] = ()
    """Lines left out wherever they occur, since most articles have them: `Advertisement`."""
    kept: tuple[str, ...] = ()
    """Lines that a person has restored to their articles."""
    no_headlines: frozenset[str] = frozenset()
    """Lines taken for the headlines of many articles, which have others: `Press Release`."""

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts to translate, sorted, so that their order does not depend on the articles."""
        return tuple(sorted({*self.lines, *self.anywhere}))


def learn(documents: Collection[Document], known: SiteLines, *, whole: bool = True) -> SiteLines:
    """Return the lines that recur in at least 3 articles and 30 % of them, with the known ones that still occur.

    A line stays known until a person restores it or no article has it any more: adding or removing an article
    must not move sentences between catalogs. The documents are iterated up to three times, so that only a few have to
    be in memory. whole: False if some articles are missing for now.
    """
    given_back = set(known.kept)
    listed = {*known.lines, *known.anywhere} - given_back
    edges, anywhere, still = _recurring(documents, listed)
    still = still if whole else listed
    edges, anywhere = edges - given_back, anywhere - given_back
    anywhere |= still & set(known.anywhere)
    edges = (edges | still & set(known.lines)) - anywhere
    taken: Counter[str | None] = Counter()
    for document in documents if edges or anywhere else ():
        texts = _texts(document)
        taken.update({texts[at] for at in _taken(document, texts, edges, anywhere)})
    return SiteLines(
        lines=_enough(edges, taken, still),
        anywhere=_enough(anywhere, taken, still),
        kept=known.kept,
        no_headlines=known.no_headlines,
    )


def learn_headlines(
    documents: Mapping[str, Document], known: SiteLines, read: Callable[[str, SiteLines], Document]
) -> tuple[SiteLines, dict[str, Document]]:
    """Return the lines with those that are the titles of many articles, and these articles read anew without them.

    A line stays a headline where articles have no other: else these could not be told apart, or begin with their text.
    """
    found: dict[str, list[str]] = {}
    for article, document in documents.items():
        found.setdefault(unescape_braces(document.title.text), []).append(article)
    least = max(_LEAST_ARTICLES, _LEAST_SHARE * len(documents))
    again: dict[str, Document] = {}
    for title, articles in found.items():
        if len(articles) >= least and title not in known.kept:
            more = replace(known, no_headlines=known.no_headlines | {title})
            anew = {article: read(article, more) for article in articles}
            others = {one.title.text for one in anew.values()}
            if len(others) == len(articles) and not any(map(is_running, others)):
                known = more
                again |= anew
    return known, again


def _enough(lines: set[str], taken: Counter[str | None], known: set[str]) -> tuple[str, ...]:
    return tuple(sorted(line for line in lines if line in known or taken[line] >= _LEAST_ARTICLES))


def without_recurring(document: Document, site: SiteLines) -> Document:
    """Return the document with the recurring lines moved to its boilerplate."""
    if not site.lines and not site.anywhere:
        return document
    texts = _texts(document)
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
    """Return the text by which a block is compared; None for one that is never boilerplate."""
    if block.kind in _NEVER or len(block.text) > 2 * _LONGEST:
        return None
    text = bare(block.text)
    return text if 0 < len(text) <= _LONGEST else None


def _recurring(documents: Collection[Document], listed: set[str]) -> tuple[set[str], set[str], set[str]]:
    """Return the lines that recur near the edges of bodies, those in most articles, and the listed ones that occur."""
    least = max(_LEAST_ARTICLES, _LEAST_SHARE * len(documents))
    least_within = max(_LEAST_ARTICLES_WITHIN, _LEAST_SHARE_WITHIN * len(documents))
    # Counted first in few shared counters: lines whose counter is not high enough can't recur often enough.
    buckets = array("L", bytes(array("L").itemsize * _BUCKETS))
    for document in documents:
        for bucket in {hash(text) % _BUCKETS for text in _texts(document) if text}:
            buckets[bucket] += 1
    edges: Counter[str] = Counter()
    within: Counter[str] = Counter()
    still: set[str] = set()
    for document in documents:
        texts = _texts(document)
        often = {
            text for text in texts if text and buckets[hash(text) % _BUCKETS] >= min(least, least_within)
        }
        edges.update(often.intersection(_near_edges(texts)))
        within.update(text for text in often if len(text) <= _SHORT)
        still |= listed.intersection(text for text in texts if text)
    return (
        {text for text, count in edges.items() if count >= least},
        {text for text, count in within.items() if count >= least_within},
        still,
    )


def _texts(document: Document) -> list[str | None]:
    return [_text(block) for block in document.blocks]


def _near_edges(texts: Sequence[str | None]) -> Iterator[str | None]:
    yield from texts[:_NEAR_EDGE]
    yield from texts[max(_NEAR_EDGE, len(texts) - _NEAR_EDGE) :]


def _taken(
    document: Document, texts: Sequence[str | None], edges: Collection[str], anywhere: Collection[str]
) -> set[int]:
    """Return the indices of blocks that are boilerplate; none if hardly any text would be left."""
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
