"""Lines that recur in many articles of a project: boilerplate of the site."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

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


class Outline(NamedTuple):
    """All of a document that tells which lines recur."""

    title: str
    """As lines are compared."""
    texts: tuple[str | None, ...]
    """Of its blocks, as they are compared; None for those that are never boilerplate."""
    sizes: tuple[int, ...]
    """Of its blocks, in characters."""


def outline_of(document: Document) -> Outline:
    """Return the outline of a document."""
    texts, sizes = map(_text, document.blocks), (len(block.text) for block in document.blocks)
    return Outline(headline_of(document), tuple(texts), tuple(sizes))


def headline_of(document: Document) -> str:
    """Return the title as lines are compared."""
    return unescape_braces(document.title.text)


def learn(documents: Collection[Outline], known: SiteLines, *, whole: bool = True) -> SiteLines:
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
    taken: Counter[str] = Counter()
    for document in documents if edges or anywhere else ():
        taken.update(taken_lines(document, edges, anywhere))
    return SiteLines(
        lines=_enough(edges, taken, still),
        anywhere=_enough(anywhere, taken, still),
        kept=known.kept,
        no_headlines=known.no_headlines,
    )


Lines = tuple[set[str], set[str], set[str]]
"""Of a document, or of all of a site: headlines, lines near the edges of bodies, short lines anywhere in them."""


def lines_of(document: Outline) -> Lines:
    """Return the lines of a document that may recur."""
    texts = document.texts
    short = {text for text in texts if text and len(text) <= _SHORT}
    return {document.title}, {text for text in _near_edges(texts) if text}, short


class LineCounts:
    """The counts of a site's lines, for corpora that no memory holds: those of its parts add up, in any order."""

    def __init__(self) -> None:
        self.documents = 0
        self.counts: tuple[Counter[str], Counter[str], Counter[str]] = (Counter(), Counter(), Counter())

    def add(self, lines: Lines) -> None:
        """Count a document."""
        self.documents += 1
        self.update(lines)

    def update(self, kinds: Sequence[Iterable[str]]) -> None:
        """Count lines, or add counts of them."""
        for count, found in zip(self.counts, kinds, strict=True):
            count.update(found)

    def candidates(self) -> tuple[int, list[list[str]]]:
        """Return the number of documents, and the lines with the share that all documents must have together.

        A line that has it in no part of them doesn't have it in all of them.
        """
        shares = zip(self.counts, (_LEAST_SHARE, _LEAST_SHARE, _LEAST_SHARE_WITHIN), strict=True)
        return self.documents, [
            sorted(line for line, count in counts.items() if count >= share * self.documents)
            for counts, share in shares
        ]

    def recurring(self) -> list[list[str]]:
        """Return the lines that recur, sorted; short ones that do so anywhere are not among those of the edges."""
        titles, edges, anywhere = (
            sorted(line for line, count in counts.items() if recurs(count, self.documents, within))
            for counts, within in zip(self.counts, (False, False, True), strict=True)
        )
        return [titles, sorted({*edges} - {*anywhere}), anywhere]


def added_candidates(
    parts: Iterable[Mapping[str, tuple[int, list[list[str]]]]],
) -> tuple[dict[str, LineCounts], dict[str, list[list[str]]]]:
    """Return the counts of each site, as yet of its documents alone, and the candidates of all its parts, sorted."""
    counts: dict[str, LineCounts] = {}
    every: dict[str, tuple[set[str], ...]] = {}
    for site, (documents, candidates) in (one for part in parts for one in part.items()):
        counts.setdefault(site, LineCounts()).documents += documents
        for lines, more in zip(every.setdefault(site, (set(), set(), set())), candidates, strict=True):
            lines.update(more)
    return counts, {site: [sorted(one) for one in lines] for site, lines in every.items()}


def recurs(count: int, documents: int, within: bool = False) -> bool:
    """Return True if a line is in enough documents; `within`: anywhere in them, not near their edges alone."""
    if within:
        return count >= max(_LEAST_ARTICLES_WITHIN, _LEAST_SHARE_WITHIN * documents)
    return count >= max(_LEAST_ARTICLES, _LEAST_SHARE * documents)


def taken_lines(document: Outline, edges: Collection[str], anywhere: Collection[str]) -> set[str]:
    """Return the lines that a document would lose."""
    return {text for at in _taken(document, edges, anywhere) if (text := document.texts[at])}


