"""Tallying segments for a score card; the tallies of articles add up to their locale's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import partial
from itertools import islice
from typing import NamedTuple, TypeVar

from postl10n.lang.terms.concept_terms import target_terms, usable_terms, use_of
from postl10n.lang.terms.longer_terms import longer_terms
from postl10n.lang.terms.unlisted_renderings import LEAST_UNITS, Background
from postl10n.lang.terms.usage import renderings
from postl10n.lang.terms.verify import Verdict
from postl10n.lang.text.inline_tags import bare
from postl10n.lang.text.markup import blanked
from postl10n.lang.text.word_diff import tokens
from postl10n.model.glossary import Concept
from postl10n.model.ids import short_hash
from postl10n.model.scores import MissedTerm, SegmentScore, Skipped, TermAccuracy
from postl10n.model.term_usage import UnlistedRendering
from postl10n.stages.score.inputs import Edited, ScoreInput, ScoreRequest
from postl10n.stages.score.statistics import Measures, ScoredPair, StatisticsRows
from postl10n.stages.score.success_rate import Dictionary, SuccessCount, TermPair, of_document, of_sentence

_WINDOW = 2
"""The number of words on each side of a term, as in Alam et al. 2021, who use 2 and 3."""


_LONGEST, _MOST_TEXTS = 1000, 2000
"""The characters of a text, and the number of texts, in which unlisted renderings are looked for."""


class TermUse(NamedTuple):
    """The uses of a concept in a text, of which the first has a term and a place: code points, `[start, end)`."""

    concept: str
    term: str
    exact: bool
    """True if one is in a spelling that the glossary has."""
    start: int
    end: int
    rate: float = 1.0
    """The share of the source's occurrences that have a use, 0 to 1."""


_Sum = TypeVar("_Sum", "TermTally", "Tally")


def _added(one: _Sum, other: _Sum) -> _Sum:
    """Add the other's fields to those of one, lists and counters in place."""
    for name in (each.name for each in fields(one)):
        mine = getattr(one, name)
        mine += getattr(other, name)
        setattr(one, name, mine)
    return one


@dataclass(slots=True)
class TermTally:
    """One concept: the segments counted so far."""

    expected: int = 0
    used: int = 0
    exact: int = 0
    occurring: float = 0.0
    renderings: Counter[str] = field(default_factory=Counter)
    """The number of segments that use each term."""

    def __iadd__(self, other: TermTally) -> TermTally:
        return _added(self, other)

    def add(self, use: TermUse | None) -> None:
        """Count one segment in which the concept is expected."""
        self.expected += 1
        if use is not None:
            self.used += 1
            self.exact += use.exact
            self.occurring += use.rate
            self.renderings[use.term] += 1


def accuracy(tallies: Collection[TermTally]) -> TermAccuracy:
    """Return the figures of several concepts together."""
    repeated = [one for one in tallies if one.expected > 1]
    return TermAccuracy(
        used=sum(one.used for one in tallies),
        expected=sum(one.expected for one in tallies),
        exact=sum(one.exact for one in tallies),
        occurring=sum(one.occurring for one in tallies),
        repeated=sum(one.expected for one in repeated),
        agreeing=sum(max(one.renderings.values(), default=0) for one in repeated),
    )


_ByConcept = dict[str, TermTally]


@dataclass(slots=True)
class TermCount:
    """The counts so far; those of several articles can be added."""

    tallies: dict[tuple[str | None, str], TermTally] = field(default_factory=dict)
    """By document and concept."""
    missed: list[MissedTerm] = field(default_factory=list)
    texts: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    """Translations without the terms found in them, each with the names of concepts that it has no term of."""

    def add(self, document: str | None, names: Mapping[str, str], found: Iterable[TermUse]) -> None:
        """Count one segment; `names` are those under which its concepts are counted."""
        uses = {use.concept: use for use in found}
        for concept, name in names.items():
            self.tallies.setdefault((document, name), TermTally()).add(uses.get(concept))

    def __iadd__(self, other: TermCount) -> TermCount:
        self.missed += other.missed
        self.texts += other.texts[: _MOST_TEXTS - len(self.texts)]
        for key, tally_ in other.tallies.items():
            mine = self.tallies.setdefault(key, TermTally())
            mine += tally_
        return self

    def unlisted(self, locale: str) -> dict[str, tuple[UnlistedRendering, ...]]:
        """Return what the translations without a term call each concept."""
        units: dict[str, list[int]] = {}
        for number, (_, lacking) in enumerate(self.texts):
            for name in lacking:
                units.setdefault(name, []).append(number)
        if all(len(one) < LEAST_UNITS for one in units.values()):
            return {}
        background = Background([text for text, _ in self.texts], locale)
        return {name: background.renderings(one) for name, one in units.items()}

    def by_concept(self, document: str | None = None) -> _ByConcept:
        """Return the counts of each concept, in one document or in all."""
        found: _ByConcept = {}
        for (of, name), tally_ in self.tallies.items():
            if document is None or of == document:
                mine = found.setdefault(name, TermTally())
                mine += tally_
        return found

    def accuracy(self, document: str | None = None) -> TermAccuracy:
        """Return the figures of all concepts, in one document or in all."""
        return accuracy(self.by_concept(document).values())


