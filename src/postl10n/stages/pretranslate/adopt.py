"""Drafts from an article's published translation, aligned with it sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from postl10n.lang.alignment import Bead, Passage, TextPair
from postl10n.lang.locales import spaced
from postl10n.lang.text.inline_tags import bare
from postl10n.lang.text.markup_faults import comparable
from postl10n.lang.text.merged_runs import misplaced
from postl10n.lang.values import compare, parse_values
from postl10n.model.adoption import AdoptedPair, AdoptOutcome
from postl10n.model.article import Article, Role, Segment
from postl10n.model.catalog import FUZZY, MERGED, Catalog, Entry, Key
from postl10n.model.memory import Draft
from postl10n.model.states import DOUBTFUL, State, state_of
from postl10n.stages.pretranslate.draft_entry import draft_of, drafted

ADOPTED = "adopted"
_CERTAIN, _LIKELY = 0.9, 0.8
"""The probability of a link from which it is right, and where the sentences have something in common."""
_LEAST, _LEAST_EVIDENCE = 0.5, -2.0
_LEAST_LIKELIHOOD = 0.4
_HARD = re.compile("[\u00a0\u202f]")
_REACH = 20_000
"""Characters in which the next sentence of a page is looked for."""
_PLAIN = frozenset({Role.PARAGRAPH, Role.QUOTE})
_TAGS = re.compile(r"(\{/?\d+/?\})")
_TAG = re.compile(r"\{(/?)(\d+)(/?)\}")

FindTerms = Callable[[str], Collection[str]]
"""Returns the ids of the concepts that a text names."""


@dataclass(frozen=True, slots=True)
class _Unit:
    segment: Segment
    block: int
    """Counted from 1; 0 for title, subtitle and dateline."""


class Adoption:
    """An article and a page that may be its translation."""

    def __init__(self, article: Article, page: Article, terms: tuple[FindTerms, FindTerms]) -> None:
        self.article, self.page = article, page
        self._sides = (list(_units(article)), _page_units(page))
        self._locales = article.document.locale, page.document.locale
        source, target = (
            list(_passages(units, find)) for units, find in zip(self._sides, terms, strict=True)
        )
        self.texts = TextPair(source, target, *self._locales)

    def likelihood(self, beads: Sequence[Bead]) -> float:
        """Return what speaks for the page as a translation, for each sentence of the article."""
        return sum(one.evidence for one in _certain_enough(beads)) / max(1, len(self._sides[0]))

    def refusal(self, beads: Sequence[Bead]) -> str:
        """Return why the page is no translation of the article; empty if it is one."""
        own, other = ({bare(unit.segment.text) for unit in side} for side in self._sides)
        if len(own & other) * 2 > len(own):
            return "the page repeats the article: it is not translated"
        if self.likelihood(beads) < _LEAST_LIKELIHOOD:
            return "the page is not a translation of the article: too little of it corresponds"
        return ""

    def pairs(self, beads: Sequence[Bead]) -> list[AdoptedPair]:
        """Return the linked sentences with what makes them doubtful; those that can't be entries are refused."""
        found = [self._pair(bead) for bead in beads if self._fits(bead)]
        merged = {
            key for pair in found for key, text in zip(pair.keys, pair.msgstr, strict=True) if text == MERGED
        }
        wrong = misplaced(self.article, lambda segment: segment.key in merged)
        taken: set[Key] = set()
        result = []
        for pair in found:
            if wrong.intersection(pair.keys[1:]):
                why = "one sentence of the page translates several that can't be merged"
                pair = replace(pair, outcome=AdoptOutcome.REFUSED, doubts=(*pair.doubts, why))
            elif taken.intersection(pair.keys):
                # Another translation of a sentence that the article repeats.
                continue
            taken.update(pair.keys)
            result.append(pair)
        return result

    def alone(self, beads: Sequence[Bead]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the sentences of the article, and those of the page, that have no partner."""
        left = [one for one in beads if not self._fits(one)]
        ours, theirs = (
            tuple(unit.segment.text for one in left for unit in self._of(one, side)) for side in (0, 1)
        )
        return ours, theirs

    def _fits(self, bead: Bead) -> bool:
        """Return True if a bead is a pair: where it is doubtful, with the same figures."""
        if not _certain_enough([bead]):
            return False
        if _is_certain(bead):
            return True
        texts = (" ".join(unit.segment.text for unit in self._of(bead, side)) for side in (0, 1))
        return bead.evidence >= _LEAST_EVIDENCE and not any(self._lost_figures(*texts))

    def _of(self, bead: Bead, side: int) -> list[_Unit]:
        return self._sides[side][slice(*(bead.source, bead.target)[side])]

    def _pair(self, bead: Bead) -> AdoptedPair:
        own, other = self._of(bead, 0), self._of(bead, 1)
        source = " ".join(unit.segment.text for unit in own)
        joint = " " if spaced(self._locales[1]) else ""
        target = joint.join(_with_tags_of(own, unit.segment) for unit in other)
        doubts = []
        if not _is_certain(bead):
            doubts.append(f"linked with {bead.probability:.0%} certainty only")
        if comparable(source, target):
            target = bare(target)
        if comparable(source, target):
            doubts.append("markup of the article is missing")
        doubts.extend(self._lost_figures(source, target))
        if target == source and any(one.isalpha() for one in source) and len(source.split()) > 1:
            doubts.append("not translated")
        return AdoptedPair(
            keys=tuple(unit.segment.key for unit in own),
            msgstr=(target, *(MERGED for _ in own[1:])),
            source=source,
            target=target,
            # Never shown as certainty.
            probability=min(round(bead.probability, 3), 0.99),
            doubts=tuple(doubts),
        )

    def _lost_figures(self, source: str, target: str) -> Iterator[str]:
        ours, theirs = (
            parse_values(bare(text), locale)
            for text, locale in zip((source, target), self._locales, strict=True)
        )
        faults = compare(ours, theirs)
        if faults:
            named = [one.source or one.target for one in faults]
            yield "figures differ: " + ", ".join(value.described() for value in named if value is not None)


def entered(
    catalog: Catalog, pairs: Sequence[AdoptedPair], *, inherited: Collection[Key] = (), trust: bool = False
) -> tuple[Catalog, list[AdoptedPair], list[Draft]]:
    """Return the catalog with the pairs in its empty entries and untouched drafts; with the outcome of each pair.

    trust: certain pairs are approved; all others are drafts.
    """
    known = catalog.by_key()
    new: dict[Key, Entry] = {}
    outcomes, drafts = [], []
    for pair in pairs:
        entries = [known[key] for key in pair.keys if key in known]
        outcome = _outcome(pair, entries, inherited)
        outcomes.append(replace(pair, outcome=outcome))
        if outcome not in (AdoptOutcome.ENTERED, AdoptOutcome.DOUBTFUL):
            continue
        for entry, text in zip(entries, pair.msgstr, strict=True):
            entry = drafted(
                entry,
                (text,),
                origin=ADOPTED,
                score=pair.probability,
                notes=[f"{DOUBTFUL}{doubt}" for doubt in pair.doubts],
            )
            if trust and not pair.doubts:
                entry = replace(entry, flags=tuple(flag for flag in entry.flags if flag != FUZZY))
            else:
                drafts.append(draft_of(entry, (text,), origin=ADOPTED, score=pair.probability))
            new[entry.key] = entry
    return catalog.with_entries(new), outcomes, drafts


def _outcome(pair: AdoptedPair, entries: Sequence[Entry], inherited: Collection[Key]) -> AdoptOutcome:
    if pair.outcome is AdoptOutcome.REFUSED or len(entries) < len(pair.keys):
        return AdoptOutcome.REFUSED
    if all(entry.msgstr == (text,) for entry, text in zip(entries, pair.msgstr, strict=True)):
        return AdoptOutcome.SAME
    free = all(
        entry.msgid_plural is None
        and entry.key not in inherited
        and state_of(entry) in (State.EMPTY, State.DRAFT)
        for entry in entries
    )
    if not free:
        return AdoptOutcome.DIFFERS
    return AdoptOutcome.DOUBTFUL if pair.doubts else AdoptOutcome.ENTERED


def with_hard_spaces(page: Article, raw: str) -> Article:
    """Return a page with the no-break spaces that its text has, which reading made plain ones.

    raw: its text without entities and elements.
    """
    if not _HARD.search(raw):
        return page
    plain = _HARD.sub(" ", raw)
    at = 0

    def respaced(segment: Segment) -> Segment:
        nonlocal at
        text = _TAG.sub("", segment.text)
        start = plain.find(text, at, at + _REACH)
        if not text or start < 0:
            return segment
        at = start
        pieces = []
        for piece in _TAGS.split(segment.text):
            if not _TAG.match(piece):
                piece, at = raw[at : at + len(piece)], at + len(piece)
            pieces.append(piece)
        return replace(segment, text="".join(pieces))

    return replace(
        page,
        title=respaced(page.title),
        blocks=tuple(replace(block, segments=tuple(map(respaced, block.segments))) for block in page.blocks),
    )


def _is_certain(bead: Bead) -> bool:
    return bead.probability >= _CERTAIN or (bead.probability >= _LIKELY and bead.evidence >= 0)


def _certain_enough(beads: Sequence[Bead]) -> list[Bead]:
    return [one for one in beads if one.linked and one.probability >= _LEAST]


def _units(article: Article) -> Iterator[_Unit]:
    yield from (_Unit(one, 0) for one in article.head if one.text)
    for number, block in enumerate(article.blocks, start=1):
        yield from (_Unit(one, number) for one in block.segments if one.translatable)


def _page_units(page: Article) -> list[_Unit]:
    """Return the units of a page in the order of its lines, with what was set aside between them.

    Whether a short line belongs to a text shows in the other language, too.
    """
    read = page.document
    places = [one.line for one in (read.title, read.subtitle, read.dateline) if one is not None]
    starts = [*places, *(block.block.lines[0] for block in page.blocks)]
    units = list(_units(page))
    found = [
        (starts[len(places) - 1 + unit.block] if unit.block else places[at], unit)
        for at, unit in enumerate(units)
    ]
    first, last = min(starts), max(starts)
    found += [
        (line.line, _Unit(Segment(id="", text=line.text, role=Role.PARAGRAPH), -line.line))
        for line in read.boilerplate
        if first <= line.line <= last
    ]
    return [unit for _, unit in sorted(found, key=lambda one: one[0])]


def _passages(units: Sequence[_Unit], find: FindTerms) -> Iterator[Passage]:
    block = -1
    for unit in units:
        text, role = bare(unit.segment.text), unit.segment.role
        yield Passage(
            text=text,
            starts=unit.block != block or not block,
            role="" if role in _PLAIN else role.value,
            terms=find(text),
        )
        block = unit.block


def _with_tags_of(own: Sequence[_Unit], other: Segment) -> str:
    """Return a sentence of the page with its tags numbered as those of the article that are the same elements."""
    free = [tag for unit in own for tag in unit.segment.tags]
    numbers: dict[str, str] = {}
    for tag in other.tags:
        same = next((one for one in free if (one.name, one.empty) == (tag.name, tag.empty)), None)
        if same is not None:
            free.remove(same)
            numbers[str(tag.number)] = str(same.number)
    return _TAG.sub(
        lambda found: f"{{{found[1]}{numbers[found[2]]}{found[3]}}}" if found[2] in numbers else "",
        other.text,
    )