def decided_lines(
    sites: Mapping[str, Sequence[Sequence[str]]],
    parts: Sequence[Mapping[str, Mapping[str, Mapping[str, Any]]]],
) -> dict[str, list[list[str]]]:
    """Return of each site what are no headlines, and the lines that its articles lose near the edges and anywhere.

    sites: the lines that recur; parts: what was found in each part of the articles: under `taken` how many would lose a
    line, under `titles` the other headlines of those that have one of many.
    """
    decided = {}
    for site, (titles, edges, anywhere) in sites.items():
        taken: Counter[str] = Counter()
        others: dict[str, list[str]] = {title: [] for title in titles}
        for part in parts:
            taken.update(part["taken"].get(site, {}))
            for title, more in part["titles"].get(site, {}).items():
                others[title] += more
        apart = [title for title in titles if headlines_apart(others[title])]
        decided[site] = [apart, *(list(_enough({*lines}, taken, set())) for lines in (edges, anywhere))]
    return decided


def headlines_apart(others: Sequence[str]) -> bool:
    """Return True if articles have other headlines that tell them apart; an empty one stands for running text."""
    return "" not in others and len({*others}) == len(others)


def learn_headlines(
    documents: Mapping[str, Outline], known: SiteLines, read: Callable[[str, SiteLines], Document]
) -> tuple[SiteLines, dict[str, Document]]:
    """Return the lines with those that are the titles of many articles, and these articles read anew without them.

    A line stays a headline where articles have no other: else these could not be told apart, or begin with their text.
    """
    found: dict[str, list[str]] = {}
    for article, document in documents.items():
        found.setdefault(document.title, []).append(article)
    again: dict[str, Document] = {}
    for title, articles in found.items():
        if recurs(len(articles), len(documents)) and title not in known.kept:
            more = replace(known, no_headlines=known.no_headlines | {title})
            anew = {article: read(article, more) for article in articles}
            others = [one.title.text for one in anew.values()]
            if headlines_apart(["" if is_running(one) else one for one in others]):
                known = more
                again |= anew
    return known, again


def _enough(lines: set[str], taken: Mapping[str, int], known: set[str]) -> tuple[str, ...]:
    return tuple(sorted(line for line in lines if line in known or taken.get(line, 0) >= _LEAST_ARTICLES))


def without_recurring(document: Document, site: SiteLines) -> Document:
    """Return the document with the recurring lines moved to its boilerplate."""
    if not site.lines and not site.anywhere:
        return document
    taken = _taken(outline_of(document), frozenset(site.lines), frozenset(site.anywhere))
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


def _recurring(documents: Collection[Outline], listed: set[str]) -> tuple[set[str], set[str], set[str]]:
    """Return the lines that recur near the edges of bodies, those in most articles, and the listed ones that occur."""
    # Counted first in few shared counters: lines whose counter is not high enough can't recur often enough.
    buckets = array("L", bytes(array("L").itemsize * _BUCKETS))
    for document in documents:
        for bucket in {hash(text) % _BUCKETS for text in document.texts if text}:
            buckets[bucket] += 1
    counts, size, still = LineCounts(), len(documents), set[str]()
    for document in documents:
        texts = {text for text in document.texts if text}
        often = {text for text in texts if recurs(buckets[hash(text) % _BUCKETS], size)}
        _, near, short = lines_of(document)
        counts.add((set(), often & near, often & short))
        still |= listed & texts
    _, edges, anywhere = counts.recurring()
    return {*edges}, {*anywhere}, still


def _near_edges(texts: Sequence[str | None]) -> Iterator[str | None]:
    yield from texts[:_NEAR_EDGE]
    yield from texts[max(_NEAR_EDGE, len(texts) - _NEAR_EDGE) :]


def _taken(document: Outline, edges: Collection[str], anywhere: Collection[str]) -> set[int]:
    """Return the indices of blocks that are boilerplate; none if hardly any text would be left."""
    texts, lines = document.texts, {*edges, *anywhere}
    head = _run(texts, range(len(texts)), lines)
    tail = _run(texts, range(len(texts) - 1, -1, -1), lines)
    taken = head | tail | {at for at, text in enumerate(texts) if text in anywhere}
    return taken if 2 * sum(document.sizes[at] for at in taken) < sum(document.sizes) else set()


def _run(texts: Sequence[str | None], order: Iterable[int], lines: Collection[str]) -> set[int]:
    taken: set[int] = set()
    for at in order:
        if texts[at] not in lines:
            break
        taken.add(at)
    return taken