def find_uses(
    wanted: Mapping[str, int], concepts: Mapping[str, Concept], text: str, source: str, locale: str
) -> list[TermUse]:
    """Return the uses of each concept's approved terms, as `check` judges them; unused concepts are left out.

    wanted: how often the source names each concept.
    """
    within = longer_terms(concepts, source, locale).within(text, wanted)
    found = []
    for id_, times in wanted.items():
        own, _ = renderings(times, concepts[id_], text, source, locale, within)
        used = [one for one in own if one.usable and one.span is not None]
        if used:
            first = next((one for one in used if one.verdict in _FIRM), used[0])
            start, end = first.span or (0, 0)
            exact = any(one.verdict in _LISTED for one in used)
            found.append(TermUse(id_, first.term or "", exact, start, end, len(used) / times))
    return found


_LISTED = (Verdict.EXACT, Verdict.LISTED)
_FIRM = tuple(one for one in Verdict if one.firm)


def window_overlap(
    text: str, found: Sequence[TermUse], reference: str, trusted: Sequence[TermUse]
) -> list[float]:
    """Return, for each concept that the reference uses, the share of the words around it that the translation has too.

    0 if the translation does not use the concept; a concept without words around it in the reference counts 1 if used.
    """
    own = {use.concept: use for use in found}
    overlaps = []
    for use in trusted:
        mine = own.get(use.concept)
        if mine is None:
            overlaps.append(0.0)
            continue
        wanted = Counter(_around(reference, use.start, use.end))
        shared = wanted & Counter(_around(text, mine.start, mine.end))
        overlaps.append(shared.total() / wanted.total() if wanted else 1.0)
    return overlaps


def _around(text: str, start: int, end: int) -> list[str]:
    """Return the words beside a part of a text, two on each side, without punctuation."""
    left, right = _words(text, start, -1)[-_WINDOW:], _words(text, end, 1)[:_WINDOW]
    return [word.lower() for word in (*left, *right)]


def _words(text: str, at: int, side: int) -> list[str]:
    """Return some words of a text before (-1) or behind (1) an offset; whole ones next to it."""
    # A window of characters keeps long texts cheap: two words are never longer than the last.
    for reach in (40, 200):
        start, end = sorted((at, min(len(text), max(0, at + side * reach))))
        words = [token.text for token in tokens(text, start, end) if token.text[0].isalnum()]
        if len(words) > _WINDOW:
            break
    return words


_CHUNK = 256
"""The number of segments whose n-grams are in memory at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSetting:
    """The metrics and options for rating items."""

    measures: Measures
    asked: ScoreRequest
    known: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The results of `expected`."""
    dictionaries: dict[tuple[str, ...], Dictionary] = field(default_factory=dict)

    def expected(self, concept: str) -> tuple[str, ...]:
        """Return the usable terms of a concept, preferred ones first."""
        if concept not in self.known:
            found = target_terms(self.asked.concepts[concept], self.asked.source, self.asked.locale)
            self.known[concept] = tuple(term.text for term in found)
        return self.known[concept]

    def uses(self, wanted: Mapping[str, int], text: str) -> list[TermUse]:
        """Return what `find_uses` finds of the concepts in a translation."""
        asked = self.asked
        return find_uses(wanted, asked.concepts, text, asked.source, asked.locale) if wanted else []

    def is_used(self, concept: str, text: str) -> bool:
        """Return True if a translation has a term of the concept anywhere, by firm evidence."""
        use = use_of(self.asked.concepts[concept], text, self.asked.source, self.asked.locale)
        return use is not None and use.verdict.firm

    def dictionary(self, concepts: Iterable[str]) -> Dictionary:
        """Return the source terms of the concepts with the terms expected for each."""
        ids = tuple(concepts)
        if ids not in self.dictionaries:
            self.dictionaries[ids] = Dictionary(
                TermPair(name.text.lower(), tuple(one.lower() for one in targets), id_)
                for id_ in ids
                for targets in [self.expected(id_)]
                for name in (usable_terms(self.asked.concepts[id_], self.asked.source) if targets else ())
            )
        return self.dictionaries[ids]


@dataclass(slots=True, kw_only=True)
class Tally:
    """The counts so far."""

    segments: int = 0
    oversized: int = 0
    skipped: Skipped = field(default_factory=Skipped)
    rows: list[StatisticsRows] = field(default_factory=list)
    baseline_rows: list[list[StatisticsRows]] = field(default_factory=list)
    """Beside each of `rows`, those of each baseline."""
    hashes: list[str] = field(default_factory=list)
    terms: TermCount = field(default_factory=TermCount)
    compared_terms: TermCount = field(default_factory=TermCount)
    reference_terms: TermCount = field(default_factory=TermCount)
    sentences: SuccessCount = field(default_factory=SuccessCount)
    reference_sentences: SuccessCount = field(default_factory=SuccessCount)
    documents: SuccessCount = field(default_factory=SuccessCount)
    reference_documents: SuccessCount = field(default_factory=SuccessCount)
    windows: list[float] = field(default_factory=list)
    edited: list[Edited] = field(default_factory=list)
    scores: list[SegmentScore] = field(default_factory=list)

    def __iadd__(self, other: Tally) -> Tally:
        return _added(self, other)


def tally(items: Iterable[ScoreInput], setting: ScoreSetting, article: str | None = None) -> Tally:
    """Return the tally of the items of whole documents, with the n-grams of few in memory at a time."""
    result = Tally()
    remaining = iter(items)
    documents: dict[str, list[ScoreInput]] = {}
    while chunk := list(islice(remaining, _CHUNK)):
        _count(chunk, setting, article, result)
        for number, item in enumerate(chunk, start=result.segments):
            if item.terms.dictionary and item.reference is not None:
                documents.setdefault(item.terms.document or f"\n{number}", []).append(item)
    for parts in documents.values():
        _count_document(parts, setting, result)
    return result


def _count_document(parts: Sequence[ScoreInput], setting: ScoreSetting, result: Tally) -> None:
    reference = "\n".join(one.reference or "" for one in parts)
    own, ceiling = of_document(
        setting.dictionary(dict.fromkeys(id_ for one in parts for id_ in one.terms.dictionary)),
        "\n".join(one.terms.source for one in parts),
        ("\n".join(one.target for one in parts), reference),
        reference,
    )
    result.documents += own
    result.reference_documents += ceiling


def _count(chunk: list[ScoreInput], setting: ScoreSetting, article: str | None, result: Tally) -> None:
    compared: list[tuple[ScoreInput, ScoredPair]] = []
    for item in chunk:
        result.segments += 1
        terms = item.terms
        wanted = {one: times for one, times in terms.occurrences.items() if setting.expected(one)}
        names = {one: setting.asked.groups.get(one, one) for one in wanted}
        found = setting.uses(wanted, item.target)
        result.terms.add(terms.document, names, found)
        used = {one.concept for one in found}
        lacking = tuple(dict.fromkeys(names[one] for one in wanted if one not in used))
        if len(item.target) <= _LONGEST and len(result.terms.texts) < _MOST_TEXTS:
            shown = bare(blanked(item.target, [(one.start, one.end) for one in found]))
            result.terms.texts.append((shown, lacking))
        result.terms.missed += [
            MissedTerm(article, item.id, terms.source or item.source, names[one], setting.expected(one))
            for one in wanted
            if one not in used
        ]
        if item.reference is None:
            continue
        if not setting.measures.comparable(item.target, item.reference):
            result.oversized += 1
            continue
        trusted = setting.uses(wanted, item.reference)
        result.compared_terms.add(terms.document, names, found)
        result.reference_terms.add(terms.document, names, trusted)
        result.windows += window_overlap(item.target, found, item.reference, trusted)
        dictionary = setting.dictionary(terms.dictionary)
        for text, counted in (
            (item.target, result.sentences),
            (item.reference, result.reference_sentences),
        ):
            is_used = partial(setting.is_used, text=text)
            counted += of_sentence(dictionary, terms.source, text, wanted, is_used)
        compared.append((item, _pair(item.target, item.reference, trusted)))
    if compared:
        _compare(compared, setting, article, result)


def _pair(translation: str, reference: str, trusted: Iterable[TermUse] = ()) -> ScoredPair:
    return ScoredPair(translation, reference, tuple((use.start, use.end) for use in trusted))


def _compare(
    compared: list[tuple[ScoreInput, ScoredPair]], setting: ScoreSetting, article: str | None, result: Tally
) -> None:
    measures = setting.measures
    rows = measures.rows([pair for _, pair in compared])
    result.rows.append(rows)
    result.hashes += [short_hash(pair.reference) for _, pair in compared]
    others = zip(*(item.baselines for item, _ in compared), strict=True)
    result.baseline_rows.append(
        [
            measures.rows(
                [
                    _pair(text, pair.reference)
                    if text is not None and measures.comparable(text, pair.reference)
                    else None
                    for text, (_, pair) in zip(texts, compared, strict=True)
                ]
            )
            for texts in others
        ]
    )
    if setting.asked.segments:
        result.scores += [
            SegmentScore(
                article=article,
                id=item.id,
                source=item.source,
                target=item.target,
                reference=pair.reference,
                bleu=bleu,
                chrf=chrf,
                ter=ter,
            )
            for (item, pair), (bleu, chrf, ter) in zip(compared, measures.scores(rows), strict=True)
        ]
